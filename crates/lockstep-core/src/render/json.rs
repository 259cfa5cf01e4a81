//! The report as JSON: pretty, with a newline at the end, the same bytes for
//! the same input.

use serde::Serialize;

use super::pretty;
use crate::report::{Citation, Plan, Report, Severity};
use crate::rules::Rule;

/// The whole report, as `lockstep check --format json` prints it.
///
/// ```
/// use lockstep_core::{Options, check, render::json};
///
/// let report = check(&[], &Options::default());
/// assert!(json::report(&report).starts_with("{\n  \"version\": 1,\n"));
/// ```
#[must_use]
pub fn report(report: &Report) -> String {
    pretty(report)
}

/// The plan alone, as `lockstep plan --format json` prints it.
#[must_use]
pub fn plan(plan: &Plan) -> String {
    pretty(plan)
}

/// The rules, as `lockstep rules --format json` prints them.
#[must_use]
pub fn rules(rules: &[&Rule]) -> String {
    pretty(
        &rules
            .iter()
            .map(|rule| RuleEntry::from(*rule))
            .collect::<Vec<_>>(),
    )
}

/// One rule, as `lockstep explain --format json` prints it.
#[must_use]
pub fn rule(rule: &Rule) -> String {
    pretty(&RulePage {
        entry: RuleEntry::from(rule),
        bad: rule.bad,
        good: rule.good,
    })
}

/// A rule with its examples.
#[derive(Serialize)]
struct RulePage {
    #[serde(flatten)]
    entry: RuleEntry,
    bad: &'static [&'static str],
    good: &'static [&'static str],
}

/// What is told of a rule; its examples and its code stay inside.
#[derive(Serialize)]
struct RuleEntry {
    id: &'static str,
    severity: Severity,
    title: &'static str,
    versions: &'static str,
    docs: &'static str,
    citation: Citation,
}

impl From<&Rule> for RuleEntry {
    fn from(rule: &Rule) -> Self {
        RuleEntry {
            id: rule.id,
            severity: rule.severity,
            title: rule.title,
            versions: rule.versions,
            docs: rule.docs,
            citation: rule.source.citation(),
        }
    }
}
