//! A statement that takes longer than its `statement_timeout`.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule =
    Rule {
        id: "statement-timeout-too-short",
        severity: Severity::Warning,
        occasion: Occasion::Always,
        title: page!("The statement takes longer than statement_timeout allows"),
        docs: page!(
            "\
statement_timeout ends a statement that runs longer, and all its work is undone: a \
CHECK that was almost checked, an index that was almost built. A CONCURRENTLY build \
that is ended leaves an INVALID index behind. How long it takes is estimated from the \
sizes that `--stats` tells.

Set a longer timeout for this one statement, and the short one again behind it."
        ),
        versions: "11-18",
        source: citation::STATEMENT_TIMEOUT,
        hazards: page!(&["S5"]),
        bad: page!(&[
        example(
            "SET statement_timeout = '1s';\nCREATE INDEX CONCURRENTLY users_email ON users (email);"
        )
        .sized(&[(
            "public.users",
            crate::sizes::Size { rows: 200_000_000, bytes: 40_000_000_000, writes_per_second: 0 }
        )])
        .also(&["concurrent-build-cut-off"]),
        example(
            "SET statement_timeout = '5s';\nALTER TABLE users VALIDATE CONSTRAINT grown;"
        )
        .sized(&[(
            "public.users",
            crate::sizes::Size { rows: 200_000_000, bytes: 40_000_000_000, writes_per_second: 0 }
        )]),
    ]),
        good: page!(&[
        example(
            "SET statement_timeout = 0;\nCREATE INDEX CONCURRENTLY users_email ON users (email);"
        )
        .sized(&[(
            "public.users",
            crate::sizes::Size { rows: 200_000_000, bytes: 40_000_000_000, writes_per_second: 0 }
        )]),
        example(
            "SET statement_timeout = '1s';\nALTER TABLE users VALIDATE CONSTRAINT positive;"
        )
        .sized(&[(
            "public.users",
            crate::sizes::Size { rows: 500, bytes: 64_000, writes_per_second: 0 }
        )]),
    ]),
        check,
    };

fn check(context: &Context<'_>) -> Vec<Hit> {
    let (Some(timeout @ 1..), Some(lasts)) = (
        context.session.timeout("statement_timeout"),
        context.lasts(),
    ) else {
        return Vec::new();
    };
    if lasts.high_ms <= timeout || context.effects.fails.is_some() {
        return Vec::new();
    }
    let certain = lasts.low_ms > timeout;
    let (low, high, limit) = (
        seconds(lasts.low_ms),
        seconds(lasts.high_ms),
        seconds(timeout),
    );
    let mut relations = Vec::new();
    for work in &context.effects.work {
        if !relations.contains(&work.relation) {
            relations.push(work.relation.clone());
        }
    }
    vec![Hit {
        span: context.statement.span,
        title: format!(
            "It {} longer than statement_timeout allows.",
            if certain { "takes" } else { "may take" }
        ),
        what: format!(
            "Going through {} takes {low} to {high} by the sizes given, and statement_timeout is {limit}.",
            super::list(&relations)
        ),
        why: "PostgreSQL ends it there, and the work done so far is lost.".to_owned(),
        action: format!(
            "Set statement_timeout above {high} for this statement, and to {limit} again behind it."
        ),
        severity: certain.then_some(Severity::Danger),
        relations,
        ..Hit::default()
    }]
}

/// A time as a person says it.
fn seconds(milliseconds: u64) -> String {
    match milliseconds {
        0..1_000 => format!("{milliseconds} ms"),
        1_000..120_000 => format!("{} s", milliseconds / 1_000),
        _ => format!("{} min", milliseconds.div_ceil(60_000)),
    }
}
