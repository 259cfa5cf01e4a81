//! refinery: `V1__name.sql`, each in a transaction, and no way around it.
//! There are no down migrations.
//!
//! Source: `refinery_core/src/traits/` of rust-db/refinery.

use super::layout::{Bare, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static REFINERY: Framework = Framework {
    name: "refinery",
    wraps_in_transaction: true,
    recognises: |_| false,
    // Files are named as Flyway's.
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/V{version}__{name}.sql",
        version: Style::Number(1),
        bare: Bare::Script,
        usage: "`refinery migrate` runs what is pending. There are no down migrations: what undoes a step stands in the plan. What refinery's transaction cannot hold is a script in `psql`, and a migration that stops until it has run.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When refinery stops half-way

A migration that failed has changed nothing: mend it, and run it again. With a driver that is not asynchronous the SQL and the row in `refinery_schema_history` are two transactions, so that a crash between them leaves a migration applied but not recorded; `Target::FakeVersion` records it.
";
