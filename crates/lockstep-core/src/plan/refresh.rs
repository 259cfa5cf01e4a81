//! `REFRESH MATERIALIZED VIEW` of a view that is read: `CONCURRENTLY`, where a
//! unique index tells its rows apart.
//!
//! It writes only what differs and lets reads go on. Source:
//! `ExecRefreshMatView` in `src/backend/commands/matview.c`, which asks for a
//! unique index on columns, over all rows, and for a view that is filled.

use lockstep_syntax::tree::StatementKind;

use super::{Draft, Operation, Rewrite};
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let StatementKind::Refresh(refresh) = &operation.statement.kind else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let view = operation.resolve(&refresh.name);
    let tells_apart = catalog.indexes_of(&view).any(|(_, index)| {
        index.unique && !index.partial && index.columns.iter().all(|it| !it.is_empty())
    });
    if refresh.concurrently
        || !refresh.with_data
        || !tells_apart
        || operation.effects.fails.is_some()
        || catalog.is_new(&view)
    {
        return None;
    }
    let spelled = operation.spell(&refresh.name);
    let step = Draft::single(
        Phase::Backfill,
        format!("Refresh {spelled} while reads go on"),
        format!("REFRESH MATERIALIZED VIEW CONCURRENTLY {spelled};"),
    )
    .why("Runs the query beside the view and writes only what differs, so readers wait for nothing; another refresh waits for this one.")
    .rollback("-- Nothing to undo: the view is as its query says.");
    Some(Rewrite {
        steps: vec![step],
        assumptions: vec![format!("{spelled} has been filled before")],
        ..Rewrite::default()
    })
}
