//! `DROP COLUMN` of a column that code may still use.

use lockstep_syntax::tree::{AlterActionKind, Behavior};

use super::draft::{Draft, Removal};
use super::operation::has_column;
use super::{Operation, Rewrite, cascade};
use crate::catalog::{Column, ConstraintKind, Object, ObjectKind, Relation, quote};
use crate::report::Phase;

/// Code first: from the moment of the drop, whatever names the column fails.
/// And before the code, the column must not insist on a value, because an
/// INSERT that leaves it out is all that the new code has to offer.
pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::DropColumn {
        name: column,
        behavior,
        ..
    } = &action.kind
    else {
        return None;
    };
    let table = operation.resolve(&alter.name);
    let catalog = operation.situation.catalog;
    let column = &*column.value;
    if operation.effects.fails.is_some()
        || catalog.is_new(&table)
        || catalog.is_new_column(&table, column)
        || catalog.has_column(&table, column) == Some(false)
        || operation.is_substituted(&table)
    {
        return None;
    }
    let spelled = operation.spell(&alter.name);
    let shown = quote(column);
    let whole = format!("{spelled}.{shown}");
    let relation = catalog.relations.get(&table);
    let known = relation.and_then(|relation| relation.column(column));
    let mut rewrite = Rewrite::default();
    if known
        .zip(relation)
        .is_some_and(|(known, relation)| insists(known, relation))
    {
        rewrite.steps.push(
            Draft::single(
                Phase::Prepare,
                format!("Let rows do without {column}"),
                format!("ALTER TABLE {spelled} ALTER COLUMN {shown} DROP NOT NULL;"),
            )
            .why("Code that no longer names the column cannot give it a value. Changes the catalog only, so the lock lasts a moment.")
            .done(format!(
                "NOT {}",
                has_column(&spelled, column, " AND attnotnull")
            ))
            .no_rollback(format!(
                "To undo it, {shown} has to be set NOT NULL again, which needs a plan of its own."
            ))
            .removal(Removal::Prepare),
        );
    } else if known.is_none_or(|known| known.not_null.is_none()) {
        rewrite.assumptions.push(format!(
            "an INSERT may leave {whole} out: it has a default, or NULL is allowed"
        ));
    }
    let root = Object::part(ObjectKind::Column, &table, column);
    let explicit = cascade::explicit(operation, &[root]);
    let (statement, drops) = match explicit {
        Some(explicit) => {
            rewrite.steps.extend(explicit.deploys);
            (explicit.statement, explicit.drops)
        }
        None => {
            // What CASCADE takes is still not told.
            rewrite.partial = *behavior == Behavior::Cascade;
            (operation.sql().to_owned(), Vec::new())
        }
    };
    rewrite.steps.push(Draft::do_without(
        whole.clone(),
        "Code of before fails as soon as the next step commits. Wait until none of it runs any more.",
    ));
    rewrite.steps.extend(drops);
    rewrite.steps.push(
        Draft::single(
            Phase::Contract,
            format!("Drop {whole}"),
            format!(
                "-- lockstep-ignore column-drop: no code that runs names it by now\n{statement};"
            ),
        )
        .why("Reads and writes no row, so the lock lasts a moment once it is granted.")
        .done(format!("NOT {}", has_column(&spelled, column, "")))
        .no_rollback(format!(
            "The values of {column} are gone; only a backup has them."
        ))
        .removal(Removal::Drop),
    );
    Some(rewrite)
}

/// Whether a row needs a value for the column that only its writer can give,
/// and the column can be told to do without.
fn insists(column: &Column, relation: &Relation) -> bool {
    let in_primary_key = relation.constraints.iter().any(|constraint| {
        matches!(&constraint.kind, ConstraintKind::PrimaryKey { columns, .. } if columns.contains(&column.name))
    });
    column.not_null == Some(true)
        && column.default.is_none()
        && column.generated.is_none()
        && !column.identity
        && !in_primary_key
}
