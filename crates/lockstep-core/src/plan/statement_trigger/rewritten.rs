//! The step: the function and the trigger as they become.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{CreateTrigger, Span};

use super::super::{Draft, Operation, Rewrite};
use super::body::{Job, Rewritten};
use super::cursor::{Attempt, splice};
use super::with_definition;
use crate::catalog::{Function, literal, quote};
use crate::report::Phase;

pub(super) fn rewrite(
    operation: &Operation<'_>,
    create: &CreateTrigger<'_>,
    function: &Function,
    found: &[Rewritten],
    job: Job<'_>,
) -> Attempt<Rewrite> {
    let table = operation.spell(&create.table);
    let trigger = quote(&create.name.value);
    let called = operation.spell(&create.function);
    let original = replacing(operation, create, function, None)?;
    let replaced = replacing(operation, create, function, Some(&block(found)))?;
    let transition = &job.transition;
    let or_replace = if create.or_replace { "OR REPLACE " } else { "" };
    let sql = format!(
        "{replaced};\n\
         CREATE {or_replace}TRIGGER {trigger} AFTER INSERT ON {table}\n\
         \x20 REFERENCING NEW TABLE AS {transition}\n\
         \x20 FOR EACH STATEMENT EXECUTE FUNCTION {called}();"
    );
    let targets: Vec<&str> = found
        .iter()
        .map(|rewritten| rewritten.target.1.as_str())
        .collect();
    let targets = targets.join(", ");
    let draft = Draft::single(
        Phase::Switch,
        format!("Let {} run once for each statement", create.name.value),
        sql,
    )
    .why(format!(
        "The function sees the rows of a statement together, as {transition}, and changes each row of {targets} once. Function and trigger change in one transaction, because neither works with the other's old form. CREATE TRIGGER takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on."
    ))
    .done(format!(
        "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {} AND (tgtype & 1) = 0)",
        literal(&table),
        literal(&create.name.value)
    ));
    let previous = operation
        .situation
        .catalog
        .relations
        .get(&operation.resolve(&create.table))
        .and_then(|known| {
            let mut triggers = known.triggers.iter();
            triggers
                .find(|trigger| trigger.name == create.name.value && !trigger.definition.is_empty())
        });
    let dropped = format!("DROP TRIGGER IF EXISTS {trigger} ON {table};");
    let draft = match previous {
        Some(previous) => draft.rollback(format!(
            "{dropped}\n{original};\n{};",
            previous.definition.trim_end_matches(';')
        )),
        None if create.or_replace => draft.no_rollback(format!(
            "The trigger that it replaces is not in the input. Without it: {dropped} {}",
            "and the function as the step before leaves it."
        )),
        None => draft.rollback(format!("{dropped}\n{original};")),
    };
    Ok(Rewrite {
        steps: vec![draft],
        assumptions: job.knowledge.assumptions,
        difference: Some(format!(
            "{trigger} on {table} becomes a statement-level trigger where a row-level one was written: it runs once for each INSERT, after the table's row-level triggers, and leaves the same rows in {targets}. What counts single writes there, such as a sequence, and a constraint on them see one write for the batch."
        )),
        ..Rewrite::default()
    })
}

/// The body of the function.
fn block(found: &[Rewritten]) -> String {
    let mut body = "\nBEGIN\n".to_owned();
    for rewritten in found {
        body.push_str("    ");
        body.push_str(&rewritten.sql);
        body.push('\n');
    }
    body.push_str("    RETURN NULL;\nEND;\n");
    body
}

/// The definition of the function with everything that it says, as CREATE OR
/// REPLACE, and with another body where one is given.
fn replacing(
    operation: &Operation<'_>,
    create: &CreateTrigger<'_>,
    function: &Function,
    body: Option<&str>,
) -> Attempt<String> {
    let text = &function.definition;
    let read = with_definition(text, |read| {
        let plain = !read.procedure
            && read.argument_count == 0
            && read
                .returns
                .as_ref()
                .is_some_and(|returns| returns.name == "trigger");
        plain.then_some((read.or_replace, read.name.span, read.body.span))
    });
    let (or_replace, name, inner) = read
        .flatten()
        .ok_or("the function is not a plain trigger function")?;
    let mut edits = Vec::new();
    if !or_replace {
        let first = Lexer::new(text)
            .find(|token| token.kind == TokenKind::Word)
            .ok_or("the function is not a plain trigger function")?;
        let end = first.span.end;
        edits.push((Span::new(end, end), " OR REPLACE".to_owned()));
    }
    edits.push((name, spelled(operation, create)));
    if let Some(body) = body {
        let string = Lexer::new(text)
            .find(|token| token.span.start < inner.start && token.span.end > inner.end)
            .ok_or("the function is not a plain trigger function")?;
        let mut tag = "$$".to_owned();
        while body.contains(&tag) {
            tag = if tag == "$$" {
                "$lockstep$".to_owned()
            } else {
                format!("$_{}", &tag[1..])
            };
        }
        edits.push((string.span, format!("{tag}{body}{tag}")));
    }
    let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    let written = splice(text, whole, &edits);
    Ok(written
        .trim_end()
        .trim_end_matches(';')
        .trim_end()
        .to_owned())
}

/// The name of the function where it is created, which looks through no
/// search path.
fn spelled(operation: &Operation<'_>, create: &CreateTrigger<'_>) -> String {
    let name = operation.resolve(&create.function);
    if create.function.schema().is_none()
        && name.schema() != operation.situation.catalog.creation_schema()
    {
        return name.to_string();
    }
    operation.spell(&create.function)
}
