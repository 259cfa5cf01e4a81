//! SeaORM: Rust, from 2.0 on each migration in one transaction unless it says
//! that it wants none; before, all that is pending in one.
//!
//! Source: `sea-orm-migration/src/lib.rs` and `migrator/exec.rs` of
//! SeaQL/sea-orm.

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static SEA_ORM: Framework = Framework {
    name: "sea-orm",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: Some(
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('{stem}', extract(epoch FROM now())::bigint);",
    ),
    layout: &Layout {
        path: "migration/src/m{version}_{name}.rs",
        text: "{head}use sea_orm_migration::prelude::*;\n\n#[derive(DeriveMigrationName)]\npub struct Migration;\n\n#[async_trait::async_trait]\nimpl MigrationTrait for Migration {\n{bare}    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {\n        let connection = manager.get_connection();\n{up}\n        Ok(())\n    }\n\n    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {\n        let connection = manager.get_connection();\n{down}\n        Ok(())\n    }\n}\n",
        version: Style::Stamp("", "_"),
        language: Language::Rust,
        call: "        connection.execute_unprepared({sql}).await?;",
        nothing: "        let _ = connection;",
        bare: Bare::Mark(
            "    fn use_transaction(&self) -> Option<bool> {\n        Some(false)\n    }\n\n",
        ),
        alone: true,
        usage: "Each file is a module, and stands in the list of `Migrator::migrations`, in this order. `sea-orm-cli migrate up` runs what is pending, `sea-orm-cli migrate down` undoes the last. `use_transaction` needs version 2.0.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When SeaORM stops half-way

A migration with a transaction has changed nothing: mend it, and run `sea-orm-cli migrate up` again. Without one, what ran before the failure stays, and it is not recorded: drop what is INVALID, then undo the rest, or finish by hand and record it.
";
