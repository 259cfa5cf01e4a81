//! `DETACH PARTITION`.

use lockstep_syntax::tree::{ObjectName, Span};

use super::{Effects, Reason, Situation, attach, foreign_key, partition};
use crate::catalog::{Name, Presence};
use crate::citation;
use crate::report::LockMode;

/// How a partition leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Concurrently,
    Finalize,
}

/// Source: `ATExecDetachPartition` in `src/backend/commands/tablecmds.c`.
pub(super) fn detach(
    situation: Situation<'_>,
    parent: &Name,
    written: &ObjectName<'_>,
    form: Form,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let partition = catalog.resolve(written);
    into.cite(citation::PARTITIONING);
    if form != Form::Plain {
        into.needs(situation, 14, "DETACH PARTITION CONCURRENTLY");
    }
    if form == Form::Concurrently {
        into.refuse_transaction();
        into.waits_for_transactions = true;
    }
    refuse(situation, parent, &partition, form, into);
    let parent_mode = if form == Form::Plain {
        LockMode::AccessExclusive
    } else {
        LockMode::ShareUpdateExclusive
    };
    into.lock(situation, parent, parent_mode, "loses a partition");
    let partition_mode = if situation.major < 14 && !loses_triggers(situation, parent) {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::AccessExclusive
    };
    into.lock(situation, &partition, partition_mode, "detached");
    let below_mode = if form == Form::Concurrently {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::AccessExclusive
    };
    for below in catalog.descendants(&partition) {
        into.lock(situation, &below, below_mode, format!("below {partition}"));
    }
    if form == Form::Concurrently {
        for above in catalog.ancestors(parent) {
            let cause = "its bound is kept as a CHECK constraint";
            into.lock(situation, &above, LockMode::AccessShare, cause);
        }
    } else if let Some(default) = catalog.default_partition(parent).cloned() {
        into.lock(
            situation,
            &default,
            LockMode::AccessExclusive,
            "its bound changes",
        );
    }
    for (index, known) in catalog.indexes_of(&partition) {
        if known.parent.is_some() {
            let cause = "no longer part of the partitioned index";
            into.lock(situation, index, LockMode::AccessExclusive, cause);
        }
    }
    lock_referenced(situation, &partition, into);
    search_referencing(situation, parent, span, into);
}

fn refuse(
    situation: Situation<'_>,
    parent: &Name,
    partition: &Name,
    form: Form,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    if let Presence::Known(known) = catalog.presence(parent) {
        attach::not_partitioned(situation, parent, known, into);
    }
    match catalog.presence(partition) {
        Presence::Absent => {
            into.fail(
                "42P01",
                format!("relation {partition} does not exist any more"),
            );
        }
        Presence::Known(known) if known.complete && !known.parents.contains(parent) => {
            into.fail(
                "42P01",
                format!("{partition} is not a partition of {parent}"),
            );
        }
        _ => {}
    }
    if form == Form::Concurrently && catalog.default_partition(parent).is_some() {
        into.fail(
            "55000",
            "a partition cannot be detached concurrently while there is a default partition",
        );
    }
    if form == Form::Finalize {
        let complete = |known: &crate::catalog::Relation| known.complete;
        if catalog.relations.get(partition).is_some_and(complete) {
            into.fail("55000", format!("{partition} is not being detached"));
        }
    }
}

/// Whether a table is the partitioned table or one above it.
fn is_itself(situation: Situation<'_>, parent: &Name, table: &Name) -> bool {
    table == parent || situation.catalog.ancestors(parent).contains(table)
}

/// Measured: until 13 a partition is locked in full only where triggers that it
/// has from its parent go: those of rows, those that other tables' foreign keys
/// need, and from 13 on those of a foreign key to a partitioned table.
fn loses_triggers(situation: Situation<'_>, parent: &Name) -> bool {
    let catalog = situation.catalog;
    let triggers = catalog
        .relations
        .get(parent)
        .is_some_and(|known| known.triggers.iter().any(|trigger| trigger.for_each_row));
    let others = partition::referencing(situation, parent);
    triggers
        || others
            .iter()
            .any(|table| !is_itself(situation, parent, table))
        || situation.major == 13
            && partition::foreign_keys_of(situation, parent)
                .iter()
                .any(|(referenced, _)| catalog.is_partitioned(referenced))
}

/// The partition keeps the foreign keys of its parent as its own.
///
/// Source: `DetachPartitionFinalize`; measured: a referenced table that is
/// partitioned is left alone by 13 and 14, and by 12 its partitions are.
fn lock_referenced(situation: Situation<'_>, partition: &Name, into: &mut Effects) {
    let mode = LockMode::ShareRowExclusive;
    let cause = "referenced by the partition's foreign key";
    for (referenced, constraint) in partition::foreign_keys_of(situation, partition) {
        if !constraint.inherited {
            continue;
        }
        match (
            situation.catalog.is_partitioned(&referenced),
            situation.major,
        ) {
            (true, 13 | 14) => {}
            (true, ..13) => into.lock(situation, &referenced, mode, cause),
            _ => foreign_key::lock_referenced(situation, &referenced, mode, cause, into),
        }
    }
}

/// No row may reference one of the partition: tables with foreign keys to the
/// parent are searched, and lose the triggers for it.
///
/// Source: `ATDetachCheckNoForeignKeyRefs`; measured: 12 forgets the foreign
/// keys of a table to itself.
fn search_referencing(situation: Situation<'_>, parent: &Name, span: Span, into: &mut Effects) {
    let catalog = situation.catalog;
    for table in partition::referencing(situation, parent) {
        if is_itself(situation, parent, &table) && situation.major < 13 {
            continue;
        }
        let cause = "may reference rows of the partition";
        into.lock(situation, &table, LockMode::AccessExclusive, cause);
        super::alter_table::scan(situation, &table, Reason::ForeignKey, span, into);
        for below in catalog.descendants(&table) {
            into.lock(situation, &below, LockMode::AccessShare, cause);
            super::alter_table::scan(situation, &below, Reason::ForeignKey, span, into);
        }
    }
}
