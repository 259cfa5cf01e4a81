//! The other triggers of the table: they ran row by row between each other,
//! and now this one runs after them.

use lockstep_syntax::script;
use lockstep_syntax::tree::{CreateTrigger, Query, StatementKind};

use super::super::Operation;
use super::body::Rewritten;
use super::cursor::Attempt;
use super::knowledge::Knowledge;
use super::words;
use crate::catalog::{Function, Name, builtin_volatility};

/// What a function writes.
struct Written {
    table: Name,
    /// The columns, where rows are only updated.
    columns: Option<Vec<String>>,
}

/// That nobody else uses the function, and that no other trigger of the table
/// has to do with what it does.
pub(super) fn are_indifferent(
    operation: &Operation<'_>,
    create: &CreateTrigger<'_>,
    name: &Name,
    found: &[Rewritten],
    knowledge: &mut Knowledge<'_>,
) -> Attempt<()> {
    let source = operation.resolve(&create.table);
    let mine = operation.situation.catalog.functions.get(name);
    let mine = mine.ok_or("the function is not known")?;
    let spelled = operation.spell(&create.function);
    for catalog in [operation.situation.catalog, operation.ahead] {
        for (table, relation) in &catalog.relations {
            for trigger in &relation.triggers {
                if *table == source && trigger.name == create.name.value {
                    continue;
                }
                if trigger.function == *name {
                    return Err("another trigger uses the function, too");
                }
                if *table != source {
                    continue;
                }
                // As it was written, where it has been rewritten meanwhile.
                let other = operation
                    .ahead
                    .functions
                    .get(&trigger.function)
                    .or_else(|| catalog.functions.get(&trigger.function));
                let known = other.and_then(|other| meets(operation, mine, other));
                match known {
                    Some(true) => {
                        return Err("another trigger of the table works on the same columns");
                    }
                    Some(false) => {}
                    None => knowledge.assume(format!(
                        "the trigger {} neither reads nor changes what {spelled}() does",
                        trigger.name
                    )),
                }
            }
        }
    }
    let complete = operation
        .situation
        .catalog
        .relations
        .get(&source)
        .is_some_and(|known| known.complete);
    if !complete && !found.is_empty() {
        knowledge.assume(format!("no other trigger calls {spelled}()"));
    }
    Ok(())
}

/// Whether one of two functions reads or writes what the other writes; none
/// where that cannot be known.
fn meets(operation: &Operation<'_>, one: &Function, other: &Function) -> Option<bool> {
    let one_meets = mentions(one, &written(operation, other)?)?;
    let other_meets = mentions(other, &written(operation, one)?)?;
    Some(one_meets || other_meets)
}

/// Whether a function names a table, and a column that is written of it.
fn mentions(function: &Function, written: &[Written]) -> Option<bool> {
    let words = words(&function.body).ok()?;
    Some(written.iter().any(|written| {
        words.contains(written.table.name())
            && written
                .columns
                .as_ref()
                .is_none_or(|columns| columns.iter().any(|column| words.contains(column)))
    }))
}

/// What a function writes; none where that cannot be known.
fn written(operation: &Operation<'_>, function: &Function) -> Option<Vec<Written>> {
    let catalog = operation.situation.catalog;
    let major = operation.situation.major;
    let text = function.as_do_block();
    let script = script::read(&text);
    let StatementKind::Do(body) = &script.statements().next()?.kind else {
        return None;
    };
    if body.dynamic || body.commits {
        return None;
    }
    let harmless = |query: &Query<'_>| {
        query.writes.is_empty()
            && query.functions.iter().all(|call| {
                matches!(call.name.schema(), None | Some("pg_catalog"))
                    && builtin_volatility(call.name.name(), major).is_some()
            })
    };
    let mut found = Vec::new();
    for statement in &body.statements {
        if !statement.errors.is_empty() {
            return None;
        }
        match &statement.kind {
            StatementKind::Select(query) if harmless(query) => {}
            StatementKind::Update(update) if harmless(&update.query) => found.push(Written {
                table: catalog.resolve(&update.table),
                columns: Some(
                    update
                        .columns
                        .iter()
                        .map(|column| column.value.to_string())
                        .collect(),
                ),
            }),
            StatementKind::Insert(insert) if harmless(&insert.query) => found.push(Written {
                table: catalog.resolve(&insert.table),
                columns: None,
            }),
            StatementKind::Delete(delete) if harmless(&delete.query) => found.push(Written {
                table: catalog.resolve(&delete.table),
                columns: None,
            }),
            _ => return None,
        }
    }
    Some(found)
}
