//! LOCK TABLE keeps others waiting until the transaction ends.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "explicit-table-lock",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("LOCK TABLE keeps others waiting until the transaction ends"),
    docs: page!(
        "\
LOCK TABLE without a mode takes ACCESS EXCLUSIVE, which even a SELECT waits for, and \
every lock is held until the transaction ends. While it waits for its turn itself, \
others queue behind it.

Take the weakest mode that does, say NOWAIT or set a short lock_timeout, and commit \
soon. What takes long under the lock is told where it stands."
    ),
    versions: "11-18",
    source: citation::LOCK,
    hazards: page!(&["A50"]),
    bad: page!(&[
        example("BEGIN; LOCK TABLE users; ALTER TABLE users ADD COLUMN age int; COMMIT;"),
        example("BEGIN; LOCK TABLE users IN SHARE MODE; COMMIT;"),
    ]),
    good: page!(&[
        example("BEGIN; LOCK TABLE users IN ROW EXCLUSIVE MODE; COMMIT;"),
        example("BEGIN; LOCK TABLE users IN SHARE MODE NOWAIT; COMMIT;"),
        example("SET lock_timeout = '2s'; BEGIN; LOCK TABLE users; COMMIT;"),
        example("BEGIN; CREATE TABLE users (id int); LOCK TABLE users; COMMIT;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Lock(lock) = &context.statement.kind else {
        return Vec::new();
    };
    let relations: Vec<Name> = context.locked(LockMode::blocks_writes).cloned().collect();
    let strongest = context.effects.locks.values().map(|held| held.mode).max();
    let Some(mode) = strongest.filter(|_| !relations.is_empty()) else {
        return Vec::new();
    };
    if lock.nowait || context.gives_up() || context.effects.fails.is_some() {
        return Vec::new();
    }
    let names = super::list(&relations);
    let waiting = super::waiting(mode);
    vec![Hit {
        span: context.statement.span,
        title: format!(
            "{} of {names} wait until the transaction ends.",
            super::capital(waiting)
        ),
        what: format!(
            "LOCK TABLE takes {} on {names} and holds it to the end of the transaction: {waiting} wait, from the moment on when it queues for the lock.",
            mode.name()
        ),
        why: "One long query before it is enough to hold up everybody behind it.".to_owned(),
        action:
            "Take the weakest mode that does, with NOWAIT or a short lock_timeout, and commit soon."
                .to_owned(),
        relations,
        ..Hit::default()
    }]
}
