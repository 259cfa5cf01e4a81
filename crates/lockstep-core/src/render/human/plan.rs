//! The plan for a terminal: numbered steps whose SQL can be copied.

use super::facts;
use super::page::{CYAN, FAINT, PLAIN, Page, STRONG, WIDTH, YELLOW};
use crate::render::text::clean;
use crate::render::{runnable, words};
use crate::report::{Report, Step, StepKind};

/// Where the text of a step begins.
const TEXT: usize = 4;
/// Where SQL begins.
const SQL: usize = 8;

/// The safe rewrite, step by step.
#[must_use]
pub fn plan(report: &Report, colour: bool) -> String {
    let mut page = Page::new(colour);
    let plan = &report.plan;
    if !plan.needed {
        page.line(0, &[(PLAIN, &words::no_plan(report))]);
        return page.finish();
    }
    let (steps, goal) = words::goal(report);
    page.line(0, &[(STRONG, &steps), (PLAIN, " "), (PLAIN, &goal)]);
    if let Some(text) = words::unanswered(report) {
        page.field(0, "", 0, YELLOW, &text);
    }
    if let Some(difference) = &plan.difference {
        page.blank();
        page.field(0, "", 0, YELLOW, difference);
    }
    if !plan.assumptions.is_empty() {
        page.blank();
        page.line(0, &[(FAINT, "Assumed")]);
        for assumption in &plan.assumptions {
            page.field(2, "·", 2, PLAIN, assumption);
        }
    }
    let mut phase = None;
    for step in &plan.steps {
        if phase != Some(step.phase) {
            phase = Some(step.phase);
            rule(&mut page, words::phase(step.phase));
        }
        page.blank();
        self::step(&mut page, report, step);
    }
    if !plan.runbook.trim().is_empty() {
        rule(&mut page, "Runbook");
        page.blank();
        page.raw(0, &clean(&plan.runbook));
    }
    page.finish()
}

fn rule(page: &mut Page, title: &str) {
    page.blank();
    let dashes = "─".repeat(WIDTH.saturating_sub(title.chars().count() + 4));
    page.line(
        0,
        &[
            (FAINT, "── "),
            (CYAN, title),
            (FAINT, " "),
            (FAINT, &dashes),
        ],
    );
}

fn step(page: &mut Page, report: &Report, step: &Step) {
    let number = format!("{:>2}  ", step.number);
    page.headline(0, (CYAN, number.trim_end()), STRONG, &step.title);
    page.field(TEXT, "", 0, PLAIN, &step.why);
    if let Some(text) = words::answers(report, step) {
        page.field(TEXT, "", 0, FAINT, &text);
    }
    match step.kind {
        StepKind::Sql => {
            page.blank();
            page.code(SQL, &runnable(step));
            page.blank();
            page.field(TEXT, "", 0, FAINT, words::transaction(step.transaction));
            facts::locks(page, TEXT, &step.locks);
            facts::work(page, TEXT, &step.rewrites, &step.scans, &step.index_builds);
        }
        StepKind::Deploy | StepKind::Wait => {}
    }
    // The labels are the contract's words: the runbook uses them.
    sql(page, "verify: true once it is done", step.verify.as_deref());
    sql(
        page,
        "monitor, from another session",
        step.monitor.as_deref(),
    );
    sql(
        page,
        "on failure, before trying again",
        step.on_failure.as_deref(),
    );
    sql(page, "rollback", step.rollback.as_deref());
    if step.rollback.is_none()
        && let Some(note) = &step.rollback_note
    {
        page.field(TEXT, "no rollback: ", 13, PLAIN, note);
    }
}

fn sql(page: &mut Page, label: &str, sql: Option<&str>) {
    if let Some(sql) = sql {
        page.line(TEXT, &[(FAINT, label)]);
        page.code(SQL, sql);
    }
}
