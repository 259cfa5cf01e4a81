//! The reference as HTML, made when the site is built: the page only shows it.
//!
//! It is made of what the core knows, the measured commands and the rules, and
//! of the page's own words and links.

use std::fmt::Write as _;

use lockstep_core::reference::{Answer, Entry, Example, RulePage, entries, rule_pages};
use lockstep_core::report::LockMode;
use serde::Serialize;

use crate::model::highlight::{Class, pieces};
use crate::model::waits::Who;
use crate::route::Route;
use crate::share::{self, Shared};
use crate::state::Settings;
use crate::text;
use lockstep_core::document::{Block, Span, blocks};

/// Everything that can be looked up.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pages {
    /// The address of each page without its `#/`, and its HTML.
    pages: Vec<(String, String)>,
    /// Address, title, and the words that a search finds it by.
    index: Vec<[String; 3]>,
}

/// Makes all pages.
///
/// ```
/// let pages = serde_json::to_string(&lockstep_web::reference::pages()).unwrap();
/// assert!(pages.contains("[\"rules/data-loss\",\"<h1>"));
/// ```
#[must_use]
pub fn pages() -> Pages {
    let (rules, commands) = (rule_pages(), entries());
    let mut all = Pages::default();
    all.add(&Route::Rules(None), list_of_rules(&rules));
    for rule in &rules {
        let route = Route::Rules(Some(rule.id.clone()));
        all.list(&route, &rule.id, &[&rule.title, &rule.docs]);
        all.add(&route, rule_page(rule));
    }
    all.add(&Route::Locks(None), list_of_commands(&commands));
    for command in &commands {
        let route = Route::Locks(Some(command.name.clone()));
        all.list(&route, &text::command_form(&command.name), &[&command.sql]);
        all.add(&route, command_page(command));
    }
    all.add(&Route::Conflicts(None), matrix());
    for held in LockMode::ALL {
        for wanted in LockMode::ALL {
            all.add(
                &meeting(held, wanted),
                meeting_page(held, wanted, &commands),
            );
        }
    }
    all
}

impl Pages {
    fn add(&mut self, route: &Route, html: String) {
        let address = route.address().trim_start_matches("#/").to_owned();
        self.pages.push((address, html));
    }

    fn list(&mut self, route: &Route, title: &str, words: &[&str]) {
        let address = route.address().trim_start_matches("#/").to_owned();
        let words = format!("{title} {}", words.join(" ")).to_ascii_lowercase();
        self.index.push([address, title.to_owned(), words]);
    }
}

/// Appends to a text; writing to a `String` cannot fail.
macro_rules! put {
    ($html:expr, $($words:tt)*) => {{
        let _ = write!($html, $($words)*);
    }};
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn list_of_rules(rules: &[RulePage]) -> String {
    let mut html = format!(
        "<h1>{}</h1><p class=\"lead\">{}</p>",
        text::RULES,
        text::rules_intro(rules.len())
    );
    let rows = rules.iter().map(|rule| {
        let name = link(&Route::Rules(Some(rule.id.clone())), &rule.id);
        let severity = text::severity(rule.severity).to_owned();
        [name, severity, escape(&rule.title)]
    });
    table(
        &mut html,
        text::RULES,
        [text::RULE, text::SEVERITY, text::FINDS],
        rows,
    );
    html
}

fn list_of_commands(commands: &[Entry]) -> String {
    let mut html = format!(
        "<h1>{}</h1><p class=\"lead\">{}</p>",
        text::COMMANDS,
        text::commands_intro(commands.len())
    );
    let rows = commands.iter().map(|command| {
        let route = Route::Locks(Some(command.name.clone()));
        let newest = command.answers.last();
        [
            link(&route, &text::command_form(&command.name)),
            newest
                .map_or("", |it| text::strongest(&it.statement))
                .to_owned(),
            newest.map_or_else(String::new, |it| text::work(&it.statement)),
        ]
    });
    let heads = [text::COMMAND, text::STRONGEST, text::WORK];
    table(&mut html, text::COMMANDS, heads, rows);
    html
}

fn table(
    html: &mut String,
    label: &str,
    heads: [&str; 3],
    rows: impl Iterator<Item = [String; 3]>,
) {
    put!(
        html,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table><thead><tr>"
    );
    for head in heads {
        put!(html, "<th scope=\"col\">{head}</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            put!(html, "<td>{cell}</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
}

fn link(route: &Route, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", route.address(), escape(words))
}

fn rule_page(rule: &RulePage) -> String {
    let mut html = format!(
        "<h1><code>{}</code></h1><p class=\"lead\">{}</p><p class=\"facts-line\">{} · {}</p>",
        rule.id,
        escape(&rule.title),
        text::severity(rule.severity),
        escape(&format!(
            "{} {}",
            text::POSTGRES,
            text::versions(&rule.versions)
        ))
    );
    document(&mut html, &rule.docs);
    let (title, url) = &rule.source;
    put!(
        html,
        "<p>{}: <a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\">{}</a></p>",
        text::CITATION,
        escape(url),
        escape(title)
    );
    for (title, examples) in [(text::FOUND, &rule.bad), (text::SILENT, &rule.good)] {
        if !examples.is_empty() {
            put!(html, "<h2>{title}</h2>");
        }
        for it in examples {
            example(&mut html, it);
        }
    }
    html
}

fn example(html: &mut String, example: &Example) {
    html.push_str("<div class=\"reference-example\">");
    if !example.schema.is_empty() {
        put!(
            html,
            "<details class=\"more\"><summary>{}</summary>",
            text::BEFORE_IT
        );
        sql(html, &example.schema);
        html.push_str("</details>");
    }
    sql(html, &example.sql);
    try_it(html, example);
    html.push_str("</div>");
}

/// A link that opens an example, which holds all of it.
fn try_it(html: &mut String, example: &Example) {
    let shared = Shared {
        sql: format!("{}\n", example.sql),
        settings: Settings {
            postgres: example.postgres,
            schema: example.schema.clone().into(),
            ..Settings::default()
        },
        ..Shared::default()
    };
    put!(
        html,
        "<a href=\"#{}\">{}</a>",
        share::encode(&shared),
        text::TRY_IT
    );
}

fn sql(html: &mut String, sql: &str) {
    html.push_str("<div class=\"sql-block\"><pre tabindex=\"0\"><code>");
    for (class, piece) in pieces(sql) {
        let piece = escape(piece);
        match class {
            Class::Plain => html.push_str(&piece),
            Class::Keyword => put!(html, "<span class=\"kw\">{piece}</span>"),
            Class::Text => put!(html, "<span class=\"st\">{piece}</span>"),
            Class::Comment => put!(html, "<span class=\"cm\">{piece}</span>"),
            Class::Number => put!(html, "<span class=\"nu\">{piece}</span>"),
        }
    }
    html.push_str("</code></pre></div>");
}

fn document(html: &mut String, markdown: &str) {
    for block in blocks(markdown) {
        match block {
            Block::Heading(_, words) => put!(html, "<h2>{}</h2>", spans(&words)),
            Block::Paragraph(words) => put!(html, "<p>{}</p>", spans(&words)),
            Block::List(first, items) => {
                let tag = if first.is_some() { "ol" } else { "ul" };
                put!(html, "<{tag}>");
                for item in items {
                    put!(html, "<li>{}</li>", spans(&item));
                }
                put!(html, "</{tag}>");
            }
            Block::Code(code) => sql(html, &code),
        }
    }
}

fn spans(spans: &[Span]) -> String {
    let each = spans.iter().map(|span| match span {
        Span::Words(words) => escape(words),
        Span::Code(code) => format!("<code>{}</code>", escape(code)),
        Span::Strong(words) => format!("<strong>{}</strong>", escape(words)),
    });
    each.collect()
}

fn command_page(command: &Entry) -> String {
    let mut html = format!("<h1>{}</h1>", escape(&text::command_form(&command.name)));
    sql(&mut html, &command.sql);
    let example = Example {
        sql: command.sql.clone(),
        schema: String::new(),
        postgres: Settings::default().postgres,
    };
    try_it(&mut html, &example);
    for it in command.answers.iter().rev() {
        answer(&mut html, it);
    }
    html
}

fn answer(html: &mut String, answer: &Answer) {
    let statement = &answer.statement;
    put!(html, "<h2>{}</h2>", text::majors(answer.from, answer.to));
    if let Some(failure) = &statement.fails {
        put!(
            html,
            "<p class=\"remark fails\"><strong>{}</strong>: {} <code>{}</code></p>",
            text::REFUSED,
            escape(&failure.reason),
            escape(&failure.sqlstate)
        );
    } else if statement.locks.is_empty() {
        put!(html, "<p>{}</p>", text::NO_RELATION);
    }
    html.push_str("<ul class=\"facts\">");
    for lock in &statement.locks {
        let (who, effect) = if lock.new {
            (Who::Nobody, text::NEW_RELATION)
        } else {
            (Who::for_mode(lock.mode), text::mode_in_words(lock.mode))
        };
        put!(
            html,
            "<li><code class=\"relation\">{}</code><span class=\"mode {}\">{}</span><span class=\"effect\">{effect}</span></li>",
            escape(text::short_name(&lock.relation)),
            who.class(),
            lock.mode.name()
        );
    }
    html.push_str("</ul>");
    for (words, relations) in [
        (text::STEP_REWRITES, &statement.rewrites),
        (text::STEP_READS, &statement.scans),
        (text::BUILDS_INDEX, &statement.index_builds),
    ] {
        let names: Vec<String> = relations
            .iter()
            .map(|it| format!("<code>{}</code>", escape(text::short_name(it))))
            .collect();
        if !names.is_empty() {
            put!(html, "<p>{words} {}</p>", names.join(", "));
        }
    }
    if statement.refuses_transaction {
        put!(html, "<p>{}</p>", text::OUTSIDE_TRANSACTION);
    }
}

fn meeting(held: LockMode, wanted: LockMode) -> Route {
    let part = |mode: LockMode| mode.name().to_ascii_lowercase().replace(' ', "-");
    Route::Conflicts(Some(format!("{}/{}", part(held), part(wanted))))
}

fn matrix() -> String {
    let mut html = format!(
        "<h1>{}</h1><p class=\"lead\">{}</p>\
         <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\">\
         <table class=\"matrix\"><thead><tr><th scope=\"col\">{}</th>",
        text::CONFLICTS,
        text::CONFLICTS_INTRO,
        text::HELD_AND_WANTED
    );
    for mode in LockMode::ALL {
        put!(html, "<th scope=\"col\">{}</th>", mode.name());
    }
    html.push_str("</tr></thead><tbody>");
    for held in LockMode::ALL {
        put!(
            html,
            "<tr><th scope=\"row\">{}<small>{}</small></th>",
            held.name(),
            text::taken_by(held)
        );
        for wanted in LockMode::ALL {
            let waits = held.conflicts_with(wanted);
            put!(
                html,
                "<td{}><a href=\"{}\" aria-label=\"{}\">{}</a></td>",
                if waits { " class=\"waits\"" } else { "" },
                meeting(held, wanted).address(),
                text::meeting(held, wanted, waits),
                if waits { text::WAITS } else { text::GOES_ON }
            );
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

/// Who waits when two modes meet, and which commands that is.
fn meeting_page(held: LockMode, wanted: LockMode, commands: &[Entry]) -> String {
    let waits = held.conflicts_with(wanted);
    let mut html = format!("<h1>{}</h1>", text::meeting(held, wanted, waits));
    for mode in [held, wanted] {
        put!(html, "<h2>{}</h2><ul>", text::takes(mode));
        let newest = |it: &Entry| it.answers.last().map(|it| text::strongest(&it.statement));
        for command in commands.iter().filter(|it| newest(it) == Some(mode.name())) {
            let route = Route::Locks(Some(command.name.clone()));
            put!(
                html,
                "<li>{}</li>",
                link(&route, &text::command_form(&command.name))
            );
        }
        html.push_str("</ul>");
        if held == wanted {
            break;
        }
    }
    put!(
        html,
        "<p>{}</p>",
        link(&Route::Conflicts(None), text::ALL_CONFLICTS)
    );
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_leads_to_a_page() {
        let all = pages();
        let known: Vec<String> = all.pages.iter().map(|it| format!("#/{}", it.0)).collect();
        for (address, html) in &all.pages {
            for link in html.split("href=\"").skip(1) {
                let to = link.split('"').next().unwrap_or_default();
                if to.starts_with("#/") {
                    assert!(known.iter().any(|it| it == to), "{address}: {to}");
                }
                if to.starts_with("#v1.") {
                    assert!(matches!(share::decode(to), Ok(Some(_))), "{address}: {to}");
                }
            }
        }
    }

    #[test]
    fn nothing_of_an_example_becomes_markup() {
        assert_eq!(
            escape("a < b && \"c\""),
            "a &lt; b &amp;&amp; &quot;c&quot;"
        );
        let mut html = String::new();
        sql(&mut html, "SELECT '<script>';");
        assert!(!html.contains("<script>"), "{html}");
    }

    #[test]
    fn modes_meet_as_the_manual_says() {
        let all = pages();
        let matrix = all
            .pages
            .iter()
            .find(|it| it.0 == "conflicts")
            .expect("a page");
        assert_eq!(matrix.1.matches("class=\"waits\"").count(), 38);
    }
}
