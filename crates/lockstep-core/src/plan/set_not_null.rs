//! `SET NOT NULL` on a column of a table in use.

use lockstep_syntax::tree::{AlterActionKind, ColumnChange};

use super::operation::has_constraint;
use super::{Draft, Operation, Rewrite, not_null};
use crate::catalog::{naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AlterColumn {
        name: column,
        change: ColumnChange::SetNotNull,
    } = &action.kind
    else {
        return None;
    };
    let table = operation.resolve(&alter.name);
    // Children would keep a constraint of their own, which ONLY leaves out.
    let below = alter.only && !operation.situation.catalog.descendants(&table).is_empty();
    if !operation.blocks_for(&[Reason::NotNull]) || below {
        return None;
    }
    let spelled = operation.spell(&alter.name);
    let column = &*column.value;
    let mut rewrite = Rewrite {
        steps: vec![Draft::deploy(
            Phase::Prepare,
            format!(
                "Ship code that never writes NULL to {spelled}.{}",
                quote(column)
            ),
            "From the next step on such a write fails. Fill the rows that hold NULL today, in batches.",
        )],
        assumptions: vec![format!(
            "no row of {spelled} holds NULL in {column} by then"
        )],
        ..Rewrite::default()
    };
    if operation.situation.major >= 12 {
        rewrite
            .steps
            .extend(not_null::steps(operation, &table, &spelled, column));
        return Some(rewrite);
    }
    let raw = naming::not_null_name(operation.situation.catalog, &table, column);
    let name = quote(&raw);
    let drop = format!("ALTER TABLE {spelled} DROP CONSTRAINT IF EXISTS {name};");
    let check = format!("CHECK ({} IS NOT NULL)", quote(column));
    rewrite.steps.push(
        Draft::single(
            Phase::Expand,
            format!("Refuse new NULLs in {column}"),
            format!("ALTER TABLE {spelled} ADD CONSTRAINT {name} {check} NOT VALID;"),
        )
        .why("New and changed rows are checked from here on; old ones are not read, so the lock lasts a moment.")
        .done(has_constraint(&spelled, &raw, ""))
        .rollback(drop),
    );
    rewrite.steps.push(
        Draft::single(
            Phase::Validate,
            format!("Prove that no old row of {spelled} holds NULL in {column}"),
            format!("ALTER TABLE {spelled} VALIDATE CONSTRAINT {name};"),
        )
        .why("Reads the table in SHARE UPDATE EXCLUSIVE, while reads and writes go on.")
        .done(has_constraint(&spelled, &raw, " AND convalidated"))
        .rollback(format!(
            "ALTER TABLE {spelled} DROP CONSTRAINT {name};\nALTER TABLE {spelled} ADD CONSTRAINT {name} {check} NOT VALID;"
        )),
    );
    rewrite.difference = Some(format!(
        "PostgreSQL 11 cannot set a column NOT NULL without reading the table under ACCESS EXCLUSIVE. The plan leaves {spelled}.{} nullable with a validated CHECK constraint {name}, which refuses NULL just the same.",
        quote(column)
    ));
    Some(rewrite)
}
