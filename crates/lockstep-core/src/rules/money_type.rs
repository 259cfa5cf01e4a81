//! `money`: its meaning depends on a setting.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "money-type",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("money means what lc_monetary says"),
    docs: page!(
        "\
money stores a number without its currency, with as many decimals as the setting \
lc_monetary has at the moment. A dump that is restored into a database with \
another setting reads other amounts, and dividing loses the rest.

Use numeric, with the currency in a column of its own, or bigint in cents."
    ),
    versions: "11-18",
    source: citation::MONETARY_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE orders (id bigint PRIMARY KEY, total money NOT NULL);"),
        example("ALTER TABLE orders ADD COLUMN shipping money;")
    ]),
    good: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, currency text NOT NULL);"
        ),
        example("CREATE TABLE orders (id bigint PRIMARY KEY, money bigint);")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "What the amount is depends on a setting of the server.",
        "is of type money, whose decimals and sign come from lc_monetary and which has no currency.",
        "Restored into a database with another setting, the same rows hold other amounts.",
        "Make it numeric, with the currency in a column of its own.",
    ];
    declared::types(context, words, |_, data_type| {
        (data_type.name == "money").then_some("numeric")
    })
}
