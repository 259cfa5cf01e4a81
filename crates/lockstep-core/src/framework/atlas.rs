//! Atlas: a file in one transaction unless its first comments hold
//! `-- atlas:txmode none` and an empty line follows them.
//!
//! Statements are sent one by one. Source: `sql/migrate/dir.go` and
//! `sql/migrate/lex.go` of ariga/atlas.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Layout};
use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static ATLAS: Framework = Framework {
    name: "atlas",
    wraps_in_transaction: true,
    recognises: |script| {
        directives(script).any(|(_, comment)| {
            let words = comment.strip_prefix("--").map(str::trim_start);
            words.is_some_and(|it| {
                [
                    "atlas:txmode",
                    "atlas:delimiter",
                    "atlas:checkpoint",
                    "atlas:sum",
                ]
                .iter()
                .any(|known| it.starts_with(known))
            })
        })
    },
    names: |_| false,
    sections: |_, script| Section::unless(opts_out(script), Sending::OneByOne, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/{version}_{name}.sql",
        text: "{bare up}{head}{up}\n",
        bare: Bare::Mark("-- atlas:txmode none\n\n"),
        usage: "`atlas migrate hash` enters the files into `atlas.sum`, `atlas migrate apply` runs what is pending. There are no down migrations: what undoes a step stands in the plan.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Atlas stops half-way

A file with a transaction has changed nothing: mend it, and run `atlas migrate apply` again. With `txmode none` each statement that ran is recorded, and `atlas migrate apply` goes on with the one that failed, as long as those before it are unchanged: drop what is INVALID first. What was finished by hand is recorded with `atlas migrate set <version>`.
";

/// The first comments are the file's own where an empty line ends them; else
/// they belong to the statement.
fn opts_out(script: &Script<'_>) -> bool {
    let lines = script.text.lines().map(str::trim);
    let mut found = false;
    for line in lines.skip_while(|line| line.is_empty()) {
        if line.is_empty() {
            return found;
        }
        let Some(comment) = line.strip_prefix("--") else {
            return false;
        };
        let mut words = comment.split_whitespace();
        found |= words.next() == Some("atlas:txmode") && words.next() == Some("none");
    }
    false
}
