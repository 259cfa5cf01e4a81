//! IF NOT EXISTS keeps what is there, however different it is.

use lockstep_syntax::tree::{AlterActionKind, ColumnDefinition, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::{Catalog, Name};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "if-exists-hides-difference",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("IF NOT EXISTS keeps what is there, however different it is"),
    docs: page!(
        "\
IF NOT EXISTS looks at the name alone. Where a table or a column of that name is there \
already, PostgreSQL keeps it as it is: the columns, types and constraints written in \
the statement do not come into being, and all that is said of it is a NOTICE.

Leave IF NOT EXISTS away where the object must be new, or alter what is there."
    ),
    versions: "11-18",
    source: citation::CREATE_TABLE,
    hazards: page!(&["C15"]),
    bad: page!(&[
        example("CREATE TABLE IF NOT EXISTS users (id int, email text);")
            .given("CREATE TABLE users (id int);"),
        example("ALTER TABLE users ADD COLUMN IF NOT EXISTS age bigint;")
            .given("CREATE TABLE users (id int, age int);"),
    ]),
    good: page!(&[
        example("CREATE TABLE IF NOT EXISTS users (id int);").given("CREATE TABLE users (id int);"),
        example("CREATE TABLE IF NOT EXISTS users (id int);"),
        example("ALTER TABLE users ADD COLUMN IF NOT EXISTS age int;")
            .given("CREATE TABLE users (id int, age int);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let catalog = context.catalog();
    let (table, span, different) = match &context.statement.kind {
        StatementKind::CreateTable(create) if create.if_not_exists => {
            let table = match create.name.schema() {
                Some(_) => catalog.resolve(&create.name),
                None => Name::new(catalog.creation_schema(), create.name.name()),
            };
            let columns = create.columns.iter();
            let different: Vec<String> = columns
                .filter_map(|it| difference(catalog, &table, it))
                .collect();
            (table, context.statement.span, different)
        }
        StatementKind::AlterTable(alter) => {
            let table = catalog.resolve(&alter.name);
            let added = alter
                .actions
                .iter()
                .filter_map(|action| match &action.kind {
                    AlterActionKind::AddColumn {
                        if_not_exists: true,
                        column,
                    } if catalog.has_column(&table, &column.name.value) == Some(true) => {
                        difference(catalog, &table, column)
                    }
                    _ => None,
                });
            let different = added.collect();
            (table, context.statement.span, different)
        }
        _ => return Vec::new(),
    };
    if different.is_empty() {
        return Vec::new();
    }
    vec![Hit {
        span,
        title: format!("{table} has it already, in another form, and stays as it is."),
        what: format!(
            "IF NOT EXISTS looks at the name alone, so that nothing happens: {}.",
            super::list(&different)
        ),
        why: "Code that expects what is written here fails on this database and works on an empty one.".to_owned(),
        action: "Alter what is there, or leave IF NOT EXISTS away and see it refused.".to_owned(),
        relations: vec![table],
        ..Hit::default()
    }]
}

/// How the column of a table that is there differs from the one written.
fn difference(catalog: &Catalog, table: &Name, column: &ColumnDefinition<'_>) -> Option<String> {
    let relation = catalog.relations.get(table)?;
    let name = &column.name.value;
    let Some(known) = relation.column(name) else {
        return relation
            .complete
            .then(|| format!("there is no column {name}"));
    };
    let written = catalog.data_type(column.data_type.as_ref()?);
    let there = known.data_type.as_ref()?;
    let same = written.is_same_type(there) && written.modifiers == there.modifiers;
    (!same).then(|| format!("column {name} is of another type"))
}
