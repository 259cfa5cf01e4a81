//! Diesel: `2024-01-15-101500_name/up.sql` and `down.sql`, each in a
//! transaction unless `metadata.toml` beside them says otherwise. That is not
//! seen here; a file with a statement that PostgreSQL refuses in a transaction
//! is taken for one of those, since it could never have run otherwise. Versions
//! were once written without dashes: `20170804200817_name`.
//!
//! Source: `diesel_migrations/src/file_based_migrations.rs` and
//! `migration_harness.rs` of diesel-rs/diesel.

use lockstep_syntax::tree::{Statement, StatementKind};

use super::{Framework, Section, Sending, digits, directives, last_parts};

/// See the module.
pub(super) static DIESEL: Framework = Framework {
    name: "diesel",
    wraps_in_transaction: true,
    recognises: |script| {
        directives(script).any(|(_, comment)| {
            comment.starts_with("-- Your SQL goes here")
                || comment.starts_with("-- This file should undo anything in `up.sql`")
        })
    },
    names: |path| {
        let (file, folder) = last_parts(path);
        let mut rest = folder;
        let dated = [4, 2, 2].iter().all(|count| {
            let (found, behind) = digits(rest);
            rest = behind.strip_prefix('-').unwrap_or("");
            found == *count && !rest.is_empty()
        });
        let old = digits(folder);
        let old = old.0 == 14 && old.1.starts_with('_');
        (old || dated && digits(rest).0 == 6) && matches!(file, "up.sql" | "down.sql")
    },
    sections: |path, script| {
        let (file, _) = last_parts(path);
        let sending = if script.statements().any(is_concurrent) {
            Sending::Together
        } else {
            Sending::InTransaction
        };
        Section::whole(sending, file == "down.sql")
    },
    recovery: Some(RECOVERY),
};

const RECOVERY: &str = "\
### When Diesel stops half-way

A migration with a transaction has changed nothing: mend it, and run `diesel migration run` again. With `run_in_transaction = false` in `metadata.toml` it should be one statement, since several in one file are one implicit transaction all the same. If it fails it is not recorded: drop what is INVALID and run it again, or finish by hand and record it:
```sql
INSERT INTO __diesel_schema_migrations (version) VALUES ('<the digits of the directory name, without dashes>');
```
";

fn is_concurrent(statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(create) => create.concurrently,
        StatementKind::Drop(drop) => drop.concurrently,
        StatementKind::Reindex(reindex) => reindex.concurrently,
        _ => false,
    }
}
