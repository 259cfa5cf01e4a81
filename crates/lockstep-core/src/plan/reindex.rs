//! `REINDEX` of what is in use: from PostgreSQL 12 on it knows `CONCURRENTLY`.
//!
//! What is cut off leaves indexes behind whose names end in `ccnew`, or in
//! `ccold` once the new one has taken over. Source: `ReindexRelationConcurrently`
//! in `src/backend/commands/indexcmds.c`.

mod by_hand;

use lockstep_syntax::tree::{ObjectName, ReindexTarget, StatementKind};

use super::operation::index_is_valid;
use super::{Draft, Operation, Rewrite};
use crate::catalog::{ConstraintKind, Name, literal, object_name};
use crate::effects::{Reason, WorkKind};
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let StatementKind::Reindex(reindex) = &operation.statement.kind else {
        return None;
    };
    let (catalog, effects) = (operation.situation.catalog, operation.effects);
    if operation.situation.major < 12 {
        return by_hand::recipe(operation, reindex);
    }
    let unknown = !effects.depends_on.is_empty() && effects.locks.values().any(|held| !held.new);
    if effects.fails.is_some()
        || effects.waits_for_transactions
        || reindex.target == ReindexTarget::System
        || !(unknown || operation.blocks_for(&[Reason::Rebuild]))
    {
        return None;
    }
    let rebuilt: Vec<(&Name, &Name)> = effects
        .work
        .iter()
        .filter_map(|work| match &work.kind {
            WorkKind::IndexBuild(index) => Some((index, &work.relation)),
            _ => None,
        })
        .collect();
    // Those of exclusion constraints are passed over, or refused.
    let excludes = |(index, table): &(&Name, &Name)| {
        let constraint = catalog.constraint(table, index.name());
        constraint.is_some_and(|it| matches!(it.kind, ConstraintKind::Exclude))
    };
    if rebuilt.iter().any(excludes) {
        return None;
    }
    let text = operation.text(operation.statement.span).trim_end();
    let at = (reindex.target_word.end - operation.statement.span.start) as usize;
    let (before, after) = text.trim_end_matches(';').split_at_checked(at)?;
    let mut left: Vec<String> = rebuilt
        .iter()
        .flat_map(|(index, _)| {
            ["ccnew", "ccold"].map(|end| index.sibling(object_name(index.name(), "", end)))
        })
        .map(|index| format!("DROP INDEX CONCURRENTLY IF EXISTS {index};"))
        .collect();
    let one = matches!(reindex.target, ReindexTarget::Index | ReindexTarget::Table);
    let written = reindex.name.as_ref().filter(|_| one);
    if rebuilt.is_empty()
        && reindex.target == ReindexTarget::Index
        && let Some(index) = written
    {
        left = vec![left_behind(operation, index)];
    } else if unknown {
        left.push("-- Drop what this lists, CONCURRENTLY.\nSELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid AND indexrelid::regclass::text ~ '_cc(new|old)[0-9]*\"?$';".to_owned());
    }
    let mut step = Draft::alone(
        Phase::Switch,
        format!("{} while reads and writes go on", operation.title()),
        format!("{before} CONCURRENTLY{after};"),
    )
    .why("Builds each index a second time beside the old one, and then lets it take over: it waits for transactions, but nobody waits for it. What is cut off leaves an INVALID index behind.")
    .rollback("-- Nothing to undo: the indexes say what they said before.")
    .on_failure(left.join("\n"));
    if let Some(name) = written {
        let name = operation.spell(name);
        step.done = Some(if reindex.target == ReindexTarget::Index {
            index_is_valid(&name)
        } else {
            format!(
                "NOT EXISTS (SELECT FROM pg_index WHERE indrelid = {}::regclass AND NOT indisvalid)",
                literal(&name)
            )
        });
    }
    if let [(_, table)] = rebuilt.as_slice() {
        step.monitor = operation.index_progress(&table.to_string());
    }
    Some(Rewrite {
        steps: vec![step],
        difference: (reindex.target == ReindexTarget::Database).then(|| {
            "The indexes of PostgreSQL's own catalogs are not rebuilt, because CONCURRENTLY leaves them out.".to_owned()
        }),
        ..Rewrite::default()
    })
}

/// Drops what an index leaves behind that was cut off while it was built again.
pub(super) fn left_behind(operation: &Operation<'_>, index: &ObjectName<'_>) -> String {
    ["ccnew", "ccold"]
        .map(|end| operation.spell_beside(index, &object_name(index.name(), "", end)))
        .map(|index| format!("DROP INDEX CONCURRENTLY IF EXISTS {index};"))
        .join("\n")
}
