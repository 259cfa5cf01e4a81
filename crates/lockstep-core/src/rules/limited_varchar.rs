//! `varchar(n)`: a limit that a type carries.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "limited-varchar",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("varchar(n) ties a limit to the type"),
    docs: page!(
        "\
varchar(n) takes no less room and is no faster than text; n only limits the \
length. A smaller n needs every row read under ACCESS EXCLUSIVE, and so does a \
larger one where a CHECK constraint names the column.

Use text. Where a limit matters, a CHECK constraint says it by name, and can be \
exchanged NOT VALID while reads and writes go on."
    ),
    versions: "11-18",
    source: citation::CHARACTER_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE users (id bigint PRIMARY KEY, email varchar(255) NOT NULL);"),
        example("ALTER TABLE users ADD COLUMN tags varchar(20)[];")
    ]),
    good: page!(&[
        example(
            "CREATE TABLE users (id bigint PRIMARY KEY, email text CHECK (length(email) <= 255));"
        ),
        example("CREATE TABLE users (id bigint PRIMARY KEY, email varchar);"),
        example("CREATE TEMP TABLE seen (email varchar(255));")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "The limit is a part of the type.",
        "carries its limit in its type, varchar(n).",
        "Lowering the limit later reads the whole table while everybody waits; text takes as little room and is as fast.",
        "Make it text, with a CHECK on its length where a limit matters: that one can be changed NOT VALID.",
    ];
    declared::types(context, words, |_, data_type| {
        (data_type.name == "varchar" && !data_type.modifiers.is_empty()).then_some("text")
    })
}
