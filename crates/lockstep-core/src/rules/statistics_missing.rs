//! The planner knows nothing of what was just filled.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "statistics-missing",
    severity: Severity::Advice,
    occasion: Occasion::Once,
    title: page!("The planner has no statistics of what was just filled"),
    docs: page!(
        "\
An index on an expression has statistics of its own, and building it gathers none: \
until the table is analyzed the planner guesses how many rows the expression selects. \
The same goes for a column that was just added and filled. Autovacuum analyzes a table \
only when enough of its rows have changed, which for a table that rests is never.

Run ANALYZE on the table at the end; it blocks neither reads nor writes."
    ),
    versions: "11-18",
    source: citation::PLANNER_STATISTICS,
    hazards: page!(&["B5"]),
    bad: page!(&[
        example("CREATE INDEX CONCURRENTLY users_email_lower ON users (lower(email));"),
        example(
            "ALTER TABLE users ADD COLUMN domain text;\n\
             UPDATE users SET domain = split_part(email, '@', 2) WHERE id BETWEEN 1 AND 10000;"
        ),
    ]),
    good: page!(&[
        example(
            "CREATE INDEX CONCURRENTLY users_email_lower ON users (lower(email));\nANALYZE users;"
        ),
        example("CREATE INDEX CONCURRENTLY users_email ON users (email);"),
        example(
            "CREATE TABLE users (email text); CREATE INDEX users_email_lower ON users (lower(email));"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.catalog();
    let (table, what) = match &context.statement.kind {
        StatementKind::CreateIndex(create)
            if create.keys.iter().any(|key| key.column.is_none()) =>
        {
            (
                &create.table,
                "The index is on an expression, and building it gathers no statistics of that",
            )
        }
        StatementKind::Update(update) => {
            let table = catalog.resolve(&update.table);
            let mut columns = update.columns.iter();
            if !columns.any(|column| catalog.is_new_column(&table, &column.value)) {
                return Vec::new();
            }
            (
                &update.table,
                "The column is new, and nothing is known of the values that it is filled with",
            )
        }
        _ => return Vec::new(),
    };
    let table = catalog.resolve(table);
    if context.effects.fails.is_some() || !context.is_busy(&table) {
        return Vec::new();
    }
    let of = table.clone();
    vec![Hit {
        span: context.statement.span,
        title: format!("The planner guesses until {table} is analyzed."),
        what: format!("{what}."),
        why: "A plan that rests on a guess may leave the index aside, until autovacuum comes by some day.".to_owned(),
        action: format!("Run ANALYZE {table} at the end of the migration; it blocks neither reads nor writes."),
        relations: vec![table],
        unless: Some(Unless::new(move |left| !left.unanalyzed.contains(&of))),
        ..Hit::default()
    }]
}
