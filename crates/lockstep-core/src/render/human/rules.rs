//! The rules for a terminal.

use super::page::{FAINT, PLAIN, Page, STRONG};
use super::words;
use crate::rules::Rule;

/// Every rule with its page.
///
/// ```
/// use lockstep_core::{render::human, rules::RULES};
///
/// assert!(human::rules(RULES, false).contains("set-not-null-scan"));
/// ```
#[must_use]
pub fn rules(rules: &[&Rule], colour: bool) -> String {
    let mut page = Page::new(colour);
    for (number, rule) in rules.iter().enumerate() {
        if number > 0 {
            page.blank();
        }
        let (style, severity) = words::severity(rule.severity);
        let versions = format!(" · PostgreSQL {}", rule.versions);
        page.line(
            0,
            &[
                (STRONG, rule.id),
                (PLAIN, "  "),
                (style, severity),
                (FAINT, &versions),
            ],
        );
        for paragraph in rule.docs.split("\n\n") {
            page.field(2, "", 0, PLAIN, paragraph);
        }
        page.field(2, "", 0, FAINT, rule.source.url);
    }
    page.finish()
}
