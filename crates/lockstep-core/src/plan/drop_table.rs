//! `DROP TABLE` of a table that code may still use.

use lockstep_syntax::tree::{Behavior, DropObject, ObjectName, StatementKind};

use super::draft::{Draft, Removal};
use super::operation::has_constraint;
use super::{Operation, Rewrite, cascade};
use crate::catalog::{ConstraintKind, Name, literal, quote};
use crate::report::Phase;

/// Code first, then the foreign keys one by one, then the table: dropped with
/// the table, every foreign key locks the table that it references as well,
/// all at the same time.
pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let StatementKind::Drop(drop) = &operation.statement.kind else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let in_use = |name: &ObjectName<'_>| {
        let table = operation.resolve(name);
        let relation = catalog.relations.get(&table);
        !catalog.is_new(&table)
            && !catalog.absent.contains(&table)
            && !operation.is_substituted(&table)
            && !relation.is_some_and(|relation| relation.is_partition)
            // What takes its place is what code uses.
            && !operation.ahead.relations.contains_key(&table)
    };
    if drop.object != DropObject::Table
        || operation.effects.fails.is_some()
        || !drop.names.iter().all(in_use)
    {
        return None;
    }
    let mut rewrite = Rewrite::default();
    let roots = catalog.dropped(drop, operation.statement.command);
    let explicit = cascade::explicit(operation, &roots);
    let (statement, drops) = if let Some(explicit) = explicit {
        rewrite.steps.extend(explicit.deploys);
        (explicit.statement, explicit.drops)
    } else {
        // What CASCADE takes is still not told.
        rewrite.partial = drop.behavior == Behavior::Cascade;
        (operation.sql().to_owned(), Vec::new())
    };
    for name in &drop.names {
        let spelled = operation.spell(name);
        let watch = format!(
            "SELECT seq_scan, idx_scan, n_tup_ins, n_tup_upd, n_tup_del\n\
             FROM pg_stat_user_tables\n\
             WHERE relid = to_regclass({});",
            literal(&spelled)
        );
        rewrite.steps.push(
            Draft::do_without(
                spelled,
                "Code of before fails as soon as the table is gone. Wait until none of it runs any more: the counters of the monitor query then stand still.",
            )
            .monitor(watch),
        );
    }
    rewrite.steps.extend(drops);
    for name in &drop.names {
        let kept = |referenced: &Name| {
            let mut dropped = drop.names.iter();
            !dropped.any(|it| operation.resolve(it) == *referenced)
        };
        let (table, spelled) = (operation.resolve(name), operation.spell(name));
        rewrite
            .steps
            .extend(foreign_keys(operation, &table, &spelled, kept));
    }
    let tables: Vec<String> = drop.names.iter().map(|it| operation.spell(it)).collect();
    let gone: Vec<String> = tables
        .iter()
        .map(|it| format!("to_regclass({}) IS NULL", literal(it)))
        .collect();
    rewrite.steps.push(
        Draft::single(
            Phase::Contract,
            format!("Drop {}", tables.join(", ")),
            format!("-- lockstep-ignore data-loss: no code that runs uses it by now\n{statement};"),
        )
        .why("The lock lasts a moment once it is granted; the files are deleted after the commit.")
        .done(gone.join(" AND "))
        .no_rollback("The rows are gone; only a backup has them.")
        .removal(Removal::Drop),
    );
    Some(rewrite)
}

/// The steps that drop the foreign keys of a table which refer to tables in
/// use that are kept.
pub(super) fn foreign_keys(
    operation: &Operation<'_>,
    table: &Name,
    spelled: &str,
    kept: impl Fn(&Name) -> bool,
) -> Vec<Draft> {
    let catalog = operation.situation.catalog;
    let relation = catalog.relations.get(table);
    let constraints = relation.into_iter().flat_map(|it| &it.constraints);
    let mut steps = Vec::new();
    for constraint in constraints {
        let ConstraintKind::ForeignKey {
            table: referenced, ..
        } = &constraint.kind
        else {
            continue;
        };
        if constraint.inherited || catalog.is_new(referenced) || !kept(referenced) {
            continue;
        }
        let shown = quote(&constraint.name);
        steps.push(
            Draft::single(
                Phase::Contract,
                format!("Drop the foreign key {shown}"),
                format!("ALTER TABLE {spelled} DROP CONSTRAINT {shown};"),
            )
            .why(format!(
                "Locks {referenced} as well, for a moment; one table at a time is easier to get than all at once."
            ))
            .done(format!(
                "NOT {}",
                has_constraint(spelled, &constraint.name, "")
            ))
            .no_rollback(format!(
                "Keep the answer of SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = {}::regclass AND conname = {} before this step.",
                literal(spelled),
                literal(&constraint.name)
            )),
        );
    }
    steps
}
