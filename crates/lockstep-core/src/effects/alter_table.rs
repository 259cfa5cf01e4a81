//! `ALTER TABLE`, and what shares its grammar.

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, AlterTable, Behavior, ColumnChange, Ident, RelationWord, Span,
};

use super::{
    Effects, Reason, Situation, WorkKind, add_column, alter_relation, constraint, foreign_key,
    partition,
};
use crate::catalog::{ConstraintKind, Name, Presence};
use crate::citation;
use crate::report::{LockMode, Understood};

/// What all actions of one `ALTER TABLE` share.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) table: &'a Name,
    /// The table and, unless `ONLY` was written, its partitions and
    /// inheritance children.
    pub(super) all: &'a [Name],
    pub(super) only: bool,
    pub(super) statement: &'a AlterTable<'a>,
}

pub(super) fn alter_table(situation: Situation<'_>, alter: &AlterTable<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let table = catalog.resolve(&alter.name);
    into.cite(citation::ALTER_TABLE);
    if alter.object == RelationWord::Index || catalog.indexes.contains_key(&table) {
        alter_relation::alter_index(situation, alter, &table, into);
        return;
    }
    if matches!(catalog.presence(&table), Presence::Absent) {
        if !alter.if_exists {
            into.fail("42P01", format!("relation {table} does not exist any more"));
        }
        return;
    }
    if alter.if_exists && matches!(catalog.presence(&table), Presence::Unknown) {
        into.depends(format!("whether {table} exists"));
    }
    if alter.object == RelationWord::Sequence {
        alter_relation::alter_sequence(situation, alter, &table, into);
        return;
    }
    let mut all = vec![table.clone()];
    if !alter.only {
        all.extend(catalog.descendants(&table));
    }
    let target = Target {
        table: &table,
        all: &all,
        only: alter.only,
        statement: alter,
    };
    for action in &alter.actions {
        act(situation, target, action, into);
    }
}

fn act(situation: Situation<'_>, target: Target<'_>, action: &AlterAction<'_>, into: &mut Effects) {
    let span = action.span;
    match &action.kind {
        AlterActionKind::AddColumn {
            if_not_exists,
            column,
        } => add_column::add_column(situation, target, *if_not_exists, column, into),
        AlterActionKind::DropColumn {
            name,
            behavior,
            if_exists,
        } => drop_column(situation, target, name, *behavior, *if_exists, into),
        AlterActionKind::AlterColumn { name, change } => {
            alter_column(situation, target, name, change, span, into);
        }
        AlterActionKind::AddConstraint(added) => constraint::add(situation, target, added, into),
        AlterActionKind::ValidateConstraint(name) => {
            constraint::validate(situation, target, name, span, into);
        }
        AlterActionKind::DropConstraint {
            name,
            if_exists,
            behavior,
        } => constraint::drop(situation, target, name, *if_exists, *behavior, into),
        AlterActionKind::AlterConstraint { enforced, .. } => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
            if enforced.is_some() {
                into.needs(situation, 18, "changing whether a constraint is enforced");
                into.understood = into.understood.min(Understood::Partial);
            }
        }
        AlterActionKind::Rename(_) => {
            let cause = "renamed";
            into.lock(situation, target.table, LockMode::AccessExclusive, cause);
        }
        AlterActionKind::SetSchema(_) => {
            into.lock(situation, target.table, LockMode::AccessExclusive, "moved");
            for (sequence, _) in situation.catalog.sequences_of(target.table) {
                into.lock(
                    situation,
                    &sequence,
                    LockMode::AccessExclusive,
                    "moved with its table",
                );
            }
        }
        AlterActionKind::RenameColumn { .. } => {
            if target.statement.object == RelationWord::View {
                into.needs(situation, 13, "ALTER VIEW … RENAME COLUMN");
            }
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "renamed",
                into,
            );
        }
        AlterActionKind::RenameConstraint { .. } => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "renamed",
                into,
            );
        }
        AlterActionKind::AttachPartition { partition, bound } => {
            partition::attach(situation, target.table, partition, bound, span, into);
        }
        AlterActionKind::DetachPartition {
            partition,
            concurrently,
            finalize,
        } => partition::detach(
            situation,
            target.table,
            partition,
            *concurrently,
            *finalize,
            into,
        ),
        AlterActionKind::RowSecurity => {
            into.lock(
                situation,
                target.table,
                LockMode::AccessExclusive,
                "altered",
            );
        }
        AlterActionKind::Trigger => {
            everyone(
                situation,
                target,
                LockMode::ShareRowExclusive,
                "altered",
                into,
            );
        }
        AlterActionKind::Owner => {
            into.lock(
                situation,
                target.table,
                LockMode::AccessExclusive,
                "altered",
            );
            for (sequence, _) in situation.catalog.sequences_of(target.table) {
                into.lock(
                    situation,
                    &sequence,
                    LockMode::AccessExclusive,
                    "owned by a column of the table",
                );
            }
            for (index, _) in situation.catalog.indexes_of(target.table) {
                into.lock(
                    situation,
                    index,
                    LockMode::AccessExclusive,
                    "belongs to the table",
                );
            }
        }
        AlterActionKind::Parameters { names } => {
            // Source: the lock level of each option in
            // src/backend/access/common/reloptions.c.
            let stronger = names.iter().any(|name| {
                name.value == "user_catalog_table"
                    || matches!(
                        &*name.value,
                        "security_barrier" | "security_invoker" | "check_option"
                    )
            });
            let mode = if stronger {
                LockMode::AccessExclusive
            } else {
                LockMode::ShareUpdateExclusive
            };
            into.lock(situation, target.table, mode, "altered");
        }
        AlterActionKind::Other => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
            not_in_the_tree(situation, target, span, into);
        }
    }
}

/// An action that the tree does not hold is taken for the worst: it locks the
/// strongest, and writes the table anew unless its words are known to change
/// the catalog alone.
fn not_in_the_tree(situation: Situation<'_>, target: Target<'_>, span: Span, into: &mut Effects) {
    into.understood = into.understood.min(Understood::Partial);
    let words = span.of(situation.text).to_ascii_uppercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = format!(" {} ", words.join(" "));
    let catalog_only = [
        " STORAGE ",
        " COMPRESSION ",
        " GENERATED ",
        " IDENTITY ",
        " RESTART ",
        " DROP EXPRESSION ",
        " REPLICA IDENTITY ",
        " CLUSTER ",
        " INHERIT ",
        " OF ",
        " RULE ",
        " OPTIONS ",
        " RESET (",
        " SET (",
        " STATISTICS ",
    ];
    let what = words.trim().to_owned();
    into.depends(format!("what {what} does to the rows of {}", target.table));
    if catalog_only.iter().any(|known| words.contains(known)) {
        return;
    }
    for relation in target.all {
        into.rewrite(situation, relation, Reason::Maintenance, span);
    }
}

/// Locks the table and everything below it.
pub(super) fn everyone(
    situation: Situation<'_>,
    target: Target<'_>,
    mode: LockMode,
    cause: &str,
    into: &mut Effects,
) {
    for relation in target.all {
        let cause = if relation == target.table {
            cause.to_owned()
        } else {
            format!("below {}", target.table)
        };
        into.lock(situation, relation, mode, cause);
    }
}

fn alter_column(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    change: &ColumnChange<'_>,
    span: Span,
    into: &mut Effects,
) {
    match change {
        ColumnChange::SetDefault(_) | ColumnChange::DropDefault | ColumnChange::DropNotNull => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
        }
        ColumnChange::SetNotNull => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
            into.cite(citation::ALTER_TABLE_NOTES);
            for relation in target.all {
                constraint::check_not_null(situation, target, relation, &column.value, span, into);
            }
        }
        ColumnChange::SetType { .. } => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
            into.cite(citation::ALTER_TABLE_NOTES);
            into.understood = into.understood.min(Understood::Partial);
            into.depends(format!(
                "whether the new type of {}.{} reads the old values as they are stored",
                target.table, column.value
            ));
            for relation in target.all {
                into.rewrite(situation, relation, Reason::TypeChange, span);
            }
        }
        ColumnChange::SetStatistics => {
            everyone(
                situation,
                target,
                LockMode::ShareUpdateExclusive,
                "altered",
                into,
            );
        }
        ColumnChange::Other => {
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
            not_in_the_tree(situation, target, span, into);
        }
    }
}

fn drop_column(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    behavior: Behavior,
    if_exists: bool,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    everyone(
        situation,
        target,
        LockMode::AccessExclusive,
        "altered",
        into,
    );
    for relation in target.all {
        let Some(known) = catalog.relations.get(relation) else {
            into.depends(format!(
                "whether {relation}.{} has a foreign key: then the referenced table is locked, too",
                column.value
            ));
            continue;
        };
        if known.complete && known.column(&column.value).is_none() && !if_exists {
            into.fail(
                "42703",
                format!("column {}.{} does not exist", relation, column.value),
            );
        }
        if known.partition_key.iter().any(|key| *key == column.value) {
            into.fail(
                "42P16",
                format!("{}.{} is part of the partition key", relation, column.value),
            );
        }
        if !known.complete {
            into.depends(format!(
                "whether {relation}.{} has a foreign key: then the referenced table is locked, too",
                column.value
            ));
        }
        for constraint in &known.constraints {
            if let ConstraintKind::ForeignKey { columns, table, .. } = &constraint.kind
                && columns.iter().any(|key| *key == column.value)
            {
                foreign_key::lock_referenced(
                    situation,
                    table,
                    LockMode::AccessExclusive,
                    "referenced by the foreign key dropped with the column",
                    into,
                );
            }
        }
        for (index, definition) in catalog.indexes_of(relation) {
            if definition.columns.iter().any(|key| *key == column.value) {
                into.lock(
                    situation,
                    index,
                    LockMode::AccessExclusive,
                    "dropped with the column",
                );
            }
        }
        for (sequence, owner) in catalog.sequences_of(relation) {
            if owner == column.value {
                into.lock(
                    situation,
                    &sequence,
                    LockMode::AccessExclusive,
                    "owned by the column",
                );
            }
        }
    }
    for view in catalog.views_over(target.table) {
        if behavior == Behavior::Cascade {
            into.lock(
                situation,
                &view,
                LockMode::AccessExclusive,
                "dropped by CASCADE",
            );
        }
        into.depends(format!(
            "whether {view} reads {}.{}",
            target.table, column.value
        ));
    }
}

/// Notes a scan of a table, where it has rows of its own.
pub(super) fn scan(
    situation: Situation<'_>,
    relation: &Name,
    reason: Reason,
    span: Span,
    into: &mut Effects,
) {
    into.work_on(situation, relation, &WorkKind::Scan, reason, span);
}
