//! The report's facts in plain words.

use super::text::{count, list};
use crate::SourceFile;
use crate::report::{
    DiffSide, Finding, FrameworkReport, LockMode, Phase, Range, Report, Severity, StatementReport,
    Step, StepTransaction, TransactionSource, Understood,
};
use crate::rules::Rule;

/// A severity as the contract spells it.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Danger => "danger",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// What is missing where a statement was not understood in full.
pub(super) fn understood(understood: Understood) -> Option<&'static str> {
    match understood {
        Understood::Full => None,
        Understood::Partial => Some("understood in part: what the rest of it does is not known"),
        Understood::None => Some("not understood: what it locks is not known"),
    }
}

/// `11 to 18`, `17`.
pub(super) fn versions(versions: &str) -> String {
    format!("PostgreSQL {}", versions.replace('-', " to "))
}

/// What to add to the place of a finding in a diff.
pub(super) fn unchanged(finding: &Finding) -> &'static str {
    match finding.diff {
        Some(DiffSide::Context) => " · not changed by the diff",
        _ => "",
    }
}

/// What it comes to, in one sentence, and the worst severity found.
pub(super) fn verdict(report: &Report) -> (Option<Severity>, String) {
    let statements = count(report.coverage.statements, "statement", "statements");
    let mut parts = Vec::new();
    for (severity, one, many) in [
        (Severity::Danger, "danger", "dangers"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ] {
        let findings = report.findings.iter();
        let number = findings.filter(|it| it.severity == severity).count();
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    let text = if !parts.is_empty() {
        format!("{} in {statements}.", list(&parts))
    } else if report.coverage.statements == 0 {
        "Nothing to check.".to_owned()
    } else if silent(report) {
        format!("Nothing to object to in {statements}.")
    } else {
        format!("Nothing found in {statements}.")
    };
    let worst = report.findings.iter().map(|it| it.severity).max();
    (worst, text)
}

/// Whether having found nothing means that there is nothing.
pub(super) fn silent(report: &Report) -> bool {
    doubt(report).is_none() && report.notes.is_empty()
}

/// How much was not understood.
pub(super) fn doubt(report: &Report) -> Option<String> {
    let doubtful = report.coverage.partial + report.coverage.none;
    let statements = count(report.coverage.statements, "statement", "statements");
    (doubtful > 0).then(|| {
        format!(
            "{doubtful} of {statements} not understood in full: nothing here says that it is safe."
        )
    })
}

/// What the plan does about the findings, in one clause; `None` where it
/// answers none of them.
pub(super) fn rewrite(report: &Report) -> Option<String> {
    let findings = report.findings.iter();
    let answered = findings.filter(|it| !it.plan_steps.is_empty()).count();
    if !report.plan.needed || answered == 0 {
        return None;
    }
    let what = if answered < report.findings.len() {
        format!("answers {answered} of {} findings", report.findings.len())
    } else if report.plan.equivalent {
        "avoids this".to_owned()
    } else {
        "leads to a substitute".to_owned()
    };
    let steps = count(report.plan.steps.len(), "step", "steps");
    Some(format!("A rewrite in {steps} {what}"))
}

/// How many of what should worry the plan leaves open.
pub(super) fn unanswered(report: &Report) -> Option<String> {
    let findings = report.findings.iter();
    let open = findings
        .filter(|it| it.plan_steps.is_empty() && it.severity >= Severity::Warning)
        .count();
    (open > 0).then(|| {
        let findings = count(open, "finding", "findings");
        format!("It does not answer {findings} of `lockstep check`.")
    })
}

/// What the plan is: how many steps to what.
pub(super) fn goal(report: &Report) -> (String, String) {
    let goal = if report.plan.equivalent {
        "the same result as the migration"
    } else {
        "a substitute"
    };
    (
        count(report.plan.steps.len(), "step", "steps"),
        format!("to {goal}, PostgreSQL {}", report.postgres),
    )
}

/// Why there is no plan.
pub(super) fn no_plan(report: &Report) -> String {
    let doubtful = report.coverage.partial + report.coverage.none;
    let mut findings = report.findings.iter();
    if report.coverage.statements == 0 {
        "Nothing to plan.".to_owned()
    } else if doubtful > 0 {
        format!(
            "No rewrite is known: {} of {} not understood in full.",
            doubtful,
            count(report.coverage.statements, "statement", "statements")
        )
    } else if findings.any(|it| it.severity >= Severity::Warning) {
        "No rewrite is known for what `lockstep check` finds here.".to_owned()
    } else {
        "No rewrite needed: run the migration as it stands.".to_owned()
    }
}

/// The name of a phase.
pub(super) fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => "Prepare",
        Phase::Expand => "Expand",
        Phase::Backfill => "Backfill",
        Phase::Validate => "Validate",
        Phase::Switch => "Switch",
        Phase::Contract => "Contract",
    }
}

/// How a step is run.
pub(super) fn transaction(transaction: StepTransaction) -> &'static str {
    match transaction {
        StepTransaction::Single => "in one transaction",
        StepTransaction::None => "outside a transaction, each statement sent on its own",
        StepTransaction::Batched => {
            "outside a transaction, each statement sent on its own; it commits in batches"
        }
    }
}

/// Which lines of the migration a step stands for.
pub(super) fn answers(report: &Report, step: &Step) -> Option<String> {
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

/// Who runs the files and what that means.
pub(super) fn runner(framework: &FrameworkReport) -> String {
    match (framework.name.as_str(), framework.wraps_in_transaction) {
        ("none", _) => "as psql -f runs it".to_owned(),
        (name, true) => format!("{name}, in a transaction unless the file opts out"),
        (name, false) => format!("{name}, which adds no transaction"),
    }
}

/// A list that stays short: a partition brings a relation or two of its own.
pub(super) fn few(names: &[String]) -> String {
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

/// Whom a mode stops.
pub(super) fn effect(mode: LockMode) -> &'static str {
    match mode {
        LockMode::AccessExclusive => "blocks reads and writes",
        LockMode::Exclusive | LockMode::ShareRowExclusive | LockMode::Share => "blocks writes",
        LockMode::ShareUpdateExclusive => "blocks schema changes",
        LockMode::RowExclusive | LockMode::RowShare | LockMode::AccessShare => "blocks no query",
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

/// The rules as a reader looks for them: the most serious first, then by name.
pub(super) fn worst_first<'r>(rules: &[&'r Rule]) -> Vec<&'r Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by_key(|rule| (std::cmp::Reverse(rule.severity), rule.id));
    sorted
}
