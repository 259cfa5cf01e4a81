//! `ADD COLUMN … GENERATED ALWAYS AS (…) STORED` on a table in use.
//!
//! PostgreSQL has no online form of it, so the steps lead to a substitute: a
//! plain column that a trigger keeps.

use lockstep_syntax::tree::{AlterActionKind, ColumnConstraintKind, ObjectName};

use super::operation::has_column;
use super::substitute::{COLUMN, Substitute};
use super::volatile_default::backfill_assumptions;
use super::{Draft, Operation, Rewrite, batches, not_null};
use crate::catalog::{Name, literal, object_name, quote};
use crate::effects::Reason;
use crate::report::{Phase, RelationKind};

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
        || *if_not_exists
        // It would be lost on the way.
        || column.storage.is_some()
    {
        return None;
    }
    let places = Places::of(operation, &alter.name, &column.name.value)?;
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
        children: places.triggered.iter().skip(1).cloned().collect(),
        difference: difference(operation, &spelled, &trigger, &places),
    };
    // Some types cannot be compared; their text can.
    let (stored, wanted) = if comparable(data_type) {
        (name.to_string(), format!("({expression})"))
    } else {
        (format!("{name}::text"), format!("({expression})::text"))
    };
    let pending = format!("{stored} IS DISTINCT FROM {wanted}");
    let (mut create, mut done, mut drop) = (Vec::new(), Vec::new(), Vec::new());
    for place in &places.triggered {
        let place = operation.spell_near(&alter.name, place);
        create.push(format!(
            "CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {place}\n\
             \x20 FOR EACH ROW EXECUTE FUNCTION {function}();"
        ));
        done.push(format!(
            "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {})",
            literal(&place),
            literal(&object_name(table.name(), raw, "generate"))
        ));
        drop.push(format!("DROP TRIGGER IF EXISTS {trigger} ON {place};"));
    }
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
            format!("{}\n{}", substitute.define(false), create.join("\n")),
        )
        .why("The trigger computes the column for every row written from here on, by old code and new. It takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on.")
        .done(done.join(" AND "))
        .rollback(format!(
            "{}\nDROP FUNCTION IF EXISTS {function}();",
            drop.join("\n")
        )),
    ];
    for place in &places.storing {
        steps.push(places.fill(
            operation,
            &operation.spell_near(&alter.name, place),
            (raw, &format!("({expression})")),
            &pending,
        ));
    }
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

/// Where the trigger stands, and where rows are.
struct Places {
    /// The table itself comes first.
    triggered: Vec<Name>,
    storing: Vec<Name>,
    /// Tables inherit from it.
    inherited: bool,
}

impl Places {
    /// None where a table below cannot have the trigger.
    ///
    /// From PostgreSQL 13 on a partitioned table hands a trigger on to its
    /// partitions; a table that others inherit from never does. Source: the
    /// manual's page on `CREATE TRIGGER`.
    fn of(operation: &Operation<'_>, written: &ObjectName<'_>, column: &str) -> Option<Self> {
        let catalog = operation.situation.catalog;
        let table = operation.resolve(written);
        let below = catalog.descendants(&table);
        let can = |name: &Name| {
            let is_table = matches!(
                catalog.kind(name),
                RelationKind::Table | RelationKind::PartitionedTable
            );
            is_table && catalog.has_column(name, column) != Some(true)
        };
        if !below.iter().all(can) {
            return None;
        }
        let partitioned = catalog.is_partitioned(&table);
        if partitioned && operation.situation.major < 13 {
            return None;
        }
        let inherited = !partitioned && !below.is_empty();
        let mut triggered = vec![table.clone()];
        if inherited {
            triggered.extend(below);
        }
        Some(Places {
            triggered,
            storing: operation.leaves(&table),
            inherited,
        })
    }

    /// The backfill of one table.
    fn fill(
        &self,
        operation: &Operation<'_>,
        table: &str,
        (column, value): (&str, &str),
        pending: &str,
    ) -> Draft {
        let only = if self.inherited { "ONLY " } else { "" };
        let from = format!("{only}{table}");
        let rows = if self.storing.len() > 1 {
            format!("the rows of {table}")
        } else {
            "the rows".to_owned()
        };
        Draft::batched(
            Phase::Backfill,
            format!("Fill {column} in {rows} that were there before"),
            batches::write(
                table,
                &from,
                &format!("UPDATE {from} SET {} = {value}", quote(column)),
                &format!("({pending})"),
                operation.situation.major,
            ),
        )
        .why("A batch at a time, each committed, so that row locks are short. It can be stopped and run again.")
        .done(format!("NOT EXISTS (SELECT FROM {from} WHERE {pending})"))
        .rollback("-- Nothing to undo: the values go with the column.")
        .monitor(format!(
            "SELECT count(*) AS remaining FROM {from} WHERE {pending};"
        ))
    }
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
fn difference(operation: &Operation<'_>, spelled: &str, trigger: &str, places: &Places) -> String {
    let mut substitute = format!(
        "PostgreSQL has no online way to a stored generated column. The plan leaves {spelled}.{COLUMN} as a plain column that the trigger {trigger} computes on every write; it reads the same, but is not marked as generated, and a value that a statement writes to it is overwritten instead of refused."
    );
    if places.inherited {
        let more = [
            " Each table that inherits from ",
            spelled,
            " has the trigger of its own; one that comes to do so later needs it, too.",
        ];
        substitute.push_str(&more.concat());
    }
    if operation.situation.major >= 18 {
        format!(
            "{substitute} On PostgreSQL 18 a VIRTUAL generated column is another way: it is added without a rewrite and computed when it is read, but it cannot be indexed."
        )
    } else {
        substitute
    }
}
