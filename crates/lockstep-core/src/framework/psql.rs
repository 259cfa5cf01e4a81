//! psql: a script with meta-commands, as `psql -f` runs it: statement by
//! statement, each in a transaction of its own.
//!
//! Source: the manual, psql.

use lockstep_syntax::script::Piece;

use super::layout::{Beside, Layout, Style, When};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static PSQL: Framework = Framework {
    name: "psql",
    wraps_in_transaction: false,
    recognises: |script| {
        script.pieces.iter().any(|piece| match piece {
            Piece::MetaCommand(span) => {
                let word = span.of(script.text).split_whitespace().next();
                word.is_some_and(|word| {
                    matches!(
                        word.trim_start_matches('\\'),
                        "set" | "i" | "ir" | "c" | "connect" | "timing" | "echo" | "if"
                    )
                })
            }
            _ => false,
        })
    },
    names: |_| false,
    sections: |_, _| Section::whole(Sending::OneByOne, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        text: "{head}\\set ON_ERROR_STOP on\n{up}\n",
        beside: &[Beside {
            path: "rollback/{version}_{name}.sql",
            text: "\\set ON_ERROR_STOP on\n{down}\n",
            when: When::Always,
        }],
        version: Style::Number(3),
        begins: true,
        usage: "Each file is run by itself: `psql -X -f <file>`. Those in `rollback` undo them, last first.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When psql stops half-way

Nothing is recorded. What ran before the failed statement stays, except inside BEGIN and COMMIT: go on from there by hand. Run scripts with `psql -X -v ON_ERROR_STOP=1 -f <file>`; without it psql goes on behind an error and ends with success. `-1` would put one transaction around all files, in which CREATE INDEX CONCURRENTLY is refused.
";
