//! Ecto: Elixir, each migration in one transaction unless it says
//! `@disable_ddl_transaction true`.
//!
//! Source: `lib/ecto/migration.ex` and `lib/ecto/migrator.ex` of
//! elixir-ecto/ecto_sql.

use super::layout::{Bare, Language, Layout};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static ECTO: Framework = Framework {
    name: "ecto",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: Some("INSERT INTO schema_migrations (version, inserted_at) VALUES ({version}, now());"),
    layout: &Layout {
        path: "priv/repo/migrations/{version}_{name}.exs",
        text: "{head}defmodule Repo.Migrations.{Name} do\n  use Ecto.Migration\n{bare}\n  def up do\n{up}\n  end\n\n  def down do\n{down}\n  end\nend\n",
        language: Language::Elixir,
        call: "    execute({sql})",
        nothing: "    :ok",
        bare: Bare::Mark("\n  @disable_ddl_transaction true\n  @disable_migration_lock true\n"),
        alone: true,
        usage: "`mix ecto.migrate` runs what is pending, `mix ecto.rollback` undoes the last. Run one migrator at a time, since files without a transaction take no lock either.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Ecto stops half-way

A migration with a transaction has changed nothing: mend it, and run `mix ecto.migrate` again. With `@disable_ddl_transaction` what ran before the failure stays, and the version is not recorded: drop what is INVALID, then undo the rest, or finish by hand and record the version.
";
