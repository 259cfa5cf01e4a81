//! DETACH PARTITION makes everybody wait who uses any partition.

use lockstep_syntax::tree::{AlterActionKind, StatementKind};

use super::{Context, Hit, Occasion, Rule, example, insertion};
use crate::citation;
use crate::effects::Reason;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "partition-detach-blocks-parent",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("DETACH PARTITION locks the whole partitioned table in ACCESS EXCLUSIVE"),
    docs: page!(
        "\
DETACH PARTITION holds ACCESS EXCLUSIVE on the partitioned table only for a moment, but \
has to wait for every query on it first, whichever partition it reads, and all that come \
after queue behind it.

From PostgreSQL 14 on DETACH PARTITION … CONCURRENTLY waits without blocking anybody. \
It cannot run in a transaction, nor while there is a default partition. Before, set a \
short lock_timeout and try again until it succeeds.

Where another table has a foreign key to the partitioned one, PostgreSQL reads that \
table for rows that reference the partition, under ACCESS EXCLUSIVE, with either form."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["A41"]),
    bad: page!(&[
        example("ALTER TABLE events DETACH PARTITION events_2023;"),
        example("ALTER TABLE events DETACH PARTITION events_2023;").on(12),
        example("ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;").given(
            "CREATE TABLE events (id int PRIMARY KEY) PARTITION BY RANGE (id);\n\
             CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM (0) TO (1000);\n\
             CREATE TABLE notes (event_id int REFERENCES events);"
        ),
    ]),
    good: page!(&[
        example("ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;"),
        example("SET lock_timeout = '2s'; ALTER TABLE events DETACH PARTITION events_2023;").on(13),
        example(
            "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
             CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (9);\n\
             ALTER TABLE events DETACH PARTITION events_1;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let action = alter
        .actions
        .iter()
        .find(|action| matches!(action.kind, AlterActionKind::DetachPartition { .. }));
    let Some(action) = action.filter(|_| context.effects.fails.is_none()) else {
        return Vec::new();
    };
    if let Some(blocked) = context.blocked_for(&[Reason::ForeignKey]).pop() {
        let names = blocked.names();
        return vec![Hit {
            span: action.span,
            title: format!("All rows of {names} are read while {} wait.", blocked.waiting()),
            what: format!(
                "PostgreSQL looks in {names} for rows that reference the partition, and holds {} meanwhile: {} wait.",
                blocked.mode.name(),
                blocked.waiting()
            ),
            why: "How long that takes grows with the referencing table, and CONCURRENTLY changes nothing about it."
                .to_owned(),
            action: "Empty the partition in batches instead, or drop the foreign key before and add it NOT VALID behind."
                .to_owned(),
            relations: blocked.relations,
            severity: Some(Severity::Danger),
            ..Hit::default()
        }];
    }
    let catalog = context.catalog();
    let parent = catalog.resolve(&alter.name);
    if !context
        .locked(LockMode::blocks_reads)
        .any(|it| *it == parent)
    {
        return Vec::new();
    }
    let possible = context.situation.major >= 14 && catalog.default_partition(&parent).is_none();
    if !possible && context.gives_up() {
        return Vec::new();
    }
    vec![Hit {
        span: action.span,
        title: format!("Detaching it makes every query on {parent} wait."),
        what: format!(
            "DETACH PARTITION waits for every query on {parent}, whichever partition it reads, and all that come after wait for it."
        ),
        why: "One long report is enough to make the whole table unavailable until it ends."
            .to_owned(),
        action: if possible {
            format!(
                "Use DETACH PARTITION … CONCURRENTLY, which lets others go on.{}",
                context.outside()
            )
        } else {
            "It has no concurrent form here: set a short lock_timeout and try again until it succeeds."
                .to_owned()
        },
        fix: (possible && !context.situation.in_transaction)
            .then(|| insertion(action.span.end, "Detach it CONCURRENTLY", " CONCURRENTLY")),
        relations: vec![parent],
        ..Hit::default()
    }]
}
