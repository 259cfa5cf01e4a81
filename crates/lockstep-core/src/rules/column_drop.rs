//! Dropping a column breaks the code that names it.

use lockstep_syntax::tree::{AlterActionKind, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::{Catalog, Name, Object, ObjectKind, Strength};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "column-drop",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Dropping a column breaks the code that names it"),
    docs: page!(
        "\
DROP COLUMN rewrites nothing and takes a moment, but the values are lost, and code that \
still names the column fails from then on; many an ORM names every column it once saw. \
Indexes and constraints that use the column, also those over several columns, go with it \
without being asked for: a UNIQUE over (tenant, email) is gone with either of them.

Ship code that does not name the column first. Replace the indexes and constraints that \
other columns still need before you drop it."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["C1"]),
    bad: page!(&[
        example("ALTER TABLE users DROP COLUMN name;"),
        example(
            "ALTER TABLE users ADD COLUMN name_json json;\n\
             ALTER TABLE users DROP COLUMN name;\n\
             ALTER TABLE users RENAME COLUMN name_json TO name;"
        ),
        example("ALTER TABLE users DROP COLUMN tenant;").given(
            "CREATE TABLE users (tenant int, email text);\n\
             CREATE UNIQUE INDEX users_tenant_email ON users (tenant, email);"
        ),
    ]),
    good: page!(&[
        example("ALTER TABLE users ADD COLUMN draft text; ALTER TABLE users DROP COLUMN draft;"),
        example("CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN b;"),
        example("ALTER TABLE users DROP COLUMN IF EXISTS age;")
            .given("CREATE TABLE users (id int);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some((table, actions)) = context.altered() else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let mut hits = Vec::new();
    for action in actions {
        let AlterActionKind::DropColumn { name, .. } = &action.kind else {
            continue;
        };
        if catalog.is_new_column(&table, &name.value)
            || catalog.has_column(&table, &name.value) == Some(false)
        {
            continue;
        }
        if let Some(from) = successor(context, &table, &name.value) {
            hits.push(replaced(&table, &name.value, from, action.span));
            continue;
        }
        let with_it = going_along(catalog, &table, &name.value);
        let column = format!("{table}.{}", name.value);
        hits.push(Hit {
            span: action.span,
            title: format!("The values of {column} are lost, and code that names it fails."),
            what: if !with_it.is_empty() {
                format!(
                    "The column is gone as soon as this commits, and with it, although nobody names it, {}.",
                    super::list(&with_it)
                )
            } else if catalog.knows_dependents(&table) {
                "The column is gone as soon as this commits.".to_owned()
            } else {
                "The column is gone as soon as this commits, and with it whatever indexes and constraints use it.".to_owned()
            },
            why: "Code that runs during the deployment still reads and writes the column; only a backup brings its values back.".to_owned(),
            action: if with_it.is_empty() {
                "Ship code that does not name the column first.".to_owned()
            } else {
                "Ship code that does not name the column first, and replace what other columns still need.".to_owned()
            },
            relations: vec![table.clone()],
            ..Hit::default()
        });
    }
    hits
}

/// The column to which a later statement gives the name.
fn successor<'c>(context: &Context<'c>, table: &Name, column: &str) -> Option<&'c str> {
    // No more than a person would look ahead.
    let later = context.units[context.id..].iter().skip(1).take(100);
    later
        .into_iter()
        .find_map(|unit| match &unit.statement.kind {
            StatementKind::AlterTable(alter)
                if context.catalog().resolve(&alter.name) == *table =>
            {
                alter.actions.iter().find_map(|action| match &action.kind {
                    AlterActionKind::RenameColumn { from, to } if to.value == column => {
                        Some(&*from.value)
                    }
                    _ => None,
                })
            }
            _ => None,
        })
}

fn replaced(table: &Name, column: &str, from: &str, span: Span) -> Hit {
    Hit {
        span,
        title: format!("{table}.{column} is another column from here on."),
        what: format!("The column is dropped, and {from} takes its name."),
        why: "Code that runs during the deployment meets other values, or another type; only a backup brings the old ones back.".to_owned(),
        action: "Keep both columns in step with a trigger, move the code, then drop the old one.".to_owned(),
        relations: vec![table.clone()],
        ..Hit::default()
    }
}

/// What goes with a column without being asked for; a constraint stands for
/// its index.
fn going_along(catalog: &Catalog, table: &Name, column: &str) -> Vec<Object> {
    let root = Object::part(ObjectKind::Column, table, column);
    let found: Vec<Object> = catalog
        .reach(&[root], &[])
        .into_iter()
        .filter(|gone| gone.strength == Strength::Automatic)
        .map(|gone| gone.object)
        .filter(|object| object.kind != ObjectKind::Default)
        .collect();
    let behind = |index: &Object| {
        index.kind == ObjectKind::Index
            && found
                .iter()
                .any(|it| it.kind == ObjectKind::Constraint && it.part == index.name.name())
    };
    found.iter().filter(|it| !behind(it)).cloned().collect()
}
