//! The report for a terminal of 80 columns.

mod drawing;
mod facts;
mod page;
mod plan;
mod rules;

use std::collections::BTreeMap;

use super::text::{clean, list};
use super::{excerpt, words};
use crate::SourceFile;
use crate::report::{Certainty, Finding, Report, Severity, StatementReport, Understood};
use crate::source::{self, Source};
use page::{CYAN, FAINT, GREEN, PLAIN, Page, RED, STRONG, WIDTH, YELLOW};

pub use plan::plan;
pub use rules::{rule, rules};

/// Every statement with its locks and findings, then the verdict.
///
/// ```
/// use lockstep_core::{Options, check, render::human};
///
/// let report = check(&[], &Options::default());
/// assert!(human::report(&report, &[], false).ends_with("Nothing to check.\n"));
/// ```
#[must_use]
pub fn report(report: &Report, files: &[SourceFile], colour: bool) -> String {
    let mut page = Page::new(colour);
    let (sources, _) = source::open(files);
    let mut findings: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        findings.entry(finding.statement).or_default().push(finding);
    }

    let mut file = None;
    for statement in &report.statements {
        if file != Some(&statement.file) {
            file = Some(&statement.file);
            header(&mut page, report, &statement.file);
        }
        self::statement(&mut page, report, statement);
        let found = findings.remove(&statement.id).unwrap_or_default();
        self::findings(&mut page, report, &found, &sources);
        page.blank();
    }
    // A finding about the file as a whole may name a statement that is not
    // there; it is told all the same.
    for found in findings.into_values() {
        self::findings(&mut page, report, &found, &sources);
        page.blank();
    }
    for note in &report.notes {
        let place = format!("{}:{}", clean(&note.file), note.line);
        page.headline(0, (YELLOW, "note"), PLAIN, &note.text);
        page.line(6, &[(FAINT, &place)]);
        page.blank();
    }
    verdict(&mut page, report, files);
    page.finish()
}

fn header(page: &mut Page, report: &Report, file: &str) {
    let runner = words::runner(&report.framework);
    page.line(
        0,
        &[
            (STRONG, &clean(file)),
            (
                FAINT,
                &format!(" · PostgreSQL {} · {}", report.postgres, clean(&runner)),
            ),
        ],
    );
    page.blank();
}

fn statement(page: &mut Page, report: &Report, statement: &StatementReport) {
    let place = format!("line {}  ", statement.line);
    let title = clean(&statement.title);
    let used = place.chars().count() + title.chars().count();
    let command = &statement.command;
    let room = WIDTH.saturating_sub(used + command.chars().count());
    let (gap, command) = if room >= 2 && *command != title {
        (" ".repeat(room), command.as_str())
    } else {
        (String::new(), "")
    };
    if used <= WIDTH {
        page.line(
            0,
            &[
                (FAINT, &place),
                (STRONG, &title),
                (PLAIN, &gap),
                (FAINT, command),
            ],
        );
    } else {
        page.field(0, &place, place.len(), STRONG, &title);
    }

    if let Some(text) = words::understood(statement.understood) {
        page.field(2, "? ", 2, YELLOW, text);
    }
    if let Some(failure) = &statement.fails {
        let text = format!(
            "PostgreSQL {} refuses it: {} ({})",
            report.postgres, failure.reason, failure.sqlstate
        );
        page.field(2, "✗ ", 2, RED, &text);
    }
    facts::locks(page, 2, &statement.locks);
    if statement.locks.is_empty()
        && statement.understood == Understood::Full
        && statement.fails.is_none()
    {
        page.line(2, &[(FAINT, "locks no relation")]);
    }
    facts::work(
        page,
        2,
        &statement.rewrites,
        &statement.scans,
        &statement.index_builds,
    );
    if let Some(text) = words::held(report, statement) {
        page.field(2, "", 0, FAINT, &text);
    }
    if let Some(text) = words::estimate(statement) {
        page.field(2, "", 0, PLAIN, &text);
    }
    if let Some(text) = words::comparison(report, statement) {
        page.field(2, "", 0, YELLOW, &text);
    }
    if statement.certainty == Certainty::Depends {
        let text = format!(
            "the worse case; it depends on {}",
            list(&statement.depends_on)
        );
        page.field(2, "", 0, FAINT, &text);
    }
}

/// What should worry in full, and then the advice in a line each.
fn findings(page: &mut Page, report: &Report, findings: &[&Finding], sources: &[Source<'_>]) {
    let (advice, worries): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .partition(|finding| finding.severity == Severity::Advice);
    for finding in worries {
        self::finding(page, report, finding, sources);
    }
    if !advice.is_empty() {
        page.blank();
    }
    for finding in advice {
        self::advice(page, finding);
    }
}

fn finding(page: &mut Page, report: &Report, finding: &Finding, sources: &[Source<'_>]) {
    const LABEL: usize = 6;
    let (style, name) = facts::severity(finding.severity);
    page.blank();
    page.headline(2, (style, name), STRONG, &finding.title);
    let place = format!(
        "{}:{}:{}",
        clean(&finding.file),
        finding.line,
        finding.column
    );
    page.line(
        2,
        &[
            (FAINT, &clean(&finding.rule)),
            (FAINT, " · "),
            (FAINT, &place),
            (FAINT, words::unchanged(finding)),
        ],
    );
    if let Some(window) = excerpt::of(sources, finding) {
        page.raw(2, &drawing::draw(&window, finding, 2, page.colour()));
    }
    page.field(2, "What", LABEL, PLAIN, &finding.what);
    page.field(2, "Why", LABEL, PLAIN, &finding.why);
    page.field(2, "Do", LABEL, PLAIN, &finding.action);
    if let Some(fix) = &finding.fix {
        page.field(2, "Fix", LABEL, PLAIN, &fix.title);
    }
    if !finding.plan_steps.is_empty() {
        let text = format!(
            "{} of {}",
            words::steps(&finding.plan_steps),
            report.plan.steps.len()
        );
        page.field(2, "Plan", LABEL, PLAIN, &text);
    }
    page.field(2, "See", LABEL, FAINT, &finding.citation.url);
}

/// A piece of advice: there may be many, and none of them is urgent.
fn advice(page: &mut Page, finding: &Finding) {
    let (style, name) = facts::severity(finding.severity);
    let title = finding.title.trim_end_matches('.');
    let text = format!(
        "{}:{}  {title} ({}){}",
        finding.line,
        finding.column,
        finding.rule,
        words::unchanged(finding)
    );
    page.headline(2, (style, name), PLAIN, &text);
}

fn verdict(page: &mut Page, report: &Report, files: &[SourceFile]) {
    if let Some(text) = words::rewrite(report) {
        let text = format!("{text}:");
        let command = words::plan_command(files);
        if text.chars().count() + 1 + command.chars().count() <= WIDTH {
            page.line(0, &[(CYAN, &text), (PLAIN, " "), (CYAN, &command)]);
        } else {
            // The command stays whole, so that it can be copied.
            page.line(0, &[(CYAN, &text)]);
            page.line(4, &[(CYAN, &command)]);
        }
    }
    if let Some(text) = words::doubt(report) {
        page.field(0, "", 0, YELLOW, &text);
    }
    let (worst, text) = words::verdict(report);
    if worst.is_some() {
        page.line(
            0,
            &[
                (PLAIN, "What a finding means: "),
                (CYAN, "lockstep explain RULE"),
            ],
        );
    }
    let style = match worst {
        Some(severity) => facts::severity(severity).0,
        None if report.coverage.statements == 0 => PLAIN,
        None if words::silent(report) => GREEN,
        None => YELLOW,
    };
    page.line(0, &[(style, &text)]);
}
