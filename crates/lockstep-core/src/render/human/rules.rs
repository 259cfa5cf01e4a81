//! The rules for a terminal.

use super::facts;
use super::page::{CYAN, FAINT, PLAIN, Page, STRONG, WIDTH};
use crate::render::text::count;
use crate::render::wrap::wrap;
use crate::render::{example, words};
use crate::rules::Rule;

/// Every rule in a line or two, the most serious first.
///
/// ```
/// use lockstep_core::{render::human, rules::RULES};
///
/// assert!(human::rules(RULES, false).contains("set-not-null-scan"));
/// ```
#[must_use]
pub fn rules(rules: &[&Rule], colour: bool) -> String {
    let mut page = Page::new(colour);
    let names = rules.iter().map(|rule| rule.id.len());
    let column = names.max().unwrap_or(0) + 2;
    let mut severity = None;
    for rule in words::worst_first(rules) {
        if severity != Some(rule.severity) {
            if severity.is_some() {
                page.blank();
            }
            severity = Some(rule.severity);
            page.line(0, &[facts::severity(rule.severity)]);
        }
        let mut title = rule.title.to_owned();
        if rule.versions != EVERY_VERSION {
            title = format!("{title} ({})", words::versions(rule.versions));
        }
        let name = format!("{:column$}", rule.id);
        for (number, row) in wrap(&title, WIDTH - 2 - column).iter().enumerate() {
            let name = if number == 0 {
                &name
            } else {
                &" ".repeat(column)
            };
            page.line(2, &[(STRONG, name), (PLAIN, row)]);
        }
    }
    page.blank();
    let number = format!(
        "{}; what one means and how to avoid it: ",
        count(rules.len(), "rule", "rules")
    );
    page.line(0, &[(PLAIN, &number), (CYAN, "lockstep explain RULE")]);
    page.finish()
}

/// The versions of a rule that holds everywhere.
const EVERY_VERSION: &str = "11-18";

/// The page of a rule.
#[must_use]
pub fn rule(rule: &Rule, colour: bool) -> String {
    let mut page = Page::new(colour);
    let (style, severity) = facts::severity(rule.severity);
    let versions = format!(" · {}", words::versions(rule.versions));
    page.line(
        0,
        &[
            (STRONG, rule.id),
            (PLAIN, "  "),
            (style, severity),
            (FAINT, &versions),
        ],
    );
    page.blank();
    page.field(2, "", 0, STRONG, rule.title);
    for paragraph in rule.docs.split("\n\n") {
        page.blank();
        page.field(2, "", 0, PLAIN, paragraph);
    }
    for (heading, examples) in [("Found", rule.bad), ("Silent", rule.good)] {
        for (number, example) in examples.iter().enumerate() {
            if number == 0 {
                page.blank();
                page.line(2, &[(CYAN, heading)]);
            }
            page.blank();
            if let Some(text) = example::circumstances(example) {
                page.field(4, "", 0, FAINT, &text);
                page.code(8, example.schema);
            }
            page.code(4, example.sql);
            for found in example::findings(example) {
                let (style, severity) = facts::severity(found.severity);
                let text = format!("line {}: {}", found.line, found.title);
                page.headline(4, (style, severity), PLAIN, &text);
            }
        }
    }
    page.blank();
    page.field(2, "See", 5, FAINT, rule.source.url());
    page.finish()
}
