//! A name of more than 63 bytes.

use lockstep_syntax::tree::{Ident, StatementKind};

use super::declared::identifiers;
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "long-identifier",
    severity: Severity::Advice,
    occasion: Occasion::Outcome,
    title: page!("PostgreSQL cuts names to 63 bytes"),
    docs: page!(
        "\
A name of more than 63 bytes is cut, with a notice that hardly anybody reads. \
Queries that write the long name find the object, tools that compare names do not, \
and two names that differ at the end become one: with IF NOT EXISTS the second \
object is then silently left out.

Give it a shorter name."
    ),
    versions: "11-18",
    source: citation::IDENTIFIERS,
    hazards: page!(&["D"]),
    bad: page!(&[
        example(
            "ALTER TABLE users ADD COLUMN the_number_of_times_that_this_person_has_ever_logged_into_our_service int;"
        ),
        example(
            "CREATE TABLE u (a bigint PRIMARY KEY, b int);\n\
CREATE INDEX IF NOT EXISTS index_of_the_users_by_all_that_they_have_ever_done_and_told_us_a ON u (a, b);\n\
CREATE INDEX IF NOT EXISTS index_of_the_users_by_all_that_they_have_ever_done_and_told_us_b ON u (b);"
        )
    ]),
    good: page!(&[
        example(
            "ALTER TABLE users ADD COLUMN a_name_of_exactly_sixty_three_bytes_that_postgresql_keeps_whole int;"
        ),
        example(
            "ALTER TABLE users ADD COLUMN \"a \"\"quoted\"\" name of exactly sixty-three bytes, which postgresql \" int;"
        )
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let text = context.situation.text;
    let long = identifiers(context)
        .into_iter()
        .filter(|it| length(it, text) > 63);
    long.map(|name| {
        let taken = is_taken(context, name);
        Hit {
            span: name.span,
            title: "The name is cut to 63 bytes.".to_owned(),
            what: format!("PostgreSQL keeps {} of it, with a notice only.", name.value),
            why: if taken {
                "The migration has created something of that name already, so that IF NOT EXISTS leaves this one out without an error."
            } else {
                "Tools that look for the whole name do not find it, and a second long name may become the same one."
            }
            .to_owned(),
            action: "Give it a name of at most 63 bytes.".to_owned(),
            severity: taken.then_some(Severity::Warning),
            ..Hit::default()
        }
    })
    .collect()
}

/// The bytes of a name as it is written, without quotes.
fn length(name: &Ident<'_>, text: &str) -> usize {
    let written = name.span.of(text);
    match written.strip_prefix('"') {
        Some(quoted) => quoted.len() - 1 - quoted.matches("\"\"").count(),
        // What is written in another way is shorter than it looks.
        None if written.contains('"') => name.value.len(),
        None => written.len(),
    }
}

/// Whether the migration has created what the cut name means.
fn is_taken(context: &Context<'_>, name: &Ident<'_>) -> bool {
    let catalog = context.catalog();
    let table = match &context.statement.kind {
        StatementKind::CreateIndex(create) if create.if_not_exists => &create.table,
        StatementKind::CreateTable(create)
            if create.if_not_exists && create.name.name() == name.value =>
        {
            &create.name
        }
        _ => return false,
    };
    catalog.is_new(&catalog.resolve(table).sibling(name.value.as_ref()))
}
