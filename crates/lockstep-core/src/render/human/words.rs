//! The report's facts in plain words.

use anstyle::Style;

use super::page::{CYAN, FAINT, GREEN, PLAIN, Page, RED, WIDTH, YELLOW, clean, list};
use crate::report::{
    FrameworkReport, Lock, LockMode, RelationKind, Report, Severity, StatementReport,
    TransactionSource,
};

/// The width of the longest mode, `SHARE UPDATE EXCLUSIVE`.
const MODE: usize = 22;

/// Who runs the files and what that means.
pub(super) fn runner(framework: &FrameworkReport) -> String {
    match (framework.name.as_str(), framework.wraps_in_transaction) {
        ("none", true) => "one transaction for the file".to_owned(),
        ("none", false) => "each statement on its own".to_owned(),
        (name, true) => format!("{name}, which wraps a file in a transaction"),
        (name, false) => format!("{name}, which adds no transaction"),
    }
}

/// A severity's colour and name.
pub(super) fn severity(severity: Severity) -> (Style, &'static str) {
    match severity {
        Severity::Danger => (RED, "danger"),
        Severity::Warning => (YELLOW, "warning"),
        Severity::Advice => (CYAN, "advice"),
    }
}

/// One row a lock: how much it blocks, mode, relation, and whom that stops.
pub(super) fn locks(page: &mut Page, indent: usize, locks: &[Lock]) {
    let names: Vec<String> = locks.iter().map(name).collect();
    let effects: Vec<&str> = locks.iter().map(effect).collect();
    let column = names.iter().map(|it| it.chars().count()).max().unwrap_or(0);
    let longest = effects
        .iter()
        .map(|it| it.chars().count())
        .max()
        .unwrap_or(0);
    let left = indent + 2 + MODE + 2;
    let one_row = left + column + 2 + longest <= WIDTH;
    for ((lock, name), effect) in locks.iter().zip(&names).zip(&effects) {
        let (style, glyph) = glyph(lock);
        let mode = format!("{:MODE$}  ", lock.mode.name());
        if one_row {
            let name = format!("{name:column$}  ");
            page.line(
                indent,
                &[
                    (style, glyph),
                    (PLAIN, " "),
                    (style, &mode),
                    (PLAIN, &name),
                    (FAINT, effect),
                ],
            );
        } else {
            page.line(
                indent,
                &[(style, glyph), (PLAIN, " "), (style, &mode), (PLAIN, name)],
            );
            page.line(left, &[(FAINT, effect)]);
        }
    }
}

/// The relation, and its kind where it is not a table.
fn name(lock: &Lock) -> String {
    let kind = match lock.kind {
        RelationKind::Table => return clean(&lock.relation),
        RelationKind::PartitionedTable => "partitioned",
        RelationKind::Index => "index",
        RelationKind::PartitionedIndex => "partitioned index",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::Sequence => "sequence",
        RelationKind::Toast => "toast",
        RelationKind::ForeignTable => "foreign table",
    };
    format!("{} ({kind})", clean(&lock.relation))
}

fn glyph(lock: &Lock) -> (Style, &'static str) {
    if lock.new {
        (FAINT, "○")
    } else if lock.mode.blocks_reads() {
        (RED, "●")
    } else if lock.mode.blocks_writes() {
        (YELLOW, "◐")
    } else {
        (GREEN, "○")
    }
}

/// Whom the lock stops.
fn effect(lock: &Lock) -> &'static str {
    if lock.new {
        return "new, nobody waits";
    }
    match lock.mode {
        LockMode::AccessExclusive => "blocks reads and writes",
        LockMode::Exclusive | LockMode::ShareRowExclusive | LockMode::Share => "blocks writes",
        LockMode::ShareUpdateExclusive => "blocks other schema changes",
        LockMode::RowExclusive | LockMode::RowShare | LockMode::AccessShare => {
            "blocks nobody's work"
        }
    }
}

/// Rewrites, scans and index builds, a line each.
pub(super) fn work(
    page: &mut Page,
    indent: usize,
    rewrites: &[String],
    scans: &[String],
    index_builds: &[String],
) {
    if !rewrites.is_empty() {
        page.field(
            indent,
            "↻ ",
            2,
            PLAIN,
            &format!("rewrites {}", list(rewrites)),
        );
    }
    // A rewrite reads the table anyway.
    let scans: Vec<String> = scans
        .iter()
        .filter(|it| !rewrites.contains(it))
        .cloned()
        .collect();
    if !scans.is_empty() {
        page.field(
            indent,
            "→ ",
            2,
            PLAIN,
            &format!("reads all of {}", list(&scans)),
        );
    }
    if !index_builds.is_empty() {
        page.field(
            indent,
            "+ ",
            2,
            PLAIN,
            &format!("builds {}", list(index_builds)),
        );
    }
}

/// For how long the locks are held, when that is longer than the statement.
pub(super) fn held(report: &Report, statement: &StatementReport) -> Option<String> {
    let last = report.statements.get(statement.held_to)?;
    if statement.locks.is_empty() || last.id <= statement.id {
        return None;
    }
    let transaction = statement
        .transaction
        .and_then(|id| report.transactions.get(id));
    let opener = match transaction.map(|it| it.source) {
        Some(TransactionSource::Explicit) => "its transaction",
        Some(TransactionSource::Framework) => "the framework's transaction",
        Some(TransactionSource::Implicit) => "the query",
        None => "the session",
    };
    Some(format!("held until {opener} ends, line {}", last.line))
}

/// `step 3`, `steps 3 to 5`, `steps 1, 4 and 6`.
pub(super) fn steps(numbers: &[usize]) -> String {
    match numbers {
        [] => String::new(),
        [one] => format!("step {one}"),
        [first, .., last] if numbers.len() > 2 && last - first + 1 == numbers.len() => {
            format!("steps {first} to {last}")
        }
        _ => format!(
            "steps {}",
            list(&numbers.iter().map(usize::to_string).collect::<Vec<_>>())
        ),
    }
}

/// The command that shows the plan of the same files.
pub(super) fn plan_command(report: &Report) -> String {
    let mut files: Vec<&str> = report
        .statements
        .iter()
        .map(|it| it.file.as_str())
        .collect();
    files.dedup();
    match files[..] {
        ["stdin"] => "lockstep plan".to_owned(),
        // Longer command lines are in the shell's history anyway.
        [file]
            if file.len() < 40
                && !file.contains(|it: char| it.is_whitespace() || it.is_control()) =>
        {
            format!("lockstep plan {file}")
        }
        _ => "lockstep plan FILE...".to_owned(),
    }
}
