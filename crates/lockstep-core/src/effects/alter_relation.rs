//! `ALTER INDEX` and `ALTER SEQUENCE`.

use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, ColumnChange, Ident, MoveAll, ObjectName, Owned, RelationWord,
    SequenceOption, SequenceOptionKind, Span,
};

use super::moment::Moment;
use super::names::{self, Named};
use super::{Effects, Reason, Situation, WorkKind, alter_table, index_kind};
use crate::catalog::{Index, Name, Presence, Relation};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

/// Source: `ReindexIndex`, `RenameRelation` in
/// `src/backend/commands/tablecmds.c`; renaming an index is SHARE UPDATE
/// EXCLUSIVE from PostgreSQL 12 on, unless it is named through ALTER TABLE.
pub(super) fn alter_index(
    situation: Situation<'_>,
    alter: &AlterTable<'_>,
    index: &Name,
    into: &mut Effects,
) {
    into.cite(citation::ALTER_INDEX);
    if matches!(situation.catalog.presence(index), Presence::Absent)
        && !situation.catalog.indexes.contains_key(index)
    {
        if !alter.if_exists {
            names::missing_relation(situation, index, into);
        }
        return;
    }
    alter_table::read(situation, alter, index, into);
    for (number, action) in alter.actions.iter().enumerate() {
        use LockMode::{AccessExclusive, ShareUpdateExclusive};
        let mode = match &action.kind {
            AlterActionKind::Rename(_)
                if situation.major < 12 || alter.object != RelationWord::Index =>
            {
                AccessExclusive
            }
            AlterActionKind::SetParameters(_) | AlterActionKind::ResetParameters(_) => {
                if situation
                    .catalog
                    .indexes
                    .get(index)
                    .is_some_and(|known| known.partitioned)
                {
                    into.fail("42809", "a partitioned index has no storage parameters");
                }
                ShareUpdateExclusive
            }
            AlterActionKind::SetStatistics { column, target } => {
                if target.is_none() {
                    into.needs(situation, 17, "SET STATISTICS DEFAULT");
                }
                refuse_statistics(situation, index, *column, into);
                ShareUpdateExclusive
            }
            AlterActionKind::DependsOnExtension { depends, .. } => {
                depends_on_extension(situation, *depends, into);
                AccessExclusive
            }
            // An index has the owner of its table; PostgreSQL only warns.
            AlterActionKind::Owner(_) => AccessExclusive,
            AlterActionKind::AttachPartition { partition, .. } => {
                attach(situation, index, partition, into);
                if situation.major < 12 {
                    AccessExclusive
                } else {
                    ShareUpdateExclusive
                }
            }
            AlterActionKind::Rename(_) => ShareUpdateExclusive,
            AlterActionKind::AlterColumn {
                change: ColumnChange::SetParameters(_) | ColumnChange::ResetParameters(_),
                ..
            } => {
                // Measured: 11 and 12 let it pass.
                if situation.major >= 13 {
                    into.fail("42809", "not for indexes");
                }
                ShareUpdateExclusive
            }
            AlterActionKind::SetTablespace(space) => {
                into.depends(format!(
                    "whether {index} is in tablespace {} already: then nothing is copied",
                    space.value
                ));
                copied(situation, index, action.span, into);
                AccessExclusive
            }
            other if alter.object == RelationWord::Table => {
                refuse_on_index(situation, index, other, number, into);
                AccessExclusive
            }
            _ => {
                into.understood = into.understood.min(Understood::Partial);
                AccessExclusive
            }
        };
        let partitioned = situation
            .catalog
            .indexes
            .get(index)
            .is_some_and(|known| known.partitioned);
        into.hold(
            index,
            index_kind(partitioned),
            mode,
            situation.catalog.is_new(index),
            "altered",
        );
    }
}

/// What `ALTER TABLE` cannot do with an index.
///
/// Source: `ATSimplePermissions` in `src/backend/commands/tablecmds.c`.
fn refuse_on_index(
    situation: Situation<'_>,
    index: &Name,
    action: &AlterActionKind<'_>,
    number: usize,
    into: &mut Effects,
) {
    let known = situation.catalog.indexes.get(index);
    let sqlstate = match action {
        AlterActionKind::RenameColumn { from, .. } => {
            let has = |it: &Index| {
                it.columns
                    .iter()
                    .any(|it| it.is_empty() || *it == from.value)
            };
            if known.is_some_and(has) {
                return;
            }
            "42703"
        }
        AlterActionKind::RenameConstraint { .. } => "42704",
        AlterActionKind::AlterColumn {
            change: ColumnChange::SetStatistics(_),
            ..
        } => "0A000",
        AlterActionKind::DetachPartition { .. } if situation.major < 13 => "42P17",
        _ => "42809",
    };
    let looked_up = matches!(
        action,
        AlterActionKind::SetSchema(_) | AlterActionKind::RenameConstraint { .. }
    );
    if !looked_up {
        into.moment = Moment::prepared(number);
    }
    into.fail(sqlstate, format!("{index} is an index"));
    into.moment = Moment::default();
}

/// `NO DEPENDS` is younger than `DEPENDS`.
pub(super) fn depends_on_extension(situation: Situation<'_>, depends: bool, into: &mut Effects) {
    if !depends {
        into.needs(situation, 13, "NO DEPENDS ON EXTENSION");
    }
}

/// Source: `ATExecAttachPartitionIdx` in
/// `src/backend/commands/tablecmds.c`.
fn attach(situation: Situation<'_>, index: &Name, partition: &ObjectName<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let partition = catalog.resolve(partition);
    let new = catalog.is_new(&partition);
    let cause = "becomes part of the partitioned index";
    let (parent, child) = (catalog.indexes.get(index), catalog.indexes.get(&partition));
    if parent.is_some_and(|known| !known.partitioned) {
        let sqlstate = if situation.major < 13 {
            "42P17"
        } else {
            "42809"
        };
        into.fail(sqlstate, format!("{index} is not a partitioned index"));
    }
    match names::look_up(situation, &partition) {
        Named::Nothing => names::missing_relation(situation, &partition, into),
        Named::Relation(_) => into.fail("42P17", format!("{partition} is not an index")),
        Named::Index | Named::Unknown => {}
    }
    let kind = index_kind(child.is_some_and(|known| known.partitioned));
    into.hold(&partition, kind, LockMode::AccessExclusive, new, cause);
    for (name, known) in [(index, parent), (&partition, child)] {
        match known {
            Some(known) => {
                let cause = format!("the table of {name}");
                into.lock(situation, &known.table, LockMode::AccessShare, cause);
            }
            None => into.depends(format!("the table of {name}, locked in ACCESS SHARE")),
        }
    }
    let (Some(parent), Some(child)) = (parent, child) else {
        return;
    };
    let elsewhere = |table: &Relation| table.complete && !table.parents.contains(&parent.table);
    if catalog.relations.get(&child.table).is_some_and(elsewhere) {
        let reason = format!("{} is no partition of {}", child.table, parent.table);
        into.fail("55000", reason);
    }
    if parent.columns != child.columns || (parent.unique && !child.unique) {
        into.fail("42P17", format!("{partition} does not match {index}"));
    }
}

/// Who owns what is not known here; all that could be is told.
///
/// Source: `shdepReassignOwned` and `shdepDropOwned` in
/// `src/backend/catalog/pg_shdepend.c`.
pub(super) fn owned(situation: Situation<'_>, owned: &Owned<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    into.depends("the objects that the roles own");
    // The role of the session may be one that the system itself needs.
    let session = |role: &Ident<'_>| {
        matches!(
            &*role.value,
            "current_user" | "session_user" | "current_role"
        )
    };
    if owned.roles.iter().any(session) {
        into.understood = into.understood.min(Understood::Partial);
    }
    let cause = "may belong to the roles";
    for relation in catalog.relations.keys().chain(catalog.indexes.keys()) {
        into.lock(situation, relation, LockMode::AccessExclusive, cause);
    }
}

/// An index is copied as it is, without its table.
fn copied(situation: Situation<'_>, index: &Name, span: Span, into: &mut Effects) {
    let kind = WorkKind::IndexBuild(index.clone());
    into.work_on(situation, index, &kind, Reason::Maintenance, span);
}

/// What is in a tablespace is not known here; all that could be is told.
///
/// Source: `AlterTableMoveAll` in `src/backend/commands/tablecmds.c`.
pub(super) fn move_all(
    situation: Situation<'_>,
    all: &MoveAll<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::ALTER_TABLE);
    if all.from.value == all.to.value {
        return;
    }
    if [&all.from, &all.to]
        .iter()
        .any(|it| it.value == "pg_global")
    {
        into.fail("22023", "pg_global is for the relations of all databases");
    }
    let mode = LockMode::AccessExclusive;
    into.depends(format!(
        "what is in tablespace {}: all of it is locked in ACCESS EXCLUSIVE at once and copied",
        all.from.value
    ));
    if all.object == RelationWord::Index {
        for index in catalog.indexes.keys() {
            into.lock(situation, index, mode, "moved");
            copied(situation, index, span, into);
        }
        return;
    }
    let views = all.object == RelationWord::MaterializedView;
    for (name, relation) in &catalog.relations {
        let moved = match relation.kind {
            RelationKind::Table | RelationKind::PartitionedTable => !views,
            RelationKind::MaterializedView => views,
            _ => false,
        };
        if moved {
            into.lock(situation, name, mode, "moved");
            let kind = WorkKind::Rewrite;
            into.work_on(situation, name, &kind, Reason::Maintenance, span);
        }
    }
}

/// Only of expressions are statistics kept for an index.
///
/// Source: `ATExecSetStatistics` in `src/backend/commands/tablecmds.c`.
fn refuse_statistics(situation: Situation<'_>, index: &Name, number: u16, into: &mut Effects) {
    let Some(known) = situation.catalog.indexes.get(index) else {
        return;
    };
    let mut columns = known.columns.iter().chain(&known.include);
    match columns.nth(usize::from(number.saturating_sub(1))) {
        Some(column) if column.is_empty() => {}
        Some(column) => into.fail(
            "0A000",
            format!("{column}, column {number} of {index}, is no expression"),
        ),
        None => into.fail("42703", format!("{index} has no column {number}")),
    }
}

/// Source: `AlterSequence` in `src/backend/commands/sequence.c`; renaming and
/// the like go through ALTER TABLE's code.
pub(super) fn alter_sequence(
    situation: Situation<'_>,
    alter: &AlterTable<'_>,
    sequence: &Name,
    into: &mut Effects,
) {
    let mut mode = LockMode::AccessExclusive;
    for action in &alter.actions {
        match &action.kind {
            AlterActionKind::Sequence(options) => {
                mode = LockMode::ShareRowExclusive;
                sequence_options(situation, options, into);
            }
            AlterActionKind::SetLogged | AlterActionKind::SetUnlogged if situation.major < 15 => {
                into.fail("42809", "unlogged sequences came with PostgreSQL 15");
            }
            _ => {}
        }
    }
    let new = situation.catalog.is_new(sequence);
    into.hold(sequence, RelationKind::Sequence, mode, new, "altered");
}

/// `OWNED BY` looks at the table.
pub(super) fn sequence_options(
    situation: Situation<'_>,
    options: &[SequenceOption<'_>],
    into: &mut Effects,
) {
    for option in options {
        if let SequenceOptionKind::OwnedBy(column) = &option.kind
            && let [.., table, _] = column.parts.as_slice()
        {
            let schema = column.parts.iter().rev().nth(2);
            let schema = schema.map(|schema| &*schema.value);
            let table = situation.catalog.resolve_parts(schema, &table.value);
            into.lock(
                situation,
                &table,
                LockMode::AccessShare,
                "owns the sequence",
            );
        }
    }
}
