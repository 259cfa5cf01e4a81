//! `json`: text that is parsed again each time it is read.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "json-column",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("json has no equality and is parsed at each read"),
    docs: page!(
        "\
json keeps the text as it was sent: each operator parses it again, there is no = \
for it, so that DISTINCT, GROUP BY and UNION fail on the whole row, and no GIN \
index.

Use jsonb. json is right only where the text has to come back as it was, spaces, \
order and repeated keys included."
    ),
    versions: "11-18",
    source: citation::JSON_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE events (id bigint PRIMARY KEY, payload json NOT NULL DEFAULT '{}');"),
        example("ALTER TABLE events ADD COLUMN tags json;")
    ]),
    good: page!(&[
        example(
            "CREATE TABLE events (id bigint PRIMARY KEY, payload jsonb NOT NULL DEFAULT '{}');"
        ),
        example("ALTER TABLE events ADD COLUMN json text;")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "json has no equality, and is parsed at each read.",
        "is json: a text that every operator parses again, and that has no =.",
        "SELECT DISTINCT and GROUP BY over it fail, and no GIN index can find values in it.",
        "Make it jsonb, unless the exact text has to come back.",
    ];
    declared::types(context, words, |_, data_type| {
        (data_type.name == "json").then_some("jsonb")
    })
}
