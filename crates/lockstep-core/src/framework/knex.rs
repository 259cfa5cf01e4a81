//! Knex: JavaScript, all that is pending in one transaction; where any
//! migration says `transaction: false`, each of the others in its own.
//!
//! Source: `lib/migrations/migrate/Migrator.js` of knex/knex.

use super::layout::{Bare, Language, Layout};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static KNEX: Framework = Framework {
    name: "knex",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: Some(
        "INSERT INTO knex_migrations (name, batch, migration_time) SELECT '{file}', coalesce(max(batch), 0) + 1, now() FROM knex_migrations;",
    ),
    layout: &Layout {
        path: "migrations/{version}_{name}.js",
        text: "{head}{bare}exports.up = async (knex) => {\n{up}\n};\n\nexports.down = async (knex) => {\n{down}\n};\n",
        language: Language::JavaScriptWithBinds,
        call: "  await knex.raw({sql});",
        bare: Bare::Mark("exports.config = { transaction: false };\n\n"),
        alone: true,
        all_in_one: true,
        usage: "`knex migrate:up` runs the next file, `knex migrate:down` undoes the last. Outside a transaction each call may go to another connection of the pool.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Knex stops half-way

What ran in a transaction is rolled back: mend the file, and run `knex migrate:up` again. With `transaction: false` what ran before the failure stays, and the file is not recorded: drop what is INVALID, then undo the rest, or finish by hand and record the file. A run that was killed leaves a lock: `knex migrate:unlock`.
";
