//! What was found out, as the report says it.

use super::{File, Unit};
use crate::catalog::Name;
use crate::citation::Source;
use crate::effects::{Effects, WorkKind};
use crate::order;
use crate::report::{Blocks, Certainty, Finding, Lock, LockMode, RelationKind, StatementReport};
use crate::rules::{Hit, Rule};
use crate::title::title;

pub(super) fn report(
    file: &File<'_>,
    unit: Unit<'_>,
    id: usize,
    effects: &Effects,
) -> StatementReport {
    let statement = unit.statement;
    let place = file.source.place(statement.span);
    let locks = locks(effects);
    // CONCURRENTLY locks an index when no query uses it any more.
    let felt = |lock: &&Lock| {
        let index = matches!(
            lock.kind,
            RelationKind::Index | RelationKind::PartitionedIndex
        );
        !(lock.new || index && effects.waits_for_transactions)
    };
    let blocks = |mode: fn(LockMode) -> bool| locks.iter().filter(felt).any(|it| mode(it.mode));
    StatementReport {
        id,
        file: file.source.name.to_string(),
        source: file.source.given,
        start: place.start,
        end: place.end,
        line: place.line,
        diff: place.diff,
        command: statement.command.to_owned(),
        title: title(unit.text, statement),
        understood: effects.understood,
        transaction: None,
        refuses_transaction: effects.refuses_transaction,
        fails: effects.fails.clone(),
        blocks: Blocks {
            reads: blocks(LockMode::blocks_reads),
            writes: blocks(LockMode::blocks_writes),
        },
        locks,
        rewrites: names(effects.rewrites()),
        scans: names(
            effects
                .work
                .iter()
                .filter(|work| !work.empty && !work.is_copy_of_index() && !work.is_refill())
                .map(|work| &work.relation),
        ),
        index_builds: names(effects.work.iter().filter_map(|work| match &work.kind {
            WorkKind::IndexBuild(index) => Some(index),
            _ => None,
        })),
        certainty: if effects.depends_on.is_empty() {
            Certainty::Certain
        } else {
            Certainty::Depends
        },
        depends_on: effects.depends_on.clone(),
        held_from: id,
        held_to: id,
        citations: effects.sources.iter().map(Source::citation).collect(),
        estimate: None,
    }
}

/// The locks as the report lists them, by name.
pub(crate) fn locks(effects: &Effects) -> Vec<Lock> {
    effects
        .locks
        .iter()
        .map(|(relation, held)| Lock {
            relation: relation.to_string(),
            kind: held.kind,
            mode: held.mode,
            new: held.new,
            cause: held.cause.clone().into_owned(),
        })
        .collect()
}

/// Names as the report lists them: sorted, each once.
pub(crate) fn names<'n>(names: impl Iterator<Item = &'n Name>) -> Vec<String> {
    let mut names: Vec<String> = names.map(ToString::to_string).collect();
    order::sort_once(&mut names);
    names
}

pub(super) fn finding(file: &File<'_>, rule: &Rule, hit: Hit, statement: usize) -> Finding {
    let place = file.source.place(hit.span);
    Finding {
        rule: rule.id.to_owned(),
        severity: hit.severity.unwrap_or(rule.severity),
        statement,
        file: file.source.name.to_string(),
        source: file.source.given,
        start: place.start,
        end: place.end,
        line: place.line,
        column: place.column,
        diff: place.diff,
        title: hit.title,
        what: hit.what,
        why: hit.why,
        action: hit.action,
        relations: names(hit.relations.iter()),
        versions: rule.versions.to_owned(),
        citation: hit.source.unwrap_or(rule.source).citation(),
        plan_steps: Vec::new(),
        fix: hit.fix.and_then(|fix| file.source.fix(fix)),
    }
}
