//! `DROP INDEX` on a table in use.

use lockstep_syntax::tree::{Behavior, DropObject, StatementKind};

use super::{Draft, Operation, Rewrite};
use crate::catalog::literal;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let StatementKind::Drop(drop) = &operation.statement.kind else {
        return None;
    };
    let catalog = operation.situation.catalog;
    if drop.object != DropObject::Index
        || drop.concurrently
        || drop.behavior == Behavior::Cascade
        || operation.effects.fails.is_some()
    {
        return None;
    }
    let in_use = |name: &lockstep_syntax::tree::ObjectName<'_>| {
        let index = operation.resolve(name);
        !catalog.is_new(&index) && !catalog.absent.contains(&index)
    };
    let partitioned = drop.names.iter().any(|name| {
        catalog
            .indexes
            .get(&operation.resolve(name))
            .is_some_and(|known| known.partitioned)
    });
    if partitioned || !drop.names.iter().all(in_use) {
        return None;
    }
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let steps = drop
        .names
        .iter()
        .map(|name| {
            let spelled = operation.spell(name);
            let step = Draft::alone(
                Phase::Contract,
                format!("Drop {spelled} while reads and writes go on"),
                format!("DROP INDEX CONCURRENTLY {if_exists}{spelled};"),
            )
            .why("Waits until no query uses the index any more, but nobody waits for it. If it is cut off the index stays behind INVALID: run it again.")
            .done(format!("to_regclass({}) IS NULL", literal(&spelled)));
            match catalog
                .indexes
                .get(&operation.resolve(name))
                .and_then(|known| known.definition.as_deref())
            {
                Some(definition) => step.rollback(concurrent(definition)),
                None => step.no_rollback(format!(
                    "The definition of {spelled} is not in the input: keep the answer of SELECT pg_get_indexdef({}::regclass) before this step.",
                    literal(&spelled)
                )),
            }
        })
        .collect();
    Some(Rewrite {
        steps,
        ..Rewrite::default()
    })
}

/// A CREATE INDEX as it was written, with CONCURRENTLY.
pub(super) fn concurrent(definition: &str) -> String {
    let upper = definition.to_ascii_uppercase();
    match upper.find(" INDEX ") {
        Some(position) if !upper.contains(" CONCURRENTLY ") => {
            let (before, after) = definition.split_at(position + " INDEX".len());
            format!("{before} CONCURRENTLY{after};")
        }
        _ => format!("{definition};"),
    }
}
