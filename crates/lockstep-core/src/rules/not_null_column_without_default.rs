//! A NOT NULL column without a default cannot be added to a table with rows.

use lockstep_syntax::tree::{AlterActionKind, ColumnConstraintKind, Shape, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::analysis::Unit;
use crate::catalog::{Name, quote};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "not-null-column-without-default",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A NOT NULL column without a default fails on a table with rows"),
    docs: page!(
        "\
A new column is NULL in every row that is already there. With NOT NULL and no default \
PostgreSQL refuses the statement (23502) as soon as the table holds one row.

Give it a constant default, which costs nothing, or add it nullable, fill it in \
batches, and set it NOT NULL through a validated CHECK constraint."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["A11", "C8"]),
    bad: page!(&[example("ALTER TABLE users ADD COLUMN age int NOT NULL;")]),
    good: page!(&[
        example("ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0;"),
        example("CREATE TABLE users (id int); ALTER TABLE users ADD COLUMN age int NOT NULL;"),
        example("TRUNCATE drafts; ALTER TABLE drafts ADD COLUMN age int NOT NULL;")
            .also(&["data-loss"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let table = context.situation.catalog.resolve(&alter.name);
    if context.situation.catalog.is_new(&table)
        || context.effects.fails.is_some()
        || is_emptied(context, &table)
    {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for action in &alter.actions {
        let AlterActionKind::AddColumn { column, .. } = &action.kind else {
            continue;
        };
        if column
            .data_type
            .as_ref()
            .is_some_and(|data_type| data_type.serial)
        {
            continue;
        }
        let mut required = None;
        let mut filled = false;
        for constraint in &column.constraints {
            match &constraint.kind {
                ColumnConstraintKind::NotNull | ColumnConstraintKind::PrimaryKey { .. } => {
                    required = Some(constraint.span);
                }
                ColumnConstraintKind::Default(expression) => {
                    filled |= !matches!(expression.shape, Shape::Null);
                }
                ColumnConstraintKind::Generated { .. } | ColumnConstraintKind::Identity(_) => {
                    filled = true;
                }
                _ => {}
            }
        }
        if let Some(span) = required
            && !filled
        {
            hits.push(Hit {
                span,
                title: format!("{} is NULL in every row that is there: the statement fails.", quote(&column.name.value)),
                what: format!(
                    "PostgreSQL refuses it (23502) as soon as {table} holds one row, because a column without a default is NULL there."
                ),
                why: "It passes on the empty tables of a test database and fails in production.".to_owned(),
                action: "Give it a constant DEFAULT, which costs nothing; or add it nullable, fill it in batches, then make it NOT NULL."
                    .to_owned(),
                relations: vec![table.clone()],
                ..Hit::default()
            });
        }
    }
    hits
}

/// Whether the migration has just removed every row of the table.
fn is_emptied(context: &Context<'_>, table: &Name) -> bool {
    let catalog = context.catalog();
    let empties = |unit: &Unit<'_>| match &unit.statement.kind {
        StatementKind::Truncate(truncate) => {
            let mut tables = truncate.tables.iter();
            tables.any(|(name, _)| catalog.resolve(name) == *table)
        }
        StatementKind::Delete(delete) => {
            delete.condition.is_none() && catalog.resolve(&delete.table) == *table
        }
        _ => false,
    };
    // No more than a person would look back.
    let earlier = context.units[context.section..context.id].iter().rev();
    earlier.take(100).any(empties)
}
