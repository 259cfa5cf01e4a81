//! A foreign key that is checked at once reads both tables while writes to
//! both wait.

use lockstep_syntax::tree::{AlterActionKind, StatementKind};

use super::check_constraint_scan::not_valid;
use super::partition_attach_scan::moves_partition;
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "foreign-key-scan",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new foreign key reads both tables while writes to both wait"),
    docs: page!(
        "\
Adding a foreign key locks the referencing and the referenced table in SHARE ROW \
EXCLUSIVE and looks up the referenced row of every row that is already there: \
writes to both tables wait until it is done.

Added NOT VALID it takes the same lock, but only for a moment; VALIDATE CONSTRAINT \
then checks the old rows in SHARE UPDATE EXCLUSIVE (ROW SHARE on the referenced \
table), while reads and writes go on."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A13", "A21"]),
    bad: page!(&[
        example(
            "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id);"
        )
        .also(&["foreign-key-without-index"]),
        example("ALTER TABLE orders ADD COLUMN user_id int DEFAULT 1 REFERENCES users;")
            .also(&["foreign-key-without-index"]),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;\n\
         ALTER TABLE orders VALIDATE CONSTRAINT fk;\n\
         CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);"
        ),
        example(
            "ALTER TABLE orders ADD COLUMN user_id int REFERENCES users;\n\
         CREATE INDEX CONCURRENTLY orders_user ON orders (user_id);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if moves_partition(context.statement) {
        return Vec::new();
    }
    context
        .blocked_for(&[Reason::ForeignKey])
        .into_iter()
        .map(|blocked| {
            let them = if blocked.relations.len() == 1 {
                "the table"
            } else {
                "both tables"
            };
            let held = context.held_on(&blocked.relations);
            let only_valid = context.situation.major < 18
                && matches!(&context.statement.kind, StatementKind::AlterTable(alter)
                    if context.situation.catalog.is_partitioned(&context.situation.catalog.resolve(&alter.name)));
            let end = blocked.span.end;
            let offered = match &context.statement.kind {
                StatementKind::AlterTable(alter)
                    if !context.situation.catalog.is_partitioned(
                        &context.situation.catalog.resolve(&alter.name),
                    ) || context.situation.major >= 18 =>
                {
                    alter.actions.iter().any(|action| {
                        matches!(&action.kind, AlterActionKind::AddConstraint(added) if added.span.end == end)
                    })
                }
                _ => false,
            };
            Hit {
                span: blocked.span,
                title: format!(
                    "{} wait while every row is checked.",
                    super::capital(&held.waiting_of())
                ),
                what: format!(
                    "PostgreSQL reads {them} to find the referenced row of every row that is there, and keeps {} meanwhile.",
                    held.modes()
                ),
                why: blocked.grows(),
                action: if only_valid {
                    "Before PostgreSQL 18 a foreign key on a partitioned table cannot be NOT VALID: plan a maintenance window, or upgrade first."
                } else {
                    "Add it NOT VALID, which takes a moment, then VALIDATE CONSTRAINT in a transaction of its own, while reads and writes go on."
                }
                .to_owned(),
                fix: offered.then(|| not_valid(end)),
                relations: blocked.relations,
                ..Hit::default()
            }
        })
        .collect()
}
