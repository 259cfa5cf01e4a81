//! Bytebase: a script in one transaction unless its first comments say
//! `-- txn-mode = off`; CREATE and DROP INDEX CONCURRENTLY, VACUUM and the
//! like run behind it, wherever they stand.
//!
//! Source: `backend/plugin/parser/base/transaction_mode.go` and
//! `backend/plugin/db/pg/pg.go` of bytebase/bytebase.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Layout, Style};
use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static BYTEBASE: Framework = Framework {
    name: "bytebase",
    wraps_in_transaction: true,
    recognises: |script| mode(script).is_some(),
    names: |_| false,
    sections: |_, script| {
        let sending = match mode(script) {
            Some(false) => Sending::OneByOne,
            _ => Sending::InTransaction,
        };
        Section::whole(sending, false)
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        text: "{bare up}{head}{up}\n",
        version: Style::Number(3),
        bare: Bare::Mark("-- txn-mode = off\n"),
        alone: true,
        usage: "Each file is a task of the issue, in this order. What undoes a step stands in the plan.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Bytebase stops half-way

A script with a transaction has changed nothing, but CREATE INDEX CONCURRENTLY and its kin run behind its COMMIT, and what they leave stays: drop what is INVALID, then run those statements by themselves.
";

/// Whether the script says that it wants a transaction, or none.
fn mode(script: &Script<'_>) -> Option<bool> {
    directives(script).find_map(|(_, comment)| {
        let words = comment.strip_prefix("--")?;
        let (key, value) = words.split_once('=')?;
        match (key.trim(), value.trim()) {
            ("txn-mode", "on") => Some(true),
            ("txn-mode", "off") => Some(false),
            _ => None,
        }
    })
}
