//! `ALTER INDEX` and `ALTER SEQUENCE`.

use lockstep_syntax::tree::{AlterActionKind, AlterTable, MoveAll, RelationWord};

use super::{Effects, Situation, index_kind};
use crate::catalog::{Name, Presence};
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
            into.fail("42P01", format!("index {index} does not exist any more"));
        }
        return;
    }
    for action in &alter.actions {
        use LockMode::{AccessExclusive, ShareUpdateExclusive};
        let mode = match &action.kind {
            AlterActionKind::Rename(_)
                if situation.major < 12 || alter.object != RelationWord::Index =>
            {
                AccessExclusive
            }
            AlterActionKind::Rename(_)
            | AlterActionKind::SetParameters(_)
            | AlterActionKind::ResetParameters(_)
            | AlterActionKind::SetStatistics { .. } => ShareUpdateExclusive,
            AlterActionKind::DependsOnExtension { .. } => AccessExclusive,
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

/// What is in a tablespace is not known here.
pub(super) fn move_all(all: &MoveAll<'_>, into: &mut Effects) {
    into.cite(citation::ALTER_TABLE);
    into.understood = into.understood.min(Understood::Partial);
    into.depends(format!(
        "what is in tablespace {}: all of it is locked in ACCESS EXCLUSIVE at once and copied",
        all.from.value
    ));
}

/// Source: `AlterSequence` in `src/backend/commands/sequence.c`; renaming and
/// the like go through ALTER TABLE's code.
pub(super) fn alter_sequence(
    situation: Situation<'_>,
    alter: &AlterTable<'_>,
    sequence: &Name,
    into: &mut Effects,
) {
    let through_alter_table = alter.actions.iter().any(|action| {
        matches!(
            action.kind,
            AlterActionKind::Rename(_) | AlterActionKind::SetSchema(_) | AlterActionKind::Owner(_)
        )
    });
    let mode = if through_alter_table {
        LockMode::AccessExclusive
    } else {
        LockMode::ShareRowExclusive
    };
    let new = situation.catalog.is_new(sequence);
    into.hold(sequence, RelationKind::Sequence, mode, new, "altered");
}
