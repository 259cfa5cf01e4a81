//! Foreign keys: what they ask of the referencing and the referenced table.

use lockstep_syntax::tree::{
    AlterActionKind, ColumnConstraint, ColumnConstraintKind, ForeignKeyTarget, MatchKind, Span,
    TableConstraint, TableConstraintKind,
};

use super::alter_table::{Target, scan};
use super::{Effects, Reason, Situation};
use crate::catalog::{Constraint, Name, Uses};
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
    if target.only && catalog.is_partitioned(target.table) {
        into.fail(
            "42809",
            "a foreign key cannot be added with ONLY to a partitioned table",
        );
    }
    // A foreign key is not inherited by children that are not partitions.
    let own: &[Name] = if catalog.is_partitioned(target.table) {
        target.all
    } else {
        std::slice::from_ref(target.table)
    };
    refuse_own_partition(target, own, &referenced, into);
    for relation in own {
        let cause = if relation == target.table {
            "gets the foreign key's triggers"
        } else {
            "partition of the referencing table"
        };
        into.lock(situation, relation, LockMode::ShareRowExclusive, cause);
    }
    // One that a partition has already becomes part of the new one, for which
    // the referenced table loses triggers.
    let adopted = |table: &Name| has_it(situation, table, added);
    let below = || own.iter().filter(|table| *table != target.table);
    let mode = if below().any(adopted) {
        LockMode::AccessExclusive
    } else {
        LockMode::ShareRowExclusive
    };
    let cause = "referenced by the new foreign key";
    lock_referenced(situation, &referenced, mode, cause, into);
    if !unchecked {
        // The table itself gets a second one beside one that is like it.
        let read = |table: &&Name| *table == target.table || !adopted(table);
        let own: Vec<&Name> = own.iter().filter(read).collect();
        for relation in &own {
            scan(situation, relation, Reason::ForeignKey, added.span, into);
        }
        // Without a referencing row nothing is looked for; for a period each
        // row is looked for on its own.
        let empty = |table: &Name| catalog.is_partitioned(table) || catalog.is_empty(table);
        let nothing = own.iter().all(|table| empty(table)) || is_null_everywhere(target, added);
        if !nothing && !catalog.references_period(&referenced, reference) {
            scan_referenced(situation, &referenced, Reason::ForeignKey, added.span, into);
        }
    }
}

/// A partitioned table cannot reference a partition of its own: PostgreSQL has
/// it open already when it comes to it.
///
/// Source: `CheckTableNotInUse` in `addFkRecurseReferencing`.
pub(super) fn refuse_own_partition(
    target: Target<'_>,
    own: &[Name],
    referenced: &Name,
    into: &mut Effects,
) {
    if own.contains(referenced) && referenced != target.table {
        into.fail(
            "55006",
            format!("{referenced} is a partition of {}", target.table),
        );
    }
}

/// Whether a referencing column comes with the statement and holds NULL in
/// every row, so that no row references anything.
fn is_null_everywhere(target: Target<'_>, added: &TableConstraint<'_>) -> bool {
    let TableConstraintKind::ForeignKey {
        columns,
        target: key,
        ..
    } = &added.kind
    else {
        return false;
    };
    (key.match_kind == MatchKind::Simple || columns.len() == 1)
        && target.statement.actions.iter().any(|action| {
            let AlterActionKind::AddColumn {
                column,
                if_not_exists: false,
            } = &action.kind
            else {
                return false;
            };
            let plain = column.data_type.as_ref().is_some_and(|it| !it.serial);
            let filled = |constraint: &ColumnConstraint<'_>| {
                matches!(
                    constraint.kind,
                    ColumnConstraintKind::Default(_)
                        | ColumnConstraintKind::Generated { .. }
                        | ColumnConstraintKind::Identity(_)
                )
            };
            plain
                && !column.constraints.iter().any(filled)
                && columns.iter().any(|it| it.value == column.name.value)
        })
}

/// Whether a partition has a valid foreign key of its own that asks for the
/// same.
fn has_it(situation: Situation<'_>, table: &Name, added: &TableConstraint<'_>) -> bool {
    let catalog = situation.catalog;
    let TableConstraintKind::ForeignKey {
        columns, target, ..
    } = &added.kind
    else {
        return false;
    };
    let known = catalog
        .relations
        .get(table)
        .filter(|known| known.is_partition);
    let Some(known) = known else {
        return false;
    };
    let columns = columns
        .iter()
        .map(|column| column.value.to_string())
        .collect();
    let wanted = Constraint {
        name: String::new(),
        kind: catalog.foreign_key(columns, target, added.properties),
        validated: true,
        enforced: !added.properties.is_not_enforced(),
        inherited: false,
        no_inherit: false,
        deferrable: false,
        deferred: false,
        text: String::new(),
        uses: Uses::default(),
    };
    let same = |own: &Constraint| own.validated && catalog.is_same_foreign_key(own, &wanted);
    known.constraints.iter().any(same)
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
    cause: &'static str,
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

/// Locks what a foreign key takes its triggers from when it goes.
///
/// Source: `RemoveTriggerById` in `src/backend/commands/trigger.c`; measured:
/// until 14 of a partitioned table only the partitions with rows have them.
pub(super) fn lock_triggers(
    situation: Situation<'_>,
    referenced: &Name,
    cause: &'static str,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let mut all = vec![referenced.clone()];
    if catalog.is_partitioned(referenced) {
        all.extend(catalog.descendants(referenced));
    }
    for table in all {
        if situation.major >= 15 || !catalog.is_partitioned(&table) {
            into.lock(situation, &table, LockMode::AccessExclusive, cause);
        }
    }
}
