//! A change of type that leaves the rows as they are, but has the CHECK
//! constraints on the column checked again, while everybody waits.
//!
//! A constraint that is NOT VALID is not checked. So each gets a twin that is
//! NOT VALID and takes its place together with the new type; the twin is
//! validated when nobody waits for it.

use super::super::operation::has_column;
use super::super::{Draft, Rewrite, add_check};
use super::{Change, carry};
use crate::catalog::{Constraint, ConstraintKind, literal, naming, quote};
use crate::effects::WorkKind;
use crate::report::Phase;

/// None where more is done than to check.
pub(super) fn recipe(change: &Change<'_>) -> Option<Rewrite> {
    let Change {
        operation, table, ..
    } = change;
    let [column] = change.columns.as_slice() else {
        return None;
    };
    let old = &column.old;
    let only_checks = operation
        .effects
        .work
        .iter()
        .all(|work| matches!(work.kind, WorkKind::Scan) && work.relation == change.name);
    let referenced =
        |it: &&Constraint| it.kind.columns().contains(old) && it.references().is_some();
    let catalog = operation.situation.catalog;
    if !only_checks
        || change.relation.constraints.iter().any(|it| referenced(&it))
        || catalog.may_be_referenced(&change.name, &[old.as_str()])
    {
        return None;
    }
    let mut twins = Vec::new();
    for constraint in &change.relation.constraints {
        let checked = matches!(constraint.kind, ConstraintKind::Check { .. })
            && constraint.validated
            && constraint.uses.uses_column(&change.name, old)?;
        if !checked {
            continue;
        }
        if constraint.text.is_empty() || constraint.inherited {
            return None;
        }
        let inherit = if constraint.no_inherit {
            " NO INHERIT"
        } else {
            ""
        };
        let twin = naming::constraint_beside(catalog, &change.name, &constraint.name);
        let body = format!("CHECK ({}){inherit}", constraint.text);
        twins.push((&constraint.name, twin, body));
    }
    let mut steps = Vec::new();
    for (_, twin, body) in &twins {
        let [add, _] = add_check::proven("", table, twin, body);
        steps.push(add);
    }
    let pairs = twins
        .iter()
        .map(|(name, twin, _)| (name.as_str(), twin.as_str()));
    steps.push(carry::constraint_comments(table, pairs));
    let mut sql = Vec::new();
    for (name, ..) in &twins {
        sql.push(format!(
            "ALTER TABLE {table} DROP CONSTRAINT {};",
            quote(name)
        ));
    }
    sql.push(format!("{};", operation.sql()));
    for (name, twin, _) in &twins {
        sql.push(format!(
            "ALTER TABLE {table} RENAME CONSTRAINT {} TO {};",
            quote(twin),
            quote(name)
        ));
    }
    let mut switch = Draft::single(
        Phase::Switch,
        format!("Change the type of {old}"),
        sql.join("\n"),
    )
    .why("One transaction, which reads and writes no row: the values are good for the new type as they are, and a constraint that is NOT VALID is not checked.")
    .no_rollback(format!(
        "To go back, change the type of {old} with a plan of its own."
    ));
    let before = column.column.data_type.as_ref();
    if before.is_some_and(|before| !before.is_same_type(&column.new_type)) {
        let is_new = format!(" AND atttypid = {}::regtype", literal(&column.data_type));
        switch = switch.done(has_column(table, old, &is_new));
    }
    steps.push(switch);
    for (name, _, body) in &twins {
        let [_, validate] = add_check::proven("", table, name, body);
        steps.push(validate);
    }
    Some(Rewrite {
        steps,
        encloses: true,
        ..Rewrite::default()
    })
}
