//! Without a replica identity UPDATE and DELETE of published tables fail.

use lockstep_syntax::tree::{
    AlterActionKind, PublicationChange, ReplicaIdentity, Span, StatementKind,
};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::{ConstraintKind, Name};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "replica-identity-lost",
    severity: Severity::Warning,
    occasion: Occasion::Outcome,
    title: page!("A table loses what tells its rows apart"),
    docs: page!(
        "\
Logical replication tells rows apart by the primary key unless REPLICA IDENTITY says \
otherwise. When a published table has neither, every UPDATE and DELETE on it fails \
(55000). Without a primary key ON CONFLICT on it fails as well, and nothing keeps a \
row from being there twice.

Add the new key in the same transaction that drops the old one, or set REPLICA IDENTITY \
FULL or USING INDEX first."
    ),
    versions: "11-18",
    source: citation::REPLICA_IDENTITY,
    hazards: page!(&["C7"]),
    bad: page!(&[
        example("ALTER TABLE users DROP CONSTRAINT users_pkey;"),
        example("ALTER TABLE users REPLICA IDENTITY NOTHING;"),
        example("CREATE PUBLICATION feed FOR TABLE events;").given("CREATE TABLE events (id int);"),
    ]),
    good: page!(&[
        example(
            "BEGIN; ALTER TABLE users DROP CONSTRAINT users_pkey; ALTER TABLE users ADD PRIMARY KEY USING INDEX users_id_big; COMMIT;"
        )
        .given(
            "CREATE TABLE users (id int PRIMARY KEY, big bigint NOT NULL);\n\
             CREATE UNIQUE INDEX users_id_big ON users (big);"
        ),
        example("ALTER TABLE users DROP CONSTRAINT users_email_key;")
            .given("CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);"),
        example("CREATE PUBLICATION feed FOR TABLE events WITH (publish = 'insert');")
            .given("CREATE TABLE events (id int);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.catalog();
    if let StatementKind::Publication(publication) = &context.statement.kind {
        let text = context.situation.text;
        let inserts_alone = publication.options.iter().any(|option| {
            let value = option.value.of(text);
            option.name == "publish" && !value.contains("update") && !value.contains("delete")
        });
        if inserts_alone
            || publication.change == PublicationChange::Drop
            || context.effects.fails.is_some()
        {
            return Vec::new();
        }
        return publication
            .tables
            .iter()
            .map(|table| (table.name.span, catalog.resolve(&table.name)))
            .filter(|(_, table)| {
                let known = catalog.relations.get(table);
                known.is_some_and(|it| it.complete && it.parents.is_empty())
                    && !catalog.identifies_rows(table)
            })
            .map(|(span, table)| {
                let what = "It has no primary key and no REPLICA IDENTITY; once it is published, every UPDATE and DELETE on it fails (55000).".to_owned();
                hit(span, table, Severity::Danger, what)
            })
            .collect();
    }
    let Some((table, actions)) = context.altered() else {
        return Vec::new();
    };
    let published = || {
        let mut tables = catalog.publications.values().flat_map(|it| &it.tables);
        tables.any(|(name, _)| *name == table)
    };
    let is_key = |name: &str| match catalog.constraint(&table, name) {
        Some(known) => matches!(known.kind, ConstraintKind::PrimaryKey { .. }),
        None => {
            name.strip_suffix("_pkey") == Some(table.name())
                && catalog.relations.get(&table).is_none_or(|it| !it.complete)
        }
    };
    let keyed = |column: &str| {
        let key = catalog.primary_key(&table);
        key.is_some_and(|columns| columns.iter().any(|it| it == column))
    };
    let mut hits = Vec::new();
    for action in actions {
        let lost = match &action.kind {
            AlterActionKind::DropConstraint { name, .. } => is_key(&name.value),
            AlterActionKind::DropColumn { name, .. } => keyed(&name.value),
            AlterActionKind::ReplicaIdentity(ReplicaIdentity::Nothing) => true,
            _ => false,
        };
        if !lost {
            continue;
        }
        let (severity, what) = if published() {
            (
                Severity::Danger,
                "It is published: from here on every UPDATE and DELETE on it fails (55000)."
                    .to_owned(),
            )
        } else {
            (
                Severity::Warning,
                "It is left without a primary key or another REPLICA IDENTITY; where it is published, every UPDATE and DELETE on it fails (55000).".to_owned(),
            )
        };
        hits.push(hit(action.span, table.clone(), severity, what));
    }
    hits
}

fn hit(span: Span, table: Name, severity: Severity, what: String) -> Hit {
    let of = table.clone();
    Hit {
        span,
        title: format!("Nothing tells the rows of {table} apart for replication."),
        what,
        why: "The migration passes; it is the application's writes that fail.".to_owned(),
        action: "Give it a primary key in the same transaction, or REPLICA IDENTITY USING INDEX or FULL first.".to_owned(),
        relations: vec![table],
        severity: Some(severity),
        unless: Some(Unless::new(move |left| {
            !left.relations.contains_key(&of) || left.identifies_rows(&of)
        })),
        ..Hit::default()
    }
}
