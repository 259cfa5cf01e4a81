//! One table stays locked while the transaction waits for another.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{LockMode, RelationKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "several-tables-locked",
    severity: Severity::Warning,
    occasion: Occasion::Otherwise,
    title: page!("A transaction keeps one table locked while it waits for another"),
    docs: page!(
        "\
A transaction that changes two tables in use holds the lock of the first while it waits \
for the second. One long query on the second table is enough to block both, and code \
that uses them in the other order meets it in a deadlock.

Change one table a transaction. Where it has to be one, take the locks in the order in \
which the application uses the tables, and set a short lock_timeout, so that the \
transaction gives up both and can be tried again."
    ),
    versions: "11-18",
    source: citation::DEADLOCKS,
    hazards: page!(&["A28", "A29"]),
    bad: page!(&[
        example(
            "BEGIN;\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             ALTER TABLE orders ADD COLUMN note text;\n\
             COMMIT;"
        ),
        example(
            "-- migrate:up\n\
             DROP TRIGGER audit ON users;\n\
             ALTER TABLE orders DROP CONSTRAINT positive;"
        ),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE users ADD COLUMN age int;\n\
             ALTER TABLE orders ADD COLUMN note text;"
        ),
        example(
            "BEGIN;\n\
             SET LOCAL lock_timeout = '2s';\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             ALTER TABLE orders ADD COLUMN note text;\n\
             COMMIT;"
        ),
        example(
            "BEGIN;\n\
             CREATE TABLE orders (id bigint PRIMARY KEY);\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             ALTER TABLE orders ADD COLUMN note text;\n\
             COMMIT;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // A timeout gives both tables free again. What comes behind the second
    // table has the same cause.
    if context.blocked.len() != 1 || super::unbounded_lock_wait::is_bounded(context) {
        return Vec::new();
    }
    let table = |kind| {
        !matches!(
            kind,
            RelationKind::Index
                | RelationKind::PartitionedIndex
                | RelationKind::Sequence
                | RelationKind::Toast
        )
    };
    let Some((second, _)) = context.effects.locks.iter().find(|(relation, held)| {
        held.mode == LockMode::AccessExclusive
            && !held.new
            && table(held.kind)
            && context.is_busy(relation)
            && !context.held.contains_key(relation)
    }) else {
        return Vec::new();
    };
    let others = context.blocked.iter().filter(|first| *first != second);
    let Some((first, (mode, _))) = others
        .filter_map(|first| context.held.get_key_value(first))
        .find(|(first, _)| !context.is_small(first))
    else {
        return Vec::new();
    };
    let waiting = super::waiting(*mode);
    vec![Hit {
        span: context.statement.span,
        title: format!("{first} stays locked while this waits for {second}."),
        what: format!(
            "The transaction holds {} on {first} and now asks for ACCESS EXCLUSIVE on {second}. It waits for every query that runs on {second}, and {waiting} of {first} wait with it.",
            mode.name()
        ),
        why: format!(
            "One long query on {second} blocks both tables, and a transaction that uses them in the other order ends in a deadlock."
        ),
        action: "Give each table a transaction of its own, or SET LOCAL lock_timeout = '2s' at the start and try again when it strikes."
            .to_owned(),
        relations: vec![first.clone(), second.clone()],
        ..Hit::default()
    }]
}
