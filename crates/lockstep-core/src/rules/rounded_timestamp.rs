//! `timestamp(0)`: moments that are rounded, some into the future.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "rounded-timestamp",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A precision of 0 rounds moments, some into the future"),
    docs: page!(
        "\
timestamp(0) and timestamptz(0) round, they do not cut: what happens at half a \
second past is stored as the next second, which has not come yet. Queries for what \
happened until now miss it, and two events change their order.

Store moments as they are; date_trunc() shows them in seconds."
    ),
    versions: "11-18",
    source: citation::DATE_TIME_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz(0) NOT NULL);"),
        example("ALTER TABLE events ADD COLUMN seen timestamptz(0);")
    ]),
    good: page!(&[
        example("CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz NOT NULL);"),
        example("CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz(3) NOT NULL);")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "Moments are rounded to whole seconds, half of them upwards.",
        "rounds to the nearest second, so that half of all moments are stored up to half a second late.",
        "What just happened lies in the future for a moment: now() and the order of events disagree with it.",
        "Leave the precision away, and use date_trunc() where seconds are shown.",
    ];
    declared::types(context, words, |_, data_type| {
        if *data_type.modifiers != ["0"] {
            return None;
        }
        match &*data_type.name {
            "timestamptz" => Some("timestamptz"),
            "timestamp" => Some("timestamp"),
            _ => None,
        }
    })
}
