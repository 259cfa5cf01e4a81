//! The plan and its runbook, as parts of the page.

use super::{block, escaped, locks};
use crate::document::{Block, Span, blocks};
use crate::render::{runnable, words};
use crate::report::{Report, Step, StepKind};

/// The steps and the runbook; why there are none, where there are none.
pub(super) fn plan(page: &mut String, report: &Report) {
    page.push_str("<section>\n<h2>Plan</h2>\n");
    if !report.plan.needed {
        put!(page, "<p>{}</p>\n</section>\n", words::no_plan(report));
        return;
    }
    let (number, goal) = words::goal(report);
    put!(page, "<p>{number} {goal}.</p>\n");
    for remark in report
        .plan
        .difference
        .iter()
        .chain(&report.plan.assumptions)
    {
        put!(page, "<p>{}</p>\n", escaped(remark));
    }
    for step in &report.plan.steps {
        self::step(page, report, step);
    }
    page.push_str("</section>\n<section>\n<h2>Runbook</h2>\n");
    for block in blocks(&report.plan.runbook) {
        draw(page, &block);
    }
    page.push_str("</section>\n");
}

fn step(page: &mut String, report: &Report, step: &Step) {
    put!(
        page,
        "<article>\n<h3>{}. {}</h3>\n<p class=\"soft\">{}",
        step.number,
        escaped(&step.title),
        words::phase(step.phase)
    );
    if step.kind == StepKind::Sql {
        put!(page, " · {}", words::transaction(step.transaction));
    }
    put!(page, "</p>\n<p>{}", escaped(&step.why));
    if let Some(answers) = words::answers(report, step) {
        put!(page, " {}", escaped(&answers));
    }
    page.push_str("</p>\n");
    if step.kind == StepKind::Sql {
        block(page, &runnable(step));
        locks(page, &step.locks);
    }
    for (label, sql) in [
        ("Verify, true once it is done", &step.verify),
        ("Monitor, from another session", &step.monitor),
        ("On failure, before trying again", &step.on_failure),
        ("Rollback", &step.rollback),
    ] {
        if let Some(sql) = sql {
            put!(page, "<details open>\n<summary>{label}</summary>\n");
            block(page, sql);
            page.push_str("</details>\n");
        }
    }
    if step.rollback.is_none()
        && let Some(note) = &step.rollback_note
    {
        put!(page, "<p>No rollback: {}</p>\n", escaped(note));
    }
    page.push_str("</article>\n");
}

fn draw(page: &mut String, drawn: &Block) {
    match drawn {
        Block::Heading(_, title) => put!(page, "<h3>{}</h3>\n", line(title)),
        Block::Paragraph(words) => put!(page, "<p>{}</p>\n", line(words)),
        Block::List(first, items) => {
            let (tag, start) = match first {
                Some(first) => ("ol", format!(" start=\"{first}\"")),
                None => ("ul", String::new()),
            };
            put!(page, "<{tag}{start}>\n");
            for item in items {
                put!(page, "<li>{}</li>\n", line(item));
            }
            put!(page, "</{tag}>\n");
        }
        Block::Code(sql) => block(page, sql),
    }
}

fn line(spans: &[Span]) -> String {
    let mut html = String::new();
    for span in spans {
        let (tag, text) = match span {
            Span::Words(text) => {
                html.push_str(&escaped(text));
                continue;
            }
            Span::Code(text) => ("code", text),
            Span::Strong(text) => ("b", text),
        };
        put!(html, "<{tag}>{}</{tag}>", escaped(text));
    }
    html
}
