//! Diesel: `2024-01-15-101500_name/up.sql` and `down.sql`, each in a
//! transaction unless `metadata.toml` beside them says otherwise. That is not
//! seen here, so a comment may say it too; a file with a statement that PostgreSQL refuses in a transaction
//! is taken for one of those, since it could never have run otherwise. Versions
//! were once written without dashes: `20170804200817_name`.
//!
//! Source: `diesel_migrations/src/file_based_migrations.rs` and
//! `migration_harness.rs` of diesel-rs/diesel.

use lockstep_syntax::tree::{Statement, StatementKind};

use super::layout::{Bare, Beside, Layout, Style, When};
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
        let said = directives(script).any(|(_, it)| it.contains("run_in_transaction = false"));
        Section::unless(
            said || script.statements().any(is_concurrent),
            Sending::Together,
            file == "down.sql",
        )
    },
    recovery: Some(RECOVERY),
    record: Some("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}');"),
    layout: &Layout {
        path: "migrations/{version}_{name}/up.sql",
        text: "{bare}{head}{up}\n",
        beside: &[
            Beside {
                path: "migrations/{version}_{name}/down.sql",
                text: "{bare}{down}\n",
                when: When::Always,
            },
            Beside {
                path: "migrations/{version}_{name}/metadata.toml",
                text: "run_in_transaction = false\n",
                when: When::Bare,
            },
        ],
        version: Style::Stamp("-", "-"),
        bare: Bare::Mark("-- run_in_transaction = false stands in metadata.toml.\n"),
        alone: true,
        usage: "`diesel migration run` runs what is pending, `diesel migration revert` undoes the last. Settings go into the URL, as in `?options=-c%20lock_timeout%3D0`.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Diesel stops half-way

A migration with a transaction has changed nothing: mend it, and run `diesel migration run` again. With `run_in_transaction = false` in `metadata.toml` it should be one statement, since several in one file are one implicit transaction all the same. If it fails it is not recorded: drop what is INVALID and run it again, or finish by hand and record the version.
";

fn is_concurrent(statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(create) => create.concurrently,
        StatementKind::Drop(drop) => drop.concurrently,
        StatementKind::Reindex(reindex) => reindex.concurrently,
        _ => false,
    }
}
