//! Two majors beside each other: the statements whose effects differ.

use std::collections::BTreeMap;

use crate::report::{Comparison, LockMode, StatementDifference, StatementReport};

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
    let modes = |statement: &StatementReport| -> BTreeMap<String, LockMode> {
        let locks = statement.locks.iter().filter(|lock| !lock.new);
        locks
            .map(|lock| (lock.relation.clone(), lock.mode))
            .collect()
    };
    let (ours, theirs) = (modes(here), modes(there));
    let mut relations: Vec<&String> = ours.keys().chain(theirs.keys()).collect();
    relations.sort();
    relations.dedup();
    for relation in relations {
        let [mode, other_mode] =
            [&ours, &theirs].map(|modes| modes.get(relation).map_or("no lock", |mode| mode.name()));
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
