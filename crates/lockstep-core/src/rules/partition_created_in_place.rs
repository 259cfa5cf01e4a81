//! CREATE TABLE … PARTITION OF makes everybody wait who uses the parent.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "partition-created-in-place",
    severity: Severity::Warning,
    occasion: Occasion::Otherwise,
    title: page!("CREATE TABLE … PARTITION OF locks the partitioned table in ACCESS EXCLUSIVE"),
    docs: page!(
        "\
CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the partitioned table. It holds it \
only for a moment, but has to wait for every query on it first, and all that come after \
queue behind it.

Create the table on its own, with LIKE … INCLUDING ALL, and attach it: from PostgreSQL \
12 on ATTACH PARTITION lets reads and writes of the parent go on. Or set a short \
lock_timeout and try again until it succeeds."
    ),
    versions: "11-18",
    source: citation::PARTITIONING,
    hazards: page!(&["A42", "S11"]),
    bad: page!(&[
        example(
            "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
        ),
        example("CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM (0) TO (9);").on(11),
        example(
            "ALTER TABLE events ADD COLUMN note text;\n\
             CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM (0) TO (9);"
        ),
    ]),
    good: page!(&[
        example(
            "CREATE TABLE events_2026 (LIKE events INCLUDING ALL);\n\
             ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
        ),
        example(
            "SET lock_timeout = '2s';\n\
             CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
        ),
        example(
            "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
             CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (9);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateTable(create) = &context.statement.kind else {
        return Vec::new();
    };
    let Some(of) = &create.partition_of else {
        return Vec::new();
    };
    let parent = context.catalog().resolve(&of.parent);
    let waits = context
        .locked(LockMode::blocks_reads)
        .any(|it| *it == parent);
    if !waits || context.gives_up() || context.effects.fails.is_some() {
        return Vec::new();
    }
    vec![Hit {
        span: of.parent.span,
        title: format!("Creating it in place makes every query on {parent} wait."),
        what: format!(
            "CREATE TABLE … PARTITION OF waits for every query on {parent}, and all that come after wait for it."
        ),
        why: "One long report is enough to make the whole table unavailable until it ends."
            .to_owned(),
        action: if context.situation.major >= 12 {
            format!(
                "Create the table with LIKE {parent} INCLUDING ALL, and ATTACH it, which lets reads and writes go on; or set a short lock_timeout."
            )
        } else {
            "Set a short lock_timeout and try again until it succeeds.".to_owned()
        },
        relations: vec![parent],
        ..Hit::default()
    }]
}
