//! Row security that is switched on under code that runs.

use lockstep_syntax::tree::{AlterActionKind, RowSecurity, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "row-security-hides-rows",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Row security hides rows from code that runs"),
    docs: page!(
        "\
From the moment that row security is on, a query sees only what a policy lets its role \
see. Nothing fails: rows are missing, updates change fewer of them, and code that sets \
nothing that the policies ask for, such as current_setting, finds none. FORCE does the \
same to the owner of the table, who is often the application.

Ship code first that runs under the roles, and with the settings, that the policies ask \
for. Then try the application's queries under SET ROLE, in a transaction that switches \
it on and rolls back, on a copy of the database."
    ),
    versions: "11-18",
    source: citation::ROW_SECURITY,
    hazards: page!(&["C16"]),
    bad: page!(&[
        example("ALTER TABLE docs ENABLE ROW LEVEL SECURITY;")
            .given("CREATE TABLE docs (id int); CREATE POLICY own ON docs USING (id = 1);"),
        example("ALTER TABLE docs FORCE ROW LEVEL SECURITY;")
            .given("CREATE TABLE docs (id int); CREATE POLICY own ON docs USING (id = 1);"),
    ]),
    good: page!(&[
        example("ALTER TABLE docs DISABLE ROW LEVEL SECURITY;")
            .given("CREATE TABLE docs (id int); CREATE POLICY own ON docs USING (id = 1);"),
        example(
            "CREATE TABLE docs (id int); CREATE POLICY own ON docs USING (id = 1); ALTER TABLE docs ENABLE ROW LEVEL SECURITY;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::AlterTable(alter) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let table = catalog.resolve(&alter.name);
    // Without a policy that is known, another rule speaks.
    let ruled = catalog
        .relations
        .get(&table)
        .is_some_and(|it| !it.policies.is_empty());
    if !ruled || catalog.is_new(&table) || context.effects.fails.is_some() {
        return Vec::new();
    }
    let hides = alter.actions.iter().find_map(|action| match action.kind {
        AlterActionKind::RowSecurity(RowSecurity::Enable) => {
            Some((action.span, "everybody but the owner"))
        }
        AlterActionKind::RowSecurity(RowSecurity::Force) => Some((action.span, "the owner, too,")),
        _ => None,
    });
    let Some((span, who)) = hides else {
        return Vec::new();
    };
    vec![Hit {
        span,
        title: format!("Code that runs sees only those rows of {table} that a policy lets through."),
        what: format!(
            "From the commit on {who} finds, changes and adds only rows that the policies of {table} allow for the role at hand."
        ),
        why: "Nothing fails when the migration runs, and reads do not fail behind it: rows are missing.".to_owned(),
        action: "Ship code first that uses the roles and settings that the policies ask for, and try its queries under SET ROLE.".to_owned(),
        relations: vec![table],
        ..Hit::default()
    }]
}
