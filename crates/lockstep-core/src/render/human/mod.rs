//! The report for a terminal of 80 columns.

mod excerpt;
mod page;
mod plan;
mod rules;
mod words;

use std::collections::BTreeMap;

use crate::SourceFile;
use crate::report::{Certainty, DiffSide, Finding, Report, Severity, StatementReport, Understood};
use crate::source::{self, Source};
use page::{CYAN, FAINT, GREEN, PLAIN, Page, RED, STRONG, WIDTH, YELLOW, clean, count, list};

pub use plan::plan;
pub use rules::rules;

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
        for finding in findings.remove(&statement.id).unwrap_or_default() {
            self::finding(&mut page, report, finding, &sources);
        }
        page.blank();
    }
    // A finding about the file as a whole may name a statement that is not
    // there; it is told all the same.
    for finding in findings.into_values().flatten() {
        self::finding(&mut page, report, finding, &sources);
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

    match statement.understood {
        Understood::Full => {}
        Understood::Partial => page.field(
            2,
            "? ",
            2,
            YELLOW,
            "understood in part: what the rest of it does is not known",
        ),
        Understood::None => page.field(
            2,
            "? ",
            2,
            YELLOW,
            "not understood: what it locks is not known",
        ),
    }
    if let Some(failure) = &statement.fails {
        let text = format!(
            "PostgreSQL {} refuses it: {} ({})",
            report.postgres, failure.reason, failure.sqlstate
        );
        page.field(2, "✗ ", 2, RED, &text);
    }
    words::locks(page, 2, &statement.locks);
    if statement.locks.is_empty()
        && statement.understood == Understood::Full
        && statement.fails.is_none()
    {
        page.line(2, &[(FAINT, "locks no relation")]);
    }
    words::work(
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

fn finding(page: &mut Page, report: &Report, finding: &Finding, sources: &[Source<'_>]) {
    const LABEL: usize = 6;
    let (style, name) = words::severity(finding.severity);
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
            (
                FAINT,
                match finding.diff {
                    Some(DiffSide::Context) => " · not changed by the diff",
                    _ => "",
                },
            ),
        ],
    );
    let found = sources.iter().find_map(|it| {
        let range = it.locate(finding.start..finding.end)?;
        (it.given == finding.source).then_some((&*it.text, range))
    });
    if let Some((text, range)) = found {
        page.raw(2, &excerpt::excerpt(text, range, finding, 2, page.colour()));
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

fn verdict(page: &mut Page, report: &Report, files: &[SourceFile]) {
    let answered = report
        .findings
        .iter()
        .filter(|it| !it.plan_steps.is_empty())
        .count();
    if report.plan.needed && answered > 0 {
        let what = if answered < report.findings.len() {
            format!("answers {answered} of {} findings", report.findings.len())
        } else if report.plan.equivalent {
            "avoids this".to_owned()
        } else {
            "leads to a substitute".to_owned()
        };
        let steps = count(report.plan.steps.len(), "step", "steps");
        let text = format!("A rewrite in {steps} {what}:");
        let command = words::plan_command(files);
        if text.chars().count() + 1 + command.chars().count() <= WIDTH {
            page.line(0, &[(CYAN, &text), (PLAIN, " "), (CYAN, &command)]);
        } else {
            // The command stays whole, so that it can be copied.
            page.line(0, &[(CYAN, &text)]);
            page.line(4, &[(CYAN, &command)]);
        }
    }
    let doubtful = report.coverage.partial + report.coverage.none;
    let silent = doubtful == 0 && report.notes.is_empty();
    if doubtful > 0 {
        let text = format!(
            "{} of {} not understood in full: nothing here says that it is safe.",
            doubtful,
            count(report.coverage.statements, "statement", "statements"),
        );
        page.field(0, "", 0, YELLOW, &text);
    }

    let tally = |severity| {
        report
            .findings
            .iter()
            .filter(|it| it.severity == severity)
            .count()
    };
    let (danger, warning, advice) = (
        tally(Severity::Danger),
        tally(Severity::Warning),
        tally(Severity::Advice),
    );
    let statements = count(report.coverage.statements, "statement", "statements");
    let mut parts = Vec::new();
    for (number, one, many) in [
        (danger, "danger", "dangers"),
        (warning, "warning", "warnings"),
        (advice, "piece of advice", "pieces of advice"),
    ] {
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    let (style, text) = if report.coverage.statements == 0 && parts.is_empty() {
        (PLAIN, "Nothing to check.".to_owned())
    } else if !parts.is_empty() {
        let style = if danger > 0 {
            RED
        } else if warning > 0 {
            YELLOW
        } else {
            CYAN
        };
        (style, format!("{} in {statements}.", list(&parts)))
    } else if !silent {
        (YELLOW, format!("Nothing found in {statements}."))
    } else {
        (GREEN, format!("Nothing to object to in {statements}."))
    };
    page.line(0, &[(style, &text)]);
}
