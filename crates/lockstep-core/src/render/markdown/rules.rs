//! The rules as Markdown.

use super::{block, code, link, prose};
use crate::render::{example, words};
use crate::report::Finding;
use crate::rules::Rule;

/// Every rule in a table, the most serious first.
#[must_use]
pub fn rules(rules: &[&Rule]) -> String {
    let mut text =
        "| Rule | Severity | PostgreSQL | What it finds |\n|---|---|---|---|\n".to_owned();
    for rule in words::worst_first(rules) {
        put!(
            text,
            "| {} | {} | {} | {} |\n",
            code(rule.id),
            words::severity(rule.severity),
            rule.versions,
            prose(rule.title)
        );
    }
    text
}

/// The page of a rule.
#[must_use]
pub fn rule(rule: &Rule) -> String {
    let mut text = format!(
        "# {}\n\n**{}** · {}\n\n{}.\n\n{}\n",
        code(rule.id),
        words::severity(rule.severity),
        words::versions(rule.versions),
        prose(rule.title.trim_end_matches('.')),
        // It is Markdown, written beside the rule.
        rule.docs
    );
    for (heading, examples) in [("Found", rule.bad), ("Silent", rule.good)] {
        if examples.is_empty() {
            continue;
        }
        put!(text, "\n## {heading}\n");
        for example in examples {
            if let Some(circumstances) = example::circumstances(example) {
                put!(text, "\n{}\n", prose(&circumstances));
            }
            if !example.schema.is_empty() {
                put!(text, "\n{}\n---\n", block(example.schema));
            }
            put!(text, "\n{}\n", block(example.sql));
            for found in example::findings(example) {
                text.push_str(&self::found(&found));
            }
        }
    }
    put!(text, "\n{}\n", link(rule.source.title(), rule.source.url()));
    text
}

fn found(found: &Finding) -> String {
    format!(
        "- line {}: {} ({}, {})\n",
        found.line,
        prose(found.title.trim_end_matches('.')),
        words::severity(found.severity),
        code(&found.rule)
    )
}
