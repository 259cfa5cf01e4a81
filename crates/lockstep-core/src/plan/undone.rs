//! Statements that the migration itself takes back.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{StatementKind, TransactionControl};

use crate::analysis::Unit;

/// Those between `BEGIN` or a savepoint and the `ROLLBACK` to it.
pub(super) fn undone(units: &[Unit<'_>]) -> BTreeSet<usize> {
    let mut undone = BTreeSet::new();
    // Where the open transaction and its savepoints begin.
    let mut points: Vec<(usize, Option<&str>)> = Vec::new();
    for (id, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.down) {
        let StatementKind::Transaction(control) = &unit.statement.kind else {
            continue;
        };
        let find = |name: &str| points.iter().rposition(|(_, known)| *known == Some(name));
        match control {
            TransactionControl::Begin(_) if points.is_empty() => points.push((id, None)),
            TransactionControl::Savepoint(name) if !points.is_empty() => {
                points.push((id, Some(&*name.value)));
            }
            TransactionControl::Release(name) => {
                points.truncate(find(&name.value).unwrap_or(points.len()));
            }
            TransactionControl::RollbackTo(name) => {
                if let Some(at) = find(&name.value) {
                    points.truncate(at + 1);
                    undone.extend(points[at].0 + 1..id);
                }
            }
            TransactionControl::Rollback { chain } => {
                if let Some((begin, _)) = points.first() {
                    undone.extend(begin + 1..id);
                }
                points.clear();
                points.extend(chain.then_some((id, None)));
            }
            TransactionControl::Commit { chain } => {
                points.clear();
                points.extend(chain.then_some((id, None)));
            }
            TransactionControl::TwoPhase => points.clear(),
            _ => {}
        }
    }
    undone
}
