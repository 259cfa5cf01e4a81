//! `ALTER COLUMN … TYPE` that writes the table anew, builds its indexes again
//! or reads it: a column of the new type grows beside the old one, and takes
//! its place in one short transaction.
//!
//! A trigger keeps the new column, whatever old code writes. Nothing reads it
//! before it has the old one's name, so there is no moment at which code of
//! before and new code see different values.

mod carry;
mod change;
mod column;
mod dependents;
mod partitions;
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
use change::{Change, all};
use dependents::{Copied, Dependents};

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let change = Change::of(operation)?;
    if let Some(rewrite) = recheck::recipe(&change) {
        return Some(rewrite);
    }
    let dependents = Dependents::of(&change)?;
    let table = &change.table;
    let mut steps = Vec::new();
    steps.extend(fits(&change));
    steps.push(expand(&change));
    steps.push(sync(&change));
    for place in change.storing() {
        steps.push(backfill(&change, place));
    }
    for column in &change.columns {
        if column.column.not_null == Some(true) && column.filler.is_none() {
            steps.extend(not_null::steps(operation, &change.name, table, &column.new));
        }
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
    steps.extend(partitions::steps(&change, &dependents.parts));
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
    let (stands, turn) = if change.is_one() {
        ("stands", "it becomes the last one")
    } else {
        ("stand", "they become the last ones")
    };
    assumptions.push(format!(
        "no code relies on where {} {stands} among the columns of {table}: {turn}, for SELECT *, for COPY and for INSERT without a list of columns",
        change.olds()
    ));
    if change.is_partitioned() {
        assumptions.push(format!(
            "no partition of {table} is made, attached or detached from the first step to the last"
        ));
    }
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
        difference: partitions::difference(&change, &dependents.parts),
        encloses: true,
        ..Rewrite::default()
    })
}

/// Whether the recipe takes this change by a new column, so that others of the
/// same table can go along with it.
pub(super) fn moves(operation: &Operation<'_>) -> bool {
    Change::of(operation).is_some_and(|change| {
        recheck::recipe(&change).is_none() && Dependents::of(&change).is_some()
    })
}

/// Code that writes only what becomes a value of the new type.
fn fits(change: &Change<'_>) -> Option<Draft> {
    let unsure: Vec<_> = change.columns.iter().filter(|it| it.may_fail).collect();
    let shown: Vec<_> = unsure.iter().map(|it| change.shown_one(it)).collect();
    let turn = match unsure.as_slice() {
        [] => return None,
        [only] => format!("become {}", only.data_type),
        [..] => "become values of their new types".to_owned(),
    };
    Some(Draft::deploy(
        Phase::Prepare,
        format!(
            "Ship code that writes only values to {} that {turn}",
            all(&shown)
        ),
        "From the step after the next on, a write of any other value fails. Mend the rows that hold such a value today: the backfill stops at the first.",
    ))
}

/// The new columns.
fn expand(change: &Change<'_>) -> Draft {
    let table = &change.table;
    let (mut add, mut drop, mut done) = (Vec::new(), Vec::new(), Vec::new());
    for column in &change.columns {
        let name = quote(&column.new);
        let filler = column
            .filler
            .map(|filler| format!(" NOT NULL DEFAULT {filler}"))
            .unwrap_or_default();
        add.push(format!("ADD COLUMN {name} {}{filler}", column.data_type));
        drop.push(format!("DROP COLUMN IF EXISTS {name}"));
        done.push(has_column(table, &column.new, ""));
    }
    let (types, reads) = if change.is_one() {
        ("the new type", "the column")
    } else {
        ("the new types", "the columns")
    };
    Draft::single(
        Phase::Expand,
        format!("Add {} to {table}, of {types}", change.news()),
        format!("ALTER TABLE {table} {};", add.join(", ")),
    )
    .why(format!(
        "Changes the catalog only, so the lock lasts a moment. Nothing reads {reads} yet."
    ))
    .done(done.join(" AND "))
    .rollback(format!("ALTER TABLE {table} {};", drop.join(", ")))
}

/// What code has to be ready for.
fn ready(change: &Change<'_>) -> Draft {
    let (shown, table) = (change.shown(), &change.table);
    let (title, how) = if change.columns.iter().all(|it| it.plain) {
        ("that reads and writes", "")
    } else if change.is_one() {
        (
            "that can do with",
            " Values of one type need not be values of the other, so code has to look at the column's type before it writes, or to leave it alone for the moment of the switch.",
        )
    } else {
        (
            "that can do with",
            " Values of one type need not be values of the other, so code has to look at the columns' types before it writes, or to leave them alone for the moment of the switch.",
        )
    };
    let changes = if change.is_one() {
        "type changes"
    } else {
        "types change"
    };
    Draft::deploy(
        Phase::Switch,
        format!("Ship code {title} {shown} as either type"),
        format!(
            "With the next step the {changes} for everybody at once.{how} Connections that hold prepared statements on {table} have to prepare them again."
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
    let (trigger, function) = (quote(&change.trigger), &change.function);
    let columns = if change.is_one() {
        "the new column"
    } else {
        "the new columns"
    };
    let (mut create, mut done, mut drop) = (Vec::new(), Vec::new(), Vec::new());
    for table in change.triggered() {
        create.push(format!(
            "CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table}\n\
             \x20 FOR EACH ROW EXECUTE PROCEDURE {function}();"
        ));
        done.push(format!(
            "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = {}::regclass AND tgname = {})",
            literal(table),
            literal(&change.trigger)
        ));
        drop.push(format!("DROP TRIGGER IF EXISTS {trigger} ON {table};"));
    }
    Draft::single(
        Phase::Expand,
        format!("Keep {} up to date from now on", change.news()),
        format!(
            "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql{} AS $lockstep$\n\
             BEGIN\n\
             \x20 {}\n\
             \x20 RETURN NEW;\n\
             END\n\
             $lockstep$;\n\
             {}",
            change.settings(),
            change.assignments(),
            create.join("\n")
        ),
    )
    .why(format!("The trigger computes {columns} for every row written from here on. Its name sorts behind those of the table's other triggers, so that it sees what they have made of the row. It takes SHARE ROW EXCLUSIVE for a moment: writes wait, reads go on."))
    .done(done.join(" AND "))
    .rollback(format!(
        "{}\nDROP FUNCTION IF EXISTS {function}();",
        drop.join("\n")
    ))
}

/// The rows that were there before.
fn backfill(change: &Change<'_>, table: &str) -> Draft {
    let set = change
        .columns
        .iter()
        .map(|it| format!("{} = {}", quote(&it.new), it.value));
    let pending = change.pending();
    Draft::batched(
        Phase::Backfill,
        if change.is_partitioned() {
            format!("Fill {} in the rows of {table} that were there before", change.news())
        } else {
            format!("Fill {} in the rows that were there before", change.news())
        },
        batches::update(
            table,
            &set.collect::<Vec<_>>().join(", "),
            &pending,
            change.operation.situation.major,
        ),
    )
    .why("A batch at a time, each committed, so that row locks are short. It can be stopped and run again.")
    .done(format!("NOT EXISTS (SELECT FROM {table} WHERE {pending})"))
    .rollback(format!("-- Nothing to undo: the values go with the {}.", columns(change)))
    .monitor(format!(
        "SELECT count(*) AS remaining FROM {table} WHERE {pending};"
    ))
}

/// The planner knows nothing of a new column until then.
fn analyze(change: &Change<'_>) -> Draft {
    Draft::single(
        Phase::Validate,
        format!("Let the planner know {}", change.news()),
        format!("ANALYZE {};", change.table),
    )
    .why("Reads a sample of the table while reads and writes go on. Without it queries could be planned badly from the switch on.")
    .rollback(format!("-- Nothing to undo: the statistics go with the {}.", columns(change)))
}

fn columns(change: &Change<'_>) -> &'static str {
    if change.is_one() { "column" } else { "columns" }
}
