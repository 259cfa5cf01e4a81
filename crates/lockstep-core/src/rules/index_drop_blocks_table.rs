//! DROP INDEX locks the table in ACCESS EXCLUSIVE.

use lockstep_syntax::tree::{Behavior, DropObject, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{Edit, Fix, Severity};

pub(super) static RULE: Rule = Rule {
    id: "index-drop-blocks-table",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("DROP INDEX locks the table in ACCESS EXCLUSIVE"),
    docs: page!(
        "\
DROP INDEX takes ACCESS EXCLUSIVE on the index and on its table. It holds it only for \
a moment, but has to wait for every running query first, and everything that comes \
after queues behind it.

DROP INDEX CONCURRENTLY waits without blocking anybody. It cannot run in a \
transaction, and not for indexes of constraints or of partitioned tables."
    ),
    versions: "11-18",
    source: citation::DROP_INDEX,
    hazards: page!(&["A2"]),
    bad: page!(&[example("DROP INDEX users_email;")]),
    good: page!(&[
        example("DROP INDEX CONCURRENTLY users_email;"),
        example(
            "CREATE TABLE users (email text); CREATE INDEX users_email ON users (email); DROP INDEX users_email;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Drop(drop) = &context.statement.kind else {
        return Vec::new();
    };
    if drop.object != DropObject::Index || drop.concurrently || context.effects.fails.is_some() {
        return Vec::new();
    }
    let relations: Vec<_> = context
        .effects
        .locks
        .iter()
        .filter(|(_, held)| !held.new && held.mode.blocks_reads())
        .map(|(relation, _)| relation.clone())
        .collect();
    if relations.is_empty() {
        return Vec::new();
    }
    let partitioned = drop.names.iter().any(|name| {
        let index = context.situation.catalog.resolve(name);
        context
            .situation
            .catalog
            .indexes
            .get(&index)
            .is_some_and(|known| known.partitioned)
    });
    let possible = drop.names.len() == 1
        && drop.behavior == Behavior::Restrict
        && !context.situation.in_transaction
        && !partitioned;
    let end = drop.object_word.end as usize;
    let tables: Vec<_> = relations
        .iter()
        .filter(|it| context.catalog().relations.contains_key(it))
        .collect();
    let of = if tables.is_empty() {
        "its table".to_owned()
    } else {
        super::list(&tables)
    };
    vec![Hit {
        span: drop.object_word,
        title: format!("Dropping the index makes every query on {of} wait."),
        what: "DROP INDEX takes ACCESS EXCLUSIVE on the index and on its table: it waits for every query that runs there, and all that come after wait for it."
            .to_owned(),
        why: "One long report is enough to make the whole table unavailable until it ends.".to_owned(),
        action: if partitioned {
            "The index of a partitioned table cannot be dropped concurrently: set a short lock_timeout and try again until it succeeds."
        } else {
            "Use DROP INDEX CONCURRENTLY, which waits without keeping others waiting."
        }
        .to_owned()
            + if partitioned { "" } else { context.outside() },
        relations,
        fix: possible.then(|| Fix {
            title: "Drop it CONCURRENTLY".to_owned(),
            edits: vec![Edit {
                start: end,
                end,
                text: " CONCURRENTLY".to_owned(),
            }],
        }),
        // Whoever gives up after a moment keeps nobody waiting for long.
        severity: context.gives_up().then_some(Severity::Advice),
        ..Hit::default()
    }]
}
