//! `ADD COLUMN … GENERATED ALWAYS AS (…) STORED` on a table in use.
//!
//! PostgreSQL has no online form of it, so the steps lead to a substitute: a
//! plain column that a trigger keeps.

use lockstep_syntax::tree::{AlterActionKind, ColumnConstraintKind};

use super::operation::has_column;
use super::volatile_default::backfill_assumptions;
use super::{Draft, Operation, Rewrite, batches, not_null};
use crate::catalog::{literal, object_name, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddColumn {
        if_not_exists,
        column,
    } = &action.kind
    else {
        return None;
    };
    let table = operation.resolve(&alter.name);
    if !operation.blocks_for(&[Reason::StoredColumn])
        || operation.situation.catalog.is_partitioned(&table)
        || *if_not_exists
    {
        return None;
    }
    let mut expression = None;
    let mut not_null = false;
    for constraint in &column.constraints {
        match &constraint.kind {
            ColumnConstraintKind::Generated {
                expression: generated,
                ..
            } => expression = Some(generated.span),
            ColumnConstraintKind::NotNull => not_null = true,
            _ => return None,
        }
    }
    let expression = operation.text(expression?);
    let data_type = operation.text(column.data_type.as_ref()?.span);
    let spelled = operation.spell(&alter.name);
    let raw = &*column.name.value;
    let name = quote(raw);
    let trigger = object_name(&table.name, raw, "generate");
    let function = operation.spell_beside(&alter.name, &trigger);
    let trigger = quote(&trigger);
    let bare = quote(&table.name);
    let mut steps = vec![
        Draft::single(
            Phase::Expand,
            format!("Add {raw} as a plain column"),
            format!("ALTER TABLE {spelled} ADD COLUMN {name} {data_type};"),
        )
        .why("Changes the catalog only, so the lock lasts a moment.")
        .done(has_column(&spelled, raw, ""))
        .rollback(format!("ALTER TABLE {spelled} DROP COLUMN IF EXISTS {name};")),
        Draft::single(
            Phase::Expand,
            format!("Keep {raw} up to date from now on"),
            format!(
                "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $lockstep$\n\
                 BEGIN\n\
                 \x20 SELECT {expression} INTO NEW.{name} FROM (SELECT NEW.*) AS {bare};\n\
                 \x20 RETURN NEW;\n\
                 END\n\
                 $lockstep$;\n\
                 CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {spelled}\n\
                 \x20 FOR EACH ROW EXECUTE {} {function}();",
                if operation.situation.major >= 11 { "FUNCTION" } else { "PROCEDURE" }
            ),
        )
        .why("The trigger computes the column for every row written from here on, by old code and new. It takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on.")
        .done(format!(
            "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {})",
            literal(&spelled),
            literal(&object_name(&table.name, raw, "generate"))
        ))
        .rollback(format!(
            "DROP TRIGGER IF EXISTS {trigger} ON {spelled};\nDROP FUNCTION IF EXISTS {function}();"
        )),
        Draft::batched(
            Phase::Backfill,
            format!("Fill {raw} in the rows that were there before"),
            batches::update(
                &spelled,
                &format!("{name} = ({expression})"),
                &format!("{name} IS DISTINCT FROM ({expression})"),
                operation.situation.major,
            ),
        )
        .why("A batch at a time, each committed, so that row locks are short. It can be stopped and run again.")
        .done(format!(
            "NOT EXISTS (SELECT FROM {spelled} WHERE {name} IS DISTINCT FROM ({expression}))"
        ))
        .no_rollback("The values go with the column, in the first of these steps.")
        .monitor(format!(
            "SELECT count(*) AS remaining FROM {spelled} WHERE {name} IS DISTINCT FROM ({expression});"
        )),
    ];
    if not_null {
        steps.extend(not_null::steps(operation, &table, &spelled, raw));
    }
    let mut assumptions = backfill_assumptions(operation, &table, &spelled);
    assumptions.push(format!(
        "no BEFORE trigger of {spelled} whose name sorts after {trigger} changes what {raw} is computed from"
    ));
    Some(Rewrite {
        steps,
        assumptions,
        difference: Some(difference(operation, &spelled, raw)),
    })
}

fn difference(operation: &Operation<'_>, spelled: &str, column: &str) -> String {
    let substitute = format!(
        "PostgreSQL has no online way to a stored generated column. The plan leaves {spelled}.{} as a plain column that a trigger computes on every write; it reads the same, but is not marked as generated, and a value that a statement writes to it is overwritten instead of refused.",
        quote(column)
    );
    if operation.situation.major >= 18 {
        format!(
            "{substitute} On PostgreSQL 18 a VIRTUAL generated column is another way: it is added without a rewrite and computed when it is read, but it cannot be indexed."
        )
    } else {
        substitute
    }
}
