//! `timestamp`: a reading of a clock, of which nobody knows where it hangs.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "timestamp-without-time-zone",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("timestamp does not say which moment it means"),
    docs: page!(
        "\
timestamp without time zone stores the reading of a clock and forgets whose. \
Sessions with different TimeZone settings read different moments out of it, and an \
hour is there twice when the clocks go back.

Use timestamptz for moments: it takes the same eight bytes. Changing the type \
later rewrites the table, unless the session runs in UTC. timestamp is right for \
what a wall clock shows, as opening hours."
    ),
    versions: "11-18",
    source: citation::DATE_TIME_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamp NOT NULL DEFAULT now());"
        ),
        example("ALTER TABLE orders ADD COLUMN paid_at timestamp without time zone;")
    ]),
    good: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz NOT NULL DEFAULT now());"
        ),
        example("ALTER TABLE orders ADD COLUMN opens time, ADD COLUMN paid_on date;")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "The time zone is not stored.",
        "keeps what a clock showed, but not in which time zone.",
        "Two sessions with different TimeZone settings take it for different moments, and changing the type later rewrites the table in most cases.",
        "Make it timestamptz, which is as small; keep timestamp for what is no moment.",
    ];
    declared::types(context, words, |_, data_type| {
        if data_type.name != "timestamp" {
            None
        } else if data_type.modifiers.is_empty() {
            Some("timestamptz")
        } else {
            Some("")
        }
    })
}
