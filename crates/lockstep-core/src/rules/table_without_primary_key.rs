//! A table without a primary key.

use lockstep_syntax::tree::LikeClause;

use super::declared::advise;
use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "table-without-primary-key",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A table without a primary key"),
    docs: page!(
        "\
Tools that work in batches, ORMs and logical replication go by the primary key: as soon as \
the table is published, UPDATE and DELETE are refused without it. Where nothing else is \
unique, a row that is there twice cannot be deleted once.

Give it one: the columns that are unique anyway, or an identity column."
    ),
    versions: "11-18",
    source: citation::PRIMARY_KEYS,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE visits (page text NOT NULL, at timestamptz NOT NULL);"),
        example("CREATE TABLE visits (page text UNIQUE) PARTITION BY LIST (page);")
    ]),
    good: page!(&[
        example("CREATE TABLE visits (id bigint PRIMARY KEY, page text);"),
        example(
            "CREATE TABLE visits (id bigint NOT NULL);\n\
ALTER TABLE visits ADD PRIMARY KEY (id);"
        ),
        example("CREATE TABLE visits_2 PARTITION OF visits FOR VALUES IN (2);")
            .given("CREATE TABLE visits (kind int NOT NULL) PARTITION BY LIST (kind);")
            .also(&["partition-created-in-place"]),
        example("CREATE TEMP TABLE seen (page text);"),
        example(
            "CREATE TABLE old (id bigint PRIMARY KEY);\n\
CREATE TABLE copy (LIKE old INCLUDING ALL);"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(declared) = context.declared() else {
        return Vec::new();
    };
    let Some(create) = declared.create else {
        return Vec::new();
    };
    // Partitions have their parent's key; what inherits or copies rows has its
    // reasons; foreign tables can have none.
    let other = create.foreign
        || create.partition_of.is_some()
        || create.as_query.is_some()
        || !create.inherits.is_empty()
        || create.like.iter().any(takes_indexes);
    if other {
        return Vec::new();
    }
    let table = declared.table.clone();
    let words = [
        "The table has no primary key.",
        "has nothing that tools and logical replication tell its rows apart by.",
        "As soon as it is published, UPDATE and DELETE are refused; work in batches has no order to go by.",
        "Add a primary key: the columns that are unique anyway, or an identity column.",
    ];
    vec![Hit {
        unless: Some(Unless::new({
            let table = table.clone();
            move |left| !left.relations.contains_key(&table) || left.primary_key(&table).is_some()
        })),
        ..advise(create.name.span, &table, &table.to_string(), words)
    }]
}

/// Whether `LIKE` copies the primary key, if there is one.
fn takes_indexes(like: &LikeClause<'_>) -> bool {
    let indexes = |word: &&str| matches!(*word, "INDEXES" | "ALL");
    like.including.iter().any(indexes) && !like.excluding.iter().any(indexes)
}
