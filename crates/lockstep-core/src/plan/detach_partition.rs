//! A partition in use that leaves: `DETACH PARTITION`, and `DROP TABLE` of a
//! partition, which locks the partitioned table as well.
//!
//! From PostgreSQL 14 on a partition is detached `CONCURRENTLY`, but not while
//! there is a default partition. What it leaves behind, a CHECK constraint
//! that says the bound, is dropped afterwards.
//!
//! Source: `ATExecDetachPartition` and `DetachAddConstraintIfNeeded` in
//! `src/backend/commands/tablecmds.c`.

use lockstep_syntax::tree::{AlterActionKind, Drop, DropObject, ObjectName, StatementKind};

use super::draft::Removal;
use super::operation::has_constraint;
use super::{Draft, Operation, Rewrite};
use crate::catalog::{Bound, Name, literal, naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    if operation.situation.major < 14
        || operation.effects.fails.is_some()
        || operation.blocks_for(&[Reason::ForeignKey])
    {
        return None;
    }
    if let StatementKind::Drop(drop) = &operation.statement.kind {
        return drop_partitions(operation, drop);
    }
    let (alter, action) = operation.action()?;
    let AlterActionKind::DetachPartition {
        partition,
        concurrently: false,
        finalize: false,
    } = &action.kind
    else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let parent = operation.resolve(&alter.name);
    if !is_possible(operation, &parent) {
        return None;
    }
    let mut rewrite = Rewrite::default();
    let spelled = operation.spell(&alter.name);
    if !catalog.relations.get(&parent).is_some_and(|it| it.complete) {
        rewrite
            .assumptions
            .push(format!("{spelled} has no default partition"));
    }
    rewrite
        .steps
        .push(detach(operation, &parent, &spelled, partition));
    let table = operation.spell(partition);
    match left_check(operation, &parent, partition) {
        Some((name, condition)) => {
            let quoted = quote(&name);
            let step = Draft::single(
                Phase::Contract,
                format!("Drop the CHECK constraint that detaching left on {table}"),
                format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quoted};"),
            )
            .why("It says the old bound, which the table need not keep any more.")
            .done(format!("NOT {}", has_constraint(&table, &name, "")));
            rewrite.steps.push(match condition {
                Some(condition) => step.rollback(format!(
                    "ALTER TABLE {table} ADD CONSTRAINT {quoted} CHECK ({condition}) NOT VALID;\nALTER TABLE {table} VALIDATE CONSTRAINT {quoted};"
                )),
                None => step.rollback("-- Nothing to undo: no partition needs it."),
            });
        }
        None => {
            rewrite.difference = Some(format!(
                "{table} keeps a CHECK constraint that says its bound, which DETACH PARTITION … CONCURRENTLY leaves behind; drop it when new rows shall break it."
            ));
        }
    }
    Some(rewrite)
}

/// `DROP TABLE` of partitions: each is detached before.
fn drop_partitions(operation: &Operation<'_>, drop: &Drop<'_>) -> Option<Rewrite> {
    let catalog = operation.situation.catalog;
    let mut rewrite = Rewrite::default();
    if drop.object != DropObject::Table {
        return None;
    }
    for name in &drop.names {
        let table = operation.resolve(name);
        let known = catalog.relations.get(&table);
        let parent = known.filter(|known| known.is_partition);
        if let Some(parent) = parent.and_then(|known| known.parents.first())
            && is_possible(operation, parent)
        {
            let spelled = operation.spell_near(name, parent);
            rewrite
                .steps
                .push(detach(operation, parent, &spelled, name));
        }
    }
    if rewrite.steps.is_empty() {
        return None;
    }
    let tables: Vec<String> = drop
        .names
        .iter()
        .map(|name| operation.spell(name))
        .collect();
    let gone: Vec<String> = tables
        .iter()
        .map(|table| format!("to_regclass({}) IS NULL", literal(table)))
        .collect();
    let without = tables.iter().map(|table| {
        Draft::do_without(
            table.clone(),
            "Code of before fails, or misses its rows, as soon as the table is gone.",
        )
    });
    rewrite.steps.splice(0..0, without);
    rewrite.steps.push(
        Draft::single(
            Phase::Contract,
            format!("Drop {}", tables.join(", ")),
            format!(
                "-- lockstep-ignore data-loss: no code that runs uses it by now\n{};",
                operation.sql()
            ),
        )
        .why("Nobody comes to it through the partitioned table any more, which stays open to all.")
        .done(gone.join(" AND "))
        .no_rollback("The rows are gone; only a backup has them.")
        .removal(Removal::Drop),
    );
    Some(rewrite)
}

fn is_possible(operation: &Operation<'_>, parent: &Name) -> bool {
    let catalog = operation.situation.catalog;
    !catalog.is_new(parent) && catalog.default_partition(parent).is_none()
}

fn detach(
    operation: &Operation<'_>,
    parent: &Name,
    spelled: &str,
    partition: &ObjectName<'_>,
) -> Draft {
    let table = operation.spell(partition);
    let alter = format!("ALTER TABLE {spelled} DETACH PARTITION {table}");
    let here = |further: &str| {
        format!(
            "EXISTS (SELECT FROM pg_inherits WHERE inhrelid = {}::regclass{further})",
            literal(&table)
        )
    };
    let step = Draft::alone(
        Phase::Contract,
        format!("Detach {table} while others use {spelled}"),
        format!("{alter} CONCURRENTLY;"),
    )
    .why("Waits until no query uses the partition any more, but nobody waits for it. If it is cut off the partition is half detached, and FINALIZE does the rest.")
    .done(format!("NOT {}", here("")))
    .on_failure(format!(
        "DO $$ BEGIN\n  IF {} THEN\n    {alter} FINALIZE;\n  END IF;\nEND $$;",
        here(" AND inhdetachpending")
    ));
    let known = operation
        .situation
        .catalog
        .relations
        .get(&operation.resolve(partition));
    let left = left_check(operation, parent, partition)
        .map(|(name, _)| {
            format!(
                "\nALTER TABLE {table} DROP CONSTRAINT IF EXISTS {};",
                quote(&name)
            )
        })
        .unwrap_or_default();
    match known.and_then(|known| known.bound.as_ref()).and_then(written) {
        Some(bound) => step.rollback(format!(
            "ALTER TABLE {spelled} ATTACH PARTITION {table} {bound};{left}"
        )),
        None => step.no_rollback(format!(
            "To attach {table} again its bound is needed: keep the answer of SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = {}::regclass before this step.",
            literal(&table)
        )),
    }
}

/// The CHECK constraint that is left, its name and what it says, where enough
/// is known of the table.
fn left_check(
    operation: &Operation<'_>,
    parent: &Name,
    partition: &ObjectName<'_>,
) -> Option<(String, Option<String>)> {
    let catalog = operation.situation.catalog;
    let table = operation.resolve(partition);
    let known = catalog.relations.get(&table).filter(|it| it.complete)?;
    let mut columns: Vec<&str> = Vec::new();
    for above in std::iter::once(parent).chain(&catalog.ancestors(parent)) {
        let key = &catalog.relations.get(above)?.partition_key;
        if key.is_empty() || key.iter().any(String::is_empty) {
            return None;
        }
        for column in key {
            let column = known.column(column)?.name.as_str();
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    let sole = match columns.as_slice() {
        [column] => Some(*column),
        _ => None,
    };
    let condition = catalog.partition_constraint(parent, known.bound.as_ref()?)?;
    Some((naming::check_name(catalog, &table, sole), condition.sql()))
}

/// A bound as it is written.
fn written(bound: &Bound) -> Option<String> {
    Some(match bound {
        Bound::Default => return None,
        Bound::List(values) => format!("FOR VALUES IN ({})", values.join(", ")),
        Bound::Range(from, to) => {
            format!(
                "FOR VALUES FROM ({}) TO ({})",
                from.join(", "),
                to.join(", ")
            )
        }
        Bound::Hash(modulus, remainder) => {
            format!("FOR VALUES WITH (MODULUS {modulus}, REMAINDER {remainder})")
        }
    })
}
