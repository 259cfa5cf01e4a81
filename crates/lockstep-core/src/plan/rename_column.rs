//! `RENAME COLUMN` of a column that code uses.

use lockstep_syntax::tree::AlterActionKind;

use super::draft::{Draft, Removal};
use super::operation::has_column;
use super::renames::Renames;
use super::{Operation, Rewrite, stand_in};
use crate::catalog::{naming, quote};
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (_, action) = operation.action()?;
    let AlterActionKind::RenameColumn { .. } = &action.kind else {
        return None;
    };
    Renames::of(operation)?.rewrite(operation)
}

/// A view under the table's name offers the columns under both of their names,
/// and PostgreSQL writes through either; when no code uses the old ones, the
/// table takes its name back.
pub(super) fn steps(operation: &Operation<'_>, renames: &Renames) -> Option<Rewrite> {
    let (alter, _) = operation.action()?;
    let word = stand_in::word(alter);
    let spelled = operation.spell(&alter.name);
    let table = operation.resolve(&alter.name);
    let aside = naming::beside_name(operation.situation.catalog, &table, "aside");
    let behind = operation.spell_beside(&alter.name, &aside);
    let own = quote(table.name());
    let away = format!(
        "ALTER {word} {spelled} RENAME TO {};\n{}",
        quote(&aside),
        stand_in::create(operation, &spelled, &renames.select_list(), &behind)
    );
    let home = format!("DROP VIEW {spelled};\nALTER {word} {behind} RENAME TO {own};");
    let columns = &renames.columns;
    let has = |column: &str| has_column(&spelled, column, "");
    let all: Vec<String> = columns.iter().map(|(_, new)| has(new)).collect();
    let none = columns.iter().map(|(old, _)| format!("NOT {}", has(old)));
    let only: Vec<String> = all.iter().cloned().chain(none).collect();
    let (title, why) = match columns.as_slice() {
        [(old, _)] => (
            format!("Offer {old} under both names"),
            format!(
                "One transaction, which reads no row: {spelled} becomes a view in which the column has its old and its new name, and which PostgreSQL can write to. Code of before and new code both go on."
            ),
        ),
        _ => (
            format!(
                "Offer {} columns of {spelled} under both names",
                columns.len()
            ),
            format!(
                "One transaction, which reads no row: {spelled} becomes a view in which these columns have their old and their new names, and which PostgreSQL can write to. Code of before and new code both go on."
            ),
        ),
    };
    let one = columns.len() == 1;
    let steps =
        vec![
        Draft::single(Phase::Switch, title, format!("{}\n{away}", renames.sql()))
            .why(why)
            .done(format!("{} AND {}", all.join(" AND "), stand_in::is_view(&spelled)))
            .rollback(format!("{home}\n{}", renames.undo()))
            .removal(Removal::Prepare),
        Draft::do_without(
            String::new(),
            if one {
                "Wait until no code of before runs any more: a later step takes the old name away."
            } else {
                "Wait until no code of before runs any more: a later step takes the old names away."
            },
        )
        .removal(Removal::Deploy(renames.left_behind(&spelled, &spelled))),
        Draft::single(
            Phase::Contract,
            format!("Put {spelled} back in place of the view"),
            home,
        )
        .why("One transaction, which reads no row.")
        .done(only.join(" AND "))
        .rollback(away)
        .removal(Removal::Drop),
    ];
    Some(Rewrite {
        steps,
        assumptions: renames.assumptions(operation, &spelled),
        ..Rewrite::default()
    })
}
