//! The report as one page that needs nothing else: no script, no address but
//! those of the manual, and a policy that would stop any.

/// Appends to a text; writing to a `String` cannot fail.
macro_rules! put {
    ($text:expr, $($words:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($text, $($words)*);
    }};
}

mod plan;

use super::text::{clean, list};
use super::{excerpt, words};
use crate::SourceFile;
use crate::report::{Blocks, Certainty, Finding, Lock, LockMode, Report, StatementReport};
use crate::source::{self, Source};

/// The verdict, each statement with its locks, the findings, the plan and its
/// runbook; in the reader's light or dark colours, and fit to be printed.
///
/// ```
/// use lockstep_core::{Options, check, render::html};
///
/// let page = html::report(&check(&[], &Options::default()), &[]);
/// assert!(page.contains("<h1>Nothing to check.</h1>"));
/// ```
#[must_use]
pub fn report(report: &Report, files: &[SourceFile]) -> String {
    let (sources, _) = source::open(files);
    let (_, verdict) = words::verdict(report);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Lockstep: {verdict}</title>\n<style>\n{}</style>\n<main>\n\
         <p class=\"soft\">Lockstep · PostgreSQL {} · {}</p>\n<h1>{verdict}</h1>\n",
        include_str!("page.css"),
        report.postgres,
        escaped(&words::runner(&report.framework)),
    );
    if let Some(rewrite) = words::rewrite(report) {
        put!(page, "<p>{rewrite}.</p>\n");
    }
    if let Some(doubt) = words::doubt(report) {
        put!(page, "<p><b>{doubt}</b></p>\n");
    }
    for note in &report.notes {
        let place = escaped(&format!("{}:{}", note.file, note.line));
        put!(page, "<p>{place}: {}</p>\n", escaped(&note.text));
    }
    statements(&mut page, report, &sources);
    findings(&mut page, report, &sources);
    plan::plan(&mut page, report);
    page.push_str("</main>\n</html>\n");
    page
}

fn statements(page: &mut String, report: &Report, sources: &[Source<'_>]) {
    if report.statements.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>Statements</h2>\n");
    for statement in &report.statements {
        self::statement(page, report, statement, sources);
    }
    page.push_str("</section>\n");
}

fn statement(
    page: &mut String,
    report: &Report,
    statement: &StatementReport,
    sources: &[Source<'_>],
) {
    put!(
        page,
        "<article class=\"{}\">\n<h3>{}</h3>\n<p class=\"soft\">{}:{}</p>\n",
        who(statement.blocks),
        escaped(&statement.title),
        escaped(&statement.file),
        statement.line
    );
    let range = statement.start..statement.end;
    if let Some((source, range)) = excerpt::locate(sources, statement.source, &range)
        && let Some(sql) = source.text.get(range)
    {
        block(page, sql);
    }
    locks(page, &statement.locks);
    let facts = facts(report, statement);
    if !facts.is_empty() {
        page.push_str("<ul>\n");
        for fact in facts {
            put!(page, "<li>{}</li>\n", escaped(&fact));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</article>\n");
}

/// What it does beside its locks, a sentence's part each.
fn facts(report: &Report, statement: &StatementReport) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(failure) = &statement.fails {
        facts.push(format!(
            "PostgreSQL {} refuses it: {}",
            report.postgres, failure.reason
        ));
    }
    facts.extend(words::understood(statement.understood).map(str::to_owned));
    for (what, relations) in [
        ("rewrites", &statement.rewrites),
        ("reads all of", &statement.scans),
        ("builds", &statement.index_builds),
    ] {
        if !relations.is_empty() {
            facts.push(format!("{what} {}", words::few(relations)));
        }
    }
    facts.extend(words::held(report, statement));
    facts.extend(words::estimate(statement).filter(|it| !it.is_empty()));
    facts.extend(words::comparison(report, statement));
    if statement.certainty == Certainty::Depends {
        let settled = list(&statement.depends_on);
        facts.push(format!("the worse case, it depends on {settled}"));
    }
    facts
}

/// A table of the locks on what is in use.
fn locks(page: &mut String, locks: &[Lock]) {
    if locks.iter().all(|lock| lock.new) {
        return;
    }
    page.push_str("<table>\n<tr><th>Lock</th><th>Relation</th><th>Meanwhile</th></tr>\n");
    for lock in locks.iter().filter(|lock| !lock.new) {
        let blocks = Blocks {
            reads: lock.mode.blocks_reads(),
            writes: lock.mode.blocks_writes(),
        };
        put!(
            page,
            "<tr class=\"{}\"><td><b>{} {}</b></td><td><code>{}</code></td><td>{}</td></tr>\n",
            who(blocks),
            glyph(lock.mode),
            lock.mode.name(),
            escaped(&lock.relation),
            words::effect(lock.mode)
        );
    }
    page.push_str("</table>\n");
}

/// Who waits is a shape as well as a colour.
fn glyph(mode: LockMode) -> char {
    match mode {
        _ if mode.blocks_reads() => '●',
        _ if mode.blocks_writes() => '◐',
        _ => '○',
    }
}

fn who(blocks: Blocks) -> &'static str {
    match blocks {
        Blocks { reads: true, .. } => "all",
        Blocks { writes: true, .. } => "writes",
        _ => "none",
    }
}

fn findings(page: &mut String, report: &Report, sources: &[Source<'_>]) {
    if report.findings.is_empty() {
        return;
    }
    let mut worst_first: Vec<&Finding> = report.findings.iter().collect();
    crate::order::sort_by(&mut worst_first, |a, b| b.severity.cmp(&a.severity));
    page.push_str("<section>\n<h2>Findings</h2>\n");
    for finding in worst_first {
        self::finding(page, report, finding, sources);
    }
    page.push_str("</section>\n");
}

fn finding(page: &mut String, report: &Report, finding: &Finding, sources: &[Source<'_>]) {
    let severity = words::severity(finding.severity);
    put!(
        page,
        "<article class=\"{severity}\">\n<h3>{}</h3>\n\
         <p class=\"soft\"><b>{severity}</b> · {} · {}:{}:{}{}</p>\n",
        escaped(&finding.title),
        escaped(&finding.rule),
        escaped(&finding.file),
        finding.line,
        finding.column,
        words::unchanged(finding)
    );
    if let Some(window) = excerpt::of(sources, finding) {
        block(page, window.source);
    }
    put!(
        page,
        "<p>{}</p>\n<p>{}</p>\n<p><b>Do:</b> {}</p>\n<p class=\"soft\">",
        escaped(&finding.what),
        escaped(&finding.why),
        escaped(&finding.action)
    );
    if !finding.plan_steps.is_empty() {
        let steps = words::steps(&finding.plan_steps);
        put!(page, "Plan: {steps} of {} · ", report.plan.steps.len());
    }
    put!(
        page,
        "<a href=\"{}\">{}</a></p>\n</article>\n",
        escaped(&finding.citation.url),
        escaped(&finding.citation.title)
    );
}

fn block(page: &mut String, sql: &str) {
    put!(page, "<pre><code>{}</code></pre>\n", escaped(sql));
}

/// Words of unknown origin, in an element or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for it in clean(text).chars() {
        match it {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '"' => shown.push_str("&quot;"),
            _ => shown.push(it),
        }
    }
    shown
}
