//! The plan for a terminal: numbered steps whose SQL can be copied.

use super::page::{CYAN, FAINT, PLAIN, Page, STRONG, WIDTH, YELLOW, clean, count, list};
use super::words;
use crate::render::runnable;
use crate::report::{Phase, Report, Severity, Step, StepKind, StepTransaction};

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
        nothing(&mut page, report);
        return page.finish();
    }
    let steps = count(plan.steps.len(), "step", "steps");
    let goal = if plan.equivalent {
        "the same result as the migration"
    } else {
        "a substitute"
    };
    page.line(
        0,
        &[
            (STRONG, &steps),
            (
                PLAIN,
                &format!(" to {goal}, PostgreSQL {}", report.postgres),
            ),
        ],
    );
    let open = report
        .findings
        .iter()
        .filter(|it| it.plan_steps.is_empty() && it.severity >= Severity::Warning)
        .count();
    if open > 0 {
        let text = format!(
            "It does not answer {} of `lockstep check`.",
            count(open, "finding", "findings")
        );
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
            rule(&mut page, self::phase(step.phase));
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

fn nothing(page: &mut Page, report: &Report) {
    let doubtful = report.coverage.partial + report.coverage.none;
    let text = if report.coverage.statements == 0 {
        "Nothing to plan.".to_owned()
    } else if doubtful > 0 {
        format!(
            "No rewrite is known: {} of {} not understood in full.",
            doubtful,
            count(report.coverage.statements, "statement", "statements")
        )
    } else if report
        .findings
        .iter()
        .any(|it| it.severity >= Severity::Warning)
    {
        "No rewrite is known for what `lockstep check` finds here.".to_owned()
    } else {
        "No rewrite needed: run the migration as it stands.".to_owned()
    };
    page.line(0, &[(PLAIN, &text)]);
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

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => "Prepare",
        Phase::Expand => "Expand",
        Phase::Backfill => "Backfill",
        Phase::Validate => "Validate",
        Phase::Switch => "Switch",
        Phase::Contract => "Contract",
    }
}

fn step(page: &mut Page, report: &Report, step: &Step) {
    let number = format!("{:>2}  ", step.number);
    page.headline(0, (CYAN, number.trim_end()), STRONG, &step.title);
    page.field(TEXT, "", 0, PLAIN, &step.why);
    if let Some(text) = answers(report, step) {
        page.field(TEXT, "", 0, FAINT, &text);
    }
    match step.kind {
        StepKind::Sql => {
            page.blank();
            page.code(SQL, &runnable(step));
            page.blank();
            page.field(TEXT, "", 0, FAINT, transaction(step.transaction));
            words::locks(page, TEXT, &step.locks);
            words::work(page, TEXT, &step.rewrites, &step.scans, &step.index_builds);
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

fn transaction(transaction: StepTransaction) -> &'static str {
    match transaction {
        StepTransaction::Single => "in one transaction",
        StepTransaction::None => "outside a transaction, each statement sent on its own",
        StepTransaction::Batched => {
            "outside a transaction, each statement sent on its own; it commits in batches"
        }
    }
}

/// Which lines of the migration the step stands for.
fn answers(report: &Report, step: &Step) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    // The first file needs no name: most migrations have only one.
    let mut file = report.statements.first().map(|it| &it.file);
    for statement in step
        .answers
        .iter()
        .filter_map(|it| report.statements.get(*it))
    {
        if file == Some(&statement.file) {
            lines.push(format!("line {}", statement.line));
        } else {
            file = Some(&statement.file);
            lines.push(format!("{} line {}", statement.file, statement.line));
        }
    }
    (!lines.is_empty()).then(|| format!("Stands for {}.", list(&lines)))
}
