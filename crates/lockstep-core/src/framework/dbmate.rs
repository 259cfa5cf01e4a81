//! dbmate: `-- migrate:up` and `-- migrate:down`, each in a transaction unless
//! the line says `transaction:false`.
//!
//! With `transaction:false` the whole section is sent as one message, so that
//! two or more statements are one implicit transaction all the same. Source:
//! `pkg/dbmate/parsing.go` and `pkg/dbmate/db.go` of amacneil/dbmate.

use lockstep_syntax::script::Script;

use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static DBMATE: Framework = Framework {
    name: "dbmate",
    wraps_in_transaction: true,
    recognises: |script| markers(script).next().is_some(),
    names: |_| false,
    sections: |_, script| sections(script),
    recovery: Some(RECOVERY),
};

/// A section with a transaction and one without must not be replayed the same
/// way: CONCURRENTLY is refused inside BEGIN.
const RECOVERY: &str = "\
### When dbmate stops half-way

A section with a transaction has changed nothing. Run its statements by hand with the timeouts lifted, and record the version:
```sql
BEGIN;
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = '2s';
-- the statements of the migrate:up section
INSERT INTO schema_migrations (version) VALUES ('<the digits at the start of the file name>');
COMMIT;
```
A section with `transaction:false` may have done part of its work, and `CONCURRENTLY` is refused inside BEGIN. Drop what is INVALID, run the missing statements one by one, and record the version in a transaction of its own:
```sql
SET statement_timeout = 0;
SET lock_timeout = 0;
-- the missing statements, one by one, outside a transaction
BEGIN;
INSERT INTO schema_migrations (version) VALUES ('<the digits at the start of the file name>');
COMMIT;
```
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
