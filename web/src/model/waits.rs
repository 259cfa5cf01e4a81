//! Who waits, and for how long: the shape and the size of the glyph.

use std::collections::{BTreeMap, BTreeSet};

use lockstep_core::report::{Lock, LockMode, Report, StatementReport, Step};

/// Who has to wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Reads and writes go on: ○.
    #[default]
    Nobody,
    /// Writes wait, reads go on: ◐.
    Writers,
    /// Reads and writes wait: ●.
    Everybody,
}

impl Who {
    /// The style's name for it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Who::Nobody => "nobody",
            Who::Writers => "writers",
            Who::Everybody => "everybody",
        }
    }

    /// Who waits for a holder of `mode`.
    #[must_use]
    pub fn for_mode(mode: LockMode) -> Self {
        if mode.blocks_reads() {
            Who::Everybody
        } else if mode.blocks_writes() {
            Who::Writers
        } else {
            Who::Nobody
        }
    }
}

/// Who waits, and whether for longer than a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// The shape.
    pub who: Who,
    /// The size: true when the wait grows with the table.
    pub long: bool,
}

/// What a statement makes others wait for, its transaction considered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// Who waits while it runs, and whether for long.
    pub waits: Waits,
    /// It reads or writes all of a relation that was there before.
    pub works: bool,
    /// For each of its locks, the stronger one that its transaction already
    /// holds on the same relation.
    pub stronger: Vec<Option<Stronger>>,
}

/// A lock taken by an earlier statement of the same transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stronger {
    /// Its mode.
    pub mode: LockMode,
    /// Line of the statement that took it.
    pub since_line: usize,
}

/// A lock that is still held.
#[derive(Clone, Copy)]
struct Held {
    lock: Stronger,
    until: usize,
}

/// The situation of every statement, in one pass.
///
/// A lock that the transaction goes on holding is as long as the longest work
/// done under it, and a statement keeps waiting whom an earlier one of its
/// transaction already keeps waiting for the same relation.
#[must_use]
pub fn of_report(report: &Report) -> Vec<Situation> {
    let statements = &report.statements;
    let new: BTreeSet<&str> = statements
        .iter()
        .flat_map(|statement| &statement.locks)
        .filter(|lock| lock.new)
        .map(|lock| lock.relation.as_str())
        .collect();
    let works: Vec<bool> = statements
        .iter()
        .map(|statement| has_old(&statement.rewrites, &statement.scans, &new))
        .collect();
    let next_work = next_work(&works);
    let mut held: BTreeMap<&str, Held> = BTreeMap::new();
    let mut situations = Vec::with_capacity(statements.len());
    for (id, statement) in statements.iter().enumerate() {
        let mut who = of_blocks(statement);
        let mut stronger = Vec::with_capacity(statement.locks.len());
        for lock in &statement.locks {
            let existing = held
                .get(lock.relation.as_str())
                .filter(|held| held.until >= id && !lock.new)
                .map(|held| held.lock);
            let before = existing.filter(|held| held.mode > lock.mode);
            who = who.max(before.map_or(Who::Nobody, |lock| Who::for_mode(lock.mode)));
            if !lock.new && existing.is_none_or(|held| held.mode < lock.mode) {
                let taken = Held {
                    lock: Stronger {
                        mode: lock.mode,
                        since_line: statement.line,
                    },
                    until: statement.held_to.max(id),
                };
                held.insert(&lock.relation, taken);
            }
            stronger.push(before);
        }
        let last = statement.held_to.clamp(id, statements.len() - 1);
        situations.push(Situation {
            waits: Waits {
                who,
                long: who != Who::Nobody && next_work[id] <= last,
            },
            works: works[id],
            stronger,
        });
    }
    situations
}

/// For each statement, the first from it on that works.
fn next_work(works: &[bool]) -> Vec<usize> {
    let mut next = usize::MAX;
    let mut all: Vec<usize> = (0..works.len())
        .rev()
        .map(|id| {
            if works[id] {
                next = id;
            }
            next
        })
        .collect();
    all.reverse();
    all
}

fn of_blocks(statement: &StatementReport) -> Who {
    if statement.blocks.reads {
        Who::Everybody
    } else if statement.blocks.writes {
        Who::Writers
    } else {
        Who::Nobody
    }
}

/// Who waits for a step of the plan, which runs in a session of its own.
#[must_use]
pub fn of_step(step: &Step) -> Waits {
    let who = of_locks(&step.locks);
    let new: BTreeSet<&str> = step
        .locks
        .iter()
        .filter(|lock| lock.new)
        .map(|lock| lock.relation.as_str())
        .collect();
    let long = who != Who::Nobody && has_old(&step.rewrites, &step.scans, &new);
    Waits { who, long }
}

fn of_locks(locks: &[Lock]) -> Who {
    locks
        .iter()
        .filter(|lock| !lock.new)
        .map(|lock| Who::for_mode(lock.mode))
        .max()
        .unwrap_or_default()
}

fn has_old(rewrites: &[String], scans: &[String], new: &BTreeSet<&str>) -> bool {
    rewrites
        .iter()
        .chain(scans)
        .any(|relation| !new.contains(relation.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    fn waits(report: &Report) -> Vec<Waits> {
        of_report(report).iter().map(|it| it.waits).collect()
    }

    #[test]
    fn shape_and_size() {
        let report = fixture::outage();
        let waits = waits(&report);
        let long = |who| Waits { who, long: true };
        assert_eq!(waits[0], long(Who::Everybody));
        assert_eq!(waits[3], Waits::default());
    }

    #[test]
    fn what_the_transaction_holds_already_counts() {
        let mut report = fixture::outage();
        let situation = of_report(&report).swap_remove(1);
        assert_eq!(
            situation.waits.who,
            Who::Everybody,
            "SHARE below ACCESS EXCLUSIVE"
        );
        let stronger = situation.stronger[0].expect("a stronger lock");
        assert_eq!(
            (stronger.mode, stronger.since_line),
            (LockMode::AccessExclusive, 2)
        );

        report.statements[0].held_to = 0;
        let situation = of_report(&report).swap_remove(1);
        assert_eq!(situation.waits.who, Who::Writers);
        assert_eq!(situation.stronger, [None]);
    }

    #[test]
    fn a_held_lock_is_as_long_as_the_work_under_it() {
        let mut report = fixture::outage();
        report.statements[0].rewrites.clear();
        report.statements[0].scans.clear();
        report.statements[0].held_to = 0;
        assert!(!waits(&report)[0].long);
        report.statements[0].held_to = 1;
        assert!(waits(&report)[0].long, "held while the index is built");
    }

    #[test]
    fn work_on_a_new_table_takes_a_moment() {
        let mut report = fixture::outage();
        report.statements[0].rewrites = vec!["public.event_labels".to_owned()];
        report.statements[0].scans.clear();
        report.statements[0].held_to = 0;
        assert!(!waits(&report)[0].long);
    }

    #[test]
    fn an_impossible_range_is_only_the_statement_itself() {
        let mut report = fixture::outage();
        report.statements[3].held_to = 99;
        assert_eq!(waits(&report)[3], Waits::default());
    }
}
