//! Dropping and emptying what holds data.

use lockstep_syntax::tree::{AlterAction, AlterActionKind, DropObject, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::analysis::Unit;
use crate::catalog::{Name, Presence};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "data-loss",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Data is lost, and code that still uses it fails"),
    docs: page!(
        "\
DROP TABLE, TRUNCATE, DROP DATABASE and DROP OWNED lose what was there; only a backup \
brings it back. Code that still uses it fails from that moment on.

Ship code that does not use it first. A table can be renamed out of the way for a while \
before it is dropped."
    ),
    versions: "11-18",
    source: citation::DROP_TABLE,
    hazards: page!(&["A51", "C2"]),
    bad: page!(&[
        example("DROP TABLE users;"),
        example("TRUNCATE users;"),
        example("DROP OWNED BY reporting;"),
    ]),
    good: page!(&[
        example(
            "DROP MATERIALIZED VIEW totals; CREATE MATERIALIZED VIEW totals AS SELECT 1 AS one;"
        ),
        example("CREATE TABLE t (a int); DROP TABLE t;"),
        example("CREATE TEMPORARY TABLE ids AS SELECT 1 AS id; TRUNCATE ids;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.situation.catalog;
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    match &context.statement.kind {
        StatementKind::Drop(drop)
            if matches!(
                drop.object,
                DropObject::Table | DropObject::MaterializedView
            ) =>
        {
            let relations: Vec<_> = drop
                .names
                .iter()
                .map(|name| catalog.resolve(name))
                .filter(|name| {
                    !catalog.is_new(name)
                        && !matches!(catalog.presence(name), Presence::Absent)
                        && !is_swapped(context, name)
                })
                .collect();
            if relations.is_empty() {
                return Vec::new();
            }
            let names = super::list(&relations);
            let (are, them) = if relations.len() == 1 {
                ("is", "it")
            } else {
                ("are", "them")
            };
            if drop.object == DropObject::MaterializedView {
                let again = relations.clone();
                return vec![Hit {
                    span: context.statement.span,
                    title: format!("Queries of {names} fail from here on."),
                    what: format!("{names} {are} gone as soon as this commits, with the indexes and the privileges."),
                    why: "The rows can be computed again, but that takes as long as the query does.".to_owned(),
                    action: format!("Ship code that does not use {them} first."),
                    unless: Some(Unless::new(move |left| {
                        again.iter().all(|it| left.relations.contains_key(it))
                    })),
                    relations,
                    ..Hit::default()
                }];
            }
            vec![Hit {
                span: context.statement.span,
                title: format!("All rows of {names} are lost."),
                what: format!("{names} {are} gone as soon as this commits, and queries that name {them} fail."),
                why: format!("Only a backup brings {them} back."),
                action: format!("Ship code that does not use {them} first; rename {them} out of the way for a while before the drop."),
                relations,
                ..Hit::default()
            }]
        }
        StatementKind::Truncate(truncate) => {
            let relations: Vec<_> = truncate
                .tables
                .iter()
                .map(|(name, _)| catalog.resolve(name))
                .filter(|name| !catalog.is_new(name))
                .collect();
            if relations.is_empty() {
                return Vec::new();
            }
            let names = super::list(&relations);
            vec![Hit {
                span: context.statement.span,
                title: format!("All rows of {names} are lost."),
                what: format!("TRUNCATE empties {names} under ACCESS EXCLUSIVE, for readers with an older snapshot, too."),
                why: "Only a backup brings the rows back.".to_owned(),
                action: "Make sure that nothing needs them; delete in batches where others read the table meanwhile."
                    .to_owned(),
                relations,
                ..Hit::default()
            }]
        }
        StatementKind::Owned(owned) if owned.to.is_none() => {
            let roles: Vec<&str> = owned.roles.iter().map(|role| &*role.value).collect();
            vec![Hit {
                span: context.statement.span,
                title: "Everything that a role owns in this database is dropped.".to_owned(),
                what: format!(
                    "Tables, views, functions and schemas owned by {} are gone as soon as this commits, with all rows.",
                    super::list(&roles)
                ),
                why: "What that is depends on the database it runs in; only a backup brings it back.".to_owned(),
                action: "REASSIGN OWNED to another role first; then DROP OWNED takes the privileges alone."
                    .to_owned(),
                ..Hit::default()
            }]
        }
        _ if context.statement.command == "DROP DATABASE" => vec![Hit {
            span: context.statement.span,
            title: "A whole database is dropped.".to_owned(),
            what: "All its schemas, tables and rows are gone at once; no transaction can take it back.".to_owned(),
            why: "Only a backup brings it back.".to_owned(),
            action: "Take it out of the migration, and drop the database by hand when a backup was restored once."
                .to_owned(),
            ..Hit::default()
        }],
        _ => Vec::new(),
    }
}

/// Whether a copy of the table takes its name right after, which is a hazard
/// of its own.
fn is_swapped(context: &Context<'_>, table: &Name) -> bool {
    let catalog = context.catalog();
    let mut copies = catalog.copies.iter();
    let Some((_, copy)) = copies.find(|(source, _)| source == table) else {
        return false;
    };
    let takes = |unit: &Unit<'_>| match &unit.statement.kind {
        StatementKind::AlterTable(alter) => {
            let renames = |action: &AlterAction<'_>| matches!(&action.kind, AlterActionKind::Rename(to) if copy.sibling(&*to.value) == *table);
            catalog.resolve(&alter.name) == *copy && alter.actions.iter().any(renames)
        }
        _ => false,
    };
    // No more than a person would look ahead.
    context.units[context.id..].iter().take(100).any(takes)
}
