//! The plan as one SQL file, to be read and run step by step.

use super::runnable;
use crate::report::{Report, Step, StepKind};

/// The steps one below the other, each under a comment that says what it is
/// for and how to see that it worked; empty where no plan is needed.
///
/// It is not to be run from top to bottom, which its head says: what has to be
/// deployed or waited for stands between the steps.
///
/// ```
/// use lockstep_core::{Options, SourceFile, check, render::sql};
///
/// let files = [SourceFile {
///     name: "1.sql".to_owned(),
///     text: "CREATE INDEX ON users (email);".to_owned(),
/// }];
/// let text = sql::plan(&check(&files, &Options::default()));
/// assert!(text.contains("\n-- Step 1: "));
/// assert!(text.contains("\nCREATE INDEX CONCURRENTLY"));
/// ```
#[must_use]
pub fn plan(report: &Report) -> String {
    let steps = &report.plan.steps;
    if steps.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "-- {} steps for PostgreSQL {}, by Lockstep.\n\
         -- Run one at a time, each in a session of its own, and see that it worked before the next.\n",
        steps.len(),
        report.postgres
    );
    let plan = &report.plan;
    for remark in plan.difference.iter().chain(&plan.assumptions) {
        comment(&mut text, "", remark);
    }
    for step in steps {
        self::step(&mut text, step);
    }
    text
}

fn step(text: &mut String, step: &Step) {
    text.push('\n');
    let pause = if step.kind == StepKind::Sql {
        ""
    } else {
        "STOP. "
    };
    let head = format!("Step {}: {pause}{}", step.number, step.title);
    comment(text, "", &head);
    comment(text, "", &step.why);
    if step.kind == StepKind::Sql {
        text.push_str(&runnable(step));
        text.push('\n');
    }
    if let Some(verify) = &step.verify {
        comment(text, "", "True once it is done:");
        comment(text, "  ", verify);
    }
    match (&step.rollback, &step.rollback_note) {
        (Some(rollback), _) => {
            comment(text, "", "Undo:");
            comment(text, "  ", rollback);
        }
        (None, Some(note)) => comment(text, "", &format!("No way back: {note}")),
        (None, None) => {}
    }
    if let Some(sql) = &step.on_failure {
        comment(text, "", "If it fails, before it is tried again:");
        comment(text, "  ", sql);
    }
}

/// Each line behind `--`, so that nothing of it can run.
fn comment(text: &mut String, indent: &str, words: &str) {
    for line in words.lines().flat_map(|line| line.split('\r')) {
        let line = format!("-- {indent}{line}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
