//! dbmate: `-- migrate:up` and `-- migrate:down`, each in a transaction unless
//! the line says `transaction:false`.
//!
//! With `transaction:false` the whole section is sent as one message, so that
//! two or more statements are one implicit transaction all the same. Source:
//! `pkg/dbmate/parsing.go` and `pkg/dbmate/db.go` of amacneil/dbmate.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Layout};
use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static DBMATE: Framework = Framework {
    name: "dbmate",
    wraps_in_transaction: true,
    recognises: |script| markers(script).next().is_some(),
    names: |_| false,
    sections: |_, script| sections(script),
    recovery: Some(RECOVERY),
    record: Some("INSERT INTO schema_migrations (version) VALUES ('{version}');"),
    layout: &Layout {
        path: "db/migrations/{version}_{name}.sql",
        text: "{head}-- migrate:up{bare up}\n{up}\n\n-- migrate:down{bare down}\n{down}\n",
        bare: Bare::Mark(" transaction:false"),
        alone: true,
        usage: "`dbmate up` runs what is pending in the folder, `dbmate rollback` undoes the last file. Settings go into the URL, as in `?lock_timeout=0`.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When dbmate stops half-way

A section with a transaction has changed nothing and is not recorded: mend it, and run `dbmate up` again. A section with `transaction:false` may have done part of its work: drop what is INVALID first. A section of either kind must not be replayed as the other one: CONCURRENTLY is refused inside BEGIN.
";

struct Marker {
    start: u32,
    down: bool,
    transaction: bool,
}

fn markers<'s>(script: &'s Script<'_>) -> impl Iterator<Item = Marker> + 's {
    directives(script).filter_map(|(span, comment)| {
        let words = comment.strip_prefix("--")?.trim();
        let words = words.strip_prefix("migrate:")?;
        let mut words = words.split_whitespace();
        let direction = words.next()?;
        if !matches!(direction, "up" | "down") {
            return None;
        }
        Some(Marker {
            start: span.start,
            down: direction == "down",
            transaction: !words.any(|word| word == "transaction:false"),
        })
    })
}

fn sections(script: &Script<'_>) -> Vec<Section> {
    markers(script)
        .map(|marker| Section {
            start: marker.start,
            sending: if marker.transaction {
                Sending::InTransaction
            } else {
                Sending::Together
            },
            down: marker.down,
        })
        .collect()
}
