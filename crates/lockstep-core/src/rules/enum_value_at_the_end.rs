//! A value of an enum that is told no place comes last.

use lockstep_syntax::tree::{EnumChange, ObjectChange, StatementKind};

use super::declared::{advise, is_told};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "enum-value-at-the-end",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A new value of an enum comes last in its order"),
    docs: page!(
        "\
The order of an enum is that of its list. ADD VALUE without BEFORE or AFTER puts \
the value behind all others, and it cannot be moved afterwards: ORDER BY, < and \
max() go by it.

Say BEFORE or AFTER which value it belongs, where the order means something."
    ),
    versions: "11-18",
    source: citation::ALTER_TYPE,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("ALTER TYPE priority ADD VALUE 'medium';"),
        example("ALTER TYPE priority ADD VALUE IF NOT EXISTS 'medium';")
            .given("CREATE TYPE priority AS ENUM ('low', 'high');")
    ]),
    good: page!(&[
        example("ALTER TYPE priority ADD VALUE 'medium' BEFORE 'high';"),
        example("ALTER TYPE priority ADD VALUE 'urgent' AFTER 'high';"),
        example("ALTER TYPE priority ADD VALUE IF NOT EXISTS 'low';")
            .given("CREATE TYPE priority AS ENUM ('low', 'high');")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterObject(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let ObjectChange::EnumValue(EnumChange::Add {
        neighbour: None,
        value,
        ..
    }) = &alter.change
    else {
        return Vec::new();
    };
    let Some(name) = alter.object.name.as_ref().filter(|_| is_told(context)) else {
        return Vec::new();
    };
    let resolved = context.catalog().resolve(name);
    let values = context.catalog().enum_values.get(&resolved);
    if values.is_some_and(|values| values.iter().any(|it| it == value)) {
        return Vec::new();
    }
    let words = [
        "The new value comes behind all others.",
        "has an order, and the new value becomes its last.",
        "ORDER BY, < and max() go by that order, and a value cannot be moved afterwards.",
        "Say BEFORE or AFTER which value it belongs, where the order means something.",
    ];
    vec![Hit {
        relations: Vec::new(),
        ..advise(
            context.statement.span,
            &resolved,
            &resolved.to_string(),
            words,
        )
    }]
}
