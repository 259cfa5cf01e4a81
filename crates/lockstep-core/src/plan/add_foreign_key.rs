//! `ADD FOREIGN KEY` on a table in use.

use lockstep_syntax::tree::{AlterActionKind, TableConstraintKind};

use super::operation::has_constraint;
use super::{Draft, Operation, Rewrite};
use crate::catalog::{naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddConstraint(added) = &action.kind else {
        return None;
    };
    let TableConstraintKind::ForeignKey {
        columns,
        period,
        target,
    } = &added.kind
    else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let table = operation.resolve(&alter.name);
    if !operation.blocks_for(&[Reason::ForeignKey]) {
        return None;
    }
    let spelled = operation.spell(&alter.name);
    let referenced = operation.spell(&target.table);
    let raw = naming::constraint_name(catalog, &table, added, operation.situation.major);
    let name = quote(&raw);
    let key: Vec<String> = columns
        .iter()
        .map(|column| quote(&column.value).into_owned())
        .collect();
    let mut key = key.join(", ");
    if *period && let Some(last) = key.rfind(", ") {
        key.insert_str(last + 2, "PERIOD ");
    }
    // Everything from the referenced columns on is kept as it was written:
    // actions, MATCH, DEFERRABLE.
    let tail_start = target.table.span.end;
    let tail = operation.text(lockstep_syntax::tree::Span::new(tail_start, added.span.end));
    let tail = tail.trim();
    let separator = if tail.is_empty() { "" } else { " " };
    let body = format!("FOREIGN KEY ({key}) REFERENCES {referenced}{separator}{tail}");
    let mut steps = vec![if operation.inline {
        Draft::deploy(
            Phase::Prepare,
            format!("Ship code that keeps the row of {referenced} that the default of {key} names"),
            format!("From the next step on rows of {spelled} reference it, and its delete fails."),
        )
    } else {
        Draft::deploy(
            Phase::Prepare,
            format!("Ship code that writes only keys to {spelled} ({key}) that {referenced} holds"),
            "From the next step on a write of any other key fails, and so does the delete of a referenced row.",
        )
    }];
    if catalog.is_partitioned(&table) && operation.situation.major < 18 {
        let applied = operation.applied();
        for partition in operation.leaves(&table) {
            let free = applied.constraint(&partition, &raw).is_some()
                && catalog.constraint(&partition, &raw).is_none();
            let label = if free {
                raw.clone()
            } else {
                let columns: Vec<&str> = columns.iter().map(|column| &*column.value).collect();
                naming::foreign_key_name(catalog, &partition, &columns, operation.situation.major)
            };
            let partition = operation.spell_near(&alter.name, &partition);
            steps.extend(proven(&partition, &referenced, &label, &body));
        }
        steps.push(
            Draft::single(
                Phase::Switch,
                format!("Make the foreign keys of the partitions one of {spelled}"),
                format!("ALTER TABLE {spelled} ADD CONSTRAINT {name} {body};"),
            )
            .why("Each partition has it and its rows are checked, so none is read and the lock lasts a moment.")
            .done(has_constraint(&spelled, &raw, ""))
            .rollback(format!(
                "-- Those of the partitions go with it.\nALTER TABLE {spelled} DROP CONSTRAINT IF EXISTS {name};"
            )),
        );
    } else {
        let [mut add, check] = proven(&spelled, &referenced, &raw, &body);
        add.done = Some(operation.has_unchecked(&spelled, &raw));
        steps.extend([add, check]);
    }
    // Measured: what PostgreSQL keeps for each partition of the referenced
    // table is validated along with it from 18 on only.
    let difference = (catalog.is_partitioned(&operation.resolve(&target.table)) && operation.situation.major < 18).then(|| {
        format!("The foreign key {raw} is valid, but before PostgreSQL 18 what its catalog keeps of it for each partition of {referenced} stays marked NOT VALID, to no effect.")
    });
    Some(Rewrite {
        steps,
        difference,
        assumptions: vec![format!(
            "every key of {spelled} ({key}) is in {referenced} by then"
        )],
        ..Rewrite::default()
    })
}

/// A foreign key that is added without a look at the rows, and a look at them
/// while others go on.
pub(super) fn proven(table: &str, referenced: &str, raw: &str, body: &str) -> [Draft; 2] {
    let name = quote(raw);
    let add = format!("ALTER TABLE {table} ADD CONSTRAINT {name} {body} NOT VALID;");
    let drop = format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name};");
    let (both, reads) = if table == referenced {
        let reads = format!("Reads {table} in SHARE UPDATE EXCLUSIVE");
        (table.to_owned(), reads)
    } else {
        let reads =
            format!("Reads {table} in SHARE UPDATE EXCLUSIVE and {referenced} in ROW SHARE");
        (format!("{table} and {referenced}"), reads)
    };
    [
        Draft::single(
            Phase::Expand,
            format!("Add {raw} to {table} without checking old rows"),
            add.clone(),
        )
        .why(format!(
            "Takes SHARE ROW EXCLUSIVE on {both}, but reads no row, so writes wait for a moment only."
        ))
        .done(has_constraint(table, raw, ""))
        .rollback(drop.clone()),
        Draft::single(
            Phase::Validate,
            format!("Check the old rows of {table}"),
            format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name};"),
        )
        .why(format!(
            "{reads}, while reads and writes go on. If a row references nothing it fails and changes nothing: mend the row and run it again."
        ))
        .done(has_constraint(table, raw, " AND convalidated"))
        .rollback(format!("{drop}\n{add}")),
    ]
}
