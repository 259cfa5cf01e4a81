//! Rows written in the transaction that changed the table.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "backfill-in-ddl-transaction",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("Rows are written while the transaction still locks a table for its change"),
    docs: page!(
        "\
A change such as ADD COLUMN takes a moment, but its lock stays until the transaction \
ends. A backfill behind it in the same transaction keeps that lock for as long as all \
rows take, and every query on the table waits.

Commit the change first. Then write the rows in batches, each in a transaction of its \
own. Where a framework wraps the file, that takes two files."
    ),
    versions: "11-18",
    source: citation::EXPLICIT_LOCKING,
    hazards: page!(&["A28", "A30"]),
    bad: page!(&[
        example(
            "BEGIN;\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             UPDATE users SET age = 0;\n\
             COMMIT;"
        ),
        example(
            "-- migrate:up\n\
             ALTER TABLE users ADD COLUMN region_id bigint;\n\
             DELETE FROM sessions;"
        ),
        example(
            "BEGIN;\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             INSERT INTO archive SELECT * FROM events;\n\
             COMMIT;"
        ),
    ]),
    good: page!(&[
        example("ALTER TABLE users ADD COLUMN age int; UPDATE users SET age = 0 WHERE id = 1;"),
        example(
            "BEGIN;\n\
             SET LOCAL lock_timeout = '2s';\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             INSERT INTO ages VALUES (1), (2);\n\
             COMMIT;"
        ),
        example(
            "BEGIN;\n\
             CREATE TABLE ages (age int);\n\
             INSERT INTO ages VALUES (1);\n\
             UPDATE ages SET age = 2;\n\
             COMMIT;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(held) = context.blocked_before() else {
        return Vec::new();
    };
    let Some(worked) = long_write(context) else {
        return Vec::new();
    };
    let locked = held.relations();
    let names = super::list(&locked);
    vec![Hit {
        span: context.statement.span,
        title: format!(
            "{names} {} locked until all these rows are written: {} wait.",
            if locked.len() == 1 { "stays" } else { "stay" },
            held.waiting()
        ),
        what: format!(
            "An earlier statement of the transaction took {}, and PostgreSQL gives it back only when the transaction ends. Meanwhile this statement reads all of {worked}.",
            held.modes()
        ),
        why: format!(
            "{} queue for as long as the backfill takes, although the change itself was done in a moment.",
            super::capital(&held.waiting_of())
        ),
        action: if context.framework_transaction {
            "Move the backfill into a later file that opts out of the framework's transaction, and write the rows in batches."
        } else if context.implicit_transaction {
            "Statements that are sent together are one transaction: move the backfill into a file of its own, and write the rows in batches."
        } else {
            "Commit the change first, then write the rows in batches, each in a transaction of its own."
        }
        .to_owned(),
        relations: locked,
        ..Hit::default()
    }]
}

/// The table that a statement which writes rows goes through, where that takes
/// its time.
pub(super) fn long_write<'c>(context: &'c Context<'_>) -> Option<&'c Name> {
    let writes = matches!(
        context.statement.kind,
        StatementKind::Update(_)
            | StatementKind::Delete(_)
            | StatementKind::Insert(_)
            | StatementKind::Merge(_)
    );
    let catalog = context.catalog();
    writes
        .then(|| {
            context.effects.work.iter().find(|work| {
                context.is_busy(&work.relation) || catalog.is_filled_copy(&work.relation)
            })
        })
        .flatten()
        .map(|work| &work.relation)
}

/// Whether the rule speaks of a statement, so that none repeats its cause.
pub(super) fn speaks(context: &Context<'_>) -> bool {
    context.blocked_before().is_some() && long_write(context).is_some()
}
