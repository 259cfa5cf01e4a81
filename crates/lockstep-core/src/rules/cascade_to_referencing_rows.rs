//! ON DELETE CASCADE and SET NULL turn one small delete into many writes.

use lockstep_syntax::tree::{
    AlterActionKind, ColumnConstraintKind, ForeignKeyTarget, ReferentialAction, StatementKind,
    TableConstraintKind,
};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::{Catalog, Name};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "cascade-to-referencing-rows",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: "ON DELETE CASCADE or SET NULL from a small table into a large one",
    docs: page!(
        "\
Deleting one referenced row deletes or updates all rows that reference it, in the same \
transaction, with their locks held to its end. Without an index on the referencing \
columns PostgreSQL reads the whole referencing table for every deleted row.

Index the referencing columns first. Change the referencing rows in batches, and then \
delete the row that nothing references any more."
    ),
    versions: "11-18",
    source: citation::FOREIGN_KEYS,
    hazards: &["S3"],
    bad: page!(&[
        example(
            "ALTER TABLE events ADD CONSTRAINT fk FOREIGN KEY (connection_id) REFERENCES connections (id) ON DELETE SET NULL NOT VALID;"
        ),
        example(
            "CREATE TABLE connections (id int PRIMARY KEY);\n\
         CREATE TABLE events (connection_id int REFERENCES connections);\n\
         DELETE FROM connections WHERE id = 1;"
        )
        .also(&["foreign-key-without-index"]),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE events ADD CONSTRAINT fk FOREIGN KEY (connection_id) REFERENCES connections (id) NOT VALID;"
        )
        .also(&["foreign-key-without-index"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.situation.catalog;
    let mut hits = Vec::new();
    if let StatementKind::AlterTable(alter) = &context.statement.kind {
        let table = catalog.resolve(&alter.name);
        for action in &alter.actions {
            match &action.kind {
                AlterActionKind::AddConstraint(added) => {
                    if let TableConstraintKind::ForeignKey {
                        columns, target, ..
                    } = &added.kind
                    {
                        let columns: Vec<&str> =
                            columns.iter().map(|column| &*column.value).collect();
                        hits.extend(new_key(catalog, &table, &columns, target));
                    }
                }
                AlterActionKind::AddColumn { column, .. } => {
                    for constraint in &column.constraints {
                        if let ColumnConstraintKind::References(target) = &constraint.kind {
                            hits.extend(new_key(catalog, &table, &[&column.name.value], target));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    let searched: Vec<Name> = context
        .effects
        .work
        .iter()
        .filter(|work| work.reason == Reason::ReferencingRows)
        .map(|work| work.relation.clone())
        .collect();
    if !searched.is_empty() {
        let names = super::list(&searched);
        hits.push(Hit {
            span: context.statement.span,
            title: "Every row deleted or re-keyed here reads a referencing table from end to end.".to_owned(),
            what: format!(
                "A foreign key of {names} has no index on its columns, so that PostgreSQL reads the whole table for each row that this statement deletes or whose key it changes."
            ),
            why: "One row takes as long as a full scan, a hundred take a hundred.".to_owned(),
            action: format!("Create an index CONCURRENTLY on the referencing columns of {names} first."),
            relations: searched,
            ..Hit::default()
        });
    }
    hits
}

fn new_key(
    catalog: &Catalog,
    table: &Name,
    columns: &[&str],
    target: &ForeignKeyTarget<'_>,
) -> Option<Hit> {
    let spreads = matches!(
        target.on_delete,
        ReferentialAction::Cascade | ReferentialAction::SetNull | ReferentialAction::SetDefault
    );
    let indexed = catalog.indexes_of(table).any(|(_, index)| {
        !index.partial
            && index.columns.len() >= columns.len()
            && columns.iter().all(|column| {
                index.columns[..columns.len()]
                    .iter()
                    .any(|key| key == column)
            })
    });
    if !spreads || catalog.is_new(table) {
        return None;
    }
    let referenced = catalog.resolve(&target.table);
    let change = if target.on_delete == ReferentialAction::Cascade {
        "deletes"
    } else {
        "updates"
    };
    Some(Hit {
        span: target.span,
        title: format!("Deleting one row of {referenced} {change} all that reference it, at once."),
        what: if indexed {
            format!(
                "One DELETE on {referenced} {change} every referencing row of {table} in the same transaction; the index finds them, but does not make them fewer."
            )
        } else {
            format!(
                "One DELETE on {referenced} {change} every referencing row of {table} in the same transaction, and no index on ({}) is known, so that PostgreSQL reads all of {table} for each.",
                columns.join(", ")
            )
        },
        why: "A small delete becomes a long transaction that holds the locks of all these rows."
            .to_owned(),
        action: if indexed {
            "Before a delete, change the referencing rows in batches; then delete the row that nothing references any more.".to_owned()
        } else {
            format!(
                "Create an index CONCURRENTLY on {table} ({}) first; change the referencing rows in batches before the delete.",
                columns.join(", ")
            )
        },
        severity: indexed.then_some(Severity::Advice),
        relations: vec![table.clone(), referenced],
        ..Hit::default()
    })
}
