//! CASCADE drops what nobody named.

use lockstep_syntax::tree::{AlterActionKind, Behavior, DropObject, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::{Name, Object, ObjectKind, Presence, Strength};
use crate::citation;
use crate::report::{RelationKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "cascade-drops-dependents",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("CASCADE drops what nobody named"),
    docs: page!(
        "\
With CASCADE PostgreSQL drops everything that depends on the object, and what depends \
on that: views, foreign keys of other tables, defaults, columns of a dropped type. \
TRUNCATE … CASCADE empties every table that references one of those named. It says so \
in a NOTICE that nobody reads, and what hangs on it differs between databases.

Leave CASCADE away and see what PostgreSQL refuses for; then drop or change those \
objects by name. With `--schema` they are listed here."
    ),
    versions: "11-18",
    source: citation::DEPENDENCIES,
    hazards: page!(&["C10"]),
    bad: page!(&[
        example("DROP TABLE users CASCADE;").also(&["data-loss"]),
        example("ALTER TABLE users DROP COLUMN email CASCADE;")
            .given(
                "CREATE TABLE users (id int, email text);\n\
                 CREATE VIEW addresses AS SELECT email FROM users;"
            )
            .also(&["column-drop"]),
        example("TRUNCATE users CASCADE;")
            .given(
                "CREATE TABLE users (id int PRIMARY KEY);\n\
                 CREATE TABLE orders (user_id int REFERENCES users);"
            )
            .also(&["data-loss"]),
        example("DROP SCHEMA reporting CASCADE;"),
    ]),
    good: page!(&[
        example("DROP TABLE IF EXISTS draft CASCADE; CREATE TABLE draft (id int);")
            .given("CREATE TABLE users (id int); INSERT INTO users VALUES (1);"),
        example("CREATE TABLE t (a int); DROP TABLE t CASCADE;"),
        example("DROP TRIGGER touch ON users CASCADE;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let catalog = context.catalog();
    match &context.statement.kind {
        StatementKind::Drop(drop) if drop.behavior == Behavior::Cascade => {
            // Nothing can depend on these.
            if matches!(
                drop.object,
                DropObject::Trigger | DropObject::Policy | DropObject::Rule
            ) {
                return Vec::new();
            }
            let mut roots = catalog.dropped(drop, context.statement.command);
            let mut inside = Vec::new();
            if drop.object == DropObject::Schema {
                let created = |name: &str| {
                    let name = Name::new(name, "");
                    catalog.created.contains(&name)
                };
                if drop.names.iter().all(|name| created(name.name())) {
                    return Vec::new();
                }
                inside.clone_from(&roots);
            } else {
                roots.retain(|root| {
                    !matches!(catalog.presence(&root.name), Presence::Absent)
                        && !catalog.absent.contains(&root.name)
                });
                if roots.is_empty() && drop.object != DropObject::Other {
                    return Vec::new();
                }
            }
            let named = context.statement.span;
            dropped(context, &roots, inside, named)
                .into_iter()
                .collect()
        }
        StatementKind::Truncate(truncate) if truncate.behavior == Behavior::Cascade => {
            emptied(context).into_iter().collect()
        }
        _ => {
            let Some((table, actions)) = context.altered() else {
                return Vec::new();
            };
            let root = |action: &AlterActionKind<'_>| {
                let (kind, part) = match action {
                    AlterActionKind::DropColumn {
                        name,
                        behavior: Behavior::Cascade,
                        ..
                    } => (ObjectKind::Column, &name.value),
                    AlterActionKind::DropConstraint {
                        name,
                        behavior: Behavior::Cascade,
                        ..
                    } => (ObjectKind::Constraint, &name.value),
                    _ => return None,
                };
                (catalog.has_part(kind, &table, part) != Some(false))
                    .then(|| Object::part(kind, &table, part))
            };
            actions
                .iter()
                .filter_map(|action| {
                    dropped(context, &[root(&action.kind)?], Vec::new(), action.span)
                })
                .collect()
        }
    }
}

/// What goes with the roots that nobody named.
fn dropped(
    context: &Context<'_>,
    roots: &[Object],
    mut found: Vec<Object>,
    span: Span,
) -> Option<Hit> {
    let catalog = context.catalog();
    let reached = catalog.reach(roots, &[]);
    found.extend(
        reached
            .into_iter()
            .filter(|gone| gone.strength != Strength::Automatic)
            .map(|gone| gone.object),
    );
    let known = !roots.is_empty()
        && roots
            .iter()
            .all(|root| catalog.knows_dependents(&root.name));
    if found.is_empty() && known {
        return None;
    }
    let names: Vec<String> = roots.iter().map(ToString::to_string).collect();
    let of = if names.is_empty() {
        "it".to_owned()
    } else {
        super::list(&names)
    };
    let action =
        "Leave CASCADE away, see what PostgreSQL refuses for, and drop or change that by name.";
    Some(Hit {
        span,
        title: "CASCADE drops what nobody named.".to_owned(),
        what: if found.is_empty() {
            format!("Whatever depends on {of} is dropped as well, and what depends on that; what there is differs from database to database.")
        } else {
            format!("It also drops {}.", super::list(&found))
        },
        why: "Code that uses these objects fails from then on, and PostgreSQL says so only in a NOTICE.".to_owned(),
        action: action.to_owned(),
        relations: found
            .iter()
            .filter(|object| catalog.relations.contains_key(&object.name))
            .map(|object| object.name.clone())
            .collect(),
        ..Hit::default()
    })
}

/// The tables that `TRUNCATE … CASCADE` empties although it does not name them.
fn emptied(context: &Context<'_>) -> Option<Hit> {
    let StatementKind::Truncate(truncate) = &context.statement.kind else {
        return None;
    };
    let catalog = context.catalog();
    let named: Vec<_> = truncate
        .tables
        .iter()
        .map(|(name, _)| catalog.resolve(name))
        .collect();
    if named.iter().all(|name| catalog.is_new(name)) {
        return None;
    }
    let below = |name: &Name| {
        named
            .iter()
            .any(|above| catalog.descendants(above).contains(name))
    };
    let others: Vec<_> = context
        .effects
        .locks
        .iter()
        .filter(|(name, held)| {
            matches!(
                held.kind,
                RelationKind::Table | RelationKind::PartitionedTable
            ) && held.mode.blocks_reads()
                && !held.new
                && !named.contains(name)
        })
        .map(|(name, _)| name.clone())
        .filter(|name| !below(name))
        .collect();
    let known = named.iter().all(|name| catalog.knows_dependents(name));
    if others.is_empty() && known {
        return None;
    }
    let which = if others.is_empty() {
        "every table whose foreign keys reference it, and those that reference these".to_owned()
    } else {
        super::list(&others)
    };
    Some(Hit {
        span: context.statement.span,
        title: "CASCADE empties tables that nobody named.".to_owned(),
        what: format!("TRUNCATE also removes all rows of {which}."),
        why: "Only a backup brings these rows back.".to_owned(),
        action: "Leave CASCADE away, and name the tables that are to be emptied.".to_owned(),
        relations: others,
        source: Some(citation::TRUNCATE),
        ..Hit::default()
    })
}
