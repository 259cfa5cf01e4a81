//! The plan as Markdown: a heading a step, SQL that can be copied.

use super::{block, code, prose};
use crate::render::{runnable, words};
use crate::report::{Lock, Report, Step, StepKind};

/// The safe rewrite, step by step, and its runbook.
#[must_use]
pub fn plan(report: &Report) -> String {
    if !report.plan.needed {
        return format!("## Lockstep: the plan\n\n{}\n", words::no_plan(report));
    }
    let (number, goal) = words::goal(report);
    let mut text = format!("## Lockstep: {number} {goal}\n");
    if let Some(unanswered) = words::unanswered(report) {
        put!(text, "\n{unanswered}\n");
    }
    text.push('\n');
    steps(&mut text, report, 3);
    let runbook = report.plan.runbook.trim();
    if !runbook.is_empty() {
        put!(text, "\n## Runbook\n\n{runbook}\n");
    }
    text
}

/// What differs, what is assumed, and the steps.
pub(super) fn steps(text: &mut String, report: &Report, level: usize) {
    let plan = &report.plan;
    if let Some(difference) = &plan.difference {
        put!(text, "{}\n", prose(difference));
    }
    if !plan.assumptions.is_empty() {
        text.push_str("\nAssumed:\n\n");
        for assumption in &plan.assumptions {
            put!(text, "- {}\n", prose(assumption));
        }
    }
    for step in &plan.steps {
        put!(
            text,
            "\n{} {}. {}\n",
            "#".repeat(level),
            step.number,
            prose(&step.title)
        );
        self::step(text, report, step);
    }
}

fn step(text: &mut String, report: &Report, step: &Step) {
    let mut why = prose(&step.why);
    if let Some(answers) = words::answers(report, step) {
        why = format!("{why} {}", prose(&answers));
    }
    put!(text, "\n{why}\n");
    if step.kind == StepKind::Sql {
        put!(text, "\n{}", block(&runnable(step)));
        let mut facts = vec![words::transaction(step.transaction).to_owned()];
        facts.extend(step.locks.iter().filter(|it| !it.new).map(lock));
        put!(
            text,
            "\n{}: {}.\n",
            words::phase(step.phase),
            facts.join("; ")
        );
    }
    for (label, sql) in [
        ("Verify, true once it is done", &step.verify),
        ("Monitor, from another session", &step.monitor),
        ("On failure, before trying again", &step.on_failure),
        ("Rollback", &step.rollback),
    ] {
        if let Some(sql) = sql {
            put!(text, "\n{label}:\n\n{}", block(sql));
        }
    }
    if step.rollback.is_none()
        && let Some(note) = &step.rollback_note
    {
        put!(text, "\nNo rollback: {}\n", prose(note));
    }
}

fn lock(lock: &Lock) -> String {
    format!(
        "{} on {}, {}",
        lock.mode.name(),
        code(&lock.relation),
        words::effect(lock.mode)
    )
}
