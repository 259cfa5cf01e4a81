//! A new column whose value differs from row to row writes every row anew.

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "new-column-rewrite",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("A column with a volatile default rewrites the table under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
A default that is the same for every row, `now()` among them, is stored once. A \
volatile one, `gen_random_uuid()`, `random()`, `clock_timestamp()`, `nextval()` of \
serial and identity columns, has to be computed for each row, and so has the check of \
a domain: the whole table and all its indexes are written anew in ACCESS EXCLUSIVE.

Add the column without the default, set the default for new rows, and fill the old \
ones in batches."
    ),
    versions: "11-18",
    source: citation::ALTER_TABLE_NOTES,
    hazards: page!(&["A7", "A8", "A9", "A14"]),
    bad: page!(&[
        example("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();"),
        example("ALTER TABLE users ADD COLUMN number bigserial;"),
        example("ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;"),
    ]),
    good: page!(&[
        example("ALTER TABLE users ADD COLUMN created timestamptz NOT NULL DEFAULT now();"),
        example("ALTER TABLE users ADD COLUMN tags text[] NOT NULL DEFAULT '{}';"),
        example(
            "ALTER TABLE users ADD COLUMN token uuid;\n\
         ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let reasons = [
        Reason::VolatileDefault,
        Reason::SerialColumn,
        Reason::IdentityColumn,
        Reason::ConstrainedDomain,
    ];
    context
        .blocked_for(&reasons)
        .into_iter()
        .map(|blocked| {
            let cause = match blocked.reason {
                Reason::SerialColumn => "A serial column takes a new number for every row",
                Reason::IdentityColumn => "An identity column takes a new number for every row",
                Reason::ConstrainedDomain => "The domain's constraints are checked for every row",
                _ => "The default is volatile, so it is computed for every row",
            };
            Hit {
                span: blocked.span,
                title: format!("{cause}: the table is rewritten."),
                what: format!(
                    "PostgreSQL writes {} and all its indexes anew under {}: {} wait.",
                    blocked.names(),
                    blocked.mode.name(),
                    blocked.waiting()
                ),
                why: "It takes as long as copying the whole table does, and needs as much free disk space."
                    .to_owned(),
                action: match blocked.reason {
                    Reason::ConstrainedDomain => {
                        "Use the domain's base type and a CHECK constraint that is added NOT VALID and validated."
                    }
                    _ => {
                        "Add the column without the default, then set the default for new rows, then fill the old ones in batches."
                    }
                }
                .to_owned(),
                relations: blocked.relations,
                ..Hit::default()
            }
        })
        .collect()
}
