//! Renaming a column breaks the code that runs.

use lockstep_syntax::tree::{AlterActionKind, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "column-rename",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Renaming a column breaks the code that runs"),
    docs: page!(
        "\
The rename itself takes a moment. But no deployment is instant: code that still uses \
the old name fails from the moment of the rename, code that uses the new name fails \
before it.

Rename the table as well, in the same transaction, and put a view in its place that \
offers the column under both names: PostgreSQL writes through it. When no code uses the \
old name, drop the view and give the table its name back. Where row security is on, \
the view needs WITH (security_invoker), which PostgreSQL 15 brings: any other reads with \
the rights of its owner."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C3"]),
    bad: page!(&[
        example("ALTER TABLE users RENAME COLUMN name TO full_name;"),
        example(
            "ALTER TABLE users RENAME COLUMN name TO old_name; ALTER TABLE users ADD COLUMN name text;"
        )
        .given("CREATE TABLE users (id int, name text);"),
    ]),
    good: page!(&[
        example(
            "CREATE TABLE users (name text); ALTER TABLE users RENAME COLUMN name TO full_name;"
        ),
        example(
            "ALTER TABLE users ADD COLUMN name text; ALTER TABLE users RENAME COLUMN name TO full_name;"
        ),
        example(
            "BEGIN;\n\
             ALTER TABLE users RENAME COLUMN name TO full_name;\n\
             ALTER TABLE users RENAME TO users_aside;\n\
             CREATE VIEW users AS SELECT *, full_name AS name FROM users_aside;\n\
             COMMIT;"
        )
        .given("CREATE TABLE users (id int, name text);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let table = context.situation.catalog.resolve(&alter.name);
    if context.situation.catalog.is_new(&table) || context.effects.fails.is_some() {
        return Vec::new();
    }
    alter
        .actions
        .iter()
        .filter_map(|action| match &action.kind {
            AlterActionKind::RenameColumn { from, to }
                if !context.situation.catalog.is_new_column(&table, &from.value) =>
            {
                Some(Hit {
                span: action.span,
                title: format!("Code that uses {table}.{} fails from here on.", from.value),
                what: format!(
                    "The column is called {} as soon as this commits, and queries that name {} are refused.",
                    to.value, from.value
                ),
                why: "Old and new code run side by side during a deployment, and one of them is wrong.".to_owned(),
                action: format!(
                    "In the same transaction put a view in place of {table} that offers the column under both names; move the code, then take the view away."
                ),
                relations: vec![table.clone()],
                unless: (!is_given_again(context, &table, &from.value))
                    .then(|| still_there(&table, &from.value)),
                ..Hit::default()
            })
            }
            _ => None,
        })
        .collect()
}

/// The schema that is left offers the column under its old name as well.
fn still_there(table: &Name, column: &str) -> Unless {
    let (table, column) = (table.clone(), column.to_owned());
    Unless::new(move |left: &Catalog| left.has_column(&table, &column) == Some(true))
}

/// Whether the migration gives the name to another column later: whoever uses
/// it then means the wrong one.
fn is_given_again(context: &Context<'_>, table: &Name, column: &str) -> bool {
    let gives = |unit: &Unit<'_>| match &unit.statement.kind {
        StatementKind::AlterTable(alter) => {
            context.catalog().resolve(&alter.name) == *table
                && alter.actions.iter().any(|action| match &action.kind {
                    AlterActionKind::RenameColumn { to, .. } => to.value == column,
                    AlterActionKind::AddColumn { column: added, .. } => added.name.value == column,
                    _ => false,
                })
        }
        _ => false,
    };
    let later = context.units.get(context.id + 1..).unwrap_or_default();
    // No more than a person would look ahead.
    later.iter().take(100).any(|unit| !unit.down && gives(unit))
}
