//! What partitions share with the tables around them: the rows of the default
//! partition, foreign keys in both directions, indexes.

use lockstep_syntax::tree::Span;

use super::{Effects, Reason, Situation, WorkKind, foreign_key, index_kind};
use crate::catalog::{Bound, Condition, Constraint, ConstraintKind, Index, Name, Proof};
use crate::report::LockMode;

/// Whether PostgreSQL proves from a table's constraints that a condition holds
/// for all of its rows.
///
/// Source: `PartConstraintImpliedByRelConstraint` in
/// `src/backend/commands/tablecmds.c`.
fn proven(situation: Situation<'_>, table: &Name, condition: &Condition) -> Proof {
    let Some(known) = situation.catalog.relations.get(table) else {
        return Proof::Unknown;
    };
    let mut given: Vec<Condition> = known
        .columns
        .iter()
        .filter(|column| column.not_null == Some(true))
        .map(|column| Condition::NotNull(column.name.clone()))
        .collect();
    for constraint in &known.constraints {
        if let ConstraintKind::Check { condition, .. } = &constraint.kind
            && constraint.validated
            && constraint.enforced
        {
            match condition {
                Condition::All(parts) => given.extend(parts.iter().cloned()),
                part => given.push(part.clone()),
            }
        }
    }
    let type_of = |name: &str| known.column(name)?.type_name();
    let proof = Condition::All(given).implies(condition, &type_of);
    if known.complete {
        proof
    } else {
        proof.max(Proof::Unknown)
    }
}

/// What a bound asks of the rows of a table that becomes a partition. Where
/// the key is not known, it is a column for which a CHECK constraint says so,
/// if there is one.
pub(super) fn bound_condition(
    situation: Situation<'_>,
    parent: &Name,
    partition: &Name,
    bound: &Bound,
    into: &mut Effects,
) -> Option<Condition> {
    let catalog = situation.catalog;
    if catalog.knows_key(parent) {
        return catalog.partition_constraint(parent, bound);
    }
    into.depends(format!("the partition key of {parent}"));
    let known = catalog.relations.get(partition);
    let constraints = known.into_iter().flat_map(|known| &known.constraints);
    constraints
        .flat_map(|constraint| &constraint.uses.columns)
        .map(|(_, column)| catalog.constraint_on(partition, column, bound))
        .find(|condition| proven(situation, partition, condition) == Proof::Yes)
        .or(Some(Condition::Other(Vec::new())))
}

/// Reads a table and the partitions below it, unless a CHECK constraint proves
/// the condition; the answer is whether all of it is proven.
///
/// Source: `QueuePartitionConstraintValidation`, and
/// `check_default_partition_contents` in
/// `src/backend/partitioning/partbounds.c`.
pub(super) fn validate(
    situation: Situation<'_>,
    table: &Name,
    condition: &Condition,
    reason: Reason,
    span: Span,
    into: &mut Effects,
) -> Proof {
    let catalog = situation.catalog;
    let proof = proven(situation, table, condition);
    if proof == Proof::Yes {
        return proof;
    }
    if proof == Proof::Unknown && !catalog.is_partitioned(table) && !catalog.is_new(table) {
        into.depends(match reason {
            Reason::DefaultPartition => {
                format!("whether a CHECK constraint keeps these rows out of {table}")
            }
            _ => format!("whether a valid CHECK constraint of {table} proves the bound"),
        });
    }
    into.work_on(situation, table, &WorkKind::Scan, reason, span);
    let partitions: Vec<Name> = catalog
        .partitions(table)
        .map(|(name, _)| name.clone())
        .collect();
    for partition in partitions {
        validate(situation, &partition, condition, reason, span, into);
    }
    proof
}

/// The default partition may hold rows of a new one: it is locked, and read
/// unless a constraint keeps them out.
pub(super) fn search_default(
    situation: Situation<'_>,
    parent: &Name,
    bound: &Bound,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let Some(default) = catalog.default_partition(parent).cloned() else {
        let complete = |known: &crate::catalog::Relation| known.complete;
        if !catalog.relations.get(parent).is_some_and(complete) {
            into.depends(format!(
                "whether {parent} has a default partition: then it is locked and read, too"
            ));
        }
        return;
    };
    let cause = "the default partition may hold the new partition's rows";
    into.lock(situation, &default, LockMode::AccessExclusive, cause);
    let Some(condition) = catalog.partition_constraint(parent, bound) else {
        return;
    };
    let condition = condition.negated();
    let reason = Reason::DefaultPartition;
    let proof = validate(situation, &default, &condition, reason, span, into);
    if proof != Proof::Yes {
        for below in catalog.descendants(&default) {
            into.lock(situation, &below, LockMode::AccessExclusive, cause);
        }
    }
}

/// The foreign keys of a table.
pub(super) fn foreign_keys_of(situation: Situation<'_>, table: &Name) -> Vec<(Name, Constraint)> {
    let relation = situation.catalog.relations.get(table);
    relation
        .iter()
        .flat_map(|relation| &relation.constraints)
        .filter_map(|constraint| Some((constraint.references()?.clone(), constraint.clone())))
        .collect()
}

/// The tables with foreign keys that reference a table or one that it is a
/// partition of; those of partitions are their parent's.
pub(super) fn referencing(situation: Situation<'_>, table: &Name) -> Vec<Name> {
    let catalog = situation.catalog;
    let mut found = Vec::new();
    for referenced in std::iter::once(table.clone()).chain(catalog.ancestors(table)) {
        for (referencing, constraint) in catalog.foreign_keys_to(&referenced) {
            if !constraint.inherited && !found.contains(referencing) {
                found.push(referencing.clone());
            }
        }
    }
    found
}

/// Tables whose foreign keys reference a partitioned table get triggers for
/// each of its partitions.
///
/// Source: `CloneFkReferenced`; measured: ACCESS SHARE until 14, SHARE ROW
/// EXCLUSIVE from 15 on.
pub(super) fn lock_referencing(situation: Situation<'_>, parent: &Name, into: &mut Effects) {
    let mode = if situation.major < 15 {
        LockMode::AccessShare
    } else {
        LockMode::ShareRowExclusive
    };
    for table in referencing(situation, parent) {
        into.lock(situation, &table, mode, "references the partitioned table");
    }
}

/// A new partition gets its parent's foreign keys.
///
/// Source: `CloneFkReferencing`; measured: 11 looks at the referenced table
/// only.
pub(super) fn lock_referenced(situation: Situation<'_>, parent: &Name, into: &mut Effects) {
    let mode = if situation.major < 12 {
        LockMode::AccessShare
    } else {
        LockMode::ShareRowExclusive
    };
    for (referenced, _) in foreign_keys_of(situation, parent) {
        let cause = "referenced by the partition's foreign key";
        foreign_key::lock_referenced(situation, &referenced, mode, cause, into);
    }
}

/// A partition, and those below it, get an index for one of the parent's.
pub(super) fn place_index(
    situation: Situation<'_>,
    parent: &Name,
    model: &Index,
    partition: &Name,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let mut waiting = vec![partition.clone()];
    while let Some(table) = waiting.pop() {
        let place = catalog.index_place(parent, model, &table, situation.major);
        if place.adopted {
            // Only one that CREATE INDEX finds in a partition is locked.
            if table != *partition {
                let cause = "becomes part of the new index";
                into.lock(situation, &place.index, LockMode::Share, cause);
            }
            continue;
        }
        into.lock_created(&place.index, index_kind(catalog.is_partitioned(&table)));
        let kind = WorkKind::IndexBuild(place.index.clone());
        into.work_on(situation, &table, &kind, Reason::Index, span);
        let below = catalog.partitions(&table);
        waiting.extend(below.map(|(name, _)| name.clone()));
    }
}
