//! Hasura: `migrations/default/1705313700000_name/up.sql` and `down.sql`, each
//! in one transaction unless its first line is `-- hasura:no-transaction`.
//!
//! The file is one message. Source: the manual of Hasura, "Schema API", and
//! `cli/migrate/` of hasura/graphql-engine.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Beside, Layout, Style, When};
use super::{Framework, Section, Sending, digits, last_parts};

/// See the module.
pub(super) static HASURA: Framework = Framework {
    name: "hasura",
    wraps_in_transaction: true,
    recognises: opts_out,
    names: |path| {
        let (file, folder) = last_parts(path);
        let (count, rest) = digits(folder);
        matches!(file, "up.sql" | "down.sql") && count == 13 && rest.starts_with('_')
    },
    sections: |path, script| {
        Section::unless(
            opts_out(script),
            Sending::Together,
            last_parts(path).0 == "down.sql",
        )
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/default/{version}_{name}/up.sql",
        text: "{bare up}{head}{up}\n",
        beside: &[Beside {
            path: "migrations/default/{version}_{name}/down.sql",
            text: "{bare down}{down}\n",
            when: When::Always,
        }],
        version: Style::Millis,
        bare: Bare::Mark("-- hasura:no-transaction\n"),
        alone: true,
        usage: "`hasura migrate apply` runs what is pending, `hasura migrate apply --down 1` undoes the last. `default` is the name of the database.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Hasura stops half-way

A file with a transaction has changed nothing: mend it, and run `hasura migrate apply` again. One with `hasura:no-transaction` should be one statement: drop what is INVALID and run it again, or finish by hand and record it with `hasura migrate apply --skip-execution --version <version>`.
";

/// Only the first line counts.
fn opts_out(script: &Script<'_>) -> bool {
    let first = script.text.lines().next().unwrap_or_default();
    first.trim() == "-- hasura:no-transaction"
}
