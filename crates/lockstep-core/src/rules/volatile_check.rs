//! A CHECK whose answer changes although the row does not.

use lockstep_syntax::tree::{
    AlterActionKind, ColumnConstraintKind, DomainChange, Expression, ObjectChange, StatementKind,
    TableConstraintKind, Volatility,
};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::{Name, naming};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "volatile-check",
    severity: Severity::Warning,
    occasion: Occasion::Outcome,
    title: page!("A CHECK whose answer changes although the row does not"),
    docs: page!(
        "\
PostgreSQL takes it that a CHECK gives the same answer for the same row, and looks only \
when the row is written. With now(), random(), a subquery in a function or another \
volatile function a row that was right becomes wrong without anybody noticing, and a \
dump that holds it cannot be restored.

Check such a thing in a trigger when the row is written. Declare a function IMMUTABLE \
if it is."
    ),
    versions: "11-18",
    source: citation::CHECK_CONSTRAINTS,
    hazards: page!(&["C16"]),
    bad: page!(&[
        example("CREATE TABLE bookings (starts timestamptz CHECK (starts > now()));"),
        example("ALTER TABLE bookings ADD CONSTRAINT late CHECK (starts > clock_timestamp()) NOT VALID;"),
        example("CREATE TABLE users (email text CHECK (is_address(email)));").given(
            "CREATE FUNCTION is_address(text) RETURNS boolean LANGUAGE sql AS 'SELECT $1 LIKE ''%@%''';"
        ),
    ]),
    good: page!(&[
        example("CREATE TABLE bookings (starts timestamptz DEFAULT now(), CHECK (starts > '2020-01-01'));"),
        example("CREATE TABLE users (email text CHECK (is_address(email)));").given(
            "CREATE FUNCTION is_address(text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 LIKE ''%@%''';"
        ),
        example("CREATE TABLE users (email text CHECK (lower(email) = email));"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let mut checks: Vec<&Expression<'_>> = Vec::new();
    let mut table: Option<Name> = None;
    match &context.statement.kind {
        StatementKind::CreateTable(create) => {
            let columns = create.columns.iter().flat_map(|column| &column.constraints);
            checks.extend(columns.filter_map(|it| inline(&it.kind)));
            checks.extend(
                create
                    .constraints
                    .iter()
                    .filter_map(|it| of_table(&it.kind)),
            );
            table = Some(context.catalog().resolve(&create.name));
        }
        StatementKind::CreateDomain(create) => {
            checks.extend(create.constraints.iter().filter_map(|it| inline(&it.kind)));
        }
        StatementKind::AlterObject(alter) => {
            if let ObjectChange::Domain(change) = &alter.change
                && let DomainChange::AddConstraint { check, .. } = &**change
            {
                checks.extend(check);
            }
        }
        StatementKind::AlterTable(alter) => {
            for action in &alter.actions {
                match &action.kind {
                    AlterActionKind::AddConstraint(added) => checks.extend(of_table(&added.kind)),
                    AlterActionKind::AddColumn { column, .. } => {
                        let constraints = column.constraints.iter();
                        checks.extend(constraints.filter_map(|it| inline(&it.kind)));
                    }
                    _ => {}
                }
            }
            table = Some(context.catalog().resolve(&alter.name));
        }
        _ => {}
    }
    checks
        .into_iter()
        .filter_map(|check| {
            let (called, own) = changing(context, check)?;
            Some(Hit {
                span: check.span,
                title: format!("{called} may answer otherwise later, and nobody checks again."),
                what: format!("PostgreSQL looks at a CHECK only when the row is written; {called} may say something else for the same row later."),
                why: "Rows that break the constraint stay unnoticed, until a dump with them cannot be restored.".to_owned(),
                action: if own {
                    "Declare the function IMMUTABLE if it is; otherwise check it in a trigger.".to_owned()
                } else {
                    "Compare with a constant or with another column, or check it in a trigger.".to_owned()
                },
                severity: own.then_some(Severity::Advice),
                relations: table.iter().cloned().collect(),
                ..Hit::default()
            })
        })
        .collect()
}

/// What an expression calls whose answer changes, and whether it is a function
/// of the user's own. Of stable functions only the time is meant: others follow
/// settings that stay as they are.
fn changing(context: &Context<'_>, check: &Expression<'_>) -> Option<(String, bool)> {
    let catalog = context.catalog();
    for call in &check.functions {
        let own = catalog.functions.contains_key(&catalog.resolve(&call.name));
        let volatile =
            catalog.volatility(&call.name, context.situation.major) == Some(Volatility::Volatile);
        let time = matches!(
            call.name.name(),
            "now" | "transaction_timestamp" | "statement_timestamp"
        );
        if volatile || (time && !own) {
            return Some((format!("{}()", naming::written(&call.name)), own));
        }
    }
    let text = check.span.of(context.situation.text).to_ascii_uppercase();
    let word = |word: &str| {
        text.split(|it: char| !it.is_ascii_alphanumeric() && it != '_')
            .any(|it| it == word)
    };
    ["CURRENT_TIMESTAMP", "CURRENT_DATE", "LOCALTIMESTAMP"]
        .into_iter()
        .find(|it| word(it))
        .map(|it| (it.to_owned(), false))
}

fn inline<'e, 'a>(kind: &'e ColumnConstraintKind<'a>) -> Option<&'e Expression<'a>> {
    match kind {
        ColumnConstraintKind::Check(check) => Some(check),
        _ => None,
    }
}

fn of_table<'e, 'a>(kind: &'e TableConstraintKind<'a>) -> Option<&'e Expression<'a>> {
    match kind {
        TableConstraintKind::Check(check) => Some(check),
        _ => None,
    }
}
