//! `char(n)`: values filled up with spaces.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "padded-char",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("char(n) fills values up with spaces"),
    docs: page!(
        "\
char(n) stores spaces behind each value that is shorter, ignores them when it \
compares, and loses them when it becomes text: LIKE, length() and concatenation do \
not agree on what the value is. Fixed length makes nothing faster in PostgreSQL.

Use text; a CHECK constraint can ask for a length."
    ),
    versions: "11-18",
    source: citation::CHARACTER_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE countries (code char(2) PRIMARY KEY);"),
        example("ALTER TABLE users ADD COLUMN locale character(5);")
    ]),
    good: page!(&[
        example("CREATE TABLE countries (code text PRIMARY KEY CHECK (length(code) = 2));"),
        example("CREATE TABLE parts (id bigint PRIMARY KEY, kind \"char\");")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "Shorter values are filled up with spaces.",
        "is a char(n), which stores spaces behind a shorter value and ignores them in comparisons.",
        "LIKE, length() and concatenation do not agree on whether the spaces are there, and nothing is faster for it.",
        "Make it text; a CHECK can ask for the length.",
    ];
    declared::types(context, words, |_, data_type| {
        (data_type.name == "bpchar").then_some("text")
    })
}
