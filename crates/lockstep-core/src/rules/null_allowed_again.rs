//! A column that may be NULL again surprises the code that reads it.

use lockstep_syntax::tree::{AlterActionKind, ColumnChange};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::quote;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "null-allowed-again",
    severity: Severity::Advice,
    occasion: Occasion::Outcome,
    title: page!("A column that may be NULL again surprises the code that reads it"),
    docs: page!(
        "\
DROP NOT NULL takes a moment. But code that relied on a value meets the first NULL as \
soon as somebody writes one: a type that knows no null, a comparison that is neither \
true nor false, a NOT IN that finds nothing.

Ship code that reads NULL first. The way back needs every NULL filled again."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C6"]),
    bad: page!(&[
        example("ALTER TABLE users ALTER COLUMN email DROP NOT NULL;"),
        example("ALTER TABLE users ALTER COLUMN email DROP NOT NULL;")
            .given("CREATE TABLE users (id int, email text NOT NULL);"),
        example(
            "ALTER TABLE users ALTER COLUMN email DROP NOT NULL, ALTER COLUMN name DROP NOT NULL;"
        ),
    ]),
    good: page!(&[
        example("ALTER TABLE users ALTER COLUMN email DROP NOT NULL;")
            .given("CREATE TABLE users (id int, email text);"),
        example(
            "CREATE TABLE users (email text NOT NULL); ALTER TABLE users ALTER COLUMN email DROP NOT NULL;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some((table, actions)) = context.altered() else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let mut spans = Vec::new();
    let mut columns = Vec::new();
    for action in actions {
        let AlterActionKind::AlterColumn {
            name,
            change: ColumnChange::DropNotNull,
        } = &action.kind
        else {
            continue;
        };
        if catalog.is_not_null(&table, &name.value) != Some(false)
            && !catalog.is_new_column(&table, &name.value)
        {
            spans.push(action.span);
            columns.push(name.value.to_string());
        }
    }
    let Some(span) = spans.first() else {
        return Vec::new();
    };
    let named = |column: &String| format!("{table}.{}", quote(column));
    let named: Vec<String> = columns.iter().map(named).collect();
    let again = table.clone();
    vec![Hit {
        span: *span,
        title: format!("{} may be NULL from here on.", super::list(&named)),
        what: "The change takes a moment; from the first NULL on, code that relied on a value fails or leaves rows out.".to_owned(),
        why: "Code that runs now was written for a column without NULLs.".to_owned(),
        action: "Ship code that reads NULL before anybody writes one.".to_owned(),
        relations: vec![table],
        unless: Some(Unless::new(move |left| {
            columns.iter().all(|column| {
                left.is_not_null(&again, column) == Some(true)
                    || left.has_column(&again, column) == Some(false)
            })
        })),
        ..Hit::default()
    }]
}
