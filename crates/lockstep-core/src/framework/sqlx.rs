//! sqlx: a file in one transaction unless it starts with `-- no-transaction`;
//! `.up.sql` has a `.down.sql` beside it.
//!
//! The file is one message, so that without the transaction two or more
//! statements are one implicit transaction all the same. Source:
//! `sqlx-core/src/migrate/` and `sqlx-postgres/src/migrate.rs` of
//! launchbadge/sqlx.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Beside, Layout, When};
use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static SQLX: Framework = Framework {
    name: "sqlx",
    wraps_in_transaction: true,
    recognises: |script| opts_out(script) || is_template(script),
    // A reversible migration is named as golang-migrate names it.
    names: |_| false,
    sections: |path, script| {
        Section::unless(
            opts_out(script),
            Sending::Together,
            path.ends_with(".down.sql"),
        )
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/{version}_{name}.up.sql",
        text: "{bare up}{head}{up}\n",
        beside: &[Beside {
            path: "migrations/{version}_{name}.down.sql",
            text: "{bare down}{down}\n",
            when: When::Always,
        }],
        bare: Bare::Mark("-- no-transaction\n"),
        alone: true,
        usage: "`sqlx migrate run` runs what is pending, `sqlx migrate revert` undoes the last file. Settings go into the URL, as in `?options=-c%20lock_timeout%3D0`.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When sqlx stops half-way

A file with a transaction has changed nothing: mend it, and run it again. With `-- no-transaction` nothing is recorded in `_sqlx_migrations` before all of the file has run, so drop what is INVALID and run it again; make the statements that ran already harmless the second time, with IF NOT EXISTS for one. Recording a version by hand needs the SHA-384 of the file, and a file that was applied must not be edited.
";

/// Only the very first bytes count.
fn opts_out(script: &Script<'_>) -> bool {
    script.text.starts_with("-- no-transaction")
}

/// The first line that `sqlx migrate add` writes.
fn is_template(script: &Script<'_>) -> bool {
    directives(script).any(|(_, comment)| {
        comment.starts_with("-- Add ") && comment.contains("migration script here")
    })
}
