//! Sequelize: JavaScript, without a transaction; a query of several statements
//! is one message.
//!
//! Source: `src/core/migrator.js` of sequelize/cli and
//! `packages/postgres/src/query.js` of sequelize/sequelize.

use super::layout::{Language, Layout};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static SEQUELIZE: Framework = Framework {
    name: "sequelize",
    wraps_in_transaction: false,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::Together, false),
    recovery: Some(RECOVERY),
    record: Some("INSERT INTO \"SequelizeMeta\" (name) VALUES ('{file}');"),
    layout: &Layout {
        path: "migrations/{version}-{name}.js",
        text: "{head}module.exports = {\n  async up(queryInterface) {\n{up}\n  },\n\n  async down(queryInterface) {\n{down}\n  },\n};\n",
        language: Language::JavaScript,
        call: "    await queryInterface.sequelize.query({sql});",
        begins: true,
        alone: true,
        usage: "`sequelize db:migrate` runs what is pending, `sequelize db:migrate:undo` undoes the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Sequelize stops half-way

A file that failed is not recorded; what its queries committed stays. Drop what is INVALID, then undo the rest and run `sequelize db:migrate` again, or finish by hand and record the file.
";
