//! Laravel: PHP, each migration in one transaction unless it says
//! `$withinTransaction = false`.
//!
//! Source: `src/Illuminate/Database/Migrations/Migrator.php` of
//! laravel/framework.

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static LARAVEL: Framework = Framework {
    name: "laravel",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |_| false,
    sections: |_, _| Section::whole(Sending::InTransaction, false),
    recovery: Some(RECOVERY),
    record: Some(
        "INSERT INTO migrations (migration, batch) SELECT '{stem}', coalesce(max(batch), 0) + 1 FROM migrations;",
    ),
    layout: &Layout {
        path: "database/migrations/{version}_{name}.php",
        text: "<?php\n\n{head}use Illuminate\\Database\\Migrations\\Migration;\nuse Illuminate\\Support\\Facades\\DB;\n\nreturn new class extends Migration\n{\n{bare}    public function up(): void\n    {\n{up}\n    }\n\n    public function down(): void\n    {\n{down}\n    }\n};\n",
        version: Style::Stamp("_", "_"),
        language: Language::Php,
        call: "        DB::unprepared({sql});",
        bare: Bare::Mark("    public $withinTransaction = false;\n\n"),
        usage: "`php artisan migrate --step` runs what is pending, `php artisan migrate:rollback --step=1` undoes the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Laravel stops half-way

A migration with a transaction has changed nothing: mend it, and run `php artisan migrate` again. With `$withinTransaction = false` what ran before the failure stays, and it is not recorded: drop what is INVALID, then undo the rest, or finish by hand and record it.
";
