//! An index, or a constraint that has one, on a partitioned table in use:
//! first on the partitioned tables alone, where no row is read, then in each
//! partition while writes go on, and at last all of them become one.
//!
//! The first keeps the others right: from then on new partitions get the index
//! with them, and no step can come to build one under a lock.
//!
//! Source: `DefineIndex` in `src/backend/commands/indexcmds.c` and
//! `ATExecAttachPartitionIdx` in `src/backend/commands/tablecmds.c`.

use lockstep_syntax::tree::ObjectName;

use super::add_unique::take_over;
use super::create_index::build;
use super::operation::{has_constraint, index_is_valid, relation_exists};
use super::{Draft, Operation};
use crate::catalog::{Name, Origin, quote};
use crate::report::{Phase, RelationKind};

/// What is made of every table.
pub(super) struct Making<'m> {
    /// The partitioned table as written, which others are spelled like.
    pub(super) table: &'m ObjectName<'m>,
    /// The index of it.
    pub(super) index: Name,
    /// `UNIQUE ` or nothing.
    pub(super) unique: &'m str,
    /// What follows the table in CREATE INDEX.
    pub(super) definition: &'m str,
    /// For a constraint: how it is written, and how where an index is there.
    pub(super) constraint: Option<(&'m str, UsingIndex<'m>)>,
}

/// A constraint as it is written where an index of this name is there.
type UsingIndex<'m> = &'m dyn Fn(&str) -> String;

/// The steps, or none where the partitions cannot have it one by one.
pub(super) fn steps(operation: &Operation<'_>, making: &Making<'_>) -> Option<Vec<Draft>> {
    let before = operation.situation.catalog;
    let after = operation.applied();
    let parts: Vec<(Name, &crate::catalog::Index)> = after
        .index_partitions(&making.index)
        .into_iter()
        .filter(|part| {
            let known = before.indexes.get(part);
            known.is_none_or(|known| known.parent.is_none())
        })
        .filter_map(|part| Some((part.clone(), after.indexes.get(&part)?)))
        .collect();
    if parts
        .iter()
        .any(|(_, index)| before.kind(&index.table) == RelationKind::ForeignTable)
    {
        return None;
    }
    let spell = |name: &Name| operation.spell_near(making.table, name);
    let root = spell(&making.index);
    let table = operation.spell(making.table);
    let mut steps = vec![only(operation, making, &table, &making.index)];
    let mut attach = vec!["SET lock_timeout = '2s';".to_owned()];
    let mut adopts = false;
    let mut switch = Vec::new();
    for (part, index) in &parts {
        let own = spell(&index.table);
        let parent = index.parent.as_ref().map_or_else(|| root.clone(), spell);
        attach.push(format!(
            "ALTER INDEX {parent} ATTACH PARTITION {};",
            spell(part)
        ));
        if index.origin != Origin::New {
            adopts = true;
        } else if index.partitioned {
            steps.push(only(operation, making, &own, part));
        } else {
            let name = quote(part.name());
            steps.push(build(
                operation,
                &own,
                &spell(part),
                format!(
                    "CREATE {}INDEX CONCURRENTLY {name} ON {own} {};",
                    making.unique, making.definition
                ),
            ));
            if let Some((_, using)) = making.constraint {
                switch.push(take_over(&own, part.name(), &using(&name)));
            }
        }
    }
    steps.append(&mut switch);
    let join = Draft::alone(Phase::Switch, format!("Make the indexes of the partitions parts of {root}"), attach.join("\n"))
        .why("Reads no row. Each partition's index is locked for a moment; run again after a timeout, it passes over those that are part of it already. With the last one the whole becomes valid.")
        .done(index_is_valid(&root));
    steps.push(if adopts {
        join.no_rollback(format!(
            "PostgreSQL takes no part off an index. Dropping {root} drops the indexes that were there before, too."
        ))
    } else {
        join.rollback(undo(making, &table, &making.index, &root))
    });
    Some(steps)
}

fn undo(making: &Making<'_>, table: &str, index: &Name, spelled: &str) -> String {
    if making.constraint.is_some() {
        let name = quote(index.name());
        format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name};")
    } else {
        format!("DROP INDEX IF EXISTS {spelled};")
    }
}

/// The index of a partitioned table without those of its partitions.
fn only(operation: &Operation<'_>, making: &Making<'_>, table: &str, index: &Name) -> Draft {
    let name = quote(index.name());
    let spelled = operation.spell_near(making.table, index);
    let (sql, done) = match making.constraint {
        Some((body, _)) => (
            format!("ALTER TABLE ONLY {table} ADD CONSTRAINT {name} {body};"),
            has_constraint(table, index.name(), ""),
        ),
        None => (
            format!(
                "CREATE {}INDEX {name} ON ONLY {table} {};",
                making.unique, making.definition
            ),
            relation_exists(&spelled),
        ),
    };
    Draft::single(Phase::Expand, format!("Add {} to {table} alone", index.name()), sql)
        .why("The partitioned table holds no row itself, so the lock lasts a moment. The index is not valid before each partition has its part; partitions created from now on get theirs with them.")
        .done(done)
        .rollback(undo(making, table, index, &spelled))
}
