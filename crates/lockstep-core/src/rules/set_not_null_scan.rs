//! `SET NOT NULL` without a proof reads the whole table while everybody waits.

use super::{Context, Hit, Occasion, Rule, example};
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
    let remedy = match context.situation.major {
        18.. => "Add the constraint NOT VALID, validate it in a transaction of its own.",
        12.. => {
            "Add CHECK (column IS NOT NULL) NOT VALID, validate it in a transaction of its own, then SET NOT NULL."
        }
        _ => {
            "PostgreSQL 11 has no proof for it: keep a validated CHECK (column IS NOT NULL) instead."
        }
    };
    context
        .blocked_for(&[Reason::NotNull])
        .into_iter()
        .map(|blocked| Hit {
            span: blocked.span,
            title: "Looking for NULLs reads the whole table while everybody waits.".to_owned(),
            what: format!(
                "PostgreSQL reads every row of {} to see that none is NULL, and holds {} meanwhile: {} wait.",
                blocked.names(),
                blocked.mode.name(),
                blocked.waiting()
            ),
            why: "How long that takes grows with the table, and every query that queues behind it makes others wait."
                .to_owned(),
            action: remedy.to_owned(),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}
