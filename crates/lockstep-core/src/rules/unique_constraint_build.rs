//! UNIQUE and PRIMARY KEY build their index while everybody waits.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unique-constraint-build",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new UNIQUE or PRIMARY KEY constraint builds its index under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
These constraints stand on an index, which ALTER TABLE builds while the table is \
locked in ACCESS EXCLUSIVE: nobody can read or write it.

The index can be built first, with CREATE UNIQUE INDEX CONCURRENTLY, and taken over \
with USING INDEX in a moment. There is no NOT VALID for these constraints."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["A12", "A23", "A24"]),
    bad: page!(&[
        example("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);"),
        example("ALTER TABLE users ADD PRIMARY KEY (id);").also(&["set-not-null-scan"]),
        example("ALTER TABLE users ADD COLUMN code text UNIQUE;"),
    ]),
    good: page!(&[
        example(
            "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);\n\
         ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;"
        )
        .also(&["duplicates-fail-unique-build"]),
        example("CREATE TABLE users (email text); ALTER TABLE users ADD UNIQUE (email);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    context
        .blocked_for(&[Reason::Unique, Reason::PrimaryKey])
        .into_iter()
        .map(|blocked| Hit {
            span: blocked.span,
            title: format!("Building the index of this constraint blocks {}.", blocked.names()),
            what: format!(
                "PostgreSQL reads all of {} and builds the index under {}: {} wait.",
                blocked.names(),
                blocked.mode.name(),
                blocked.waiting()
            ),
            why: "That takes minutes on a large table, and fails at its end when it finds a duplicate."
                .to_owned(),
            action: if blocked
                .relations
                .iter()
                .any(|relation| has_partitions(context, relation))
            {
                "On a partitioned table there is no USING INDEX: build a unique index ON ONLY the table, attach one built CONCURRENTLY for each partition, and let it stand for the constraint; or plan a maintenance window."
            } else {
                "Look for duplicates, build the index with CREATE UNIQUE INDEX CONCURRENTLY, then add the constraint with USING INDEX, which takes a moment."
            }
            .to_owned(),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}

/// Whether it is a partition, or has some.
fn has_partitions(context: &Context<'_>, relation: &crate::catalog::Name) -> bool {
    let catalog = context.situation.catalog;
    catalog.is_partitioned(relation)
        || catalog
            .relations
            .get(relation)
            .is_some_and(|known| known.is_partition)
            && matches!(
                &context.statement.kind,
                lockstep_syntax::tree::StatementKind::AlterTable(alter)
                    if catalog.is_partitioned(&catalog.resolve(&alter.name))
            )
}
