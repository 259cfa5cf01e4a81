//! Rails: Ruby in `db/migrate`, each migration in one transaction unless it
//! says `disable_ddl_transaction!`.
//!
//! Source: `activerecord/lib/active_record/migration.rb` of rails/rails.

use super::layout::{Bare, Language, Layout};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static RAILS: Framework = Framework {
    name: "rails",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: Some("INSERT INTO schema_migrations (version) VALUES ('{version}');"),
    layout: &Layout {
        path: "db/migrate/{version}_{name}.rb",
        text: "{head}class {Name} < ActiveRecord::Migration[7.0]\n{bare}  def up\n{up}\n  end\n\n  def down\n{down}\n  end\nend\n",
        language: Language::Ruby,
        call: "    execute {sql}",
        bare: Bare::Mark("  disable_ddl_transaction!\n\n"),
        usage: "`rails db:migrate` runs what is pending, `rails db:rollback` undoes the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Rails stops half-way

A migration with a transaction has changed nothing: mend it, and run `rails db:migrate` again. With `disable_ddl_transaction!` the statements before the failed one stay, and the version is not recorded: drop what is INVALID, then undo them, or finish by hand and record the version.
";
