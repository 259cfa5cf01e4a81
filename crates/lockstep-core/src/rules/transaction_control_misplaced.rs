//! BEGIN and COMMIT where they do not do what they say.

use lockstep_syntax::tree::{StatementKind, TransactionControl};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "transaction-control-misplaced",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("BEGIN or COMMIT does not do what it says here"),
    docs: page!(
        "\
PostgreSQL knows no transaction inside another: a second BEGIN is a warning, and the \
first COMMIT ends it all. A COMMIT in a file that the migration tool wraps ends the \
tool's transaction: what follows runs without one, and the tool notes the migration as \
done in another. A transaction that no COMMIT ends is rolled back when the session ends.

Leave the transaction to the tool, or tell the tool to leave it to the file. Use \
SAVEPOINT for a part that may fail."
    ),
    versions: "11-18",
    source: citation::BEGIN,
    hazards: page!(&["C14"]),
    bad: page!(&[
        example("BEGIN; CREATE TABLE t (a int); BEGIN; CREATE TABLE u (a int); COMMIT;"),
        example("BEGIN; CREATE TABLE t (a int);"),
        example("-- migrate:up\nCREATE TABLE t (a int);\nCOMMIT;\nCREATE TABLE u (a int);"),
        example("CREATE TABLE t (a int); COMMIT;"),
    ]),
    good: page!(&[
        example("BEGIN; CREATE TABLE t (a int); COMMIT; BEGIN; CREATE TABLE u (a int); COMMIT;"),
        example("BEGIN; SAVEPOINT s; CREATE TABLE t (a int); ROLLBACK TO s; COMMIT;"),
        example("/* the first step */ START TRANSACTION; CREATE TABLE t (a int); END;"),
        example("-- migrate:up transaction:false\nBEGIN; CREATE TABLE t (a int); COMMIT;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let begins = |id: &usize| {
        matches!(
            context.units.get(*id).map(|unit| &unit.statement.kind),
            Some(StatementKind::Transaction(TransactionControl::Begin(_)))
        )
    };
    let explicit = context.transaction.first().is_some_and(begins);
    let (title, what, why, action, severity) = match &context.statement.kind {
        StatementKind::Transaction(TransactionControl::Begin(_)) if explicit => (
            "A transaction is open already.",
            "PostgreSQL answers this BEGIN with a warning, and the next COMMIT ends the outer transaction as well.",
            "What stands behind that COMMIT runs without a transaction and stays when the rest fails.",
            "Commit before it, or use SAVEPOINT for a part that may fail.",
            None,
        ),
        StatementKind::Transaction(
            TransactionControl::Commit { .. } | TransactionControl::Rollback { .. },
        ) if context.framework_transaction => (
            "This ends the transaction of the migration tool.",
            "The tool has opened a transaction around the file; from here on each statement runs on its own.",
            "What fails later leaves the first half in place, and the tool does not know of it.",
            "Leave it away, or tell the tool to run this file without a transaction.",
            None,
        ),
        StatementKind::Transaction(
            TransactionControl::Commit { .. } | TransactionControl::Rollback { .. },
        ) if !context.situation.in_transaction => (
            "No transaction is open here.",
            "PostgreSQL answers with a warning and does nothing: each statement before has committed on its own.",
            "Whoever reads the file believes that they stand or fall together.",
            "Put BEGIN before the first of them, or leave this away.",
            Some(Severity::Advice),
        ),
        StatementKind::Transaction(
            TransactionControl::Commit { .. }
            | TransactionControl::Rollback { .. }
            | TransactionControl::TwoPhase,
        )
        | StatementKind::Fragment => return Vec::new(),
        kind => {
            let file = context.units[context.id].file;
            let last = context
                .units
                .get(context.id + 1)
                .is_none_or(|next| next.file != file);
            let begun = explicit
                || matches!(
                    kind,
                    StatementKind::Transaction(TransactionControl::Begin(_))
                ) && !context.framework_transaction;
            if !last || !begun {
                return Vec::new();
            }
            (
                "The transaction is still open at the end of the file.",
                "No COMMIT ends it, and PostgreSQL rolls it back when the session ends.",
                "The migration runs without an error and changes nothing.",
                "Put COMMIT at the end.",
                None,
            )
        }
    };
    vec![Hit {
        span: context.statement.span,
        title: title.to_owned(),
        what: what.to_owned(),
        why: why.to_owned(),
        action: action.to_owned(),
        severity,
        ..Hit::default()
    }]
}
