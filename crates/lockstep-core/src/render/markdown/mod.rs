//! The report for a comment under a pull request.

/// Appends to a text; writing to a `String` cannot fail.
macro_rules! put {
    ($text:expr, $($words:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($text, $($words)*);
    }};
}

mod plan;
mod rules;

use std::collections::BTreeMap;

use super::text::{clean, count, list};
use super::{excerpt, words};
use crate::SourceFile;
use crate::report::{Certainty, Finding, Lock, Report, Severity, StatementReport};
use crate::source::{self, Source};

pub use plan::plan;
pub use rules::{rule, rules};

/// Bytes of a comment. `GitHub` refuses one of more than 65,536 characters,
/// and a person reads on elsewhere long before.
const COMMENT: usize = 60_000;
/// Bytes of its table of statements.
const TABLE: usize = 20_000;

/// The verdict, the statements with their locks, the findings with the worst
/// first, and the plan, folded.
///
/// What would make it longer than a comment may be is left out, and said so.
///
/// ```
/// use lockstep_core::{Options, check, render::markdown};
///
/// let report = check(&[], &Options::default());
/// assert!(markdown::report(&report, &[]).starts_with("## Lockstep: nothing to check\n"));
/// ```
#[must_use]
pub fn report(report: &Report, files: &[SourceFile]) -> String {
    let (sources, _) = source::open(files);
    let mut text = verdict(report);
    statements(&mut text, report);
    findings(&mut text, report, &sources);
    folded_plan(&mut text, report, files);
    text
}

fn verdict(report: &Report) -> String {
    let (_, verdict) = words::verdict(report);
    let verdict = verdict.trim_end_matches('.');
    let verdict = match verdict.strip_prefix("Nothing") {
        Some(rest) => format!("nothing{rest}"),
        None => verdict.to_owned(),
    };
    let mut text = format!(
        "## Lockstep: {verdict}\n\nPostgreSQL {} · {}\n",
        report.postgres,
        prose(&words::runner(&report.framework))
    );
    if let Some(doubt) = words::doubt(report) {
        put!(text, "\n**{doubt}**\n");
    }
    for note in &report.notes {
        let place = code(&format!("{}:{}", note.file, note.line));
        let line = format!("\n{place}: {}\n", prose(&note.text));
        if text.len() + line.len() <= TABLE {
            text.push_str(&line);
        }
    }
    text
}

/// A table for each file.
fn statements(text: &mut String, report: &Report) {
    let files: Vec<&str> = report
        .statements
        .chunk_by(|a, b| a.file == b.file)
        .filter_map(|chunk| Some(chunk.first()?.file.as_str()))
        .collect();
    let limit = text.len() + TABLE;
    let mut left_out = 0;
    let mut file = None;
    for statement in &report.statements {
        let mut row = row(report, statement);
        let begins = file != Some(&statement.file);
        if begins {
            let heading = if files.len() > 1 {
                format!("### {}\n\n", code(&statement.file))
            } else {
                String::new()
            };
            row = format!(
                "\n{heading}| Line | Statement | Lock | Meanwhile |\n|--:|---|---|---|\n{row}"
            );
        }
        if text.len() + row.len() > limit {
            left_out += 1;
            continue;
        }
        file = Some(&statement.file);
        text.push_str(&row);
    }
    if left_out > 0 {
        let more = count(left_out, "statement is", "statements are");
        put!(text, "\n{more} not listed: the table would be too long.\n");
    }
}

fn row(report: &Report, statement: &StatementReport) -> String {
    format!(
        "| {} | {} | {} | {} |\n",
        statement.line,
        prose(&statement.title),
        locks(&statement.locks),
        meanwhile(report, statement)
    )
}

/// The strongest mode on what is in use.
fn locks(locks: &[Lock]) -> String {
    let old = || locks.iter().filter(|lock| !lock.new);
    let Some(mode) = old().map(|lock| lock.mode).max() else {
        let new = if locks.is_empty() {
            "none"
        } else {
            "only on what is new"
        };
        return new.to_owned();
    };
    let names: Vec<String> = old()
        .filter(|lock| lock.mode == mode)
        .map(|lock| code_in_table(&lock.relation))
        .collect();
    format!("{} on {}", mode.name(), words::few(&names))
}

/// Who waits, and for what.
fn meanwhile(report: &Report, statement: &StatementReport) -> String {
    let mut parts = Vec::new();
    if let Some(failure) = &statement.fails {
        parts.push(format!(
            "PostgreSQL {} refuses it: {}",
            report.postgres,
            prose(&failure.reason)
        ));
    }
    if let Some(doubt) = words::understood(statement.understood) {
        parts.push(doubt.to_owned());
    }
    let waiting = match (statement.blocks.reads, statement.blocks.writes) {
        (true, _) => "**reads and writes wait**",
        (_, true) => "**writes wait**",
        _ if statement.locks.iter().all(|lock| lock.new) => "",
        _ => "no query waits",
    };
    if !waiting.is_empty() {
        parts.push(waiting.to_owned());
    }
    let names = |relations: &[String]| {
        let names: Vec<String> = relations.iter().map(|it| code_in_table(it)).collect();
        words::few(&names)
    };
    if !statement.rewrites.is_empty() {
        parts.push(format!("rewrites {}", names(&statement.rewrites)));
    } else if !statement.scans.is_empty() {
        parts.push(format!("reads all of {}", names(&statement.scans)));
    }
    if !statement.index_builds.is_empty() {
        parts.push(format!("builds {}", names(&statement.index_builds)));
    }
    parts.extend(words::held(report, statement));
    parts.extend(words::estimate(statement).filter(|it| !it.is_empty()));
    parts.extend(words::comparison(report, statement).map(|it| prose(&it)));
    if statement.certainty == Certainty::Depends {
        let settled = list(&statement.depends_on);
        parts.push(format!("the worse case, it depends on {}", prose(&settled)));
    }
    parts.join("; ")
}

fn findings(text: &mut String, report: &Report, sources: &[Source<'_>]) {
    // Room for what is said at the end.
    let limit = COMMENT - 1_000;
    let mut by_severity: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        let worst_first = std::cmp::Reverse(finding.severity);
        by_severity.entry(worst_first).or_default().push(finding);
    }
    let mut left_out = 0;
    for (std::cmp::Reverse(severity), findings) in by_severity {
        let heading = match severity {
            Severity::Danger => "\n### Danger\n",
            Severity::Warning => "\n### Warning\n",
            Severity::Advice => "\n### Advice\n\n",
        };
        let mut headed = false;
        for finding in findings {
            let drawn = match severity {
                Severity::Advice => advice(finding),
                _ => self::finding(report, finding, sources),
            };
            if text.len() + heading.len() + drawn.len() > limit {
                left_out += 1;
                continue;
            }
            if !headed {
                text.push_str(heading);
                headed = true;
            }
            text.push_str(&drawn);
        }
    }
    if left_out > 0 {
        let more = count(left_out, "finding does", "findings do");
        put!(
            text,
            "\n**{more} not fit into a comment**: `lockstep check` shows them all.\n"
        );
    }
}

fn finding(report: &Report, finding: &Finding, sources: &[Source<'_>]) -> String {
    let mut text = format!(
        "\n#### {}\n\n{} · {}{}\n",
        prose(&finding.title),
        code(&finding.rule),
        code(&format!(
            "{}:{}:{}",
            finding.file, finding.line, finding.column
        )),
        words::unchanged(finding)
    );
    if let Some(window) = excerpt::of(sources, finding) {
        put!(text, "\n{}", block(window.source));
    }
    put!(
        text,
        "\n{}\n\n{}\n\n**Do:** {}\n",
        prose(&finding.what),
        prose(&finding.why),
        prose(&finding.action)
    );
    let mut last = Vec::new();
    if !finding.plan_steps.is_empty() {
        last.push(format!(
            "Plan: {} of {}",
            words::steps(&finding.plan_steps),
            report.plan.steps.len()
        ));
    }
    last.push(link(&finding.citation.title, &finding.citation.url));
    put!(text, "\n{}\n", last.join(" · "));
    text
}

fn advice(finding: &Finding) -> String {
    format!(
        "- {} {} ({}){}\n",
        code(&format!(
            "{}:{}:{}",
            finding.file, finding.line, finding.column
        )),
        prose(finding.title.trim_end_matches('.')),
        code(&finding.rule),
        words::unchanged(finding)
    )
}

fn folded_plan(text: &mut String, report: &Report, files: &[SourceFile]) {
    let Some(summary) = words::rewrite(report) else {
        return;
    };
    let mut folded = format!("\n<details>\n<summary>{summary}</summary>\n\n");
    plan::steps(&mut folded, report, 4);
    folded.push_str("\n</details>\n");
    if text.len() + folded.len() > COMMENT {
        let command = words::plan_command(files);
        folded = format!("\n{summary}: {}\n", code(&command));
    }
    // The name of a file may be longer than a comment, too.
    if text.len() + folded.len() <= COMMENT {
        text.push_str(&folded);
    }
}

fn link(title: &str, url: &str) -> String {
    // Between pointed brackets an address may hold anything but those.
    let url: String = url
        .chars()
        .filter(|it| !matches!(it, '<' | '>' | '\\') && !it.is_control())
        .collect();
    format!("[{}](<{url}>)", prose(title))
}

fn prose(text: &str) -> String {
    crate::markdown::prose(&clean(text))
}

fn code(text: &str) -> String {
    crate::markdown::code(&clean(text), false)
}

fn code_in_table(text: &str) -> String {
    crate::markdown::code(&clean(text), true)
}

fn block(sql: &str) -> String {
    crate::markdown::block(&clean(sql))
}
