//! An enum: a list of values that only grows.

use lockstep_syntax::tree::{StatementKind, TypeDefinition};

use super::declared::{advise, is_told};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "enum-type",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("The values of an enum can be added, but not removed"),
    docs: page!(
        "\
A value of an enum can be added and renamed, but never removed, nor its place \
changed: that takes a new type and a change of every column of the old one, which \
rewrites their tables. A value that was added cannot be used before its \
transaction ends.

Where the list will change, use text with a CHECK constraint, or a table of the \
values and a foreign key."
    ),
    versions: "11-18",
    source: citation::ENUMERATED_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');"),
        example("CREATE TYPE app.status AS ENUM ('open', 'closed');")
    ]),
    good: page!(&[
        example(
            "CREATE TABLE people (id bigint PRIMARY KEY, mood text CHECK (mood IN ('sad', 'ok', 'happy')));"
        ),
        example("CREATE TYPE point3 AS (x float8, y float8, z float8);")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateType(create) = &context.statement.kind else {
        return Vec::new();
    };
    if !matches!(create.definition, TypeDefinition::Enum(_)) || !is_told(context) {
        return Vec::new();
    }
    let name = context.catalog().resolve(&create.name);
    let words = [
        "Values of an enum are never removed.",
        "takes new values, but never loses one, and the order stays as it is.",
        "Getting rid of a value takes a new type and a rewrite of every table that uses the old one.",
        "Where the list will change, use text with a CHECK constraint, or a table of the values with a foreign key.",
    ];
    vec![Hit {
        relations: Vec::new(),
        ..advise(create.name.span, &name, &name.to_string(), words)
    }]
}
