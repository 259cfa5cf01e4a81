//! Dropping and emptying what holds data.

use lockstep_syntax::tree::{DropObject, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Presence;
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
                    !catalog.is_new(name) && !matches!(catalog.presence(name), Presence::Absent)
                })
                .collect();
            if relations.is_empty() {
                return Vec::new();
            }
            let names = super::list(&relations);
            vec![Hit {
                span: context.statement.span,
                title: format!("All rows of {names} are lost."),
                what: format!("{names} is gone as soon as this commits, and queries that name it fail."),
                why: "Only a backup brings it back.".to_owned(),
                action: "Ship code that does not use it first; rename it out of the way for a while before it is dropped."
                    .to_owned(),
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
