//! `ADD COLUMN … GENERATED ALWAYS AS (…) STORED` on a table in use.
//!
//! PostgreSQL has no online form of it, so the steps lead to a substitute: a
//! plain column that a trigger keeps.

use lockstep_syntax::tree::{AlterActionKind, ColumnConstraintKind};

use super::operation::has_column;
use super::substitute::{COLUMN, Substitute};
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
        // It would be lost on the way.
        || column.storage.is_some()
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
    let trigger = object_name(table.name(), raw, "generate");
    let function = operation.spell_beside(&alter.name, &trigger);
    let trigger = quote(&trigger);
    let bare = quote(table.name());
    let substitute = Substitute {
        table: table.clone(),
        column: raw.to_owned(),
        trigger: trigger.to_string(),
        function: function.clone(),
        body: format!(
            "BEGIN\n  SELECT {expression} INTO NEW.{COLUMN} FROM (SELECT NEW.*) AS {bare};\n  RETURN NEW;\nEND"
        ),
        difference: difference(operation, &spelled, &trigger),
    };
    // Some types cannot be compared; their text can.
    let (stored, wanted) = if comparable(data_type) {
        (name.to_string(), format!("({expression})"))
    } else {
        (format!("{name}::text"), format!("({expression})::text"))
    };
    let pending = format!("{stored} IS DISTINCT FROM {wanted}");
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
                "{}\n\
                 CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {spelled}\n\
                 \x20 FOR EACH ROW EXECUTE FUNCTION {function}();",
                substitute.define(false)
            ),
        )
        .why("The trigger computes the column for every row written from here on, by old code and new. It takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on.")
        .done(format!(
            "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {})",
            literal(&spelled),
            literal(&object_name(table.name(), raw, "generate"))
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
                &pending,
                operation.situation.major,
            ),
        )
        .why("A batch at a time, each committed, so that row locks are short. It can be stopped and run again.")
        .done(format!(
            "NOT EXISTS (SELECT FROM {spelled} WHERE {pending})"
        ))
        .rollback("-- Nothing to undo: the values go with the column.")
        .monitor(format!(
            "SELECT count(*) AS remaining FROM {spelled} WHERE {pending};"
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
        substitute: Some(substitute),
        ..Rewrite::default()
    })
}

/// Whether a type has an equality operator, which `IS DISTINCT FROM` needs.
fn comparable(data_type: &str) -> bool {
    let base = data_type
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    !matches!(
        base.as_str(),
        "json" | "xml" | "point" | "line" | "lseg" | "box" | "path" | "polygon" | "circle"
    )
}

/// How the outcome differs, with [`COLUMN`] for the column's name.
fn difference(operation: &Operation<'_>, spelled: &str, trigger: &str) -> String {
    let substitute = format!(
        "PostgreSQL has no online way to a stored generated column. The plan leaves {spelled}.{COLUMN} as a plain column that the trigger {trigger} computes on every write; it reads the same, but is not marked as generated, and a value that a statement writes to it is overwritten instead of refused."
    );
    if operation.situation.major >= 18 {
        format!(
            "{substitute} On PostgreSQL 18 a VIRTUAL generated column is another way: it is added without a rewrite and computed when it is read, but it cannot be indexed."
        )
    } else {
        substitute
    }
}
