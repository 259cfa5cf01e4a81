//! `ADD CONSTRAINT … CHECK` on a table in use.

use lockstep_syntax::tree::{AlterActionKind, Ident, TableConstraintKind};

use super::operation::has_constraint;
use super::{Draft, Operation, Rewrite};
use crate::catalog::{naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddConstraint(added) = &action.kind else {
        return None;
    };
    let TableConstraintKind::Check(expression) = &added.kind else {
        return None;
    };
    if !operation.blocks_for(&[Reason::Check]) {
        return None;
    }
    let catalog = operation.situation.catalog;
    let table = operation.resolve(&alter.name);
    let only = if alter.only { "ONLY " } else { "" };
    let spelled = operation.spell(&alter.name);
    let raw = naming::constraint_name(catalog, &table, added, operation.situation.major);
    let condition = operation.text(expression.span);
    let inherit = if added.properties.is_no_inherit() {
        " NO INHERIT"
    } else {
        ""
    };
    let body = format!("CHECK ({condition}){inherit}");
    let mut rewrite = Rewrite::default();
    // Code of before leaves a column that it does not know to the default.
    let is_new = |it: &Ident<'_>| catalog.is_new_column(&table, &it.value);
    if !operation.inline || !expression.columns.iter().all(is_new) {
        rewrite.steps.push(Draft::deploy(
            Phase::Prepare,
            format!("Ship code whose writes to {spelled} satisfy {raw}"),
            "From the next step on a write that does not fails.",
        ));
        rewrite
            .assumptions
            .push(format!("every row of {spelled} satisfies {raw} by then"));
    }
    let [mut add, check] = proven(only, &spelled, &raw, &body);
    add.done = Some(operation.has_unchecked(&spelled, &raw));
    rewrite.steps.extend([add, check]);
    Some(rewrite)
}

/// A CHECK constraint that is added without a look at the rows, and a look at
/// them while others go on.
pub(super) fn proven(only: &str, table: &str, raw: &str, body: &str) -> [Draft; 2] {
    let name = quote(raw);
    let add = format!("ALTER TABLE {only}{table} ADD CONSTRAINT {name} {body} NOT VALID;");
    [
        Draft::single(
            Phase::Expand,
            format!("Add {raw} without checking old rows"),
            add.clone(),
        )
        .why("New and changed rows are checked from here on; old ones are not read, so the lock lasts a moment.")
        .done(has_constraint(table, raw, ""))
        .rollback(format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name};")),
        Draft::single(
            Phase::Validate,
            format!("Check the old rows of {table}"),
            format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name};"),
        )
        .why("Reads the table in SHARE UPDATE EXCLUSIVE, while reads and writes go on. If a row violates the condition it fails and changes nothing: mend the row and run it again.")
        .done(has_constraint(table, raw, " AND convalidated"))
        .rollback(format!("ALTER TABLE {table} DROP CONSTRAINT {name};\n{add}")),
    ]
}
