//! EXCLUDE builds its index while everybody waits, and has no other way.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "exclusion-constraint-build",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A new EXCLUDE constraint builds its index under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
ALTER TABLE … ADD EXCLUDE builds the index of the constraint while the table is locked \
in ACCESS EXCLUSIVE. PostgreSQL has no NOT VALID for it and no USING INDEX, and the \
build fails at the first two rows that conflict.

Create a new table that has the constraint, keep it in step with a trigger while the \
rows are copied in batches, and exchange the two; or plan a maintenance window."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE,
    hazards: page!(&["A25"]),
    bad: page!(&[
        example("ALTER TABLE bookings ADD CONSTRAINT apart EXCLUDE USING gist (during WITH &&);"),
        example(
            "ALTER TABLE bookings ADD EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (not cancelled);"
        ),
    ]),
    good: page!(&[
        example("CREATE TABLE bookings (during tsrange, EXCLUDE USING gist (during WITH &&));"),
        example(
            "CREATE TABLE bookings (during tsrange); ALTER TABLE bookings ADD EXCLUDE USING gist (during WITH &&);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    context
        .blocked_for(&[Reason::Exclusion])
        .into_iter()
        .map(|blocked| Hit {
            span: blocked.span,
            title: format!("Building the index of this constraint blocks {}.", blocked.names()),
            what: format!(
                "PostgreSQL reads all of {} and builds the index under {}: {} wait.",
                blocked.names(),
                blocked.mode.name(),
                blocked.waiting()
            ),
            why: "It takes minutes on a large table, and fails when two rows conflict.".to_owned(),
            action: "EXCLUDE has no online form: fill a new table that has the constraint and exchange the two, or plan a maintenance window. Look for rows that conflict first."
                .to_owned(),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}
