//! ON DELETE CASCADE and SET NULL turn one small delete into many writes.

use lockstep_syntax::tree::ReferentialAction;

use super::declared::ForeignKey;
use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::{Catalog, Constraint, ConstraintKind, Name};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "cascade-to-referencing-rows",
    severity: Severity::Warning,
    occasion: Occasion::Outcome,
    title: page!("ON DELETE CASCADE or SET NULL from a small table into a large one"),
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
    hazards: page!(&["S3"]),
    bad: page!(&[
        example(
            "ALTER TABLE events ADD CONSTRAINT fk FOREIGN KEY (connection_id) REFERENCES connections (id) ON DELETE SET NULL NOT VALID;"
        ),
        example("DELETE FROM connections WHERE id = 1;").given(
            "CREATE TABLE connections (id int PRIMARY KEY);\n\
         CREATE TABLE events (connection_id int REFERENCES connections);"
        ),
        example(
            "ALTER TABLE events ADD COLUMN connection_id int REFERENCES connections (id) ON DELETE CASCADE;\n\
         CREATE INDEX CONCURRENTLY events_connection ON events (connection_id);"
        ),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE events ADD CONSTRAINT fk FOREIGN KEY (connection_id) REFERENCES connections (id) NOT VALID;"
        )
        .also(&["foreign-key-without-index"]),
        example("DELETE FROM connections WHERE id = 1;").given(
            "CREATE TABLE connections (id int PRIMARY KEY);\n\
         CREATE TABLE events (connection_id int REFERENCES connections);\n\
         CREATE INDEX ON events (connection_id);"
        ),
        example(
            "CREATE TABLE connections (id int PRIMARY KEY);\n\
         CREATE TABLE events (connection_id int REFERENCES connections ON DELETE CASCADE);\n\
         CREATE INDEX ON events (connection_id);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Some(declared) = context.declared()
        && declared.create.is_none()
        && context.is_busy(&declared.table)
    {
        for key in declared.foreign_keys() {
            new_key(context.catalog(), &declared.table, &key, &mut hits);
        }
    }
    let work = context.effects.work.iter();
    let searched: Vec<Name> = work
        .filter(|work| work.reason == Reason::ReferencingRows && context.is_busy(&work.relation))
        .map(|work| work.relation.clone())
        .collect();
    if !searched.is_empty() {
        let names = super::list(&searched);
        hits.push(Hit {
            span: context.statement.span,
            title: "Every row deleted or re-keyed here reads a referencing table from end to end.".to_owned(),
            what: format!(
                "No index finds the referencing rows in {names}, so that PostgreSQL reads the whole table for each row that this statement deletes or whose key it changes."
            ),
            why: "One row takes as long as a full scan, a hundred take a hundred.".to_owned(),
            action: format!("Create an index CONCURRENTLY on the referencing columns of {names} first, and give them the type of the key where it differs."),
            relations: searched,
            ..Hit::default()
        });
    }
    hits
}

/// An index that comes later in the migration leaves advice.
fn new_key(catalog: &Catalog, table: &Name, key: &ForeignKey<'_>, hits: &mut Vec<Hit>) {
    let target = key.target;
    let change = match target.on_delete {
        ReferentialAction::NoAction | ReferentialAction::Restrict => return,
        ReferentialAction::Cascade => "deletes",
        ReferentialAction::SetNull | ReferentialAction::SetDefault => "updates",
    };
    let referenced = catalog.resolve(&target.table);
    let listed = key.columns.join(", ");
    // A partition to be has what its rows are going to have anyway.
    let alike = |(other, own): (&Name, &Constraint)| {
        catalog.is_partitioned(other)
            && matches!(&own.kind, ConstraintKind::ForeignKey { columns, on_delete, .. }
                if *on_delete == target.on_delete && columns.join(", ") == listed)
    };
    if catalog.foreign_keys_to(&referenced).any(alike) {
        return;
    }
    for indexed in [false, true] {
        if !indexed && catalog.finds_rows(table, &key.columns) {
            continue;
        }
        let columns: Vec<String> = key.columns.iter().map(ToString::to_string).collect();
        let asked = table.clone();
        hits.push(Hit {
            span: target.span,
            title: format!("Deleting one row of {referenced} {change} all that reference it, at once."),
            what: if indexed {
                format!(
                    "One DELETE on {referenced} {change} every referencing row of {table} in the same transaction; the index finds them, but does not make them fewer."
                )
            } else {
                format!(
                    "One DELETE on {referenced} {change} every referencing row of {table} in the same transaction, and no index on ({listed}) is known, so that PostgreSQL reads all of {table} for each."
                )
            },
            why: "A small delete becomes a long transaction that holds the locks of all these rows."
                .to_owned(),
            action: if indexed {
                "Before a delete, change the referencing rows in batches; then delete the row that nothing references any more.".to_owned()
            } else {
                format!(
                    "Create an index CONCURRENTLY on {table} ({listed}) first; change the referencing rows in batches before the delete."
                )
            },
            severity: indexed.then_some(Severity::Advice),
            relations: vec![table.clone(), referenced.clone()],
            unless: Some(Unless::new(move |left| left.finds_rows(&asked, &columns) != indexed)),
            ..Hit::default()
        });
    }
}
