//! One statement that locks many relations.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::{LockMode, Severity};

/// As many relations as a backend locks without the shared table of locks,
/// until PostgreSQL 17.
///
/// Source: `FP_LOCK_SLOTS_PER_BACKEND` in `src/include/storage/proc.h`.
const MANY: usize = 16;

pub(super) static RULE: Rule = Rule {
    id: "locks-every-partition",
    severity: Severity::Advice,
    occasion: Occasion::Once,
    title: page!("One statement locks many relations, one after the other"),
    docs: page!(
        "\
A change of a partitioned table, or of one with inheritance children, locks every \
partition with it, one after the other. While it waits for the last, it holds all the \
others, and queries on these wait as well. So it is with a statement that names many \
tables.

Where the change has a form for each partition, take it one by one, each in a \
transaction of its own, and change the parent last with ONLY; else set a short \
lock_timeout and try again until it succeeds."
    ),
    versions: "11-18",
    source: citation::EXPLICIT_LOCKING,
    hazards: page!(&["A58", "A59"]),
    bad: page!(&[example("ALTER TABLE events ADD COLUMN note text;").given(
        "CREATE TABLE events (id int) PARTITION BY LIST (id);\n\
         CREATE TABLE e1 PARTITION OF events FOR VALUES IN (1); CREATE TABLE e2 PARTITION OF events FOR VALUES IN (2);\n\
         CREATE TABLE e3 PARTITION OF events FOR VALUES IN (3); CREATE TABLE e4 PARTITION OF events FOR VALUES IN (4);\n\
         CREATE TABLE e5 PARTITION OF events FOR VALUES IN (5); CREATE TABLE e6 PARTITION OF events FOR VALUES IN (6);\n\
         CREATE TABLE e7 PARTITION OF events FOR VALUES IN (7); CREATE TABLE e8 PARTITION OF events FOR VALUES IN (8);\n\
         CREATE TABLE e9 PARTITION OF events FOR VALUES IN (9); CREATE TABLE e10 PARTITION OF events FOR VALUES IN (10);\n\
         CREATE TABLE e11 PARTITION OF events FOR VALUES IN (11); CREATE TABLE e12 PARTITION OF events FOR VALUES IN (12);\n\
         CREATE TABLE e13 PARTITION OF events FOR VALUES IN (13); CREATE TABLE e14 PARTITION OF events FOR VALUES IN (14);\n\
         CREATE TABLE e15 PARTITION OF events FOR VALUES IN (15); CREATE TABLE e16 PARTITION OF events FOR VALUES IN (16);"
    )]),
    good: page!(&[
        example("ALTER TABLE events ADD COLUMN note text;").given(
            "CREATE TABLE events (id int) PARTITION BY LIST (id);\n\
             CREATE TABLE e1 PARTITION OF events FOR VALUES IN (1);"
        ),
        example("VACUUM;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // These take their tables in turn, or whichever a role happens to own.
    let in_turn = matches!(
        context.statement.kind,
        StatementKind::Maintenance(_)
            | StatementKind::Reindex(_)
            | StatementKind::Cluster(_)
            | StatementKind::Owned(_)
    );
    if in_turn || context.effects.locks.len() <= MANY || context.effects.fails.is_some() {
        return Vec::new();
    }
    let relations: Vec<Name> = context.locked(LockMode::blocks_writes).cloned().collect();
    if relations.len() <= MANY {
        return Vec::new();
    }
    let count = relations.len();
    let drops = matches!(context.statement.kind, StatementKind::Drop(_));
    vec![Hit {
        span: context.statement.span,
        title: format!("{count} relations are locked at once."),
        what: format!(
            "The statement locks {}, one after the other: while it waits for the last, it holds all the others, and queries on them wait.",
            super::list(&relations)
        ),
        why: "The more there are, the longer it waits in all, and the likelier a deadlock is."
            .to_owned(),
        action: if drops {
            "Drop a few at a time, each in a transaction of its own, or set a short lock_timeout and try again until it succeeds."
        } else {
            "Take the partitions one by one where the change allows it, and the parent last with ONLY; else set a short lock_timeout and try again until it succeeds."
        }
        .to_owned(),
        relations,
        ..Hit::default()
    }]
}
