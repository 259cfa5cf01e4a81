//! Django: a migration in one transaction unless it says `atomic = False`.
//! What `sqlmigrate` prints has its own BEGIN and COMMIT.
//!
//! Source: `django/db/migrations/migration.py`, `operations/special.py` and
//! `core/management/commands/sqlmigrate.py` of django/django.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending};

/// See the module.
pub(super) static DJANGO: Framework = Framework {
    name: "django",
    wraps_in_transaction: true,
    recognises: is_printed,
    names: |_| false,
    sections: |_, script| Section::unless(is_printed(script), Sending::OneByOne, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "{app}/migrations/{version}_{name}.py",
        text: "{head}from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n{bare}    dependencies = [(\"{app}\", \"{before}\")]\n\n    operations = [\n        migrations.RunSQL(\n            sql=[\n{up}\n            ],\n            reverse_sql=[\n{down}\n            ],\n        ),\n    ]\n",
        version: Style::Number(4),
        language: Language::Python,
        call: "                {sql},",
        bare: Bare::Mark("    atomic = False\n"),
        usage: "The first file depends on the app's last migration: put its name in. Models that change need `state_operations` as well. `python manage.py migrate` runs what is pending; with the name of the one before, it undoes the rest.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Django stops half-way

A migration with a transaction has changed nothing: mend it, and run `migrate` again. With `atomic = False` the statements before the failed one stay, and it is not recorded: drop what is INVALID, then undo them, or finish by hand and run `python manage.py migrate --fake <app> <migration>`.
";

/// BEGIN, and three lines of comment for each operation, the second of which
/// names it.
fn is_printed(script: &Script<'_>) -> bool {
    let names = [
        "-- Add ",
        "-- Alter ",
        "-- Create ",
        "-- Delete ",
        "-- Raw ",
        "-- Remove ",
        "-- Rename ",
    ];
    let mut lines = script.text.lines().map(str::trim_end);
    lines.next() == Some("BEGIN;")
        && lines.next() == Some("--")
        && lines
            .next()
            .is_some_and(|line| names.iter().any(|name| line.starts_with(name)))
        && lines.next() == Some("--")
}
