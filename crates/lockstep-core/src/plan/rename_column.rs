//! `RENAME COLUMN` of a column that code uses.

use lockstep_syntax::tree::AlterActionKind;

use super::draft::{Draft, Removal};
use super::operation::has_column;
use super::{Operation, Rewrite, stand_in};
use crate::catalog::{naming, quote};
use crate::report::Phase;

/// A view under the table's name offers the column under both of its names,
/// and PostgreSQL writes through either; when no code uses the old one, the
/// table takes its name back.
pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::RenameColumn { from, to } = &action.kind else {
        return None;
    };
    let catalog = operation.situation.catalog;
    let table = operation.resolve(&alter.name);
    // A column takes the name that code uses, or nobody knows the old one.
    let relation = operation.ahead.relations.get(&table);
    let taken = relation.is_some_and(|relation| relation.column(&from.value).is_some());
    if taken
        || alter.only
        || catalog.is_new_column(&table, &from.value)
        || !stand_in::can_stand_in(operation, alter)
    {
        return None;
    }
    let word = stand_in::word(alter);
    let spelled = operation.spell(&alter.name);
    let aside = naming::beside_name(catalog, &table, "aside");
    let behind = operation.spell_beside(&alter.name, &aside);
    let (old, new) = (quote(&from.value), quote(&to.value));
    let own = quote(table.name());
    let away = format!(
        "ALTER {word} {spelled} RENAME TO {};\n{}",
        quote(&aside),
        stand_in::create(operation, &spelled, &format!("*, {new} AS {old}"), &behind)
    );
    let home = format!("DROP VIEW {spelled};\nALTER {word} {behind} RENAME TO {own};");
    let steps = vec![
        Draft::single(
            Phase::Switch,
            format!("Offer {} under both names", from.value),
            format!("{};\n{away}", operation.sql()),
        )
        .why(format!(
            "One transaction, which reads no row: {spelled} becomes a view in which the column has its old and its new name, and which PostgreSQL can write to. Code of before and new code both go on."
        ))
        .done(format!(
            "{} AND {}",
            has_column(&spelled, &to.value, ""),
            stand_in::is_view(&spelled)
        ))
        .rollback(format!(
            "{home}\nALTER {word} {spelled} RENAME COLUMN {new} TO {old};"
        ))
        .removal(Removal::Prepare),
        Draft::do_without(
            format!("{spelled}.{old} ({new} instead)"),
            "Wait until no code of before runs any more: a later step takes the old name away.",
        ),
        Draft::single(
            Phase::Contract,
            format!("Put {spelled} back in place of the view"),
            home,
        )
        .why("One transaction, which reads no row.")
        .done(format!(
            "{} AND NOT {}",
            has_column(&spelled, &to.value, ""),
            has_column(&spelled, &from.value, "")
        ))
        .rollback(away)
        .removal(Removal::Drop),
    ];
    let mut assumptions = stand_in::assumptions(operation, &spelled);
    assumptions.push(format!("nobody holds a privilege on {spelled}.{old} alone"));
    Some(Rewrite {
        steps,
        assumptions,
        ..Rewrite::default()
    })
}
