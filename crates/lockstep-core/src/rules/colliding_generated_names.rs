//! Constraints whose generated names are the same but for a number.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use lockstep_syntax::tree::{ColumnConstraintKind, Span, StatementKind, TableConstraintKind};

use super::declared::{advise, is_told};
use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::naming::{column_constraint_name, constraint_name, index_name};
use crate::catalog::{Catalog, Name};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "colliding-generated-names",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("Generated names differ by a number only"),
    docs: page!(
        "\
Where the name that PostgreSQL would choose is taken, it adds a number: \
orders_check, orders_check1. Which constraint gets which depends on the order in \
which they are created, and a restored or rebuilt database may have them the other \
way round.

Name them."
    ),
    versions: "11-18",
    source: citation::CONSTRAINTS,
    hazards: page!(&["D"]),
    bad: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int, CHECK (a < b), CHECK (a + b > 0));"
        ),
        example("CREATE TABLE orders (id bigint PRIMARY KEY, a int CHECK (a > 0) CHECK (a < 9));"),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, a int);\n\
CREATE INDEX ON orders (a);\n\
CREATE INDEX ON orders (a) WHERE a > 0;"
        )
    ]),
    good: page!(&[
        example("ALTER TABLE orders DROP CONSTRAINT orders_a_check, ADD CHECK (a > 1);")
            .given("CREATE TABLE orders (id bigint PRIMARY KEY, a int CHECK (a > 0));")
            .also(&["check-constraint-scan"]),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, a int CHECK (a > 0), b int CHECK (b > 0), CHECK (a < b));"
        ),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, a int, b int, CHECK (a < b), CONSTRAINT sum CHECK (a + b > 0));"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // What the statement drops is gone when it comes to names.
    let left = match &context.statement.kind {
        StatementKind::AlterTable(alter) => context.catalog().behind_drops(alter),
        _ => None,
    };
    let catalog = left.as_ref().unwrap_or(context.catalog());
    let (table, chosen) = chosen(context);
    let mut seen = BTreeSet::new();
    chosen
        .into_iter()
        .filter(|(name, _)| {
            let relation = table.sibling(name.as_str());
            let taken = catalog.constraint(&table, name).is_some()
                || catalog.indexes.contains_key(&relation)
                || catalog.relations.contains_key(&relation);
            !seen.insert(name.clone()) || taken
        })
        .map(|(name, span)| {
            let what = format!(
                "has something called {name} already, so that PostgreSQL adds a number to the name."
            );
            let words = [
                "Generated names differ by a number only.",
                &what,
                "Which of them gets which number depends on the order in which they are created.",
                "Give each of them a name.",
            ];
            advise(span, &table, &table.to_string(), words)
        })
        .collect()
}

/// The names that PostgreSQL would choose if nothing was there, and for what.
fn chosen(context: &Context<'_>) -> (Name, Vec<(String, Span)>) {
    let major = context.situation.major;
    if let StatementKind::CreateIndex(create) = &context.statement.kind {
        let nothing = Catalog::default();
        let table = context.catalog().resolve(&create.table);
        let unnamed = create.name.is_none() && is_told(context);
        let name = unnamed.then(|| index_name(&nothing, &table, create));
        let name = name.map(|name| (name.name().to_owned(), create.index_word));
        return (table, name.into_iter().collect());
    }
    let Some(declared) = context.declared() else {
        return (Name::new("", ""), Vec::new());
    };
    let table = &declared.table;
    let nothing = LazyCell::new(Catalog::default);
    let mut names = Vec::new();
    for column in &declared.columns {
        for constraint in &column.constraints {
            let not_null = matches!(constraint.kind, ColumnConstraintKind::NotNull);
            if constraint.name.is_none() && !not_null {
                let column = &column.name.value;
                let name = column_constraint_name(&nothing, table, column, &constraint.kind);
                names.extend(name.map(|name| (name, constraint.span)));
            }
        }
    }
    for constraint in &declared.constraints {
        let using_index = match &constraint.kind {
            TableConstraintKind::Unique(key) | TableConstraintKind::PrimaryKey(key) => {
                key.using_index.is_some()
            }
            _ => false,
        };
        if constraint.name.is_none() && !using_index {
            let name = constraint_name(&nothing, table, constraint, major);
            names.push((name, constraint.span));
        }
    }
    (table.clone(), names)
}
