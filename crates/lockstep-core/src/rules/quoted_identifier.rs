//! A name that has to be quoted wherever it is used.

use super::declared::queried;
use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::quote;
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "quoted-identifier",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A name that has to be quoted wherever it is used"),
    docs: page!(
        "\
PostgreSQL folds names to lower case unless they are quoted. A name with capitals, \
spaces or a reserved word in it has to be quoted, and spelled with the same \
capitals, in every query from then on.

Use lower case, digits and underscores, and no reserved word."
    ),
    versions: "11-18",
    source: citation::IDENTIFIERS,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE TABLE \"Orders\" (id bigint PRIMARY KEY);"),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, \"createdAt\" timestamptz, \"order\" int);"
        )
    ]),
    good: page!(&[
        example("CREATE TABLE \"orders\" (\"id\" bigint PRIMARY KEY, \"created_at\" timestamptz);"),
        example("CREATE TABLE Orders (Id bigint PRIMARY KEY, name text, position int);"),
        example(
            "CREATE TABLE orders (id bigint PRIMARY KEY, amount int CONSTRAINT \"above 0\" CHECK (amount > 0));"
        ),
        example("CREATE POLICY \"Owners may read\" ON orders FOR SELECT USING (true);")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let text = context.situation.text;
    queried(context)
        .into_iter()
        .filter(|name| name.span.of(text).starts_with('"') && quote(&name.value) != name.value)
        .map(|name| Hit {
            span: name.span,
            title: "The name has to be quoted wherever it is used.".to_owned(),
            what: format!(
                "{} is not what PostgreSQL makes of it without quotes.",
                quote(&name.value)
            ),
            why: "Every query has to quote it, with the same capitals; those that do not fail."
                .to_owned(),
            action: "Use lower case, digits and underscores, and no reserved word.".to_owned(),
            ..Hit::default()
        })
        .collect()
}
