//! `ALTER COLUMN … TYPE` that writes the table anew, builds its indexes again
//! or reads it: a column of the new type grows beside the old one, and takes
//! its place in one short transaction.
//!
//! A trigger keeps the new column, whatever old code writes. Nothing reads it
//! before it has the old one's name, so there is no moment at which code of
//! before and new code see different values.

mod carry;
mod change;
mod dependents;
mod reading;
mod recheck;
mod switch;

use super::operation::has_column;
use super::volatile_default::backfill_assumptions;
use super::{
    Draft, Operation, Rewrite, add_check, add_foreign_key, batches, create_index, not_null,
};
use crate::catalog::{literal, quote};
use crate::report::Phase;
use change::Change;
use dependents::{Copied, Dependents};

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let change = Change::of(operation)?;
    if let Some(rewrite) = recheck::recipe(&change) {
        return Some(rewrite);
    }
    let dependents = Dependents::of(&change)?;
    let Change {
        table, old, new, ..
    } = &change;
    let shown = change.shown();
    let mut steps = Vec::new();
    if change.may_fail {
        steps.push(Draft::deploy(
            Phase::Prepare,
            format!("Ship code that writes only values to {shown} that become {}", change.data_type),
            "From the step after the next on, a write of any other value fails. Mend the rows that hold such a value today: the backfill stops at the first.",
        ));
    }
    steps.push(
        Draft::single(
            Phase::Expand,
            format!("Add {new} to {table}, of the new type"),
            format!(
                "ALTER TABLE {table} ADD COLUMN {} {}{};",
                quote(new),
                change.data_type,
                change
                    .filler
                    .map(|filler| format!(" NOT NULL DEFAULT {filler}"))
                    .unwrap_or_default()
            ),
        )
        .why("Changes the catalog only, so the lock lasts a moment. Nothing reads the column yet.")
        .done(has_column(table, new, ""))
        .rollback(format!(
            "ALTER TABLE {table} DROP COLUMN IF EXISTS {};",
            quote(new)
        )),
    );
    steps.push(sync(&change));
    steps.push(backfill(&change));
    if change.column.not_null == Some(true) && change.filler.is_none() {
        steps.extend(not_null::steps(operation, &change.name, table, new));
    }
    for index in &dependents.indexes {
        let name = operation.spell_beside(change.written, &index.new);
        steps.push(create_index::build(
            operation,
            table,
            &name,
            index.sql.clone(),
        ));
    }
    for check in &dependents.checks {
        steps.extend(add(
            check,
            add_check::proven("", table, &check.new, &check.body),
        ));
    }
    for key in &dependents.foreign_keys {
        let mut both = add_foreign_key::proven(&key.table, &key.referenced, &key.new, &key.body);
        if [" CASCADE", " SET "].iter().any(|it| key.body.contains(it)) {
            let [add, _] = &mut both;
            add.sql.insert_str(
                0,
                "-- lockstep-ignore cascade-to-referencing-rows: the foreign key that it replaces does so, too\n",
            );
        }
        steps.extend(add(key, both));
    }
    steps.push(carry::attributes(&change, &dependents));
    steps.push(analyze(&change));
    steps.extend(dependents.foreign_keys.iter().map(switch::hand_over));
    steps.push(ready(&change));
    steps.push(switch::swap(&change, &dependents));
    let mut assumptions = backfill_assumptions(operation, &change.name, table);
    assumptions.push(format!(
        "no code relies on where {old} stands among the columns of {table}: it becomes the last one, for SELECT *, for COPY and for INSERT without a list of columns"
    ));
    if !change.relation.policies.is_empty() {
        assumptions.push(format!(
            "the role that runs the steps sees every row of {table}, whatever its policies say"
        ));
    }
    if !operation.situation.catalog.knows_dependents(&change.name) {
        assumptions.push(format!(
            "the schema given shows every index, constraint, trigger and view of {table}"
        ));
    }
    Some(Rewrite {
        steps,
        assumptions,
        encloses: true,
        ..Rewrite::default()
    })
}

/// What code has to be ready for.
fn ready(change: &Change<'_>) -> Draft {
    let (shown, table) = (change.shown(), &change.table);
    let (title, how) = if change.plain {
        ("that reads and writes", "")
    } else {
        (
            "that can do with",
            " Values of one type need not be values of the other, so code has to look at the column's type before it writes, or to leave it alone for the moment of the switch.",
        )
    };
    Draft::deploy(
        Phase::Switch,
        format!("Ship code {title} {shown} as either type"),
        format!(
            "With the next step the type changes for everybody at once.{how} Connections that hold prepared statements on {table} have to prepare them again."
        ),
    )
}

/// The steps of a constraint; one that was NOT VALID stays so.
fn add(copied: &Copied, steps: [Draft; 2]) -> impl Iterator<Item = Draft> {
    let validated = copied.validated;
    let wanted = move |step: &Draft| validated || step.phase != Phase::Validate;
    steps.into_iter().filter(wanted)
}

/// The trigger that keeps the new column.
fn sync(change: &Change<'_>) -> Draft {
    let Change { table, new, .. } = change;
    let (trigger, function) = (quote(&change.trigger), &change.function);
    Draft::single(
        Phase::Expand,
        format!("Keep {new} up to date from now on"),
        format!(
            "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql{} AS $lockstep$\n\
             BEGIN\n\
             \x20 {}\n\
             \x20 RETURN NEW;\n\
             END\n\
             $lockstep$;\n\
             CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table}\n\
             \x20 FOR EACH ROW EXECUTE PROCEDURE {function}();",
            change.settings,
            change.assignment()
        ),
    )
    .why("The trigger computes the new column for every row written from here on. Its name sorts behind those of the table's other triggers, so that it sees what they have made of the row. It takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on.")
    .done(format!(
        "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {})",
        literal(table),
        literal(&change.trigger)
    ))
    .rollback(format!(
        "DROP TRIGGER IF EXISTS {trigger} ON {table};\nDROP FUNCTION IF EXISTS {function}();"
    ))
}

/// The rows that were there before.
fn backfill(change: &Change<'_>) -> Draft {
    let Change {
        table, new, value, ..
    } = change;
    let name = quote(new);
    let pending = change.pending();
    Draft::batched(
        Phase::Backfill,
        format!("Fill {new} in the rows that were there before"),
        batches::update(
            table,
            &format!("{name} = {value}"),
            &pending,
            change.operation.situation.major,
        ),
    )
    .why("A batch at a time, each committed, so that row locks are short. It can be stopped and run again.")
    .done(format!("NOT EXISTS (SELECT FROM {table} WHERE {pending})"))
    .rollback("-- Nothing to undo: the values go with the column.")
    .monitor(format!(
        "SELECT count(*) AS remaining FROM {table} WHERE {pending};"
    ))
}

/// The planner knows nothing of a new column until then.
fn analyze(change: &Change<'_>) -> Draft {
    let Change { table, new, .. } = change;
    Draft::single(
        Phase::Validate,
        format!("Let the planner know {new}"),
        format!("ANALYZE {table};"),
    )
    .why("Reads a sample of the table while reads and writes go on. Without it queries could be planned badly from the switch on.")
    .rollback("-- Nothing to undo: the statistics go with the column.")
}
