//! A new partition whose rows, or those of the default partition, are looked
//! through while others wait.

use lockstep_syntax::tree::{AlterActionKind, Statement, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "partition-attach-scan",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new partition makes PostgreSQL read tables from end to end while others wait"),
    docs: page!(
        "\
ATTACH PARTITION locks the parent only in SHARE UPDATE EXCLUSIVE from PostgreSQL 12 on, \
but the table that becomes a partition in ACCESS EXCLUSIVE, and reads it all to see that \
its rows fit the bound. A default partition is locked so, too, and searched for rows of \
the new one; CREATE TABLE … PARTITION OF does the same to it. Indexes and foreign keys \
that the parent has and the table lacks are made on the way.

A valid CHECK constraint that says what the bound says spares the reading. It has to \
say as well that the key is not NULL, where the column does not. On the default \
partition, a CHECK that keeps the new rows out does the same. Add both NOT VALID, \
validate them, attach, and drop the first. Build missing indexes CONCURRENTLY before."
    ),
    versions: "11-18",
    source: citation::PARTITIONING,
    hazards: page!(&["A40", "S11"]),
    bad: page!(&[
        example("ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (0) TO (1000);"),
        example("CREATE TABLE events_new PARTITION OF events FOR VALUES FROM (1000) TO (2000);")
            .given(
                "CREATE TABLE events (id int NOT NULL) PARTITION BY RANGE (id);\n\
             CREATE TABLE events_rest PARTITION OF events DEFAULT;"
            ),
        example("ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (0) TO (1000);")
            .given(
                "CREATE TABLE events (id int NOT NULL, at date) PARTITION BY RANGE (id);\n\
             CREATE INDEX ON events (at);\n\
             CREATE TABLE events_old (id int NOT NULL CHECK (id >= 0 AND id < 1000), at date);"
            ),
    ]),
    good: page!(&[
        example("ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (0) TO (1000);")
            .given(
                "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
             CREATE TABLE events_old (id int CHECK (id IS NOT NULL AND id >= 0 AND id < 1000));"
            ),
        example(
            "ALTER TABLE events_old ADD CONSTRAINT fits CHECK (id IS NOT NULL AND id >= 0 AND id < 1000) NOT VALID;\n\
             ALTER TABLE events_old VALIDATE CONSTRAINT fits;\n\
             ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (0) TO (1000);\n\
             ALTER TABLE events_old DROP CONSTRAINT fits;"
        ),
        example(
            "CREATE TABLE events_new (LIKE events INCLUDING ALL);\n\
             ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM (1000) TO (2000);"
        ),
    ]),
    check,
};

/// A partition comes or goes, for which rows are read that no new constraint
/// asks for.
pub(super) fn moves_partition(statement: &Statement<'_>) -> bool {
    let StatementKind::AlterTable(alter) = &statement.kind else {
        return false;
    };
    alter.actions.iter().any(|action| {
        matches!(
            action.kind,
            AlterActionKind::AttachPartition { .. } | AlterActionKind::DetachPartition { .. }
        )
    })
}

fn check(context: &Context<'_>) -> Vec<Hit> {
    let reasons: &[Reason] = match &context.statement.kind {
        StatementKind::CreateTable(_) => &[Reason::DefaultPartition],
        _ if !moves_partition(context.statement) => return Vec::new(),
        StatementKind::AlterTable(alter)
            if matches!(
                alter.actions[..],
                [lockstep_syntax::tree::AlterAction {
                    kind: AlterActionKind::DetachPartition { .. },
                    ..
                }]
            ) =>
        {
            return Vec::new();
        }
        _ => &[
            Reason::PartitionBound,
            Reason::DefaultPartition,
            Reason::Index,
            Reason::ForeignKey,
        ],
    };
    context
        .blocked_for(reasons)
        .into_iter()
        .map(|blocked| {
            let asks = |reason| {
                let mut work = context.effects.work.iter();
                work.any(|work| {
                    work.reason == reason
                        && work.span == blocked.span
                        && blocked.relations.contains(&work.relation)
                })
            };
            let (to, action) = if asks(Reason::PartitionBound) {
                (
                    "to see that they fit the bound",
                    "Give the table a CHECK constraint that says what the bound says, and that the key is not NULL; add it NOT VALID and validate it before. Then attaching it takes a moment.",
                )
            } else if asks(Reason::DefaultPartition) {
                (
                    "to see that none belongs into the new partition",
                    "Give the default partition a CHECK constraint that keeps such rows out; add it NOT VALID and validate it before.",
                )
            } else if asks(Reason::Index) {
                (
                    "to build the indexes that the parent has",
                    "Build each of them CONCURRENTLY on the table before it is attached, and give it the parent's UNIQUE and PRIMARY KEY constraints.",
                )
            } else {
                (
                    "to check the parent's foreign keys",
                    "Give the table the same foreign keys before it is attached, NOT VALID first, then validated.",
                )
            };
            Hit {
                span: blocked.span,
                title: format!("All rows of {} are read while {} wait.", blocked.names(), blocked.waiting()),
                what: format!(
                    "PostgreSQL reads every row of {} {to}, and holds {} meanwhile: {} wait.",
                    blocked.names(),
                    blocked.mode.name(),
                    blocked.waiting()
                ),
                why: "How long that takes grows with the table, and queries on the parent that reach it wait as well."
                    .to_owned(),
                action: action.to_owned(),
                relations: blocked.relations,
                ..Hit::default()
            }
        })
        .collect()
}
