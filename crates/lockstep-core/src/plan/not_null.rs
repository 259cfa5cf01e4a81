//! NOT NULL through a proof, for every recipe that needs it.

use super::operation::{has_column, has_constraint};
use super::{Draft, Operation};
use crate::catalog::{Name, naming, quote};
use crate::report::Phase;

/// The steps that make a filled column NOT NULL without making anybody wait.
///
/// From PostgreSQL 18 on a NOT NULL constraint is added NOT VALID and
/// validated. Before, a validated CHECK constraint is the proof that SET NOT
/// NULL asks for; it is dropped in the same transaction, by a statement of its
/// own, because within one statement the drop would come first.
pub(crate) fn steps(
    operation: &Operation<'_>,
    table: &Name,
    spelled: &str,
    column: &str,
) -> Vec<Draft> {
    let catalog = operation.situation.catalog;
    let name = naming::not_null_name(catalog, table, column);
    let (name, shown) = (quote(&name).into_owned(), quote(column));
    let drop = format!("ALTER TABLE {spelled} DROP CONSTRAINT IF EXISTS {name};");
    let raw = naming::not_null_name(catalog, table, column);
    let modern = operation.situation.major >= 18;
    let constraint = if modern {
        format!("NOT NULL {shown}")
    } else {
        format!("CHECK ({shown} IS NOT NULL)")
    };
    let mut steps = vec![
        Draft::single(
            Phase::Expand,
            format!("Refuse new NULLs in {column}"),
            format!("ALTER TABLE {spelled} ADD CONSTRAINT {name} {constraint} NOT VALID;"),
        )
        .why("New and changed rows are checked from here on; old ones are not read, so the lock lasts a moment.")
        .done(has_constraint(spelled, &raw, ""))
        .rollback(drop.clone()),
        Draft::single(
            Phase::Validate,
            format!("Prove that no old row of {spelled} holds NULL in {column}"),
            format!("ALTER TABLE {spelled} VALIDATE CONSTRAINT {name};"),
        )
        .why("Reads the table in SHARE UPDATE EXCLUSIVE, while reads and writes go on. If it finds a NULL it fails and changes nothing: fill that row and run it again.")
        .done(has_constraint(spelled, &raw, " AND convalidated"))
        .no_rollback("A validated constraint cannot be made NOT VALID again; it goes with the step before."),
    ];
    if let [_, validate] = steps.as_mut_slice() {
        validate.rollback = Some(format!(
            "ALTER TABLE {spelled} DROP CONSTRAINT {name};\nALTER TABLE {spelled} ADD CONSTRAINT {name} {constraint} NOT VALID;"
        ));
        validate.rollback_note = None;
    }
    if !modern {
        steps.push(
            Draft::single(
                Phase::Switch,
                format!("Set {column} NOT NULL, and drop the proof"),
                format!(
                    "ALTER TABLE {spelled} ALTER COLUMN {shown} SET NOT NULL;\nALTER TABLE {spelled} DROP CONSTRAINT {name};"
                ),
            )
            .why("The validated constraint is the proof, so no row is read and the lock lasts a moment. Two statements, because in one the drop would come first.")
            .done(format!(
                "{} AND NOT {}",
                has_column(spelled, column, " AND attnotnull"),
                has_constraint(spelled, &raw, "")
            ))
            .rollback(format!(
                "ALTER TABLE {spelled} ADD CONSTRAINT {name} {constraint} NOT VALID;\nALTER TABLE {spelled} ALTER COLUMN {shown} DROP NOT NULL;"
            )),
        );
    }
    steps
}
