//! Dropping and emptying what holds data.

use lockstep_syntax::tree::{AlterActionKind, DropObject, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "data-loss",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: "Data is lost, and code that still uses it fails",
    docs: page!(
        "\
DROP TABLE, DROP COLUMN and TRUNCATE lose what was there; only a backup brings it back. \
DROP COLUMN also drops the indexes and constraints that name the column, without \
asking. Code that still uses it fails from that moment on, and many an ORM names every \
column it once saw.

Ship code that does not use it first. A table can be renamed out of the way for a while \
before it is dropped."
    ),
    versions: "11-18",
    source: citation::DROP_TABLE,
    hazards: &["A51", "C1", "C2"],
    bad: page!(&[
        example("DROP TABLE users;"),
        example("ALTER TABLE users DROP COLUMN name;"),
        example("TRUNCATE users;"),
    ]),
    good: page!(&[example("CREATE TABLE t (a int); DROP TABLE t;")]),
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
                .filter(|name| !catalog.is_new(name) && !catalog.absent.contains(name))
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
        StatementKind::AlterTable(alter) => {
            let table = catalog.resolve(&alter.name);
            if catalog.is_new(&table) {
                return Vec::new();
            }
            alter
                .actions
                .iter()
                .filter_map(|action| match &action.kind {
                    AlterActionKind::DropColumn { name, .. }
                        if !catalog.is_new_column(&table, &name.value) =>
                    {
                        Some(Hit {
                        span: action.span,
                        title: format!("The values of {table}.{} are lost.", name.value),
                        what: format!(
                            "{table}.{} is gone as soon as this commits, and with it the indexes and constraints that name it.",
                            name.value
                        ),
                        why: "Code that still names the column fails; only a backup brings the values back.".to_owned(),
                        action: "Ship code that does not use the column first.".to_owned(),
                        relations: vec![table.clone()],
                        source: Some(citation::ALTER_TABLE),
                        ..Hit::default()
                    })
                    }
                    _ => None,
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
