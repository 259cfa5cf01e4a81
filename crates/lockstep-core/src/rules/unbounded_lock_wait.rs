//! A statement that waits for its lock makes everybody behind it wait.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::{Edit, Fix, LockMode, RelationKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unbounded-lock-wait",
    severity: Severity::Advice,
    occasion: Occasion::Once,
    title: page!("Nothing limits how long others queue behind a waiting lock"),
    docs: page!(
        "\
A statement that needs a strong lock waits for the queries that run on the table, and \
every query that comes later queues behind it. So a change that takes a millisecond \
blocks the table for as long as the longest query before it runs.

Set lock_timeout before the first lock, to a second or a few: the statement then gives \
up, the queue drains, and it can be tried again. A timeout of 0 is none, and one of a \
minute lets everybody queue for a minute. A lock that the transaction holds already is \
not given back by a timeout that is set behind it."
    ),
    versions: "11-18",
    source: citation::LOCK_TIMEOUT,
    hazards: page!(&["A32", "A46", "A47", "A53", "A54", "A56", "A57"]),
    bad: page!(&[
        example("ALTER TABLE users ADD COLUMN age int;"),
        example("SET lock_timeout = 0;\nALTER TABLE users ADD COLUMN age int;"),
        example("SET lock_timeout = '5min';\nALTER TABLE users ADD COLUMN age int;"),
        example(
            "BEGIN;\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             SET LOCAL lock_timeout = '2s';\n\
             COMMIT;"
        ),
        example(
            "CREATE TRIGGER audit AFTER INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION log();"
        ),
    ]),
    good: page!(&[
        example("SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN age int;"),
        example(
            "BEGIN;\n\
             SET LOCAL lock_timeout = '2s';\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             COMMIT;"
        ),
        example("CREATE INDEX CONCURRENTLY users_email_idx ON users (email);"),
        example("CREATE TABLE ages (age int);\nALTER TABLE ages ADD COLUMN id bigint;"),
        example("ALTER TABLE users ALTER COLUMN age SET STATISTICS 500;"),
    ]),
    check,
};

/// The wait for a lock has an end soon enough: by the migration's own timeout,
/// or by one that is set elsewhere.
pub(super) fn is_bounded(context: &Context<'_>) -> bool {
    let longest = context
        .settings
        .timeouts
        .longest_lock_timeout
        .milliseconds();
    match context.session.timeout("lock_timeout") {
        Some(timeout) => timeout > 0 && timeout <= longest,
        None => context.settings.timeouts.set_elsewhere,
    }
}

fn check(context: &Context<'_>) -> Vec<Hit> {
    if is_bounded(context) || context.effects.waits_for_transactions {
        return Vec::new();
    }
    let Some((relation, mode)) = awaited(context) else {
        return Vec::new();
    };
    let waiting = super::waiting(mode);
    // Where its table is not known, an index stands for it.
    let locked = context.effects.locks.get(relation);
    let table = if locked.is_some_and(|held| is_index(held.kind)) {
        format!("the table of {relation}")
    } else {
        relation.to_string()
    };
    let (title, what) = match context.session.timeout("lock_timeout") {
        None => (
            format!("Nothing limits how long {waiting} of {table} queue behind this."),
            format!(
                "The statement waits for {} on {relation} until every query that runs there has ended, and what comes later queues behind it.",
                mode.name()
            ),
        ),
        Some(0) => (
            format!("lock_timeout is switched off, so {waiting} of {table} queue without limit."),
            format!(
                "lock_timeout = 0 means to wait for {} on {relation} for ever.",
                mode.name()
            ),
        ),
        Some(long) => (
            format!(
                "lock_timeout lets {waiting} of {table} queue for {}.",
                seconds(long)
            ),
            format!(
                "The statement waits that long for {} on {relation}, and what comes later queues behind it.",
                mode.name()
            ),
        ),
    };
    vec![Hit {
        span: context.statement.span,
        title,
        what,
        why: "One report that runs for ten minutes makes a change of a millisecond an outage of ten minutes."
            .to_owned(),
        action: "Set lock_timeout to a second or a few before the first lock, and try again when it strikes."
            .to_owned(),
        fix: fix(context),
        relations: vec![relation.clone()],
        ..Hit::default()
    }]
}

/// The relation in use on which the statement waits for the strongest lock
/// that makes others wait, and that its transaction has not got already; the
/// one that the statement names before others.
pub(super) fn awaited<'c>(context: &'c Context<'_>) -> Option<(&'c Name, LockMode)> {
    let named = match &context.statement.kind {
        StatementKind::AlterTable(alter) => Some(&alter.name),
        StatementKind::Drop(drop) => drop.names.first(),
        _ => None,
    };
    let named = named.map(|name| context.catalog().resolve(name));
    context
        .effects
        .locks
        .iter()
        .filter(|(relation, held)| {
            held.mode.blocks_writes()
                && !held.new
                && context
                    .held
                    .get(*relation)
                    .is_none_or(|(mode, _)| *mode < held.mode)
        })
        .max_by_key(|(relation, held)| {
            let first = named.as_ref() == Some(*relation);
            let index = is_index(held.kind);
            (held.mode, !index, first, std::cmp::Reverse(*relation))
        })
        .map(|(relation, held)| (relation, held.mode))
}

fn is_index(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Index | RelationKind::PartitionedIndex)
}

fn seconds(milliseconds: u64) -> String {
    match milliseconds {
        0..10_000 => format!("{milliseconds} ms"),
        10_000..120_000 => format!("{} s", milliseconds / 1_000),
        _ => format!("{} min", milliseconds / 60_000),
    }
}

/// The timeout before the statement, where the migration has set none.
fn fix(context: &Context<'_>) -> Option<Fix> {
    if context.session.get("lock_timeout").is_some() {
        return None;
    }
    let start = context.statement.span.start as usize;
    Some(Fix {
        title: "Set lock_timeout before it".to_owned(),
        edits: vec![Edit {
            start,
            end: start,
            text: if context.situation.in_transaction {
                "SET LOCAL lock_timeout = '2s';\n"
            } else {
                "SET lock_timeout = '2s';\n"
            }
            .to_owned(),
        }],
    })
}
