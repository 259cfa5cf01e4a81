//! `ATTACH PARTITION`, `DETACH PARTITION`.

use lockstep_syntax::tree::{ObjectName, PartitionBound, PartitionBoundKind, Span};

use super::{Effects, Reason, Situation, WorkKind, foreign_key};
use crate::catalog::Name;
use crate::citation;
use crate::report::{LockMode, Understood};

/// Source: `ATExecAttachPartition` in `src/backend/commands/tablecmds.c`.
pub(super) fn attach(
    situation: Situation<'_>,
    parent: &Name,
    partition: &ObjectName<'_>,
    bound: &PartitionBound<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let partition = catalog.resolve(partition);
    into.cite(citation::PARTITIONING);
    let parent_mode = if situation.major < 12 {
        LockMode::AccessExclusive
    } else {
        LockMode::ShareUpdateExclusive
    };
    into.lock(situation, parent, parent_mode, "gets a partition");
    into.lock(
        situation,
        &partition,
        LockMode::AccessExclusive,
        "becomes a partition",
    );
    let is_default = matches!(bound.kind, PartitionBoundKind::Default);
    into.work_on(
        situation,
        &partition,
        &WorkKind::Scan,
        Reason::PartitionBound,
        span,
    );
    if !catalog.is_new(&partition) {
        into.depends(format!(
            "whether a valid CHECK constraint of {partition} proves the bound"
        ));
    }
    if let Some(default) = catalog.default_partition(parent)
        && !is_default
    {
        let default = default.clone();
        let cause = "the default partition may hold the new partition's rows";
        into.lock(situation, &default, LockMode::AccessExclusive, cause);
        into.work_on(
            situation,
            &default,
            &WorkKind::Scan,
            Reason::DefaultPartition,
            span,
        );
        into.depends(format!(
            "whether a CHECK constraint keeps these rows out of {default}"
        ));
    }
    if let Some(known) = catalog.relations.get(parent) {
        for referenced in known
            .constraints
            .iter()
            .filter_map(|constraint| constraint.references())
        {
            foreign_key::lock_referenced(
                situation,
                referenced,
                LockMode::ShareRowExclusive,
                "referenced by the partition's foreign key",
                into,
            );
        }
    }
    into.understood = into.understood.min(Understood::Partial);
}

pub(super) fn detach(
    situation: Situation<'_>,
    parent: &Name,
    partition: &ObjectName<'_>,
    concurrently: bool,
    finalize: bool,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let partition = catalog.resolve(partition);
    into.cite(citation::PARTITIONING);
    if concurrently || finalize {
        into.needs(situation, 14, "DETACH PARTITION CONCURRENTLY");
    }
    if concurrently {
        into.refuses_transaction = true;
        into.waits_for_transactions = true;
        if catalog.default_partition(parent).is_some() {
            into.fail(
                "55000",
                "a partition cannot be detached concurrently while there is a default partition",
            );
        }
    }
    let parent_mode = if concurrently || finalize {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::AccessExclusive
    };
    // Measured: until 13 the partition itself kept the weaker mode.
    let partition_mode = if situation.major < 14 {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::AccessExclusive
    };
    into.lock(situation, parent, parent_mode, "loses a partition");
    into.lock(situation, &partition, partition_mode, "detached");
    if let Some(default) = catalog.default_partition(parent) {
        let default = default.clone();
        into.lock(
            situation,
            &default,
            LockMode::AccessExclusive,
            "its bound changes",
        );
    }
    lock_referencing(situation, parent, into);
    into.understood = into.understood.min(Understood::Partial);
}

/// Tables whose foreign keys reference a partitioned table get or lose
/// triggers with each of its partitions.
///
/// Measured: ACCESS SHARE until 14 when a partition is created, SHARE ROW
/// EXCLUSIVE from 15 on.
pub(super) fn lock_referencing(situation: Situation<'_>, parent: &Name, into: &mut Effects) {
    if !situation.catalog.is_partitioned(parent) {
        return;
    }
    let mode = if situation.major < 15 {
        LockMode::AccessShare
    } else {
        LockMode::ShareRowExclusive
    };
    for (referencing, _) in situation.catalog.foreign_keys_to(parent) {
        into.lock(
            situation,
            referencing,
            mode,
            "references the partitioned table",
        );
    }
}
