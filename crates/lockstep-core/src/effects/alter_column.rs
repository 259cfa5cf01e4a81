//! `ALTER COLUMN` and `DROP COLUMN`.

use lockstep_syntax::tree::{
    Behavior, ColumnChange, GeneratedStorage, Ident, IdentityChange, Span,
};

use super::alter_table::{Target, everyone};
use super::{Effects, Reason, Situation, constraint, foreign_key, inherit};
use crate::catalog::{ConstraintKind, Name, naming};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

pub(super) fn change(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    change: &ColumnChange<'_>,
    span: Span,
    into: &mut Effects,
) {
    // Source: `AlterTableGetLockLevel` in src/backend/commands/tablecmds.c.
    let mode = match change {
        ColumnChange::SetStatistics(_)
        | ColumnChange::SetParameters(_)
        | ColumnChange::ResetParameters(_) => LockMode::ShareUpdateExclusive,
        _ => LockMode::AccessExclusive,
    };
    // Measured: what is the table's own, and what goes to those below it.
    // Identity is a matter of a partitioned table alone until 16, the options
    // of its sequence always.
    let below = match change {
        ColumnChange::SetCompression(_)
        | ColumnChange::SetParameters(_)
        | ColumnChange::ResetParameters(_) => false,
        ColumnChange::AddIdentity(_) | ColumnChange::DropIdentity { .. } => situation.major >= 17,
        ColumnChange::SetIdentity(changes) => {
            let generated =
                |it: &IdentityChange<'_>| matches!(it, IdentityChange::Generated { .. });
            situation.major >= 17 && changes.iter().any(generated)
        }
        _ => true,
    };
    if below {
        everyone(situation, target, mode, "altered", into);
    } else {
        into.lock(situation, target.table, mode, "altered");
    }
    match change {
        ColumnChange::SetNotNull => {
            into.cite(citation::ALTER_TABLE_NOTES);
            for relation in target.all {
                constraint::check_not_null(situation, target, relation, &column.value, span, into);
            }
        }
        ColumnChange::SetType(_) => {
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
        ColumnChange::SetStatistics(None) => into.needs(situation, 17, "SET STATISTICS DEFAULT"),
        ColumnChange::SetStorage(storage) if storage.value == "default" => {
            into.needs(situation, 16, "SET STORAGE DEFAULT");
        }
        ColumnChange::SetCompression(_) => into.needs(situation, 14, "SET COMPRESSION"),
        ColumnChange::AddIdentity(_) => {
            let sequence = naming::sequence_name(situation.catalog, target.table, &column.value);
            into.lock_created(&sequence, RelationKind::Sequence);
        }
        ColumnChange::SetIdentity(_) => {
            lock_sequence(situation, target, column, LockMode::ShareRowExclusive, into);
        }
        ColumnChange::DropIdentity { .. } => {
            lock_sequence(situation, target, column, LockMode::AccessExclusive, into);
        }
        ColumnChange::SetExpression(_) => {
            into.needs(situation, 17, "SET EXPRESSION");
            set_expression(situation, target, column, span, into);
        }
        ColumnChange::DropExpression { .. } => {
            into.needs(situation, 13, "DROP EXPRESSION");
            if generated(situation, target.table, column) == Some(GeneratedStorage::Virtual) {
                into.fail("0A000", "a VIRTUAL generated column has no values to keep");
            }
        }
        _ => {}
    }
}

/// The sequence behind an identity column, where there is one.
fn lock_sequence(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    mode: LockMode,
    into: &mut Effects,
) {
    for (sequence, owner) in situation.catalog.sequences_of(target.table) {
        if owner == column.value {
            into.lock(situation, &sequence, mode, "belongs to the identity column");
        }
    }
}

fn generated(
    situation: Situation<'_>,
    table: &Name,
    column: &Ident<'_>,
) -> Option<GeneratedStorage> {
    let relation = situation.catalog.relations.get(table)?;
    relation.column(&column.value)?.generated
}

/// Stored values are computed anew for every row, virtual ones when they are
/// read.
fn set_expression(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    span: Span,
    into: &mut Effects,
) {
    let known = generated(situation, target.table, column);
    if known == Some(GeneratedStorage::Virtual) {
        let checked = situation
            .catalog
            .relations
            .get(target.table)
            .is_some_and(|relation| {
                let mut constraints = relation.constraints.iter();
                constraints.any(|it| matches!(it.kind, ConstraintKind::Check { .. }))
            });
        if checked {
            into.fail(
                "0A000",
                "the expression of a VIRTUAL column cannot change while the table has CHECK constraints",
            );
        }
        return;
    }
    if known.is_none() && situation.major >= 18 {
        into.depends(format!(
            "whether {}.{} is VIRTUAL: then no row is written",
            target.table, column.value
        ));
    }
    for relation in target.all {
        into.rewrite(situation, relation, Reason::StoredColumn, span);
    }
}

pub(super) fn drop(
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
    inherit::lock_children(situation, target, into);
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
