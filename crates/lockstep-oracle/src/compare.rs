//! The core's answers beside measured facts.
//!
//! One comparison for all who ask: the golden facts (`tests/core.rs`), live
//! servers (`live`) and random statements (`random`).

use std::collections::{BTreeMap, BTreeSet};

use lockstep_core::report::{
    Certainty, Failure, LockMode, RelationKind, StatementReport, Understood,
};
use lockstep_core::{Options, SourceFile, check};
use lockstep_syntax::script;

use crate::case::Case;
use crate::facts::Facts;

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The core says what was measured.
    Agrees,
    /// The core does not claim to understand the statement in full, or the
    /// case cannot be made on this major.
    NotClaimed,
    /// The core says something else: one line a difference.
    Differs(Vec<String>),
}

/// Compares what the core says of a case with its facts on one major.
#[must_use]
pub fn compare(case: &Case, major: u8, facts: &Facts) -> Verdict {
    if word(facts, "setup-error").next().is_some() {
        return Verdict::NotClaimed;
    }
    let refuses = facts.iter().any(|fact| fact == "refuses-transaction");
    let source = |name: &str, text: String| SourceFile {
        name: name.to_owned(),
        text,
    };
    let bare = refuses || case.alone;
    let migration = if bare {
        format!("{}{}", case.session, case.statement)
    } else {
        format!("{}BEGIN;\n{}COMMIT;\n", case.session, case.statement)
    };
    let options = Options {
        postgres: major,
        schema: vec![source("schema.sql", case.setup.clone())],
        schema_is_complete: true,
        ..Options::default()
    };
    let report = check(&[source("migration.sql", migration)], &options);
    let count = |text: &str| script::read(text).statements().count();
    let skipped = count(&case.session) + usize::from(!bare);
    let measured = count(&case.statement);
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
        return Verdict::NotClaimed;
    }
    // Locks that a savepoint's rollback gave back, and what it undid, are not
    // there to be measured at the end.
    let last = body.last().map_or(0, |statement| statement.id);
    let kept: Vec<&StatementReport> = body
        .iter()
        .copied()
        .filter(|statement| bare || statement.held_to > last)
        .collect();
    // Sent as one message, they are read before any of them runs.
    let failures = || body.iter().filter_map(|statement| statement.fails.as_ref());
    let unread = |it: &&Failure| {
        it.sqlstate == "42601" && it.reason.contains(" came with ")
            || it.reason.contains("cannot be marked NO INHERIT")
    };
    let fails = failures().find(unread).or_else(|| failures().next());
    let mut differences = Vec::new();
    match (word(facts, "error").next(), fails) {
        (Some(error), Some(failure)) if error.starts_with(&failure.sqlstate) => {}
        // Rows may be in the way before.
        (Some(error), Some(_)) if of_rows(error) => {}
        (Some(error), None) if of_cluster(error) => {}
        (Some(error), Some(failure)) => {
            differences.push(format!("fails with {}, measured {error}", failure.sqlstate));
        }
        (Some(error), None) if of_rows(error) => {}
        (Some(error), None) => differences.push(format!("does not fail: {error}")),
        (None, Some(failure)) => differences.push(format!("fails: {}", failure.reason)),
        (None, None) => {
            let ours = body.iter().any(|statement| statement.refuses_transaction);
            if ours != refuses && !case.alone {
                differences.push("refuses-transaction".to_owned());
            }
            differences.extend(compare_effects(&kept, facts));
        }
    }
    if differences.is_empty() {
        Verdict::Agrees
    } else {
        Verdict::Differs(differences)
    }
}

/// Whether what was measured is that rows violate a constraint, or do not fit
/// into a type.
#[must_use]
pub fn is_of_rows(facts: &Facts) -> bool {
    word(facts, "error").any(of_rows)
}

/// Whether rows violate a constraint, or do not fit into a type, is not in the
/// schema.
fn of_rows(error: &str) -> bool {
    ["23", "22001", "22003", "22007", "22008", "22P02"]
        .iter()
        .any(|code| error.starts_with(code))
}

/// Whether what is missing belongs to the cluster, which no schema describes:
/// databases, tablespaces and their folders, subscriptions, prepared
/// transactions.
fn of_cluster(error: &str) -> bool {
    let kinds = ["tablespace", "subscription", "prepared transaction"];
    error.starts_with("3D000")
        || error.starts_with("58P01")
        || error
            .strip_prefix("42704 ")
            .is_some_and(|message| kinds.iter().any(|kind| message.starts_with(kind)))
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
        // What is written anew and dropped then is not there to be measured.
        let dropped = |name: &&String| {
            let mut gone = word(facts, "drop");
            gone.any(|it| it.split(' ').next() == Some(name.as_str()))
        };
        let emptied = |name: &&String| word(facts, "truncate").any(|it| it == name.as_str());
        ours[1].extend(statement.rewrites.iter().filter(|it| !dropped(it)).cloned());
        ours[2].extend(statement.scans.iter().filter(|it| !emptied(it)).cloned());
        let built = statement.index_builds.iter();
        ours[3].extend(built.filter(|it| !dropped(it)).cloned());
    }
    ours[0] = strongest(&ours[0]);
    let measured = [
        locks(facts),
        word(facts, "rewrite").map(str::to_owned).collect(),
        word(facts, "scan")
            .filter(|name| !word(facts, "truncate").any(|it| it == *name))
            .map(str::to_owned)
            .collect(),
        word(facts, "index-build").map(str::to_owned).collect(),
    ];
    // What a query reads is the planner's choice, ANALYZE samples, and the
    // indexes of a new table are built empty.
    let chosen = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "ANALYZE", "VACUUM", "COPY", "EXPLAIN",
    ];
    // An emptied table has a new file, which is no rewrite, and so have its
    // indexes; an index that is dropped again is not there to be seen.
    let asked = [
        true,
        !is(&["TRUNCATE"]),
        !is(&chosen),
        !is(&[
            "CREATE TABLE",
            "CLUSTER",
            "REINDEX",
            "DROP INDEX",
            "TRUNCATE",
        ]),
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
            let most = if certain { "" } else { " at most" };
            differences.push(format!("{name}{most} {ours:?}, measured {measured:?}"));
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
    let rank = |mode: &str| LockMode::ALL.iter().position(|it| it.name() == mode);
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
