//! An index that another one makes superfluous.

use lockstep_syntax::tree::{self, CreateIndex, StatementKind};

use super::declared::{advise, is_told};
use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::{Index, IndexKey, naming};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "redundant-index",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("Another index finds the same rows"),
    docs: page!("\
An index on (a) is of no use beside one on (a, b): what looks for a finds it with \
either. It still takes room, each INSERT and most UPDATEs write it, and VACUUM \
reads it.

Keep the longer one. Where both are in use, create the new one CONCURRENTLY first, \
and drop the other CONCURRENTLY after."),
    versions: "11-18",
    source: citation::MULTICOLUMN_INDEXES,
    hazards: page!(&["D", "S12"]),
    bad: page!(&[example("CREATE TABLE events (id bigint PRIMARY KEY, kind text, at timestamptz);\n\
CREATE INDEX events_kind_at ON events (kind, at);\n\
CREATE INDEX events_kind ON events (kind);"), example("CREATE TABLE events (id bigint PRIMARY KEY, kind text);\n\
CREATE INDEX events_id ON events (id);"), example("CREATE INDEX CONCURRENTLY events_kind_at ON events (kind, at);").given("CREATE TABLE events (kind text, at timestamptz); CREATE INDEX events_kind ON events (kind);")]),
    good: page!(&[example("CREATE TABLE events (id bigint PRIMARY KEY, kind text, at timestamptz);\n\
CREATE INDEX events_kind_at ON events (kind, at);\n\
CREATE INDEX events_at ON events (at);"), example("CREATE INDEX CONCURRENTLY events_kind_at ON events (kind, at);\n\
DROP INDEX CONCURRENTLY events_kind;").given("CREATE TABLE events (kind text, at timestamptz); CREATE INDEX events_kind ON events (kind);"), example("CREATE TABLE events (id bigint PRIMARY KEY, kind text);\n\
CREATE INDEX events_kind ON events (kind text_pattern_ops);\n\
CREATE INDEX events_plain ON events (kind);\n\
CREATE INDEX events_late ON events (kind) WHERE id > 1000;"), example("CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);\n\
CREATE INDEX ON users (email, name);\n\
CREATE UNIQUE INDEX ON users (email);")]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateIndex(create) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let table = catalog.resolve(&create.table);
    let name = naming::index_name(catalog, &table, create);
    if !is_told(context) || !is_plain(create) || catalog.indexes.contains_key(&name) {
        return Vec::new();
    }
    let columns: Vec<&str> = create
        .keys
        .iter()
        .filter_map(|key| Some(&*key.column.as_ref()?.value))
        .collect();
    // A table with more indexes than that needs other help.
    let mut indexes = catalog.indexes_of(&table).take(64).filter(|(_, index)| {
        !index.partial && index.method == "btree" && index.keys.iter().all(is_default)
    });
    let found = indexes.find_map(|(other, index)| {
        let covered =
            !create.unique && index.columns.len() >= columns.len() && leads(&columns, index);
        if covered {
            return Some((&name, other));
        }
        let plain = index.include.is_empty() && !index.unique && index.parent.is_none();
        (plain && index.columns.len() <= columns.len() && leads(&columns, index))
            .then_some((other, &name))
    });
    let Some((superfluous, other)) = found else {
        return Vec::new();
    };
    let (kept, dropped) = (other.clone(), superfluous.clone());
    let what = format!(
        "finds nothing that {other}, which begins with the same columns, does not find as well."
    );
    let action = if *superfluous == name {
        "Leave it out.".to_owned()
    } else {
        format!("Drop {superfluous} CONCURRENTLY once {name} is built.")
    };
    let words = [
        "One of two indexes would do.",
        &what,
        "It takes room, and each INSERT and most UPDATEs write it as well.",
        &action,
    ];
    vec![Hit {
        unless: Some(Unless::new(move |left| {
            !left.indexes.contains_key(&kept) || !left.indexes.contains_key(&dropped)
        })),
        ..advise(create.index_word, &table, &superfluous.to_string(), words)
    }]
}

/// It is a btree over columns in their plain order.
fn is_plain(create: &CreateIndex<'_>) -> bool {
    let plain = |key: &tree::IndexKey<'_>| {
        key.column.is_some()
            && key.operator_class.is_none()
            && key.collation.is_none()
            && key.descending != Some(true)
            && key.nulls_first.is_none()
    };
    create.method == "btree"
        && create.predicate.is_none()
        && create.include.is_empty()
        && create.keys.iter().all(plain)
}

fn is_default(key: &IndexKey) -> bool {
    *key == IndexKey::default()
}

/// Whether the shorter of two keys leads the other one, in plain order.
fn leads(columns: &[&str], index: &Index) -> bool {
    let ordered = index.definition.as_deref().is_some_and(|definition| {
        let definition = definition.to_ascii_lowercase();
        definition.contains(" desc") || definition.contains(" nulls ")
    });
    !ordered
        && !index.columns.is_empty()
        && index
            .columns
            .iter()
            .zip(columns)
            .all(|(one, other)| one == other)
}
