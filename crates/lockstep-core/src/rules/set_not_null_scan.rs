//! `SET NOT NULL` without a proof reads the whole table while everybody waits.

use lockstep_syntax::tree::{AlterActionKind, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::quote;
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "set-not-null-scan",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("SET NOT NULL reads the whole table under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
PostgreSQL has to be sure that no row holds NULL, and reads them all while the \
table is locked in ACCESS EXCLUSIVE: every query on it waits.

From PostgreSQL 12 on a valid `CHECK (column IS NOT NULL)` is proof enough. Added \
NOT VALID and validated in a transaction of its own, it is checked while reads and \
writes go on; SET NOT NULL then takes a moment. From 18 on NOT NULL itself can be \
added NOT VALID."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A19", "S3"]),
    bad: page!(&[
        example("ALTER TABLE users ALTER COLUMN email SET NOT NULL;"),
        example("ALTER TABLE users ALTER email SET NOT NULL, ALTER name SET NOT NULL;"),
        example(
            "CREATE UNIQUE INDEX CONCURRENTLY i ON users (id);\n\
         ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX i;"
        )
        .also(&["duplicates-fail-unique-build"]),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE users ADD CONSTRAINT c CHECK (email IS NOT NULL) NOT VALID;\n\
         ALTER TABLE users VALIDATE CONSTRAINT c;\n\
         ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n\
         ALTER TABLE users DROP CONSTRAINT c;"
        )
        .also(&["required-column-breaks-old-code"]),
        example(
            "CREATE TABLE users (email text); ALTER TABLE users ALTER COLUMN email SET NOT NULL;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // However many columns there are, the table is read once.
    let mut found = context.blocked_for(&[Reason::NotNull]).into_iter();
    let Some(blocked) = found.next() else {
        return Vec::new();
    };
    let spans: Vec<Span> = found
        .map(|other| other.span)
        .chain([blocked.span])
        .collect();
    vec![Hit {
        span: blocked.span,
        title: format!(
            "{} of {} wait while PostgreSQL looks for NULLs.",
            super::capital(blocked.waiting()),
            blocked.names()
        ),
        what: format!(
            "It reads every row of {} to see that none is NULL, and holds {} meanwhile.",
            blocked.names(),
            blocked.mode.name()
        ),
        why: blocked.grows(),
        action: remedy(context, &spans),
        relations: blocked.relations,
        ..Hit::default()
    }]
}

/// What to do instead, with the columns where they are named.
fn remedy(context: &Context<'_>, spans: &[Span]) -> String {
    let mut columns = Vec::new();
    if let StatementKind::AlterTable(alter) = &context.statement.kind {
        for action in &alter.actions {
            if let AlterActionKind::AlterColumn { name, .. } = &action.kind
                && spans.contains(&action.span)
            {
                columns.push(quote(&name.value));
            }
        }
    }
    let proof = match columns.as_slice() {
        [] => "column IS NOT NULL".to_owned(),
        all => format!("{} IS NOT NULL", all.join(" IS NOT NULL AND ")),
    };
    match (context.situation.major, columns.as_slice()) {
        (18.., [column]) => format!(
            "Add the constraint with ADD CONSTRAINT … NOT NULL {column} NOT VALID, which takes a moment, and validate it in a transaction of its own."
        ),
        (12.., _) => format!(
            "Add CHECK ({proof}) NOT VALID first, and validate it in a transaction of its own; with that proof the change takes a moment."
        ),
        _ => {
            format!("PostgreSQL 11 has no proof for it: keep a validated CHECK ({proof}) instead.")
        }
    }
}
