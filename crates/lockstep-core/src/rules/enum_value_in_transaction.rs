//! A new value of an enum that cannot be added, or used, in its transaction.

use lockstep_syntax::tree::{EnumChange, ObjectChange, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{Failure, Severity};

pub(super) static RULE: Rule = Rule {
    id: "enum-value-in-transaction",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new value of an enum cannot be used in the transaction that adds it"),
    docs: page!(
        "\
ALTER TYPE … ADD VALUE locks no table. From PostgreSQL 12 on it may run in a \
transaction, but nothing in the same transaction may use the new value, unless the type \
was created there, too. PostgreSQL 11 refuses it in a transaction.

Add the value in a migration of its own, and use it in the next. A value cannot be taken \
away again."
    ),
    versions: "11-18",
    source: citation::ALTER_TYPE,
    hazards: page!(&["A48"]),
    bad: page!(&[
        example(
            "BEGIN;\n\
             ALTER TYPE mood ADD VALUE 'calm';\n\
             INSERT INTO people (mood) VALUES ('calm');\n\
             COMMIT;"
        )
        .given("CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE people (mood mood);"),
        example("BEGIN; ALTER TYPE mood ADD VALUE 'calm'; COMMIT;").on(11),
    ]),
    good: page!(&[
        example("BEGIN; ALTER TYPE mood ADD VALUE 'calm'; COMMIT;").on(12),
        example("ALTER TYPE mood ADD VALUE 'calm'; INSERT INTO people (mood) VALUES ('calm');")
            .given("CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE people (mood mood);"),
    ]),
    check,
};

/// Whether a refusal is about a value that is new in its transaction, which
/// has words of its own.
pub(super) fn is_cause(context: &Context<'_>, failure: &Failure) -> bool {
    let adds = || match &context.statement.kind {
        StatementKind::AlterObject(alter) => matches!(
            &alter.change,
            ObjectChange::EnumValue(EnumChange::Add { .. })
        ),
        _ => false,
    };
    failure.sqlstate == "55P04" || failure.sqlstate == "25001" && adds()
}

fn check(context: &Context<'_>) -> Vec<Hit> {
    let failure = context.effects.fails.as_ref();
    let Some(failure) = failure.filter(|failure| is_cause(context, failure)) else {
        return Vec::new();
    };
    let adds = failure.sqlstate == "25001";
    vec![Hit {
        span: context.statement.span,
        title: if adds {
            "The value cannot be added in a transaction."
        } else {
            "The new value of the enum is used before it is committed."
        }
        .to_owned(),
        what: format!(
            "PostgreSQL refuses it with SQLSTATE {}: {}.",
            failure.sqlstate, failure.reason
        ),
        why: "The migration stops here, and everything before it in the transaction is undone."
            .to_owned(),
        action: if adds && context.framework_transaction {
            "Give ADD VALUE a file of its own that opts out of the framework's transaction."
        } else if adds {
            "Run ADD VALUE outside the transaction, before it."
        } else if context.framework_transaction {
            "Add the value in a migration of its own, and use it in the next."
        } else {
            "Commit behind ADD VALUE, and use the value in the next transaction."
        }
        .to_owned(),
        ..Hit::default()
    }]
}
