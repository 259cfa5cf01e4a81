//! Nothing ends a statement that takes too long.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unbounded-statement",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("Nothing ends a statement that blocks others for too long"),
    docs: page!(
        "\
lock_timeout limits how long a statement waits; once it has its lock, only \
statement_timeout ends it. A change that is meant to take a moment, and does not, then \
blocks others until somebody notices.

Set statement_timeout in the session of the migration. Commands that are meant to run \
long and block nobody, such as CREATE INDEX CONCURRENTLY and VALIDATE CONSTRAINT, run \
with it switched off."
    ),
    versions: "11-18",
    source: citation::STATEMENT_TIMEOUT,
    hazards: page!(&["A33"]),
    bad: page!(&[example(
        "SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN age int;"
    ),]),
    good: page!(&[
        example(
            "SET lock_timeout = '2s';\n\
             SET statement_timeout = '5s';\n\
             ALTER TABLE users ADD COLUMN age int;"
        ),
        example("ALTER TABLE users VALIDATE CONSTRAINT positive;"),
        example("ALTER TABLE users ADD COLUMN age int;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let bounded = match context.session.timeout("statement_timeout") {
        Some(timeout) => timeout > 0,
        None => context.settings.timeouts.set_elsewhere,
    };
    // Who sets no lock_timeout either is told of that; what waits for others
    // is meant to run long.
    let told = super::unbounded_lock_wait::is_bounded(context);
    let effects = context.effects;
    if bounded || !told || effects.fails.is_some() || effects.waits_for_transactions {
        return Vec::new();
    }
    let Some((relation, _)) = super::unbounded_lock_wait::awaited(context) else {
        return Vec::new();
    };
    vec![Hit {
        span: context.statement.span,
        title: "Nothing ends this statement should it take too long.".to_owned(),
        what: format!("Once it has its lock on {relation}, it keeps it until it is done; lock_timeout limits the wait alone."),
        why: "A change that was fast on the test data can block the table for minutes before somebody sees it.".to_owned(),
        action: "Set statement_timeout in the migration's session, and switch it off only for what is meant to run long."
            .to_owned(),
        relations: vec![relation.clone()],
        ..Hit::default()
    }]
}
