//! Renaming a table breaks the code that runs.

use lockstep_syntax::tree::{
    AlterActionKind, AlterObject, ObjectChange, RelationWord, StatementKind,
};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "table-rename",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Renaming or moving a table breaks the code that runs"),
    docs: page!(
        "\
Code that uses the old name fails from the moment of the rename, code that uses the new \
name fails before it. Where a table is swapped for a copy, what was written to the old \
one after the copy is lost, and policies, grants, triggers, foreign keys and comments do \
not move with the name.

In the same transaction create a view of the old name over the new table; drop it when \
nothing uses it any more. Where row security is on, the view needs WITH \
(security_invoker), which PostgreSQL 15 brings: any other reads with the rights of its \
owner, who may see every row."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C4"]),
    bad: page!(&[
        example("ALTER TABLE users RENAME TO people;"),
        example("ALTER TABLE users SET SCHEMA archive;"),
        example("ALTER SCHEMA app RENAME TO shop;"),
    ]),
    good: page!(&[
        example("CREATE TABLE users (id int); ALTER TABLE users RENAME TO people;"),
        example(
            "BEGIN; ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people; COMMIT;"
        ),
        example("CREATE SCHEMA app; ALTER SCHEMA app RENAME TO shop;"),
        example("DROP TABLE users; ALTER TABLE new_users RENAME TO users;").also(&["data-loss"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let alter = match &context.statement.kind {
        StatementKind::AlterTable(alter) => alter,
        StatementKind::AlterObject(alter) => return schema(context, alter),
        _ => return Vec::new(),
    };
    let table = context.situation.catalog.resolve(&alter.name);
    // A swap for a copy is a hazard of its own, with an advice of its own.
    let swapped = context
        .situation
        .catalog
        .copies
        .iter()
        .any(|(source, _)| *source == table);
    if swapped
        || context.situation.catalog.is_new(&table)
        || context.effects.fails.is_some()
        || context.situation.catalog.indexes.contains_key(&table)
        || !matches!(
            alter.object,
            RelationWord::Table | RelationWord::View | RelationWord::MaterializedView
        )
    {
        return Vec::new();
    }
    alter
        .actions
        .iter()
        .filter_map(|action| {
            let to = match &action.kind {
                AlterActionKind::Rename(to) => table.sibling(to.value.as_ref()),
                AlterActionKind::SetSchema(schema) => {
                    Name::new(schema.value.as_ref(), table.name())
                }
                _ => return None,
            };
            if is_freed(context, &to) {
                return None;
            }
            Some(Hit {
                span: action.span,
                title: format!("Code that uses {table} fails from here on."),
                what: format!("It is called {to} as soon as this commits, and queries that use the old name are refused."),
                why: "Old and new code run side by side during a deployment, and one of them is wrong.".to_owned(),
                action: format!("In the same transaction create a view {table} over {to}; drop it when nothing uses it any more."),
                relations: vec![table.clone()],
                unless: Some(still_there(&table)),
                ..Hit::default()
            })
        })
        .collect()
}

/// All that is in a schema is renamed with it.
fn schema(context: &Context<'_>, alter: &AlterObject<'_>) -> Vec<Hit> {
    let (Some(name), ObjectChange::Rename(to)) = (&alter.object.name, &alter.change) else {
        return Vec::new();
    };
    let Some(from) = name.parts.last().map(|it| it.value.as_ref()) else {
        return Vec::new();
    };
    let new = context.catalog().created.contains(&Name::new(from, ""));
    if alter.object.kind != "SCHEMA" || new || context.effects.fails.is_some() {
        return Vec::new();
    }
    let to = &to.value;
    vec![Hit {
        span: context.statement.span,
        title: format!("Code that uses anything in schema {from} fails from here on."),
        what: format!(
            "The schema is called {to} as soon as this commits. Queries that say {from}, and sessions whose search_path does, find nothing there."
        ),
        why: "Old and new code run side by side during a deployment, and one of them is wrong."
            .to_owned(),
        action: format!(
            "Create the schema {to}, with views of the tables of {from}; move the code, then the tables one by one."
        ),
        ..Hit::default()
    }]
}

/// Something has the old name in the schema that is left.
fn still_there(table: &Name) -> Unless {
    let table = table.clone();
    Unless::new(move |left: &Catalog| left.relations.contains_key(&table))
}

/// Whether the migration has just dropped what had the name: what takes its
/// place is the name that code uses.
fn is_freed(context: &Context<'_>, name: &Name) -> bool {
    let drops = |unit: &Unit<'_>| match &unit.statement.kind {
        StatementKind::Drop(drop) => {
            let mut names = drop.names.iter();
            names.any(|it| context.catalog().resolve(it) == *name)
        }
        _ => false,
    };
    // No more than a person would look back.
    let earlier = context.units[context.section..context.id].iter().rev();
    context.catalog().absent.contains(name) && earlier.take(100).any(drops)
}
