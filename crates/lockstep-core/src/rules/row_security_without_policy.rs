//! Row security without a policy hides every row.

use lockstep_syntax::tree::{AlterActionKind, RowSecurity, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "row-security-without-policy",
    severity: Severity::Warning,
    occasion: Occasion::Outcome,
    title: page!("Row security without a policy hides every row"),
    docs: page!(
        "\
When row security is on and no policy says otherwise, everybody but the owner, \
superusers and roles with BYPASSRLS sees no row and can write none. Queries do not \
fail, they find nothing; an INSERT fails with 42501.

Create the policies first, which have no effect until then, and switch it on in the \
same transaction."
    ),
    versions: "11-18",
    source: citation::ROW_SECURITY,
    hazards: page!(&["C16"]),
    bad: page!(&[
        example("ALTER TABLE users ENABLE ROW LEVEL SECURITY;")
            .given("CREATE TABLE users (id int);"),
        example("CREATE TABLE notes (id int); ALTER TABLE notes ENABLE ROW LEVEL SECURITY;"),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (id = 1);"
        )
        .given("CREATE TABLE users (id int);"),
        example("ALTER TABLE users FORCE ROW LEVEL SECURITY;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let Some(action) = alter
        .actions
        .iter()
        .find(|it| matches!(it.kind, AlterActionKind::RowSecurity(RowSecurity::Enable)))
    else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let table = catalog.resolve(&alter.name);
    let known = catalog.relations.get(&table);
    if context.effects.fails.is_some() || known.is_some_and(|it| !it.policies.is_empty()) {
        return Vec::new();
    }
    // Nobody relies yet on the rows of a new table; an unknown one may have
    // policies.
    let certain = known.is_some_and(|it| it.complete) && !catalog.is_new(&table);
    let of = table.clone();
    vec![Hit {
        span: action.span,
        title: format!("Without a policy nobody but its owner sees a row of {table}."),
        what: format!(
            "No policy for {table} is known: queries of other roles find nothing, and their writes are refused."
        ),
        why: "Nothing fails when the migration runs; the application finds its table empty."
            .to_owned(),
        action: "Create the policies in the same transaction, before row security is switched on."
            .to_owned(),
        relations: vec![table],
        severity: (!certain).then_some(Severity::Advice),
        unless: Some(Unless::new(move |left| {
            left.relations
                .get(&of)
                .is_none_or(|it| !it.policies.is_empty())
        })),
        ..Hit::default()
    }]
}
