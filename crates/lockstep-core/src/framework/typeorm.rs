//! TypeORM: TypeScript, all that is pending in one transaction unless it is
//! told `--transaction each`, with which a migration may say that it wants
//! none.
//!
//! Source: `src/migration/MigrationExecutor.ts` of typeorm/typeorm.

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static TYPEORM: Framework = Framework {
    name: "typeorm",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/{version}-{Name}.ts",
        text: "{head}import { MigrationInterface, QueryRunner } from \"typeorm\";\n\nexport class {Name}{version} implements MigrationInterface {\n{bare}  async up(queryRunner: QueryRunner): Promise<void> {\n{up}\n  }\n\n  async down(queryRunner: QueryRunner): Promise<void> {\n{down}\n  }\n}\n",
        version: Style::Millis,
        language: Language::JavaScript,
        call: "    await queryRunner.query({sql});",
        bare: Bare::Mark("  transaction = false;\n\n"),
        all_in_one: true,
        usage: "`typeorm migration:run --transaction each` runs what is pending, each in a transaction of its own but for those that want none; without that option they are refused. `typeorm migration:revert` undoes the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When TypeORM stops half-way

What ran in a transaction is rolled back: mend the file, and run it again. Where a migration says `transaction = false`, what ran before the failure stays, and it is not recorded: drop what is INVALID, then undo the rest, or finish by hand and record it with `typeorm migration:run --fake`.
";
