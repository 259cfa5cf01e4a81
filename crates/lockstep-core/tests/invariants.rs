//! What holds for every input, on the measured cases and on what becomes of
//! them when words are lost, repeated or exchanged.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::fs;

use common::{contract, root};
use lockstep_core::report::{RelationKind, Report, Severity, StatementReport, Understood};
use lockstep_core::{Options, SourceFile, check};

/// The schema and the statements of each case in `tests/oracle`.
fn cases() -> Vec<(String, String)> {
    let mut cases = Vec::new();
    let mut files: Vec<_> = fs::read_dir(root().join("tests/oracle"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let mut schema = String::new();
        for case in text.split("-- case: ").skip(1) {
            let alone = || case.split_once("-- alone:\n");
            let (head, statement) = case.split_once("-- statement:\n").or_else(alone).unwrap();
            if let Some((_, setup)) = head.split_once("-- setup:") {
                let setup = setup.split("-- session:").next().unwrap();
                setup.trim_start_matches(" none").clone_into(&mut schema);
            }
            cases.push((schema.clone(), statement.to_owned()));
        }
    }
    assert!(cases.len() > 900, "{} cases", cases.len());
    cases
}

/// The same numbers at each run, so that a failure comes again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    /// The text with one word lost, repeated or exchanged, or cut off.
    fn damage(&mut self, text: &str) -> String {
        let mut words: Vec<&str> = text.split(' ').collect();
        let (one, other) = (self.below(words.len()), self.below(words.len()));
        match self.below(4) {
            0 => drop(words.remove(one)),
            1 => words.insert(one, words[other]),
            2 => words.swap(one, other),
            _ => words.truncate(one + 1),
        }
        words.join(" ")
    }
}

fn analyse(schema: &str, text: &str, postgres: u8) -> Report {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let files = [file("m.sql", text)];
    let options = Options {
        postgres,
        schema: vec![file("schema.sql", schema)],
        ..Options::default()
    };
    let report = check(&files, &options);
    contract::check(&report, &files);
    assert_eq!(
        report,
        check(&files, &options),
        "not the same twice: {text}"
    );
    report
}

/// What blocks reads or writes of a table in use while it works through that
/// table is a danger, whatever the rules look like.
fn nothing_dangerous_is_silent(report: &Report, text: &str) {
    let works = |statement: &&StatementReport| {
        let busy: Vec<&String> = statement.rewrites.iter().chain(&statement.scans).collect();
        statement.locks.iter().any(|lock| {
            // Nobody writes to a materialized view but REFRESH.
            let waited_for = match lock.kind {
                RelationKind::MaterializedView => lock.mode.blocks_reads(),
                _ => lock.mode.blocks_writes(),
            };
            !lock.new && waited_for && busy.contains(&&lock.relation)
        })
    };
    for statement in report.statements.iter().filter(works) {
        let is_danger = |it: &&lockstep_core::report::Finding| {
            it.statement == statement.id && it.severity == Severity::Danger
        };
        assert!(
            report.findings.iter().find(is_danger).is_some(),
            "no danger in statement {} of {text}",
            statement.id
        );
    }
}

/// What is not understood is said to be so: it fails, or a finding names it.
fn nothing_is_passed_over(report: &Report, text: &str) {
    for statement in &report.statements {
        let said = report
            .findings
            .iter()
            .any(|finding| finding.statement == statement.id);
        assert!(
            statement.understood != Understood::None || said,
            "nothing is said of statement {} of {text}",
            statement.id
        );
    }
}

#[test]
fn measured_cases_keep_the_invariants() {
    for (schema, statement) in cases() {
        for schema in [&schema, ""] {
            let report = analyse(schema, &statement, 17);
            nothing_dangerous_is_silent(&report, &statement);
            nothing_is_passed_over(&report, &statement);
        }
    }
}

#[test]
fn damaged_cases_keep_the_invariants() {
    const LAST: &str = ";\n\nCREATE INDEX last_idx ON last (id);\n";
    let mut numbers = Numbers(7);
    let mut hidden = Vec::new();
    let cases = cases();
    for (schema, statement) in &cases {
        let damaged = numbers.damage(statement.trim_end().trim_end_matches(';'));
        let text = format!("{damaged}{LAST}");
        let postgres = 11 + u8::try_from(numbers.below(8)).unwrap();
        let schema = format!("{schema};\nCREATE TABLE last (id int);\n");
        let report = analyse(&schema, &text, postgres);
        nothing_dangerous_is_silent(&report, &text);
        nothing_is_passed_over(&report, &text);
        let is_last = |it: &StatementReport| it.command == "CREATE INDEX" && it.fails.is_none();
        if !report.statements.last().is_some_and(is_last) {
            hidden.push(text);
        }
    }
    // One bad statement hides no other, but where a quote has lost its partner
    // there is no telling where it ends.
    assert!(
        hidden.len() * 100 <= cases.len(),
        "{} of {} hide the statement after them: {hidden:#?}",
        hidden.len(),
        cases.len()
    );
}
