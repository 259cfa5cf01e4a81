//! The report as JSON: pretty, with a newline at the end, the same bytes for
//! the same input.

use std::collections::BTreeMap;

use serde::Serialize;

use super::pretty;
use crate::report::{Citation, Plan, Report, Severity};
use crate::rules::{Example, Rule};

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
        bad: rule.bad.iter().map(ExampleEntry::from).collect(),
        good: rule.good.iter().map(ExampleEntry::from).collect(),
    })
}

/// A rule with its examples.
#[derive(Serialize)]
struct RulePage {
    #[serde(flatten)]
    entry: RuleEntry,
    bad: Vec<ExampleEntry>,
    good: Vec<ExampleEntry>,
}

/// A migration, and what exists before it.
#[derive(Serialize)]
struct ExampleEntry {
    sql: &'static str,
    schema: &'static str,
    rows: BTreeMap<&'static str, u64>,
    postgres: u8,
}

impl From<&Example> for ExampleEntry {
    fn from(example: &Example) -> Self {
        ExampleEntry {
            sql: example.sql,
            schema: example.schema,
            rows: example
                .sizes
                .iter()
                .map(|(table, size)| (*table, size.rows))
                .collect(),
            postgres: example.postgres,
        }
    }
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
