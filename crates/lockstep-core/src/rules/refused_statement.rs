//! PostgreSQL refuses the statement.

use super::enum_value_in_transaction::is_cause;
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "refused-statement",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("PostgreSQL refuses the statement"),
    docs: page!(
        "\
PostgreSQL of this major would refuse the statement where it stands: the syntax is \
newer, it cannot run inside a transaction block, what it names does not exist, or two \
of its clauses exclude each other.

CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY and VACUUM cannot run inside a \
transaction block. Most migration frameworks open one around each file; each has a way \
to opt out."
    ),
    versions: "11-18",
    source: citation::SYNTAX,
    hazards: page!(&["A3", "B7", "C11", "C12", "C13"]),
    bad: page!(&[
        example("BEGIN; CREATE INDEX CONCURRENTLY i ON users (email); COMMIT;"),
        example("ALTER TABLE users ADD COLUMN b int GENERATED ALWAYS AS (a + 1) VIRTUAL;"),
        example("-- migrate:up\nCREATE INDEX CONCURRENTLY i ON users (email);"),
        example("ALTER TABLE users ADD CONSTRAINT u UNIQUE (email) NOT VALID;"),
    ]),
    good: page!(&[
        example("CREATE INDEX CONCURRENTLY i ON users (email);"),
        example("-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON users (email);"),
    ]),
    check,
};

/// SQLSTATEs that say what exists and what does not.
const NAMES: [&str; 6] = ["42P01", "42P07", "42701", "42703", "42704", "42710"];

fn check(context: &Context<'_>) -> Vec<Hit> {
    let Some(failure) = &context.effects.fails else {
        return Vec::new();
    };
    if !context.statement.errors.is_empty() || is_cause(context, failure) {
        return Vec::new();
    }
    let in_transaction = failure.sqlstate == "25001";
    let action = if in_transaction && context.framework_transaction {
        "Give it a file of its own that opts out of the framework's transaction."
    } else if in_transaction && context.implicit_transaction {
        "Statements that are sent together are one transaction: give it a file of its own."
    } else if failure.sqlstate == "25P01" {
        "Put it between BEGIN and COMMIT; or say which framework runs the file, if that opens a transaction."
    } else if in_transaction {
        "Run it outside the transaction, on its own."
    } else if failure.reason.contains("came with PostgreSQL") {
        "Choose a form that this major knows, or upgrade first."
    } else if context.catalog().lists_schemas() && NAMES.contains(&failure.sqlstate.as_str()) {
        "Change the statement, or the one before it that makes it fail; or give the schema as it is now, if the one given is not."
    } else {
        "Change the statement, or the one before it that makes it fail."
    };
    vec![Hit {
        span: context.statement.span,
        title: "PostgreSQL refuses this statement.".to_owned(),
        what: format!(
            "It answers with SQLSTATE {}: {}.",
            failure.sqlstate, failure.reason
        ),
        why: if in_transaction {
            "The migration stops here, and everything before it in the transaction is undone."
        } else {
            "The migration stops here, with what was committed before it in place."
        }
        .to_owned(),
        action: action.to_owned(),
        ..Hit::default()
    }]
}
