//! `timetz`: an offset without a day to apply it to.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "time-with-time-zone",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("timetz holds an offset without a day"),
    docs: page!(
        "\
time with time zone stores a time of day with a fixed offset. Which offset a zone \
has depends on the day, which is not there: behind a change of the clocks the \
value is an hour off. PostgreSQL has the type because the standard has it, and \
advises against it.

Use timestamptz for moments, time with the name of a zone beside it for times of \
day."
    ),
    versions: "11-18",
    source: citation::DATE_TIME_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE shops (id bigint PRIMARY KEY, opens timetz);"),
        example("ALTER TABLE shops ADD COLUMN closes time with time zone;")
    ]),
    good: page!(&[
        example("CREATE TABLE shops (id bigint PRIMARY KEY, opens time, time_zone text);"),
        example("ALTER TABLE shops ADD COLUMN closed_at timestamptz;")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "A time of day with an offset is wrong for half the year.",
        "stores an offset with a time of day, but no day, on which the offset of a time zone depends.",
        "When the clocks change, its values are an hour off.",
        "Use time, with the name of the zone in a column beside it, or timestamptz for a moment.",
    ];
    declared::types(context, words, |_, data_type| {
        (data_type.name == "timetz").then_some("")
    })
}
