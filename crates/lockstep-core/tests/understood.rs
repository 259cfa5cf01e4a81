//! How far the statements of PostgreSQL's regression suite and of real
//! migrations are understood.
//!
//! They are not part of the project; the test looks for them beside the
//! workspace and says so when they are not there. `cargo xtask corpus` shows
//! what it prints.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the rates are its result, and a test may fail"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use lockstep_core::report::Understood;
use lockstep_core::{Options, SourceFile, check};
use serde_json::Value;

#[test]
fn of_the_regression_suite() {
    // What connects to a publisher or a foreign server, or asks a provider of
    // labels, cannot be known.
    of("regress.jsonl", 995);
}

#[test]
fn of_migrations() {
    of("migrations.jsonl", 1000);
}

/// At least so many of a thousand DDL statements have to be understood in full.
fn of(name: &str, least: usize) {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Some(text) = ["../shared", "../../shared"]
        .iter()
        .map(|place| workspace.join(place).join("corpus").join(name))
        .find_map(|path| std::fs::read_to_string(path).ok())
    else {
        println!("{name} is not there: nothing was checked");
        return;
    };
    let (mut full, mut all) = (0, 0);
    let (mut other_full, mut other) = (0, 0);
    let mut rest: BTreeMap<String, usize> = BTreeMap::new();
    let mut refused = Vec::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let tag = row["tag"].as_str().unwrap();
        if is_dml(tag) {
            continue;
        }
        let statement = row["stmt"].as_str().unwrap();
        let file = SourceFile {
            name: "statement.sql".into(),
            text: statement.into(),
        };
        let options = Options {
            postgres: 18,
            ..Options::default()
        };
        let report = check(&[file], &options);
        let understood = report.statements[0].understood;
        let is_full = usize::from(understood == Understood::Full);
        if holds_another(tag) {
            (other_full, other) = (other_full + is_full, other + 1);
        } else {
            (full, all) = (full + is_full, all + 1);
        }
        if understood != Understood::Full {
            *rest
                .entry(report.statements[0].command.clone())
                .or_default() += 1;
        }
        let syntax = |it: &lockstep_core::report::StatementReport| {
            it.fails
                .as_ref()
                .is_some_and(|fails| fails.reason.starts_with("syntax error"))
        };
        if report.statements.iter().any(syntax) {
            refused.push(statement.to_owned());
        }
    }
    println!("{name}: DDL and utility statements understood in full: {full} of {all}");
    println!("{name}: of those that run something else: {other_full} of {other}");
    println!("{name}: the rest by command: {rest:#?}");
    assert!(
        refused.is_empty(),
        "valid SQL that is refused: {refused:#?}"
    );
    assert!(
        full * 1000 >= all * least,
        "{full} of {all} are less than {least} of a thousand"
    );
}

/// Statements that run another, or code: each is judged without the file that
/// defines what it runs, and `EXECUTE` of a computed text is never understood.
fn holds_another(tag: &str) -> bool {
    matches!(
        tag,
        "CallStmt" | "DeclareCursorStmt" | "DoStmt" | "ExecuteStmt" | "ExplainStmt" | "PrepareStmt"
    )
}

fn is_dml(tag: &str) -> bool {
    matches!(
        tag,
        "SelectStmt" | "InsertStmt" | "UpdateStmt" | "DeleteStmt" | "MergeStmt"
    )
}
