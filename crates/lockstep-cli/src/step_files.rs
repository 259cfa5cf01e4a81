//! `lockstep plan --out DIR`: one file a step, in the order of their names.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use lockstep_core::render::{human, runnable};
use lockstep_core::report::{Report, Step, StepKind, StepTransaction};

use crate::error::Error;

/// The longest title in a file name.
const TITLE: usize = 60;

/// Writes the steps and the runbook; returns the lines to print.
pub(crate) fn write(directory: &Path, report: &Report) -> Result<String, Error> {
    let plan = &report.plan;
    refuse_old_files(directory)?;
    if plan.steps.is_empty() {
        return Ok(format!("{}Nothing written.\n", human::plan(report, false)));
    }
    fs::create_dir_all(directory).map_err(|source| Error::Write {
        path: directory.to_owned(),
        source,
    })?;
    let mut printed = String::new();
    let mut put = |name: &str, content: &str| {
        let path = directory.join(name);
        fs::write(&path, content).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        // Writing to a String cannot fail.
        let _ = writeln!(printed, "{}", path.display());
        Ok(())
    };
    for step in &plan.steps {
        put(&file_name(step), &content(step))?;
    }
    if !plan.runbook.trim().is_empty() {
        put("RUNBOOK.md", &format!("{}\n", plan.runbook.trim_end()))?;
    }
    Ok(printed)
}

/// A step of an older plan among the new ones would be run with them.
fn refuse_old_files(directory: &Path) -> Result<(), Error> {
    let path = directory.to_owned();
    match fs::read_dir(directory).map(Iterator::count) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Error::OutNotEmpty { path }),
        Err(source) => match source.kind() {
            io::ErrorKind::NotFound => Ok(()),
            io::ErrorKind::NotADirectory => Err(Error::OutNotEmpty { path }),
            _ => Err(Error::Write { path, source }),
        },
    }
}

/// `003_add_the_constraint.sql`; what is no SQL is Markdown, so that nothing
/// runs past it unseen.
fn file_name(step: &Step) -> String {
    let mut words = String::new();
    for it in step.title.chars().flat_map(char::to_lowercase) {
        if it.is_ascii_alphanumeric() {
            words.push(it);
        } else if !words.is_empty() && !words.ends_with('_') {
            words.push('_');
        }
        if words.len() >= TITLE {
            break;
        }
    }
    let extension = match step.kind {
        StepKind::Sql => "sql",
        StepKind::Deploy | StepKind::Wait => "md",
    };
    format!(
        "{:03}_{}.{extension}",
        step.number,
        words.trim_end_matches('_')
    )
}

fn content(step: &Step) -> String {
    if step.kind != StepKind::Sql {
        return format!("# {}\n\n{}\n", step.title, step.why);
    }
    let mut text = String::new();
    comment(&mut text, &format!("{}\n\n{}", step.title, step.why));
    comment(
        &mut text,
        match step.transaction {
            StepTransaction::Single => "\nRuns in one transaction.",
            StepTransaction::None => {
                "\nRuns outside a transaction, each statement sent on its own."
            }
            StepTransaction::Batched => {
                "\nRuns outside a transaction, each statement sent on its own; it commits batch by batch."
            }
        },
    );
    let sections = [
        ("verify, true once it is done:", &step.verify),
        ("on failure, before trying again:", &step.on_failure),
        ("rollback:", &step.rollback),
        ("no rollback:", &step.rollback_note),
    ];
    for (label, content) in sections {
        if let Some(content) = content {
            comment(&mut text, &format!("\n{label}\n{content}"));
        }
    }
    text.push('\n');
    text.push_str(&runnable(step));
    text.push('\n');
    text
}

fn comment(text: &mut String, content: &str) {
    // A carriage return alone ends a comment, too.
    for line in content.trim_end().split(['\n', '\r']) {
        text.push_str("--");
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
        text.push('\n');
    }
}
