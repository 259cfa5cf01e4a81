//! The core's effects against what real servers did.
//!
//! Runs over `../shared/oracle/measured.jsonl`, where it is there: each case's
//! setup is the schema, its statement the migration. It says how many cases
//! agree, family by family, and fails where a statement that the core claims to
//! understand in full does something else.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes the helpers of an integration test for production code"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lockstep_core::report::{Certainty, LockMode, RelationKind, StatementReport, Understood};
use lockstep_core::{Options, SourceFile, check};
use serde_json::Value;

/// Cases in which the core is known to be wrong, and what it lacks. The list
/// can only get shorter: a case that agrees has to leave it.
const GAPS: &[(&str, &str)] = &[(
    "vacuum_truncate_tail",
    "whether the last pages are empty is not known",
)];

#[test]
fn effects_agree_with_measurements() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracle/measured.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("not run: ../shared/oracle/measured.jsonl is not there");
        return;
    };
    let mut groups: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let group = case["group"].as_str().unwrap().to_owned();
        let counts = groups.entry(group).or_default();
        match compare(&case) {
            None => counts[1] += 1,
            Some(differences) if differences.is_empty() => counts[0] += 1,
            Some(differences) => {
                counts[2] += 1;
                wrong.push(format!(
                    "{} {}: {}\n    {}",
                    case["id"].as_str().unwrap(),
                    case["version"],
                    case["statement"].as_str().unwrap(),
                    differences.join("\n    ")
                ));
            }
        }
    }
    for (group, [agrees, skipped, differs]) in &groups {
        println!("{group:32} {agrees:5} agree {skipped:5} not claimed {differs:5} differ");
    }
    if let Some(only) = std::env::var_os("SHOW") {
        let only = only.to_string_lossy().into_owned();
        for entry in wrong.iter().filter(|entry| entry.contains(&only)) {
            println!("{entry}");
        }
    }
    for gap in GAPS {
        let before = wrong.len();
        wrong.retain(|entry| !entry.starts_with(&format!("{} ", gap.0)));
        assert!(
            wrong.len() < before,
            "{} agrees now: take it off the list",
            gap.0
        );
    }
    assert!(
        wrong.is_empty(),
        "{} cases differ; SHOW=text lists them",
        wrong.len()
    );
}

fn strings(case: &Value, key: &str) -> Vec<String> {
    case[key]
        .as_array()
        .into_iter()
        .flatten()
        .map(|value| value.as_str().unwrap().to_owned())
        .collect()
}

/// What differs; none when the core does not claim to know.
fn compare(case: &Value) -> Option<Vec<String>> {
    let source = |name: &str, statements: &[String]| SourceFile {
        name: name.to_owned(),
        text: statements.join(";\n"),
    };
    let options = Options {
        postgres: u8::try_from(case["version"].as_u64().unwrap()).unwrap(),
        schema: vec![source("schema.sql", &strings(case, "setup"))],
        ..Options::default()
    };
    let statement = case["statement"].as_str().unwrap().to_owned();
    // Several statements that fail together were sent together, which makes
    // them one transaction.
    let runs_in_transaction = case["runs_in_txn"]
        .as_bool()
        .unwrap_or_else(|| statement.contains(';'));
    let mut text = strings(case, "session");
    text.push(statement);
    if runs_in_transaction {
        text.insert(0, "BEGIN".to_owned());
        text.push("COMMIT".to_owned());
    }
    let report = check(&[source("m.sql", &text)], &options);
    let body: Vec<&StatementReport> = report
        .statements
        .iter()
        .filter(|statement| !matches!(&*statement.command, "BEGIN" | "COMMIT" | "SET"))
        .collect();
    if body
        .iter()
        .any(|statement| statement.understood != Understood::Full)
    {
        return None;
    }
    let fails = body.iter().find_map(|statement| statement.fails.as_ref());
    if let Some(error) = case["error"].as_str() {
        let state = case["sqlstate"].as_str().unwrap_or_default();
        return Some(match fails {
            Some(failure) if failure.sqlstate == state => Vec::new(),
            Some(failure) => vec![format!(
                "fails with {} instead of {state} ({error})",
                failure.sqlstate
            )],
            // Whether rows violate a constraint is not in the schema.
            None if matches!(state, "23502" | "23503" | "23505" | "23514") => Vec::new(),
            None => vec![format!("does not fail with {state}: {error}")],
        });
    }
    if let Some(failure) = fails {
        return Some(vec![format!("fails: {}", failure.reason)]);
    }
    let mut differences = Vec::new();
    if !runs_in_transaction && !body.iter().any(|statement| statement.refuses_transaction) {
        differences.push("is refused in a transaction".to_owned());
    }
    let certain = body
        .iter()
        .all(|statement| statement.certainty == Certainty::Certain);
    compare_locks(case, &body, certain, &mut differences);
    compare_work(case, &body, certain, &mut differences);
    Some(differences)
}

/// Whether the core's answer holds: the same as measured where it is certain,
/// no less where it says that it assumes the worse case.
fn holds<T: Ord>(certain: bool, ours: &BTreeSet<T>, measured: &BTreeSet<T>) -> bool {
    if certain {
        ours == measured
    } else {
        ours.is_superset(measured)
    }
}

fn modes_hold(
    certain: bool,
    ours: &BTreeMap<String, LockMode>,
    measured: &BTreeMap<String, LockMode>,
) -> bool {
    if certain {
        return ours == measured;
    }
    measured
        .iter()
        .all(|(name, mode)| ours.get(name).is_some_and(|ours| ours >= mode))
}

fn compare_locks(
    case: &Value,
    body: &[&StatementReport],
    certain: bool,
    differences: &mut Vec<String>,
) {
    let mut tables: BTreeMap<String, LockMode> = BTreeMap::new();
    let mut indexes: BTreeMap<String, LockMode> = BTreeMap::new();
    for lock in body.iter().flat_map(|statement| &statement.locks) {
        if lock.new {
            continue;
        }
        let into = match lock.kind {
            RelationKind::Index | RelationKind::PartitionedIndex => &mut indexes,
            _ => &mut tables,
        };
        let entry = into.entry(bare(&lock.relation)).or_insert(lock.mode);
        *entry = lock.mode.max(*entry);
    }
    let measured = modes(&case["locks"]);
    if !modes_hold(certain, &tables, &measured) {
        differences.push(format!("locks {tables:?}, measured {measured:?}"));
    }
    // Weak locks on indexes depend on the plan that the executor chose.
    let strong = |modes: BTreeMap<String, LockMode>| -> BTreeMap<String, LockMode> {
        modes
            .into_iter()
            .filter(|(_, mode)| *mode >= LockMode::Share)
            .collect()
    };
    let measured = strong(modes(&case["index_locks"]));
    let indexes = strong(indexes);
    if !modes_hold(certain, &indexes, &measured) {
        differences.push(format!("index locks {indexes:?}, measured {measured:?}"));
    }
}

fn compare_work(
    case: &Value,
    body: &[&StatementReport],
    certain: bool,
    differences: &mut Vec<String>,
) {
    let is = |commands: &[&str]| {
        body.iter().any(|statement| {
            commands
                .iter()
                .any(|command| statement.command.starts_with(command))
        })
    };
    let ours = |names: fn(&StatementReport) -> &[String]| -> BTreeSet<String> {
        body.iter()
            .flat_map(|statement| names(statement))
            .map(|name| bare(name))
            .collect()
    };
    let measured = |keys: &[&str]| -> BTreeSet<String> {
        keys.iter().flat_map(|key| strings(case, key)).collect()
    };
    // TRUNCATE swaps in an empty file, which is no rewrite.
    let truncates = is(&["TRUNCATE"]);
    let (found, expected) = (
        ours(|statement| &statement.rewrites),
        measured(&["rewritten"]),
    );
    if !holds(certain, &found, &expected) && !truncates {
        differences.push(format!("rewrites {found:?}, measured {expected:?}"));
    }
    // Whether a query reads all of a table is the planner's choice; ANALYZE
    // samples, VACUUM skips what it knows to be clean.
    let chosen = is(&[
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "ANALYZE", "VACUUM",
    ]);
    let (found, expected) = (ours(|statement| &statement.scans), measured(&["scanned"]));
    if !holds(certain, &found, &expected) && !chosen {
        differences.push(format!("scans {found:?}, measured {expected:?}"));
    }
    // The indexes of a new table are built empty.
    let (found, expected) = (
        ours(|statement| &statement.index_builds),
        measured(&["index_built", "index_rebuilt"]),
    );
    let transient = body.len() > 1;
    if !holds(certain, &found, &expected) && !truncates && !transient && !is(&["CREATE TABLE"]) {
        differences.push(format!("builds {found:?}, measured {expected:?}"));
    }
}

fn bare(name: &str) -> String {
    name.strip_prefix("public.").unwrap_or(name).to_owned()
}

fn modes(value: &Value) -> BTreeMap<String, LockMode> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, mode)| {
            let mode = mode.as_str().unwrap().trim_end_matches("Lock");
            let found = LockMode::ALL
                .into_iter()
                .find(|known| mode.eq_ignore_ascii_case(&known.name().replace(' ', "")))
                .unwrap();
            (name.clone(), found)
        })
        .collect()
}
