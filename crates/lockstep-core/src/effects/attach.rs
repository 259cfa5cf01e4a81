//! `ATTACH PARTITION`.

use lockstep_syntax::tree::{ObjectName, PartitionBound, Span};

use super::{Effects, Reason, Situation, foreign_key, inherit, partition};
use crate::catalog::{Bound, ConstraintKind, Name, Origin, Presence, Relation};
use crate::citation;
use crate::report::{LockMode, RelationKind};

/// Source: `ATExecAttachPartition` in `src/backend/commands/tablecmds.c`.
pub(super) fn attach(
    situation: Situation<'_>,
    parent: &Name,
    partition: &ObjectName<'_>,
    bound: &PartitionBound<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let partition = catalog.resolve(partition);
    let (span, bound) = (bound.span, Bound::of(&bound.kind));
    into.cite(citation::PARTITIONING);
    refuse(situation, parent, &partition, &bound, into);
    let parent_mode = if situation.major < 12 {
        LockMode::AccessExclusive
    } else {
        LockMode::ShareUpdateExclusive
    };
    into.lock(situation, parent, parent_mode, "gets a partition");
    for above in catalog.ancestors(parent) {
        let cause = "its bound holds for the new partition, too";
        into.lock(situation, &above, LockMode::AccessShare, cause);
    }
    let mode = LockMode::AccessExclusive;
    into.lock(situation, &partition, mode, "becomes a partition");
    for below in catalog.descendants(&partition) {
        into.lock(situation, &below, mode, format!("below {partition}"));
    }
    let condition = partition::bound_condition(situation, parent, &partition, &bound, into);
    if let Some(condition) = condition {
        let reason = Reason::PartitionBound;
        partition::validate(situation, &partition, &condition, reason, span, into);
    }
    if bound != Bound::Default {
        partition::search_default(situation, parent, &bound, span, into);
    }
    // Each of several that are alike gets an index and a name of its own.
    let mut placed = catalog.clone();
    for (index, model) in catalog.indexes_of(parent) {
        let catalog = &placed;
        let situation = Situation {
            catalog,
            ..situation
        };
        partition::place_index(situation, index, model, &partition, span, into);
        placed.place_index(index, &partition, Origin::New, situation.major);
    }
    foreign_keys(situation, parent, &partition, span, into);
    partition::lock_referencing(situation, parent, into);
}

/// The parent's foreign keys: one that the partition has already is adopted,
/// for which the referenced table loses triggers; any other is added and its
/// rows are checked.
fn foreign_keys(
    situation: Situation<'_>,
    parent: &Name,
    partition: &Name,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let cause = "referenced by the partition's foreign key";
    for (referenced, wanted) in partition::foreign_keys_of(situation, parent) {
        let mut unchecked = Vec::new();
        // What a table has not is looked for in its partitions.
        let mut waiting = vec![partition.clone()];
        while let Some(table) = waiting.pop() {
            let own = catalog.adopted_foreign_key(&table, &wanted, situation.major);
            let mode = match own {
                Some(_) => LockMode::AccessExclusive,
                None if situation.major < 12 => LockMode::RowShare,
                None => LockMode::ShareRowExclusive,
            };
            foreign_key::lock_referenced(situation, &referenced, mode, cause, into);
            if own.is_none() {
                let below = catalog.partitions(&table);
                waiting.extend(below.map(|(name, _)| name.clone()));
            }
            if own.is_none_or(|own| !own.validated) {
                unchecked.push(table);
            }
        }
        if !wanted.validated || !wanted.enforced {
            continue;
        }
        let rows = |table: &Name| !catalog.is_partitioned(table);
        let checks = unchecked.iter().any(rows);
        for table in &unchecked {
            super::alter_table::scan(situation, table, Reason::ForeignKey, span, into);
        }
        if checks {
            foreign_key::scan_referenced(situation, &referenced, Reason::ForeignKey, span, into);
        }
    }
}

/// What PostgreSQL refuses, in the order in which it looks.
fn refuse(
    situation: Situation<'_>,
    parent: &Name,
    partition: &Name,
    bound: &Bound,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let known_parent = catalog.relations.get(parent);
    if let Some(known) = known_parent {
        not_partitioned(situation, parent, known, into);
        if let Some((sqlstate, reason)) = bound.refused_by(known) {
            into.fail(sqlstate, reason);
        }
    }
    let known = match catalog.presence(partition) {
        Presence::Known(known) => known,
        Presence::Absent => {
            into.fail(
                "42P01",
                format!("relation {partition} does not exist any more"),
            );
            return;
        }
        Presence::Unknown => return,
    };
    if !is_table(known.kind) {
        into.fail("42809", format!("{partition} is not a table"));
    }
    if known.is_partition {
        into.fail("42809", format!("{partition} is a partition already"));
    }
    if known.of_type.is_some() {
        into.fail("42809", format!("{partition} is a typed table"));
    }
    if !known.parents.is_empty() {
        into.fail("42809", format!("{partition} inherits from another table"));
    }
    let has_children = !catalog.descendants(partition).is_empty();
    if has_children && known.kind != RelationKind::PartitionedTable {
        into.fail("42809", format!("other tables inherit from {partition}"));
    }
    if partition == parent || catalog.ancestors(parent).contains(partition) {
        into.fail("42P07", "a table cannot be a partition of itself");
    }
    if let Some(known_parent) = known_parent {
        compare_columns(situation, (parent, known_parent), (partition, known), into);
    }
    // Measured: from 13 on those of statements may have them.
    let refused = |trigger: &&crate::catalog::Trigger| {
        trigger.transition && (trigger.for_each_row || situation.major < 13)
    };
    if let Some(trigger) = known.triggers.iter().find(refused) {
        let reason = format!(
            "the trigger {} of {partition} has a transition table",
            trigger.name
        );
        into.fail("0A000", reason);
    }
    if let Some((sqlstate, reason)) = catalog.conflict(parent, bound) {
        into.fail(sqlstate, reason);
    }
    if let Some(known_parent) = known_parent {
        compare_constraints(known_parent, (partition, known), into);
    }
    for above in std::iter::once(parent).chain(&catalog.ancestors(parent)) {
        if let Some(above) = catalog.relations.get(above) {
            compare_triggers(above, (partition, known), into);
        }
    }
}

/// Partitions are only of a partitioned table; from 18 on one refusal is worded
/// for all kinds of relations.
pub(super) fn not_partitioned(
    situation: Situation<'_>,
    parent: &Name,
    known: &Relation,
    into: &mut Effects,
) {
    // Of a table that is only named so far nobody has said what it is.
    if known.kind != RelationKind::PartitionedTable && known.origin != Origin::Assumed {
        let table = is_table(known.kind);
        let sqlstate = if situation.major < 18 && table {
            "42P17"
        } else {
            "42809"
        };
        into.fail(sqlstate, format!("{parent} is not partitioned"));
    }
}

fn is_table(kind: RelationKind) -> bool {
    matches!(
        kind,
        RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable
    )
}

/// A partition has the columns of its parent, no more, no less.
fn compare_columns(
    situation: Situation<'_>,
    (parent, theirs): (&Name, &Relation),
    (partition, ours): (&Name, &Relation),
    into: &mut Effects,
) {
    if situation.major >= 17
        && let Some(column) = ours.columns.iter().find(|column| column.identity)
    {
        let reason = format!("{partition}.{} is an identity column", column.name);
        into.fail("55000", reason);
    }
    if theirs.complete {
        for column in &ours.columns {
            if theirs.column(&column.name).is_none() {
                into.fail("42804", format!("{parent} has no column {}", column.name));
            }
        }
    }
    inherit::has_columns(theirs, (partition, ours), into);
}

/// The parent's CHECK constraints have to be there, and a table has one
/// primary key.
fn compare_constraints(
    parent: &Relation,
    (partition, ours): (&Name, &Relation),
    into: &mut Effects,
) {
    inherit::has_checks(parent, (partition, ours), into);
    let key = |relation: &Relation| {
        relation
            .constraints
            .iter()
            .find_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } => Some(columns.clone()),
                _ => None,
            })
    };
    if let (Some(wanted), Some(own)) = (key(parent), key(ours))
        && wanted != own
    {
        into.fail("42P16", format!("{partition} has another primary key"));
    }
}

/// Row triggers of the parent are made for the partition, too.
fn compare_triggers(parent: &Relation, (partition, ours): (&Name, &Relation), into: &mut Effects) {
    for trigger in &parent.triggers {
        let same = |own: &crate::catalog::Trigger| own.name == trigger.name;
        if trigger.for_each_row && ours.triggers.iter().any(same) {
            let reason = format!("{partition} has a trigger {} already", trigger.name);
            into.fail("42710", reason);
        }
    }
}
