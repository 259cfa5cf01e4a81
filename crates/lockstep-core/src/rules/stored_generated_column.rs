//! A stored generated column writes every row anew while everybody waits.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "stored-generated-column",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A stored generated column rewrites the table under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
The value of a stored generated column is written with its row, so adding one \
computes the expression for every row and writes the whole table and all its indexes \
anew, in ACCESS EXCLUSIVE from beginning to end.

PostgreSQL has no online form of it. A plain column that a trigger fills, with the old \
rows filled in batches, reads the same. From PostgreSQL 18 on a VIRTUAL generated \
column is computed when it is read and needs no rewrite, but cannot be indexed."
    ),
    versions: "12-18",
    source: citation::GENERATED_COLUMNS,
    hazards: page!(&["A10", "S2", "S3"]),
    bad: page!(&[example(
        "ALTER TABLE events ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;"
    ),]),
    good: page!(&[
        example("CREATE TABLE events (a int, b int GENERATED ALWAYS AS (a + 1) STORED);"),
        example("ALTER TABLE events ADD COLUMN search tsvector;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    context
        .blocked_for(&[Reason::StoredColumn])
        .into_iter()
        .map(|blocked| Hit {
            span: blocked.span,
            title: "A stored generated column writes every row anew while nobody can read it."
                .to_owned(),
            what: format!(
                "PostgreSQL computes the expression for every row of {} and rewrites the table with all its indexes under {}.",
                blocked.names(),
                blocked.mode.name()
            ),
            why: "Every query on the table queues behind it, and it takes as long as copying the whole table does."
                .to_owned(),
            action: if context.situation.major >= 18 {
                "Make it VIRTUAL, which needs no rewrite, where it need not be indexed; or keep a plain column with a trigger and fill old rows in batches."
            } else {
                "PostgreSQL has no online form: keep a plain column with a trigger and fill old rows in batches. From PostgreSQL 18 on a VIRTUAL column needs no rewrite."
            }
            .to_owned(),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}
