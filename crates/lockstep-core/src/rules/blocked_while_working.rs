//! The catch-all: whatever keeps others waiting for as long as a table is
//! large is a danger, whether it has a name or not.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::WorkKind;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "blocked-while-working",
    severity: Severity::Danger,
    occasion: Occasion::Otherwise,
    title: page!("A table is blocked while it is read or written from end to end"),
    docs: page!(
        "\
A statement reads, rewrites or indexes a whole table while it, or an earlier statement \
of its transaction, holds a lock that makes writes, or reads and writes, of that table \
wait. How long that takes grows with the table.

Often the lock is left over: commit after the short change, and do the long work in a \
transaction of its own."
    ),
    versions: "11-18",
    source: citation::EXPLICIT_LOCKING,
    hazards: page!(&["A28"]),
    bad: page!(&[example(
        "BEGIN;\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             CREATE TABLE totals AS SELECT count(*) FROM orders;\n\
             COMMIT;"
    ),]),
    good: page!(&[
        example("BEGIN; ALTER TABLE users ADD COLUMN age int; COMMIT;"),
        example("VACUUM users;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let mut relations = Vec::new();
    let mut strongest = LockMode::AccessShare;
    let mut span = None;
    let mut doing = "read";
    for (work, mode) in context.blocked_work() {
        if !relations.contains(&work.relation) {
            relations.push(work.relation.clone());
        }
        strongest = strongest.max(mode);
        span.get_or_insert(work.span);
        match work.kind {
            WorkKind::Rewrite => doing = "rewritten",
            WorkKind::IndexBuild(_) if doing == "read" => doing = "indexed",
            _ => {}
        }
    }
    let Some(span) = span else {
        return others_blocked(context);
    };
    let earlier = relations.iter().any(|relation| {
        context
            .held
            .get(relation)
            .is_some_and(|(mode, _)| *mode >= strongest)
    });
    let names = super::list(&relations);
    let waiting = super::waiting(strongest);
    vec![Hit {
        span: if span.is_empty() {
            context.statement.span
        } else {
            span
        },
        title: format!("The table is {doing} from end to end while {waiting} wait."),
        what: if earlier {
            format!(
                "An earlier statement of the transaction took {} on {names}, and it is held while all rows are {doing}.",
                strongest.name()
            )
        } else {
            format!(
                "PostgreSQL holds {} on {names} while all rows are {doing}.",
                strongest.name()
            )
        },
        why: format!("How long that takes grows with {names}."),
        action: if earlier {
            "Commit after the short change, and do the long work in a transaction of its own."
        } else {
            "Do it in small steps that each take a moment, or plan a maintenance window."
        }
        .to_owned(),
        relations,
        ..Hit::default()
    }]
}

/// Long work on one table while the transaction keeps others from another.
fn others_blocked(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.situation.catalog;
    let Some(work) = context
        .effects
        .work
        .iter()
        .find(|work| !catalog.is_new(&work.relation) || catalog.is_filled_copy(&work.relation))
    else {
        return Vec::new();
    };
    let Some(held) = context.blocked_before() else {
        return Vec::new();
    };
    let blocked = held.relations();
    let names = super::list(&blocked);
    let waiting = held.waiting();
    let worked = &work.relation;
    let (verb, them) = if blocked.len() == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    vec![Hit {
        span: context.statement.span,
        title: format!("{names} {verb} locked while all of {worked} is worked on: {waiting} wait."),
        what: format!(
            "An earlier statement of the transaction took {}, and the transaction goes through all of {worked} before it lets {them} go.",
            held.modes()
        ),
        why: format!("How long that takes grows with {worked}."),
        action: "Commit after the short change, and do the long work in a transaction of its own."
            .to_owned(),
        relations: blocked,
        ..Hit::default()
    }]
}
