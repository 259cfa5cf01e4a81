//! postgres-migrations: `1_name.sql`, a file in one transaction unless it
//! holds `-- postgres-migrations disable-transaction`. There are no down
//! migrations.
//!
//! The file is one message. Source: `src/run-migration.ts` and `README.md` of
//! ThomWright/postgres-migrations.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static POSTGRES_MIGRATIONS: Framework = Framework {
    name: "postgres-migrations",
    wraps_in_transaction: true,
    recognises: opts_out,
    names: |_| false,
    sections: |_, script| Section::unless(opts_out(script), Sending::Together, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/{version}_{name}.sql",
        text: "{bare up}{head}{up}\n",
        version: Style::Number(1),
        bare: Bare::Mark("-- postgres-migrations disable-transaction\n"),
        alone: true,
        usage: "`pg-migrate` or `migrate()` runs what is pending. Numbers have no gaps: go on from the last file there is. There are no down migrations: what undoes a step stands in the plan.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When postgres-migrations stops half-way

A file with a transaction has changed nothing: mend it, and run it again. One with `disable-transaction` is one statement, and is not recorded if it fails: drop what is INVALID and run it again. A file that was applied must not be edited, since its hash is recorded.
";

fn opts_out(script: &Script<'_>) -> bool {
    script
        .text
        .contains("-- postgres-migrations disable-transaction")
}
