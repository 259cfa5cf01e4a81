//! The report as JSON: pretty, with a newline at the end, the same bytes for
//! the same input.

use serde::Serialize;

use crate::report::{Plan, Report};

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

fn pretty(value: &impl Serialize) -> String {
    // The contract's types hold nothing that JSON cannot say (no maps, no
    // floats), so the default never stands in.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
