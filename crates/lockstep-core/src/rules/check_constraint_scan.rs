//! A CHECK constraint that is checked at once reads the whole table while
//! everybody waits.

use lockstep_syntax::tree::{AlterActionKind, StatementKind, TableConstraintKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::{Edit, Fix, Severity};

pub(super) static RULE: Rule = Rule {
    id: "check-constraint-scan",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new CHECK constraint reads the whole table under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
Adding a CHECK constraint checks every row that is already there, while the table \
is locked in ACCESS EXCLUSIVE.

Added NOT VALID it applies to new rows at once and takes a moment; VALIDATE \
CONSTRAINT then checks the old ones in SHARE UPDATE EXCLUSIVE, while reads and \
writes go on. Each in a transaction of its own."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A14", "A20"]),
    bad: page!(&[
        example("ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);"),
        example("ALTER TABLE orders ADD COLUMN amount int CHECK (amount > 0);"),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\n\
         ALTER TABLE orders VALIDATE CONSTRAINT positive;"
        ),
        example(
            "CREATE TABLE orders (amount int);\n\
         ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    context
        .blocked_for(&[Reason::Check])
        .into_iter()
        .map(|blocked| Hit {
            span: blocked.span,
            title: format!(
                "{} of {} wait while every row is checked.",
                super::capital(blocked.waiting()),
                blocked.names()
            ),
            what: format!(
                "PostgreSQL reads all of {} to see whether the condition holds, and keeps {} meanwhile.",
                blocked.names(),
                blocked.mode.name()
            ),
            why: blocked.grows(),
            action: "Add it NOT VALID, which takes a moment, then VALIDATE CONSTRAINT in a transaction of its own, while reads and writes go on."
                .to_owned(),
            fix: fix(context, blocked.span.end),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}

/// `NOT VALID` behind a table constraint; a column constraint has no such
/// form.
fn fix(context: &Context<'_>, end: u32) -> Option<Fix> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return None;
    };
    let at_end = alter.actions.iter().any(|action| match &action.kind {
        AlterActionKind::AddConstraint(added) => {
            added.span.end == end && matches!(added.kind, TableConstraintKind::Check { .. })
        }
        _ => false,
    });
    at_end.then(|| not_valid(end))
}

/// Puts `NOT VALID` behind a constraint.
pub(super) fn not_valid(end: u32) -> Fix {
    Fix {
        title: "Add it NOT VALID".to_owned(),
        edits: vec![Edit {
            start: end as usize,
            end: end as usize,
            text: " NOT VALID".to_owned(),
        }],
    }
}
