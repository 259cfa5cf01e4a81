//! VALIDATE CONSTRAINT in the transaction that added the constraint reads the
//! table under the lock of the addition.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "validation-under-strong-lock",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("VALIDATE CONSTRAINT under a lock that an earlier statement took"),
    docs: page!(
        "\
NOT VALID and VALIDATE CONSTRAINT only help in two transactions. In one, the lock that \
ADD CONSTRAINT took is held until the end, and so while VALIDATE reads the table: \
ACCESS EXCLUSIVE for CHECK, SHARE ROW EXCLUSIVE for a foreign key.

Commit between the two."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A26"]),
    bad: page!(&[
        example(
            "BEGIN;\n\
         ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\n\
         ALTER TABLE orders VALIDATE CONSTRAINT positive;\n\
         COMMIT;"
        ),
        example(
            "ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID, VALIDATE CONSTRAINT positive;"
        ),
    ]),
    good: page!(&[example(
        "BEGIN;\n\
         ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\n\
         COMMIT;\n\
         ALTER TABLE orders VALIDATE CONSTRAINT positive;"
    )]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    context
        .blocked_for(&[Reason::Validation])
        .into_iter()
        .map(|blocked| Hit {
            span: blocked.span,
            title: "The validation reads the table under the lock of an earlier change.".to_owned(),
            what: format!(
                "The transaction already holds {} on {}, and keeps it while every row is read: {} wait.",
                blocked.mode.name(),
                blocked.names(),
                blocked.waiting()
            ),
            why: "VALIDATE CONSTRAINT spares others only in a transaction of its own.".to_owned(),
            action: "Commit before VALIDATE CONSTRAINT.".to_owned(),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}
