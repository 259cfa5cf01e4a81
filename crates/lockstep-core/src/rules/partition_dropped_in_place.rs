//! DROP TABLE of a partition makes everybody wait who uses its parent.

use lockstep_syntax::tree::{DropObject, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "partition-dropped-in-place",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("DROP TABLE of a partition locks the partitioned table in ACCESS EXCLUSIVE"),
    docs: page!(
        "\
Dropping a partition takes ACCESS EXCLUSIVE on the partitioned table, too. It holds it \
only for a moment, but has to wait for every query on it first, and all that come after \
queue behind it.

From PostgreSQL 14 on detach it CONCURRENTLY, then drop the table that it is from then \
on. Before, or where there is a default partition, set a short lock_timeout and try \
again until it succeeds."
    ),
    versions: "11-18",
    source: citation::PARTITIONING,
    hazards: page!(&["A42", "S11"]),
    bad: page!(&[
        example("DROP TABLE events_2023;")
            .given(
                "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
                 CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM (0) TO (9);"
            )
            .also(&["data-loss"]),
        example("DROP TABLE events_2023;")
            .given(
                "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
                 CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM (0) TO (9);"
            )
            .on(13)
            .also(&["data-loss"]),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY; DROP TABLE events_2023;"
        )
        .given(
            "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
             CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM (0) TO (9);"
        )
        .also(&["data-loss"]),
        example("DROP TABLE events, events_2023;")
            .given(
                "CREATE TABLE events (id int) PARTITION BY RANGE (id);\n\
                 CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM (0) TO (9);"
            )
            .also(&["data-loss"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Drop(drop) = &context.statement.kind else {
        return Vec::new();
    };
    if drop.object != DropObject::Table || context.gives_up() {
        return Vec::new();
    }
    let catalog = context.catalog();
    let dropped: Vec<Name> = drop.names.iter().map(|it| catalog.resolve(it)).collect();
    let above = |name: &Name| {
        let known = catalog.relations.get(name).filter(|it| it.is_partition)?;
        known.parents.first().cloned()
    };
    let waits = |parent: &Name| {
        let held = context.effects.locks.get(parent);
        held.is_some_and(|held| held.mode.blocks_reads()) && context.is_busy(parent)
    };
    let found = dropped.iter().find_map(|name| {
        let parent = above(name).filter(|it| waits(it) && !dropped.contains(it))?;
        Some((name.clone(), parent))
    });
    let Some((name, parent)) = found else {
        return Vec::new();
    };
    let detachable = context.situation.major >= 14 && catalog.default_partition(&parent).is_none();
    vec![Hit {
        span: context.statement.span,
        title: format!("Dropping it makes every query on {parent} wait."),
        what: format!(
            "{name} is a partition: DROP TABLE waits for every query on {parent}, and all that come after wait for it."
        ),
        why: "One long report is enough to make the whole table unavailable until it ends."
            .to_owned(),
        action: if detachable {
            format!("Detach {name} with DETACH PARTITION … CONCURRENTLY first, and drop it then.")
        } else {
            "Set a short lock_timeout and try again until it succeeds.".to_owned()
        },
        relations: vec![parent],
        ..Hit::default()
    }]
}
