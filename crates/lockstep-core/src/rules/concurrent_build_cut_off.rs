//! A timeout that strikes a statement which leaves something behind.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "concurrent-build-cut-off",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("A timeout cuts a CONCURRENTLY command off and leaves it half done"),
    docs: page!(
        "\
The CONCURRENTLY forms wait for every transaction that began before them, without \
making others wait. With a lock_timeout or a statement_timeout they give up half-way: a \
build leaves an INVALID index behind, which slows every write and answers no query, a \
drop leaves the index INVALID, a detach leaves the partition half detached.

Switch both timeouts off for this statement alone, and on again behind it."
    ),
    versions: "11-18",
    source: citation::CREATE_INDEX_CONCURRENTLY,
    hazards: page!(&["A33", "A35"]),
    bad: page!(&[
        example(
            "SET lock_timeout = '2s';\n\
             CREATE INDEX CONCURRENTLY users_email_idx ON users (email);"
        ),
        example(
            "SET statement_timeout = '30s';\n\
             REINDEX INDEX CONCURRENTLY users_email_idx;"
        ),
    ]),
    good: page!(&[
        example(
            "SET lock_timeout = 0;\n\
             SET statement_timeout = 0;\n\
             CREATE INDEX CONCURRENTLY users_email_idx ON users (email);"
        ),
        example(
            "BEGIN;\n\
             SET LOCAL lock_timeout = '2s';\n\
             ALTER TABLE users ADD COLUMN age int;\n\
             COMMIT;\n\
             CREATE INDEX CONCURRENTLY users_age_idx ON users (age);"
        ),
        example("CREATE INDEX CONCURRENTLY users_email_idx ON users (email);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if !context.effects.waits_for_transactions || context.effects.fails.is_some() {
        return Vec::new();
    }
    let set: Vec<&str> = ["lock_timeout", "statement_timeout"]
        .into_iter()
        .filter(|name| context.session.timeout(name).is_some_and(|time| time > 0))
        .collect();
    let Some(first) = set.first() else {
        return Vec::new();
    };
    let value = context
        .session
        .get(first)
        .map(|parameter| parameter.value.clone())
        .unwrap_or_default();
    let left = match context.statement.kind {
        StatementKind::AlterTable(_) => {
            "The partition stays half detached until DETACH PARTITION … FINALIZE."
        }
        StatementKind::Drop(_) => "The index stays behind INVALID and has to be dropped again.",
        _ => "It leaves an INVALID index behind, which every write pays for and no query uses.",
    };
    let off = set.join(" = 0; SET ");
    vec![Hit {
        span: context.statement.span,
        title: format!("{first} = {value} can cut this off half-way."),
        what: format!(
            "It waits for every transaction that began before it, and {first} counts while it waits. {left}"
        ),
        why: "It blocks nobody while it waits, so a timeout protects nobody here.".to_owned(),
        action: format!("Put SET {off} = 0 before it, and set the timeout again behind it."),
        ..Hit::default()
    }]
}
