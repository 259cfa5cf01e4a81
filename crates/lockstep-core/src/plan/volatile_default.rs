//! `ADD COLUMN` with a default that differs from row to row.

use lockstep_syntax::tree::{AlterActionKind, ColumnConstraintKind};

use super::operation::has_column;
use super::{Draft, Operation, Rewrite, batches, not_null};
use crate::catalog::quote;
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddColumn {
        if_not_exists,
        column,
    } = &action.kind
    else {
        return None;
    };
    let table = operation.resolve(&alter.name);
    if !operation.blocks_for(&[Reason::VolatileDefault])
        || operation.situation.catalog.is_partitioned(&table)
        || !operation.situation.catalog.descendants(&table).is_empty()
        || *if_not_exists
        // It would be lost on the way.
        || column.storage.is_some()
    {
        return None;
    }
    let mut default = None;
    let mut not_null = false;
    for constraint in &column.constraints {
        match &constraint.kind {
            ColumnConstraintKind::Default(expression) => default = Some(expression.span),
            ColumnConstraintKind::NotNull => not_null = true,
            ColumnConstraintKind::Null => {}
            // Other constraints need steps of their own, which this recipe
            // does not have.
            _ => return None,
        }
    }
    if not_null && operation.situation.major < 12 {
        return None;
    }
    let default = operation.text(default?);
    let data_type = operation.text(column.data_type.as_ref()?.span);
    let collation = column
        .collation
        .as_ref()
        .map(|name| format!(" COLLATE {}", operation.text(name.span)))
        .unwrap_or_default();
    let spelled = operation.spell(&alter.name);
    let raw = &*column.name.value;
    let name = quote(raw);
    let mut steps = vec![
        Draft::single(
            Phase::Expand,
            format!("Add {raw} empty, with the default for new rows"),
            format!(
                "ALTER TABLE {spelled} ADD COLUMN {name} {data_type}{collation};\n\
                 ALTER TABLE {spelled} ALTER COLUMN {name} SET DEFAULT {default};"
            ),
        )
        .why("A default that is set afterwards is computed for new rows only, so no row is written and the lock lasts a moment.")
        .done(has_column(&spelled, raw, " AND atthasdef"))
        .rollback(format!("ALTER TABLE {spelled} DROP COLUMN IF EXISTS {name};")),
        fill(operation, &spelled, raw),
    ];
    if not_null {
        steps.extend(not_null::steps(operation, &table, &spelled, raw));
    }
    Some(Rewrite {
        steps,
        assumptions: backfill_assumptions(operation, &table, &spelled),
        ..Rewrite::default()
    })
}

/// Gives a new column its default in the rows that were there before it.
pub(super) fn fill(operation: &Operation<'_>, spelled: &str, column: &str) -> Draft {
    let name = quote(column);
    let major = operation.situation.major;
    let pending = format!("{name} IS NULL");
    Draft::batched(
        Phase::Backfill,
        format!("Fill {column} in the rows that were there before"),
        batches::update(spelled, &format!("{name} = DEFAULT"), &pending, major),
    )
    .why("A batch at a time, each committed, so that row locks are short. It can be stopped and run again.")
    .done(format!("NOT EXISTS (SELECT FROM {spelled} WHERE {pending})"))
    .rollback("-- Nothing to undo: the values go with the column.")
    .monitor(format!("SELECT count(*) AS remaining FROM {spelled} WHERE {pending};"))
}

/// What a backfill takes for granted where the table's triggers are not known.
pub(super) fn backfill_assumptions(
    operation: &Operation<'_>,
    table: &crate::catalog::Name,
    spelled: &str,
) -> Vec<String> {
    let known = operation.situation.catalog.relations.get(table);
    if known.is_some_and(|relation| relation.complete && relation.triggers.is_empty()) {
        return Vec::new();
    }
    vec![format!(
        "no UPDATE trigger of {spelled} does what the backfill should not do, such as touching a timestamp"
    )]
}
