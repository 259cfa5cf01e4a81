//! Drizzle Kit: all that is pending in one transaction, and no way around it;
//! `--> statement-breakpoint` stands between statements.
//!
//! Source: `drizzle-orm/src/migrator.ts` and `pg-core/dialect.ts` of
//! drizzle-team/drizzle-orm.

use super::layout::{Bare, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static DRIZZLE: Framework = Framework {
    name: "drizzle",
    wraps_in_transaction: true,
    recognises: |script| script.text.contains("--> statement-breakpoint"),
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "drizzle/{version}_{name}.sql",
        version: Style::Number(4),
        between: "\n--> statement-breakpoint\n",
        bare: Bare::Script,
        all_in_one: true,
        usage: "A file without an entry in `meta/_journal.json` is passed over: create each with `drizzle-kit generate --custom --name=<name>`, and put the text in. There are no down migrations: what undoes a step stands in the plan. What Drizzle's transaction cannot hold is a script in `psql`, and a migration that stops until it has run.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Drizzle stops half-way

All that was pending is rolled back: mend the file, and run `drizzle-kit migrate` again. What was finished by hand has to be recorded in `drizzle.__drizzle_migrations` with the SHA-256 of the file and the time that the journal names.
";
