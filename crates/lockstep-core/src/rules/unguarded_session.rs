//! A transaction whose client goes silent keeps its locks.

use lockstep_syntax::tree::{StatementKind, TransactionControl};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unguarded-session",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A migration that hangs in its transaction keeps its locks"),
    docs: page!(
        "\
When the client of an open transaction stalls (a lost connection, a prompt, a debugger), \
the server keeps the transaction and its locks. idle_in_transaction_session_timeout ends \
it after a time, and application_name says in pg_stat_activity whose it is.

Set both at the start of the migration's session."
    ),
    versions: "11-18",
    source: citation::IDLE_IN_TRANSACTION,
    hazards: page!(&["A34"]),
    bad: page!(&[example(
        "BEGIN;\n\
         SET LOCAL lock_timeout = '2s';\n\
         ALTER TABLE users ADD COLUMN age int;\n\
         COMMIT;"
    )]),
    good: page!(&[
        example(
            "SET idle_in_transaction_session_timeout = '10s';\n\
             SET application_name = 'migration 42';\n\
             BEGIN;\n\
             SET LOCAL lock_timeout = '2s';\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             COMMIT;"
        ),
        example("SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN age int;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // Told where the transaction ends: whether it held something is known by
    // then.
    let ends = matches!(
        context.statement.kind,
        StatementKind::Transaction(TransactionControl::Commit { .. })
    );
    let guarded = |name| context.session.timeout(name).is_some_and(|time| time > 0);
    if !ends
        || context.settings.timeouts.set_elsewhere
        || guarded("idle_in_transaction_session_timeout")
        || guarded("transaction_timeout")
    {
        return Vec::new();
    }
    let Some((relation, (mode, _))) = context
        .blocked
        .first()
        .and_then(|relation| context.held.get_key_value(relation))
    else {
        return Vec::new();
    };
    vec![Hit {
        span: context.statement.span,
        title: "A client that stalls before this COMMIT keeps the locks.".to_owned(),
        what: format!(
            "The transaction holds {} on {relation}, and nothing ends it should its client go silent.",
            mode.name()
        ),
        why: "The server waits for the client as long as the connection lives.".to_owned(),
        action: "Set idle_in_transaction_session_timeout, and application_name so that others see whose transaction it is."
            .to_owned(),
        relations: vec![relation.clone()],
        ..Hit::default()
    }]
}
