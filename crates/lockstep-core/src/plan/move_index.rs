//! `ALTER INDEX … SET TABLESPACE`: from PostgreSQL 14 on an index is built
//! again in another tablespace while reads and writes go on.
//!
//! The old one would be copied under a lock that every SELECT of its table
//! waits for.

use lockstep_syntax::tree::{AlterActionKind, RelationWord};

use super::reindex::left_behind;
use super::{Draft, Operation, Rewrite};
use crate::catalog::{ConstraintKind, literal, quote};
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::SetTablespace(space) = &action.kind else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let index = operation.resolve(&alter.name);
    let known = catalog.indexes.get(&index);
    let excludes = known
        .and_then(|it| catalog.constraint(&it.table, index.name()))
        .is_some_and(|it| matches!(it.kind, ConstraintKind::Exclude));
    if operation.situation.major < 14
        || operation.effects.fails.is_some()
        // Only its partitions to come would go there.
        || known.is_some_and(|it| it.partitioned || catalog.is_new(&it.table))
        || known.is_none() && alter.object != RelationWord::Index
        || excludes
        || catalog.is_new(&index)
    {
        return None;
    }
    let spelled = operation.spell(&alter.name);
    let place = quote(&space.value);
    let mut step = Draft::alone(
        Phase::Switch,
        format!("Build {spelled} in {} while reads and writes go on", space.value),
        format!("REINDEX (TABLESPACE {place}) INDEX CONCURRENTLY {spelled};"),
    )
    .why("Builds the index a second time in the other tablespace, and then lets it take over: it waits for transactions, but nobody waits for it. What is cut off leaves an INVALID index behind.")
    .done(format!(
        "EXISTS (SELECT FROM pg_class WHERE oid = to_regclass({}) AND (reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = {space}) OR reltablespace = 0 AND {space} = (SELECT spcname FROM pg_database JOIN pg_tablespace t ON t.oid = dattablespace WHERE datname = current_database())))",
        literal(&spelled),
        space = literal(&space.value),
    ))
    .no_rollback("To go back, build it in the tablespace where it was in the same way.")
    .on_failure(left_behind(operation, &alter.name));
    let mut assumptions = vec![format!("{spelled} is in another tablespace today")];
    match known {
        Some(known) => step.monitor = operation.index_progress(&known.table.to_string()),
        None => assumptions.push(format!(
            "{spelled} is no index of a partitioned table or of an exclusion constraint"
        )),
    }
    Some(Rewrite {
        steps: vec![step],
        assumptions,
        ..Rewrite::default()
    })
}
