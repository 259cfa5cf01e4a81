//! Two majors beside each other: the statements whose effects differ.

use crate::order;
use crate::report::{Comparison, Lock, StatementDifference, StatementReport};

/// Compares the same statements as two majors carry them out.
pub(crate) fn compare(
    (major, here): (u8, &[StatementReport]),
    (other, there): (u8, &[StatementReport]),
) -> Comparison {
    let statements = here
        .iter()
        .zip(there)
        .filter_map(|(here, there)| {
            let differences = differences((major, here), (other, there));
            (!differences.is_empty()).then_some(StatementDifference {
                statement: here.id,
                differences,
            })
        })
        .collect();
    Comparison {
        postgres: other,
        statements,
    }
}

fn differences(
    (major, here): (u8, &StatementReport),
    (other, there): (u8, &StatementReport),
) -> Vec<String> {
    match (&here.fails, &there.fails) {
        (Some(_), Some(_)) => return Vec::new(),
        (Some(failure), None) => {
            return vec![format!("PostgreSQL {major} refuses it: {}", failure.reason)];
        }
        (None, Some(failure)) => {
            return vec![format!("PostgreSQL {other} refuses it: {}", failure.reason)];
        }
        (None, None) => {}
    }
    let mut found = Vec::new();
    if here.refuses_transaction != there.refuses_transaction {
        let refusing = if here.refuses_transaction {
            major
        } else {
            other
        };
        found.push(format!(
            "only PostgreSQL {refusing} refuses it in a transaction"
        ));
    }
    let (ours, theirs) = (waited_for(here), waited_for(there));
    let mut relations: Vec<&str> = ours
        .iter()
        .chain(&theirs)
        .map(|lock| &*lock.relation)
        .collect();
    order::sort_once(&mut relations);
    for relation in relations {
        let [mode, other_mode] = [&ours, &theirs].map(|locks| {
            let lock = locks.iter().find(|lock| lock.relation == relation);
            lock.map_or("no lock", |lock| lock.mode.name())
        });
        if mode != other_mode {
            found.push(format!(
                "{relation}: {mode} on {major}, {other_mode} on {other}"
            ));
        }
    }
    for (word, ours, theirs) in [
        ("writes anew", &here.rewrites, &there.rewrites),
        ("reads from end to end", &here.scans, &there.scans),
        ("builds", &here.index_builds, &there.index_builds),
    ] {
        for (names, others, one) in [(ours, theirs, major), (theirs, ours, other)] {
            for name in names.iter().filter(|name| !others.contains(name)) {
                found.push(format!("only PostgreSQL {one} {word} {name}"));
            }
        }
    }
    found
}
/// The locks that somebody may wait for.
fn waited_for(statement: &StatementReport) -> Vec<&Lock> {
    let locks = statement.locks.iter();
    locks.filter(|lock| !lock.new).collect()
}
