//! The report's facts in plain words.

use anstyle::Style;

use super::page::{CYAN, FAINT, GREEN, PLAIN, Page, RED, WIDTH, YELLOW, clean, list};
use crate::SourceFile;
use crate::report::{
    FrameworkReport, Lock, LockMode, Range, RelationKind, Report, Severity, StatementReport,
    TransactionSource,
};

/// The width of the longest mode, `SHARE UPDATE EXCLUSIVE`.
const MODE: usize = 22;

/// Who runs the files and what that means.
pub(super) fn runner(framework: &FrameworkReport) -> String {
    match (framework.name.as_str(), framework.wraps_in_transaction) {
        ("none", _) => "as psql -f runs it".to_owned(),
        (name, true) => format!("{name}, in a transaction unless the file opts out"),
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
/// Relations that nobody knows yet share a row at the end.
pub(super) fn locks(page: &mut Page, indent: usize, locks: &[Lock]) {
    let left = indent + 2 + MODE + 2;
    let fits =
        |lock: &Lock| left + name(lock).chars().count() + 2 + effect(lock.mode).len() <= WIDTH;
    let (new, old): (Vec<&Lock>, Vec<&Lock>) = locks.iter().partition(|lock| lock.new);
    let column = old
        .iter()
        .filter(|lock| fits(lock))
        .map(|lock| name(lock).chars().count())
        .max()
        .unwrap_or(0);
    for lock in old {
        let (style, glyph) = glyph(lock.mode);
        let mode = format!("{:MODE$}  ", lock.mode.name());
        let (name, effect) = (name(lock), effect(lock.mode));
        if fits(lock) && left + column + 2 + effect.len() <= WIDTH {
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
                &[(style, glyph), (PLAIN, " "), (style, &mode), (PLAIN, &name)],
            );
            page.line(left, &[(FAINT, effect)]);
        }
    }
    if !new.is_empty() {
        let names: Vec<String> = new.iter().map(|lock| clean(&lock.relation)).collect();
        let text = format!("new, so that nobody waits: {}", few(&names));
        page.field(indent, "○ ", 2, FAINT, &text);
    }
}

/// A list that stays short: a partition brings a relation or two of its own.
fn few(names: &[String]) -> String {
    const SHOWN: usize = 3;
    if names.len() <= SHOWN + 1 {
        return list(names);
    }
    format!(
        "{} and {} more",
        names[..SHOWN].join(", "),
        names.len() - SHOWN
    )
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
        RelationKind::CompositeType => "composite type",
    };
    format!("{} ({kind})", clean(&lock.relation))
}

fn glyph(mode: LockMode) -> (Style, &'static str) {
    if mode.blocks_reads() {
        (RED, "●")
    } else if mode.blocks_writes() {
        (YELLOW, "◐")
    } else {
        (GREEN, "○")
    }
}

/// Whom a mode stops.
fn effect(mode: LockMode) -> &'static str {
    match mode {
        LockMode::AccessExclusive => "blocks reads and writes",
        LockMode::Exclusive | LockMode::ShareRowExclusive | LockMode::Share => "blocks writes",
        LockMode::ShareUpdateExclusive => "blocks schema changes",
        LockMode::RowExclusive | LockMode::RowShare | LockMode::AccessShare => "blocks no query",
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
            &format!("rewrites {}", few(rewrites)),
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
            &format!("reads all of {}", few(&scans)),
        );
    }
    if !index_builds.is_empty() {
        page.field(
            indent,
            "+ ",
            2,
            PLAIN,
            &format!("builds {}", few(index_builds)),
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
    let ends = transaction.and_then(|it| it.statements.last().copied());
    if ends.is_some_and(|ends| ends > statement.held_to) {
        return Some(format!("held until line {} takes it back", last.line));
    }
    Some(format!("held until {opener} ends, line {}", last.line))
}

/// How long it takes, and others because of it.
pub(super) fn estimate(statement: &StatementReport) -> Option<String> {
    let estimate = statement.estimate?;
    let mut parts = Vec::new();
    if estimate.lasts.high_ms > 0 {
        parts.push(format!("takes {}", range(estimate.lasts)));
    }
    if let Some(blocked) = estimate.blocked {
        let who = match (statement.blocks.reads, statement.blocks.writes) {
            (true, _) => "reads and writes wait",
            _ => "writes wait",
        };
        parts.push(format!("{who} {}", range(blocked)));
        if estimate.waiting_writes > 0 {
            parts.push(format!(
                "up to {} writes meanwhile",
                estimate.waiting_writes
            ));
        }
    }
    Some(parts.join(", "))
}

fn range(range: Range) -> String {
    let (low, high) = (time(range.low_ms), time(range.high_ms));
    if low == high {
        return low;
    }
    format!("{low} to {high}")
}

/// Two digits are more than the estimate is good for already.
fn time(ms: u64) -> String {
    match ms {
        0..1_000 => "less than 1 s".to_owned(),
        1_000..120_000 => format!("{} s", ms / 1_000),
        120_000..7_200_000 => format!("{} min", ms / 60_000),
        _ => format!("{} h", ms / 3_600_000),
    }
}

/// What another major does differently with a statement.
pub(super) fn comparison(report: &Report, statement: &StatementReport) -> Option<String> {
    let comparison = report.comparison.as_ref()?;
    let found = comparison
        .statements
        .iter()
        .find(|it| it.statement == statement.id)?;
    Some(format!(
        "unlike PostgreSQL {}: {}",
        comparison.postgres,
        found.differences.join("; ")
    ))
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
pub(super) fn plan_command(given: &[SourceFile]) -> String {
    let names: Vec<&str> = given.iter().map(|it| it.name.as_str()).collect();
    match names[..] {
        ["stdin"] => "lockstep plan".to_owned(),
        [file] if !file.contains(|it: char| it.is_whitespace() || it.is_control()) => {
            format!("lockstep plan {file}")
        }
        // What a shell would split needs its reader's own quotes.
        _ => "lockstep plan FILE...".to_owned(),
    }
}
