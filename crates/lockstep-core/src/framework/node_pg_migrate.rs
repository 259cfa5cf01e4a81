//! node-pg-migrate: all that is pending in one transaction; in SQL files
//! `-- Up Migration` and `-- Down Migration`.
//!
//! A section is one message. Only JavaScript can do without the transaction.
//! Source: `src/runner.ts` and `src/sqlMigration.ts` of
//! salsita/node-pg-migrate.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending, behind, directives};

/// See the module.
pub(super) static NODE_PG_MIGRATE: Framework = Framework {
    name: "node-pg-migrate",
    wraps_in_transaction: true,
    recognises: |script| markers(script).next().is_some(),
    names: |_| false,
    sections: |_, script| {
        let mut sections = Section::whole(Sending::InTransaction, false);
        sections.extend(markers(script));
        sections
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/{version}_{name}.sql",
        text: "{head}-- Up Migration\n{up}\n\n-- Down Migration\n{down}\n",
        version: Style::Millis,
        bare: Bare::Layout(&JAVASCRIPT),
        all_in_one: true,
        usage: "`node-pg-migrate up --no-single-transaction` runs what is pending, each file in a transaction of its own; `node-pg-migrate down` undoes the last.",
        ..Layout::SQL
    },
};

static JAVASCRIPT: Layout = Layout {
    path: "migrations/{version}_{name}.cjs",
    text: "{head}exports.up = (pgm) => {\n{bare}{up}\n};\n\nexports.down = (pgm) => {\n{bare}{down}\n};\n",
    version: Style::Millis,
    language: Language::JavaScript,
    call: "  pgm.sql({sql});",
    bare: Bare::Mark("  pgm.noTransaction();\n"),
    ..Layout::SQL
};

const RECOVERY: &str = "\
### When node-pg-migrate stops half-way

What ran in the one transaction is rolled back, up to the last `pgm.noTransaction()`: mend the file, and run `node-pg-migrate up` again. What such a migration did before it failed stays, and it is not recorded: drop what is INVALID, then undo it, or finish by hand and record it with `node-pg-migrate up --fake 1`.
";

fn markers<'s>(script: &'s Script<'_>) -> impl Iterator<Item = Section> + 's {
    directives(script).filter_map(|(span, comment)| {
        let words = comment.trim_start_matches(['-', ' ', '\t']);
        let down = behind(words, "down").map(|rest| (true, rest));
        let (down, rest) = down.or_else(|| behind(words, "up").map(|rest| (false, rest)))?;
        behind(rest, "migration").map(|_| Section {
            start: span.start,
            sending: Sending::InTransaction,
            down,
        })
    })
}
