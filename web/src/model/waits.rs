//! Who waits, and for how long: the shape and the size of the glyph.

use std::collections::BTreeSet;

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

/// Relations that the migration creates: nobody waits for them, and work on
/// them does not grow with what is there.
#[must_use]
pub fn new_relations(report: &Report) -> BTreeSet<&str> {
    report
        .statements
        .iter()
        .flat_map(|statement| &statement.locks)
        .filter(|lock| lock.new)
        .map(|lock| lock.relation.as_str())
        .collect()
}

/// Who waits for a statement. A lock that the transaction goes on holding is
/// as long as the longest work done under it.
#[must_use]
pub fn of_statement(report: &Report, id: usize, new: &BTreeSet<&str>) -> Waits {
    let Some(statement) = report.statements.get(id) else {
        return Waits::default();
    };
    let who = if statement.blocks.reads {
        Who::Everybody
    } else if statement.blocks.writes {
        Who::Writers
    } else {
        Who::Nobody
    };
    let held = report
        .statements
        .get(statement.held_from.min(id)..=statement.held_to.max(id))
        .unwrap_or(std::slice::from_ref(statement));
    let long = who != Who::Nobody && held.iter().any(|other| works(other, new));
    Waits { who, long }
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

fn works(statement: &StatementReport, new: &BTreeSet<&str>) -> bool {
    has_old(&statement.rewrites, &statement.scans, new)
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
        let new = new_relations(report);
        (0..report.statements.len())
            .map(|id| of_statement(report, id, &new))
            .collect()
    }

    #[test]
    fn shape_and_size() {
        let report = fixture::outage();
        let waits = waits(&report);
        assert_eq!(
            waits[0],
            Waits {
                who: Who::Everybody,
                long: true
            }
        );
        assert_eq!(
            waits[1],
            Waits {
                who: Who::Writers,
                long: true
            }
        );
        assert_eq!(
            waits[3],
            Waits {
                who: Who::Nobody,
                long: false
            }
        );
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
