//! A row-level trigger that updates shared rows, turned into a statement-level
//! one.
//!
//! Only where the outcome is proven to be the same: the function is a plain
//! block of UPDATEs and INSERTs whose effect on a batch can be computed from
//! the batch as a whole. Whatever is not understood keeps the trigger as it
//! is.

mod body;
mod cursor;
mod expression;
mod groups;
mod insert;
mod knowledge;
mod number;
mod others;
mod parse;
mod rewritten;
#[cfg(test)]
mod tests;
mod update;
mod upsert;
mod words;

use std::collections::BTreeSet;

use lockstep_syntax::lexer::TokenKind;
use lockstep_syntax::script;
use lockstep_syntax::tree::{CreateTrigger, Span, StatementKind, TriggerEvent, TriggerTiming};

use self::body::{Job, Rewritten, comments, statements};
use self::cursor::{Attempt, Cursor, tokens};
use self::expression::Expr;
use self::knowledge::Knowledge;
use super::{Operation, Rewrite};
use crate::catalog::{Catalog, Function, Name, object_name, quote};
use crate::report::RelationKind;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    attempt(operation).ok()
}

/// The steps, or why the trigger has to stay as it is.
fn attempt(operation: &Operation<'_>) -> Attempt<Rewrite> {
    let StatementKind::CreateTrigger(create) = &operation.statement.kind else {
        return Err("it is no CREATE TRIGGER");
    };
    if operation.effects.fails.is_some() || !operation.statement.errors.is_empty() {
        return Err("PostgreSQL refuses the statement");
    }
    is_plain(create)?;
    let source = operation.resolve(&create.table);
    let name = operation.resolve(&create.function);
    let catalog = operation.situation.catalog;
    for known in [catalog, operation.ahead] {
        is_alone(known, &source)?;
    }
    if catalog.is_new(&source) {
        return Err("the table is new, so nobody waits");
    }
    let function = settled(operation, &name)?;
    let (found, mut job) = rewritten_with(operation, catalog, create, function)?;
    // What the catalog knows must not be taken back later on.
    let (later, after) = rewritten_with(operation, operation.ahead, create, function)?;
    let changed = found
        .iter()
        .zip(&later)
        .any(|(one, other)| one.sql != other.sql);
    if changed {
        return Err("the tables are other ones later on");
    }
    for assumption in after.knowledge.assumptions {
        job.knowledge.assume(assumption);
    }
    are_apart(&found)?;
    if !found.iter().any(|rewritten| rewritten.shared) {
        return Err("it changes no row that is shared");
    }
    others::are_indifferent(operation, create, &name, &found, &mut job.knowledge)?;
    match catalog.relations.get(&source) {
        Some(known) if known.complete => {}
        _ => {
            let spelled = operation.spell(&create.table);
            job.knowledge.assume(format!(
                "{spelled} is an ordinary table: neither partitioned nor a partition, and without inheritance"
            ));
        }
    }
    rewritten::rewrite(operation, create, function, &found, job)
}

/// The statements of the function, rewritten with what a catalog knows.
fn rewritten_with<'o>(
    operation: &Operation<'o>,
    catalog: &'o Catalog,
    create: &CreateTrigger<'_>,
    function: &'o Function,
) -> Attempt<(Vec<Rewritten>, Job<'o>)> {
    let text = function.body.as_str();
    let body = tokens(text)?;
    let mut names = words(text)?;
    let source = operation.resolve(&create.table);
    let transition = transition(operation, &source, &mut names);
    let condition = match &create.condition {
        Some(condition) => {
            let text = operation.text(condition.span);
            Some((text, condition_of(text)?))
        }
        None => None,
    };
    let mut job = Job {
        text,
        knowledge: Knowledge {
            catalog,
            source,
            source_spelled: operation.spell(&create.table),
            scope: Vec::new(),
            outer: false,
            assumptions: Vec::new(),
        },
        transition,
        condition,
        names,
    };
    let mut found = Vec::new();
    let mut before = Span::new(0, 0);
    for statement in statements(text, &body)? {
        let mut rewritten = job.rewrite(statement)?;
        let start = statement.first().map_or(0, |token| token.span.start);
        let comments = comments(text, Span::new(before.end, start));
        rewritten.sql.insert_str(0, &comments);
        before = statement.last().map_or(before, |token| token.span);
        found.push(rewritten);
    }
    Ok((found, job))
}

/// That it is `AFTER INSERT … FOR EACH ROW`, without anything that a
/// statement-level trigger does not have.
fn is_plain(create: &CreateTrigger<'_>) -> Attempt<()> {
    let inserts = matches!(create.events.as_slice(), [TriggerEvent::Insert]);
    if !create.for_each_row || create.timing != TriggerTiming::After || !inserts {
        return Err("it is not AFTER INSERT FOR EACH ROW");
    }
    if create.constraint || create.from.is_some() {
        return Err("it is a constraint trigger");
    }
    if create.old_table.is_some() || create.new_table.is_some() {
        return Err("it has transition tables already");
    }
    if create.arguments.end > create.arguments.start {
        return Err("it has arguments");
    }
    Ok(())
}

/// That rows come into the table through itself alone, so that a
/// statement-level trigger sees all of them.
fn is_alone(catalog: &Catalog, source: &Name) -> Attempt<()> {
    let Some(relation) = catalog.relations.get(source) else {
        return Ok(());
    };
    if relation.kind != RelationKind::Table {
        return Err("it is not on an ordinary table");
    }
    if !relation.parents.is_empty() || relation.is_partition {
        return Err("the table is a partition, or inherits");
    }
    if !catalog.descendants(source).is_empty() {
        return Err("the table has children");
    }
    Ok(())
}

/// The function, where it is known and stays as it is to the end.
fn settled<'o>(operation: &Operation<'o>, name: &Name) -> Attempt<&'o Function> {
    let catalog = operation.situation.catalog;
    let function = catalog
        .functions
        .get(name)
        .ok_or("the function is not known")?;
    if function.language != "plpgsql" {
        return Err("the function is not in PL/pgSQL");
    }
    let later = operation.ahead.functions.get(name);
    if later.is_none_or(|later| later.definition != function.definition) {
        return Err("the function is another one later on");
    }
    Ok(function)
}

/// That no statement reads or writes what another one writes: for each row one
/// after the other is then the same as each for all rows.
fn are_apart(found: &[Rewritten]) -> Attempt<()> {
    for (index, one) in found.iter().enumerate() {
        for (other_index, other) in found.iter().enumerate() {
            let writes = &one.target.0;
            if index != other_index && (other.target.0 == *writes || other.reads.contains(writes)) {
                return Err("one statement reads or writes what another one writes");
            }
        }
    }
    Ok(())
}

/// Every name in a text.
fn words(text: &str) -> Attempt<BTreeSet<String>> {
    let tokens = tokens(text)?;
    let mut cursor = Cursor::new(text, &tokens);
    let mut found = BTreeSet::new();
    while !cursor.is_at_end() {
        let word = matches!(cursor.kind(0), TokenKind::Word | TokenKind::QuotedWord);
        if word {
            found.insert(cursor.label()?.name);
        } else {
            cursor.next += 1;
        }
    }
    Ok(found)
}

/// A name for the transition table: it hides tables of the same name.
fn transition(operation: &Operation<'_>, source: &Name, names: &mut BTreeSet<String>) -> String {
    let known: Vec<&str> = operation
        .situation
        .catalog
        .relations
        .keys()
        .map(Name::name)
        .collect();
    let mut number = 1;
    loop {
        let label = if number == 1 {
            String::new()
        } else {
            number.to_string()
        };
        let name = object_name("new", source.name(), &label);
        if !names.contains(&name) && !known.contains(&&*name) {
            names.insert(name.clone());
            return quote(&name).into_owned();
        }
        number += 1;
    }
}

/// The condition of the trigger.
fn condition_of(text: &str) -> Attempt<Expr> {
    let tokens = tokens(text)?;
    let mut cursor = Cursor::new(text, &tokens);
    let condition = cursor.expression()?;
    if !cursor.is_at_end() || condition.has_column() || condition.has_row() {
        return Err("the condition of the trigger is not understood");
    }
    if !condition.is_steady() {
        return Err("the condition of the trigger gives another result each time");
    }
    Ok(condition)
}

/// The one statement of a text.
fn with_definition<T>(
    definition: &str,
    read: impl FnOnce(&lockstep_syntax::tree::CreateFunction<'_>) -> T,
) -> Option<T> {
    let script = script::read(definition);
    let statement = script.statements().next()?;
    match &statement.kind {
        StatementKind::CreateFunction(create) if statement.errors.is_empty() => Some(read(create)),
        _ => None,
    }
}
