//! A function whose text names what is dropped or renamed.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{AlterActionKind, DropObject, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::catalog::{Function, Name};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "dependent-function-breaks",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("A function names what is dropped or renamed, and PostgreSQL does not know"),
    docs: page!(
        "\
The body of a function in PL/pgSQL, or in SQL between quotes, is text: PostgreSQL reads \
it when it is called. Dropping or renaming a table or a column that it names succeeds, \
and the next call fails. When a trigger calls it, every write to the trigger's table \
fails.

Replace the function in the same transaction. Bodies from BEGIN ATOMIC to END (14 and \
later) are kept parsed, and PostgreSQL looks after them."
    ),
    versions: "11-18",
    source: citation::DEPENDENCIES,
    hazards: page!(&["C11"]),
    bad: page!(&[
        example("ALTER TABLE users DROP COLUMN email;")
            .given(
                "CREATE TABLE users (id int, email text);\n\
                 CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$;\n\
                 CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tidy();"
            )
            .also(&["column-drop"]),
        example("ALTER TABLE users RENAME TO people;")
            .given(
                "CREATE TABLE users (id int);\n\
                 CREATE FUNCTION members() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM users';"
            )
            .also(&["table-rename"]),
    ]),
    good: page!(&[
        example(
            "ALTER TABLE users RENAME TO people;\n\
             CREATE OR REPLACE FUNCTION members() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM people';"
        )
        .given(
            "CREATE TABLE users (id int);\n\
             CREATE FUNCTION members() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM users';"
        )
        .also(&["table-rename"]),
        example("ALTER TABLE users DROP COLUMN email;")
            .given(
                "CREATE TABLE users (id int, email text);\n\
                 CREATE FUNCTION members() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(id) FROM users';"
            )
            .also(&["column-drop"]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let catalog = context.catalog();
    if let StatementKind::Drop(drop) = &context.statement.kind {
        let relation = matches!(
            drop.object,
            DropObject::Table | DropObject::View | DropObject::MaterializedView
        );
        if !relation || context.effects.fails.is_some() {
            return Vec::new();
        }
        let names = drop.names.iter().map(|name| catalog.resolve(name));
        return names
            .filter(|name| !catalog.is_new(name))
            .filter_map(|name| hit(context, context.statement.span, &name, None))
            .collect();
    }
    let Some((table, actions)) = context.altered() else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for action in actions {
        let column = match &action.kind {
            AlterActionKind::DropColumn { name, .. } => Some(&*name.value),
            AlterActionKind::RenameColumn { from, .. } => Some(&*from.value),
            AlterActionKind::Rename(_) | AlterActionKind::SetSchema(_) => None,
            _ => continue,
        };
        hits.extend(hit(context, action.span, &table, column));
    }
    hits
}

fn hit(context: &Context<'_>, span: Span, table: &Name, column: Option<&str>) -> Option<Hit> {
    let catalog = context.catalog();
    let mut broken: Vec<(&Name, &Function)> = catalog
        .bodies_naming(table)
        .filter(|(_, function)| names(function, column.unwrap_or(table.name()), false))
        .collect();
    // The rows of a trigger are those of its table.
    let triggers = catalog
        .relations
        .get(table)
        .map_or(&[][..], |it| &it.triggers[..]);
    let mut refused = false;
    for trigger in column.iter().flat_map(|_| triggers) {
        let function = catalog.functions.get_key_value(&trigger.function);
        let reads = |function: &Function| names(function, column.unwrap_or_default(), true);
        if let Some((name, function)) = function.filter(|(_, it)| reads(it)) {
            refused = true;
            if !broken.iter().any(|(it, _)| *it == name) {
                broken.push((name, function));
            }
        }
    }
    if broken.is_empty() {
        return None;
    }
    let functions: Vec<Name> = broken.iter().map(|(name, _)| (*name).clone()).collect();
    let listed = super::list(&functions);
    let object = match column {
        Some(column) => format!("{table}.{column}"),
        None => table.to_string(),
    };
    let before: Vec<(Name, String)> = broken
        .iter()
        .map(|(name, function)| ((*name).clone(), function.body.clone()))
        .collect();
    // Something else may get the name that the functions go by.
    let again = column.is_none().then(|| table.clone());
    Some(Hit {
        span,
        title: format!("Function {listed} still names {object}."),
        what: format!(
            "PostgreSQL reads the body when the function is called, and finds no {object} any more."
        ),
        why: if refused {
            format!("A trigger calls it: every write to {table} that fires it fails.")
        } else {
            "The migration succeeds, and the next call fails.".to_owned()
        },
        action: "Replace the function in the same transaction.".to_owned(),
        relations: vec![table.clone()],
        severity: refused.then_some(Severity::Danger),
        unless: Some(Unless::new(move |left| {
            let replaced = |(name, body): &(Name, String)| {
                left.functions.get(name).is_none_or(|it| it.body != *body)
            };
            let found = |it: &Name| left.relations.contains_key(it);
            again.as_ref().is_some_and(found) || before.iter().all(replaced)
        })),
        ..Hit::default()
    })
}

/// Whether the text of a function names something, perhaps as a column of the
/// row that its trigger is called for.
fn names(function: &Function, wanted: &str, of_row: bool) -> bool {
    let body = &function.body;
    let mut before = ["", ""];
    for token in Lexer::new(body).filter(|token| !token.is_trivia()) {
        let text = token.span.of(body);
        let named = match token.kind {
            TokenKind::Word => text.eq_ignore_ascii_case(wanted),
            TokenKind::QuotedWord => text.trim_matches('"') == wanted,
            _ => false,
        };
        let row = before[1] == "."
            && ["new", "old"]
                .iter()
                .any(|it| before[0].eq_ignore_ascii_case(it));
        if named && (row || !of_row) {
            return true;
        }
        before = [before[1], text];
    }
    false
}
