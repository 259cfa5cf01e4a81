//! The laws of a plan that no server is needed for, on every plan there is a
//! fixture for, on every major.
//!
//! Law 3: the plan analysed again is free of danger and of whatever it claims
//! to answer, and of warnings but for those that it does not claim to answer;
//! a step that says that there is no recipe for it is let off. Law 7: every
//! statement is answered by a step. And every name is one that PostgreSQL keeps
//! as it is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use common::plans;
use lockstep_core::render::runnable;
use lockstep_core::report::{Report, Severity, StatementReport, StepKind};
use lockstep_core::{MAJORS, Options, SourceFile, check};
use lockstep_syntax::lexer::{Lexer, TokenKind};

/// What a step says that keeps others waiting for want of an online way.
const NO_WAY: [&str; 2] = ["Keeps others waiting for", "There is no recipe for it here"];

#[test]
fn plans_keep_their_laws() {
    let fixtures = plans();
    assert!(fixtures.len() > 20, "the fixtures are not where they were");
    for (name, schema, migration) in &fixtures {
        for major in MAJORS {
            let options = Options {
                postgres: major,
                schema: schema.clone(),
                ..Options::default()
            };
            let report = check(migration, &options);
            if !report.plan.needed {
                assert!(report.plan.steps.is_empty(), "{name} on {major}");
                continue;
            }
            let case = format!("{name} on {major}");
            analysed_again(&case, &report, &options);
            let goes_up = |it: &&StatementReport| !takes_back(migration, &it.file, it.start);
            for statement in report.statements.iter().filter(goes_up) {
                let answered = report
                    .plan
                    .steps
                    .iter()
                    .any(|step| step.answers.contains(&statement.id));
                assert!(answered, "{case}: no step answers {}", statement.title);
            }
            for (index, step) in report.plan.steps.iter().enumerate() {
                assert_eq!(step.number, index + 1, "{case}");
                let parts = [&step.verify, &step.rollback, &step.on_failure];
                for sql in parts.into_iter().flatten().chain([&step.sql]) {
                    names_fit(&case, sql);
                }
                assert!(
                    step.rollback.is_some() || step.rollback_note.is_some(),
                    "{case}: step {} says nothing of going back",
                    step.number
                );
            }
        }
    }
}

/// Whether what stands there undoes the migration, as frameworks mark it.
fn takes_back(files: &[SourceFile], name: &str, start: usize) -> bool {
    let mut before = files.iter().filter(|file| file.name == name);
    name.contains(".down.")
        || before.any(|file| {
            let marks = ["-- migrate:down", "-- +goose Down"];
            marks.iter().any(|mark| file.text[..start].contains(mark))
        })
}

/// PostgreSQL cuts names behind 63 bytes, and what is cut may meet another.
fn names_fit(case: &str, sql: &str) {
    for token in Lexer::new(sql) {
        let text = token.span.of(sql);
        let name = match token.kind {
            TokenKind::Word => text.len(),
            TokenKind::QuotedWord => text.replace("\"\"", "\"").len() - 2,
            _ => continue,
        };
        assert!(name <= 63, "{case}: {text} is too long a name\n{sql}");
    }
}

/// Law 3. Each step is a file of its own, as it is run.
fn analysed_again(case: &str, report: &Report, options: &Options) {
    let plan = &report.plan;
    let files: Vec<SourceFile> = plan
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Sql)
        .map(|step| SourceFile {
            name: step.number.to_string(),
            text: runnable(step).into_owned(),
        })
        .collect();
    let again = check(&files, options);
    for finding in &again.findings {
        let number: usize = finding.file.parse().expect("a step's number");
        let step = &plan.steps[number - 1];
        // The files alone do not say that the plan has writes stopped first.
        let stopped = plan.steps[..number]
            .iter()
            .any(|step| step.kind == StepKind::Wait);
        if finding.rule == "table-swap-loses-writes" && stopped {
            continue;
        }
        let of_the_original = || {
            let mut same = report.findings.iter().filter(|it| it.rule == finding.rule);
            same.any(|it| it.plan_steps.is_empty())
        };
        assert!(
            finding.severity < Severity::Warning
                || NO_WAY.iter().any(|words| step.why.contains(words))
                || finding.severity == Severity::Warning && of_the_original(),
            "{case}: step {number} is not safe: {} ({})\n{}",
            finding.title,
            finding.rule,
            step.sql
        );
        let answered = report
            .findings
            .iter()
            .filter(|it| step.answers.contains(&it.statement))
            .any(|it| it.rule == finding.rule && !it.plan_steps.is_empty());
        assert!(
            !answered,
            "{case}: the plan claims to answer {}, but step {number} has it\n{}",
            finding.rule, step.sql
        );
    }
}
