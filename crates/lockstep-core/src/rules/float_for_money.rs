//! Amounts of money in binary fractions.

use super::{Context, Hit, Occasion, Rule, declared, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "float-for-money",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("real and double precision cannot hold most amounts exactly"),
    docs: page!(
        "\
real and double precision are binary fractions: 0.10 is not one of them. Sums of \
such amounts are off by a little, = finds rows or not, and real keeps six digits \
only.

Use numeric, or whole cents in bigint."
    ),
    versions: "11-18",
    source: citation::NUMERIC_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, total_price double precision NOT NULL);"
        ),
        example("ALTER TABLE orders ADD COLUMN \"shippingCost\" real;"),
        example("CREATE TABLE fees (id bigint PRIMARY KEY, amount float);")
    ]),
    good: page!(&[
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, total_price numeric(12, 2) NOT NULL);"
        ),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, price_ratio double precision, weight real);"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let words = [
        "Amounts are stored as binary fractions.",
        "is a binary fraction, which cannot hold 0.10 exactly.",
        "Sums are off by cents, and comparing with = finds an amount or not.",
        "Make it numeric, or whole cents in bigint.",
    ];
    declared::types(context, words, |column, data_type| {
        let float = matches!(&*data_type.name, "float4" | "float8");
        (float && is_money(column)).then_some("numeric")
    })
}

/// Whether the last word of a column's name is one for money.
fn is_money(column: &str) -> bool {
    let words = column.rsplit('_').next().unwrap_or_default();
    let start = words.rfind(|character: char| character.is_ascii_uppercase());
    let word = words[start.unwrap_or_default()..].to_ascii_lowercase();
    matches!(
        word.strip_suffix('s').unwrap_or(&word),
        "amount"
            | "balance"
            | "budget"
            | "cost"
            | "fee"
            | "payment"
            | "price"
            | "refund"
            | "revenue"
            | "salary"
            | "subtotal"
            | "tax"
            | "total"
            | "wage"
    )
}
