//! The core's answers against the golden facts, case by case, on every major.
//!
//! No server is needed: the facts were measured before, and are part of the
//! repository. A statement that the core claims to understand in full has to
//! be told as it was measured.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use lockstep_core::report::{Certainty, RelationKind, StatementReport, Understood};
use lockstep_core::{Options, SourceFile, check};
use lockstep_oracle::case::{self, Case};
use lockstep_oracle::facts::{self, Facts};
use lockstep_oracle::run::golden;

/// Cases that the core gets wrong, and why. The list can only get shorter: a
/// case that agrees on every major has to leave it.
const GAPS: &str = include_str!("core-gaps.txt");

#[test]
fn the_core_says_what_was_measured() {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle");
    let mut agree: BTreeMap<u8, [usize; 2]> = BTreeMap::new();
    let mut wrong: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    let mut partial = BTreeSet::new();
    for file in case::files(&tests).unwrap() {
        let family = file.file_stem().unwrap().to_string_lossy().into_owned();
        let table = facts::parse(&fs::read_to_string(golden(&file)).unwrap());
        for case in case::read(&file).unwrap() {
            let name = format!("{family}/{}", case.name);
            for (major, facts) in &table[&case.name] {
                if word(facts, "setup-error").next().is_some() {
                    continue;
                }
                let counts = agree.entry(*major).or_default();
                match compare(&case, *major, facts) {
                    None => {
                        partial.insert(name.clone());
                    }
                    Some(differences) if differences.is_empty() => counts[0] += 1,
                    Some(differences) => {
                        counts[1] += 1;
                        for difference in differences {
                            let lines = wrong.entry(name.clone()).or_default();
                            lines.entry(difference).or_default().push(*major);
                        }
                    }
                }
            }
        }
    }
    for (major, [right, wrong]) in &agree {
        println!("PostgreSQL {major}: {right} agree, {wrong} do not");
    }
    println!("not understood in full: {partial:?}");
    let mut mended = Vec::new();
    for line in GAPS.lines() {
        let (name, _reason) = line.split_once(": ").unwrap();
        if wrong.remove(name).is_none() {
            mended.push(name);
        }
    }
    for (name, lines) in &wrong {
        println!("{name}");
        for (line, majors) in lines {
            println!("    {majors:?} {line}");
        }
    }
    assert!(wrong.is_empty(), "{} cases differ", wrong.len());
    assert!(
        mended.is_empty(),
        "these agree now and have to leave core-gaps.txt: {mended:?}"
    );
}

/// Nothing to compare where the core does not claim to know.
fn compare(case: &Case, major: u8, facts: &Facts) -> Option<Vec<String>> {
    let refuses = facts.iter().any(|fact| fact == "refuses-transaction");
    let source = |name: &str, text: String| SourceFile {
        name: name.to_owned(),
        text,
    };
    let migration = if refuses {
        format!("{}{}", case.session, case.statement)
    } else {
        format!("{}BEGIN;\n{}COMMIT;\n", case.session, case.statement)
    };
    let options = Options {
        postgres: major,
        schema: vec![source("schema.sql", case.setup.clone())],
        framework: None,
    };
    let report = check(&[source("migration.sql", migration)], &options);
    let skipped = case.session.matches(';').count() + usize::from(!refuses);
    let measured = case.statement.matches(";\n").count();
    let body: Vec<&StatementReport> = report
        .statements
        .iter()
        .skip(skipped)
        .take(measured)
        .collect();
    if body
        .iter()
        .any(|statement| statement.understood != Understood::Full)
    {
        return None;
    }
    let fails = body.iter().find_map(|statement| statement.fails.as_ref());
    let mut differences = Vec::new();
    match (word(facts, "error").next(), fails) {
        (Some(error), Some(failure)) if error.starts_with(&failure.sqlstate) => {}
        (Some(error), Some(failure)) => {
            differences.push(format!("fails with {}, measured {error}", failure.sqlstate));
        }
        // Whether rows violate a constraint is not in the schema.
        (Some(error), None) if error.starts_with("23") => {}
        (Some(error), None) => differences.push(format!("does not fail: {error}")),
        (None, Some(failure)) => differences.push(format!("fails: {}", failure.reason)),
        (None, None) => {
            if refuses != body.iter().any(|statement| statement.refuses_transaction) {
                differences.push("refuses-transaction".to_owned());
            }
            differences.extend(compare_effects(&body, facts));
        }
    }
    Some(differences)
}

fn compare_effects(body: &[&StatementReport], facts: &Facts) -> Vec<String> {
    let certain = body
        .iter()
        .all(|statement| statement.certainty == Certainty::Certain);
    let is = |commands: &[&str]| {
        body.iter()
            .any(|statement| commands.iter().any(|it| statement.command.starts_with(it)))
    };
    let mut ours: [BTreeSet<String>; 4] = Default::default();
    for statement in body {
        for lock in statement.locks.iter().filter(|lock| !lock.new) {
            // Weak locks on indexes depend on the plan that was chosen, and
            // TOAST relations follow their table.
            let index = matches!(
                lock.kind,
                RelationKind::Index | RelationKind::PartitionedIndex
            );
            if lock.kind != RelationKind::Toast && (!index || lock.mode.blocks_writes()) {
                ours[0].insert(format!("{} {}", lock.relation, lock.mode.name()));
            }
        }
        ours[1].extend(statement.rewrites.iter().cloned());
        ours[2].extend(statement.scans.iter().cloned());
        ours[3].extend(statement.index_builds.iter().cloned());
    }
    ours[0] = strongest(&ours[0]);
    let measured = [
        locks(facts),
        word(facts, "rewrite").map(str::to_owned).collect(),
        word(facts, "scan").map(str::to_owned).collect(),
        word(facts, "index-build").map(str::to_owned).collect(),
    ];
    // What a query reads is the planner's choice, ANALYZE samples, and the
    // indexes of a new table are built empty.
    let chosen = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "ANALYZE", "VACUUM", "COPY",
    ];
    let asked = [
        true,
        true,
        !is(&chosen),
        !is(&["CREATE TABLE", "CLUSTER", "REINDEX"]),
    ];
    let names = ["locks", "rewrites", "scans", "index builds"];
    let mut differences = Vec::new();
    for (((ours, measured), asked), name) in ours.iter().zip(&measured).zip(asked).zip(names) {
        let holds = if certain {
            ours == measured
        } else {
            ours.is_superset(measured)
        };
        if asked && !holds {
            differences.push(format!("{name} {ours:?}, measured {measured:?}"));
        }
    }
    differences
}

/// `RELATION MODE` of the locks that are compared.
fn locks(facts: &Facts) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for lock in word(facts, "lock") {
        if lock.starts_with("toast of ") {
            continue;
        }
        let (relation, rest) = lock.split_once(' ').unwrap_or_default();
        let mode = rest.trim_start_matches(|it: char| it.is_lowercase() || it == ' ');
        let weak_index = rest.contains("index ")
            && !matches!(
                mode,
                "SHARE" | "SHARE ROW EXCLUSIVE" | "EXCLUSIVE" | "ACCESS EXCLUSIVE"
            );
        if !weak_index {
            found.insert(format!("{relation} {mode}"));
        }
    }
    found
}

/// The strongest mode of each relation: several statements may lock it.
fn strongest(locks: &BTreeSet<String>) -> BTreeSet<String> {
    let rank = |mode: &str| {
        lockstep_core::report::LockMode::ALL
            .iter()
            .position(|it| it.name() == mode)
    };
    let mut by_relation: BTreeMap<&str, &str> = BTreeMap::new();
    for lock in locks {
        let (relation, mode) = lock.split_once(' ').unwrap_or_default();
        let known = by_relation.entry(relation).or_insert(mode);
        if rank(mode) > rank(known) {
            *known = mode;
        }
    }
    by_relation
        .into_iter()
        .map(|(relation, mode)| format!("{relation} {mode}"))
        .collect()
}

fn word<'a>(facts: &'a Facts, word: &'a str) -> impl Iterator<Item = &'a str> {
    facts
        .iter()
        .filter_map(move |fact| fact.strip_prefix(word)?.strip_prefix(' '))
}
