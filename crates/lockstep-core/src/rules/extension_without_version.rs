//! An extension in whichever version the server has.

use lockstep_syntax::tree::StatementKind;

use super::declared::is_told;
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "extension-without-version",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("The version of the extension depends on the server"),
    docs: page!(
        "\
CREATE EXTENSION without VERSION installs what the server at hand calls its \
default. Servers with other packages install another version, and the same \
migration leaves different functions.

Name the version that you have tested."
    ),
    versions: "11-18",
    source: citation::CREATE_EXTENSION,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE EXTENSION pg_trgm;"),
        example("CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;")
    ]),
    good: page!(&[
        example("CREATE EXTENSION pg_trgm VERSION '1.6';"),
        example("DROP EXTENSION IF EXISTS pg_trgm;")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateExtension(create) = &context.statement.kind else {
        return Vec::new();
    };
    if create.version.is_some() || !is_told(context) {
        return Vec::new();
    }
    vec![Hit {
        span: create.name.span,
        title: "The version of the extension is left to the server.".to_owned(),
        what: format!(
            "PostgreSQL installs the version of {} that the server calls its default.",
            create.name.value
        ),
        why: "Servers with other packages get other functions from the same migration.".to_owned(),
        action: "Add VERSION with the one that you have tested.".to_owned(),
        ..Hit::default()
    }]
}
