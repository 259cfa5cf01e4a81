//! What stands above the files: their heads, and `RUNBOOK.md`.

use std::fmt::Write;

use crate::framework::Framework;
use crate::markdown::{code, prose};
use crate::render::wrap::wrap;
use crate::report::{Report, Step, StepKind};

/// The width of a comment's prose, in columns.
const WIDTH: usize = 77;

/// The steps between deployments: what a framework may run at once.
pub(super) fn releases(steps: &[Step]) -> Vec<Vec<&Step>> {
    let mut releases: Vec<Vec<&Step>> = vec![Vec::new()];
    for step in steps {
        let has_sql = |release: &Vec<&Step>| release.iter().any(|it| it.kind == StepKind::Sql);
        if step.kind != StepKind::Sql && releases.last().is_some_and(has_sql) {
            releases.push(Vec::new());
        }
        if let Some(last) = releases.last_mut() {
            last.push(step);
        }
    }
    releases
}

/// What a step's file says first.
pub(super) fn head(step: &Step, of: usize) -> String {
    let mut text = format!("Step {} of {of}: {}\n", step.number, step.title);
    for line in wrap(&step.why, WIDTH) {
        let _ = write!(text, "\n{line}");
    }
    let sections = [
        ("Verify, true once it is done:", &step.verify),
        ("On failure, before trying again:", &step.on_failure),
        ("Progress, from another session:", &step.monitor),
    ];
    for (label, content) in sections {
        if let Some(content) = content {
            let _ = write!(text, "\n\n{label}\n{}", content.trim_end());
        }
    }
    text
}

/// `RUNBOOK.md`: the files in order, how this framework runs them, and the
/// plan's runbook.
pub(super) fn page(
    report: &Report,
    framework: &Framework,
    contents: &[(usize, Vec<String>)],
    settings: &[String],
) -> String {
    let plan = &report.plan;
    let mut text = format!(
        "## {} steps as files of {}, PostgreSQL {}\n\n### Files\n\n",
        plan.steps.len(),
        framework.name,
        report.postgres
    );
    if let Some(difference) = &plan.difference {
        let _ = writeln!(text, "{}\n", prose(difference));
    }
    if !plan.assumptions.is_empty() {
        text.push_str("The plan assumes:\n\n");
        for assumption in &plan.assumptions {
            let _ = writeln!(text, "- {}", prose(assumption));
        }
        text.push('\n');
    }
    let files = |step: &Step| {
        let found = contents.iter().find(|(number, _)| *number == step.number);
        let names = found.map_or(&[][..], |(_, names)| names).iter();
        names.map(|name| code(name, false)).collect::<Vec<_>>()
    };
    for step in &plan.steps {
        let title = prose(&step.title);
        let _ = match step.kind {
            StepKind::Sql => writeln!(text, "{}. {title}: {}", step.number, files(step).join(", ")),
            StepKind::Deploy | StepKind::Wait => {
                writeln!(text, "{}. **{title}.** {}", step.number, prose(&step.why))
            }
        };
    }
    if releases(&plan.steps).len() > 1 {
        text.push_str("\nWhat a folder `release-…` holds may be applied at once; the next one only when what stands between them in this list is done.\n");
    }
    let layout = framework.layout;
    if !layout.usage.is_empty() {
        let _ = write!(text, "\n{}\n", layout.usage);
    }
    if layout.all_in_one {
        text.push_str("\nWhat is pending runs in one transaction, and keeps every lock to its end, unless that is set otherwise: apply one file at a time.\n");
    }
    if !settings.is_empty() {
        let _ = writeln!(
            text,
            "\nFiles that hold one statement cannot set anything. Set on the connection, or for the role that migrates: {}.",
            settings
                .iter()
                .map(|it| code(it, false))
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    let runbook = plan.runbook.trim();
    if !runbook.is_empty() {
        let _ = write!(text, "\n{runbook}\n");
    }
    text
}
