//! Foreign keys: what they ask of the referencing and the referenced table.

use lockstep_syntax::tree::{ForeignKeyTarget, MatchKind, Span, TableConstraint};

use super::alter_table::{Target, scan};
use super::{Effects, Reason, Situation};
use crate::catalog::Name;
use crate::citation;
use crate::report::LockMode;

/// Source: `ATAddForeignKeyConstraint` in `src/backend/commands/tablecmds.c`.
pub(super) fn add(
    situation: Situation<'_>,
    target: Target<'_>,
    added: &TableConstraint<'_>,
    reference: &ForeignKeyTarget<'_>,
    unchecked: bool,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let referenced = catalog.resolve(&reference.table);
    into.cite(citation::FOREIGN_KEYS);
    forms(situation, reference, into);
    if catalog.is_partitioned(target.table) {
        if target.only {
            into.fail(
                "42809",
                "a foreign key cannot be added with ONLY to a partitioned table",
            );
        }
        if added.properties.not_valid && situation.major < 18 {
            into.fail(
                "42809",
                "NOT VALID foreign keys on partitioned tables came with PostgreSQL 18",
            );
        }
    }
    // A foreign key is not inherited by children that are not partitions.
    let own: &[Name] = if catalog.is_partitioned(target.table) {
        target.all
    } else {
        std::slice::from_ref(target.table)
    };
    for relation in own {
        let cause = if relation == target.table {
            "gets the foreign key's triggers"
        } else {
            "partition of the referencing table"
        };
        into.lock(situation, relation, LockMode::ShareRowExclusive, cause);
    }
    lock_referenced(
        situation,
        &referenced,
        LockMode::ShareRowExclusive,
        "referenced by the new foreign key",
        into,
    );
    if !unchecked {
        for relation in own {
            scan(situation, relation, Reason::ForeignKey, added.span, into);
        }
        scan_referenced(situation, &referenced, Reason::ForeignKey, added.span, into);
    }
}

/// The forms of a reference that are younger than others.
pub(super) fn forms(situation: Situation<'_>, target: &ForeignKeyTarget<'_>, into: &mut Effects) {
    if !target.on_delete_columns.is_empty() {
        into.needs(situation, 15, "ON DELETE SET NULL (columns)");
    }
    if target.period {
        into.needs(situation, 18, "PERIOD");
    }
    if target.match_kind == MatchKind::Partial {
        into.fail("0A000", "MATCH PARTIAL is not implemented");
    }
    let referenced = situation.catalog.resolve(&target.table);
    if situation.major < 12 && situation.catalog.is_partitioned(&referenced) {
        into.fail(
            "42809",
            "foreign keys that reference partitioned tables came with PostgreSQL 12",
        );
    }
}

pub(super) fn scan_referenced(
    situation: Situation<'_>,
    referenced: &Name,
    reason: Reason,
    span: Span,
    into: &mut Effects,
) {
    scan(situation, referenced, reason, span, into);
    if situation.catalog.is_partitioned(referenced) {
        for partition in situation.catalog.descendants(referenced) {
            scan(situation, &partition, reason, span, into);
        }
    }
}

/// Locks the referenced table of a foreign key and its partitions.
pub(super) fn lock_referenced(
    situation: Situation<'_>,
    referenced: &Name,
    mode: LockMode,
    cause: &str,
    into: &mut Effects,
) {
    into.lock(situation, referenced, mode, cause);
    if situation.catalog.is_partitioned(referenced) {
        for partition in situation.catalog.descendants(referenced) {
            into.lock(
                situation,
                &partition,
                mode,
                format!("partition of {referenced}"),
            );
        }
    }
}
