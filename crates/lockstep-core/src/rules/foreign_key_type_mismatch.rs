//! A foreign key between columns of different types.

use super::declared::{Pair, replace};
use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::DataType;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "foreign-key-type-mismatch",
    severity: Severity::Advice,
    occasion: Occasion::Outcome,
    title: page!("The types of a foreign key differ"),
    docs: page!(
        "\
A foreign key may join columns of different types where PostgreSQL can compare \
them. An int column that references a bigint key refuses every key above \
2,147,483,647. Where there is no operator for both types, as for int and numeric, \
PostgreSQL converts each referencing value first, so that no index on it helps \
when a referenced row is deleted.

Give the referencing column the type of the key."
    ),
    versions: "11-18",
    source: citation::FOREIGN_KEYS,
    hazards: page!(&["D"]),
    bad: page!(&[
        example(
            "CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id int REFERENCES users);\n\
CREATE INDEX ON orders (user_id);"
        ),
        example(
            "CREATE TABLE users (id numeric PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id));\n\
CREATE INDEX ON orders (user_id);"
        )
    ]),
    good: page!(&[
        example(
            "CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n\
CREATE INDEX ON orders (user_id);"
        ),
        example(
            "CREATE TABLE users (name text PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_name varchar(20) REFERENCES users);\n\
CREATE INDEX ON orders (user_name);"
        ),
        example(
            "CREATE TABLE nodes (id bigint PRIMARY KEY, parent_id bigint REFERENCES nodes);\n\
CREATE INDEX ON nodes (parent_id);"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(declared) = context.declared() else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for key in declared.foreign_keys() {
        let pairs = declared.pairs(context, &key).into_iter();
        for pair in pairs.filter(|pair| !is_alike(&pair.from, &pair.to)) {
            let Pair {
                column,
                written,
                from,
                target,
                to,
                direct,
            } = pair;
            let to_type = to;
            let to = in_words(&to_type);
            let fix = written.filter(|_| to_type.builtin_name().is_some());
            hits.push(Hit {
                span: key.span,
                title: "The types of the foreign key differ.".to_owned(),
                what: format!("{column} is {}, and {target}, which it references, is {to}.", in_words(&from)),
                why: if direct {
                    "One of them holds values that the other refuses, and making them the same later may rewrite the table."
                } else {
                    "PostgreSQL converts each referencing value before it compares, so that no index on the column helps when a referenced row is deleted."
                }
                .to_owned(),
                action: format!("Give {column} the type {to}."),
                fix: fix.map(|span| replace(format!("Make it {to}"), span, to.clone())),
                severity: (!direct).then_some(Severity::Warning),
                relations: vec![declared.table.clone(), context.catalog().resolve(&key.target.table)],
                ..Hit::default()
            });
        }
    }
    hits
}

/// A type as the manual calls it.
fn in_words(it: &DataType) -> String {
    let name = match it.builtin_name() {
        Some("int2") => "smallint",
        Some("int4") => "integer",
        Some("int8") => "bigint",
        Some("float4") => "real",
        Some("float8") => "double precision",
        Some("bpchar") => "char",
        _ => return it.to_string(),
    };
    let it = it.to_string();
    let behind = it.find(['(', '[']).map_or("", |at| &it[at..]);
    format!("{name}{behind}")
}

/// Whether they hold the same values, lengths aside.
fn is_alike(one: &DataType, other: &DataType) -> bool {
    let text = |it: &DataType| !it.array && matches!(it.builtin_name(), Some("text" | "varchar"));
    one.is_same_type(other) || (text(one) && text(other))
}
