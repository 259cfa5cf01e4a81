//! A unique index over rows that hold duplicates fails at the end of its
//! build.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "duplicates-fail-unique-build",
    severity: Severity::Advice,
    occasion: Occasion::Always,
    title: page!("A concurrent unique build fails when the table holds duplicates"),
    docs: page!(
        "\
CREATE UNIQUE INDEX CONCURRENTLY reads the whole table and finds a duplicate only when \
it comes to it: after minutes of work it fails and leaves an INVALID index behind, which \
still refuses new duplicates.

Look for duplicates first. Rows whose key holds NULL are never duplicates of each other, \
unless NULLS NOT DISTINCT (PostgreSQL 15) says so."
    ),
    versions: "11-18",
    source: citation::CREATE_INDEX_CONCURRENTLY,
    hazards: page!(&["S8"]),
    bad: page!(&[example(
        "CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);"
    )]),
    good: page!(&[
        example("CREATE INDEX CONCURRENTLY users_email ON users (email);"),
        example("CREATE TABLE users (email text); CREATE UNIQUE INDEX ON users (email);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateIndex(create) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.situation.catalog;
    let table = catalog.resolve(&create.table);
    if !create.unique
        || !create.concurrently
        || catalog.is_new(&table)
        || context.effects.fails.is_some()
    {
        return Vec::new();
    }
    let text = context.situation.text;
    let keys: Vec<&str> = create
        .keys
        .iter()
        .map(|key| key.expression.span.of(text))
        .collect();
    let keys = keys.join(", ");
    let filter = create
        .predicate
        .as_ref()
        .map(|predicate| format!(" WHERE {}", predicate.span.of(text)))
        .unwrap_or_default();
    vec![Hit {
        span: context.statement.span,
        title: "Duplicates in the table make the build fail at its end.".to_owned(),
        what: format!(
            "If two rows of {table} agree in ({keys}) the build fails after it has read the table, and leaves an INVALID index behind."
        ),
        why: "It passes on a test database and fails in production, after minutes.".to_owned(),
        action: format!(
            "Look first: SELECT {keys}, count(*) FROM {table}{filter} GROUP BY {keys} HAVING count(*) > 1."
        ),
        relations: vec![table],
        ..Hit::default()
    }]
}
