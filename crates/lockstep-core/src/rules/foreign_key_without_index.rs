//! A foreign key without an index on its own columns.

use lockstep_syntax::tree::ReferentialAction;

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::quote;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "foreign-key-without-index",
    severity: Severity::Advice,
    occasion: Occasion::Outcome,
    title: page!("No index finds the rows that reference a row"),
    docs: page!("\
PostgreSQL indexes the key that is referenced, not the columns that reference it. \
Without such an index each DELETE of a referenced row, and each change of its key, \
reads the whole referencing table while it holds its locks.

Create an index that begins with the referencing columns, CONCURRENTLY where the \
table is in use."),
    versions: "11-18",
    source: citation::FOREIGN_KEYS,
    hazards: page!(&["D"]),
    bad: page!(&[example("CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);"), example("ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;"), example("ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;\n\
CREATE INDEX CONCURRENTLY orders_open ON orders (state, user_id);")]),
    good: page!(&[example("CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);\n\
CREATE INDEX ON orders (user_id, id);"), example("CREATE TABLE users (id bigint PRIMARY KEY);\n\
CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users);"), example("ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users;\n\
CREATE INDEX CONCURRENTLY orders_user ON orders (user_id) WHERE user_id IS NOT NULL;"), example("ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;").given("CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (user_id bigint); CREATE INDEX ON orders (user_id);")]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(declared) = context.declared() else {
        return Vec::new();
    };
    let table = &declared.table;
    let catalog = context.catalog();
    let new = declared.create.is_some() || catalog.is_new(table);
    let mut hits = Vec::new();
    for key in declared.foreign_keys() {
        let target = key.target;
        let spreads = !matches!(
            target.on_delete,
            ReferentialAction::NoAction | ReferentialAction::Restrict
        );
        // What spreads into a table in use has a rule of its own.
        if !key.enforced || (spreads && !new) || catalog.finds_rows(table, &key.columns) {
            continue;
        }
        // Of converted values an index finds none.
        let converted = declared.pairs(context, &key).iter().any(|it| !it.direct);
        if converted || context.is_small(table) {
            continue;
        }
        let columns: Vec<String> = key
            .columns
            .iter()
            .map(|it| quote(it).into_owned())
            .collect();
        let listed = columns.join(", ");
        let referenced = catalog.resolve(&target.table);
        let (kept, names) = (
            table.clone(),
            key.columns
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
        );
        hits.push(Hit {
            span: key.span,
            title: "No index finds the referencing rows.".to_owned(),
            what: format!("No index of {table} is known that begins with ({listed}), and PostgreSQL creates none for a foreign key."),
            why: format!("Each DELETE on {referenced}, and each change of its key, reads all of {table} to see who references the row."),
            action: if new {
                format!("Add CREATE INDEX ON {table} ({listed}).")
            } else if catalog.is_partitioned(table) {
                format!("Build an index on ({listed}) of each partition CONCURRENTLY, and attach them to one created ON ONLY {table}.")
            } else {
                format!("Add CREATE INDEX CONCURRENTLY ON {table} ({listed}).")
            },
            relations: vec![table.clone(), referenced],
            unless: Some(Unless::new(move |left| {
                !left.relations.contains_key(&kept) || left.finds_rows(&kept, &names)
            })),
            ..Hit::default()
        });
    }
    hits
}
