//! `RENAME TO` and `SET SCHEMA` of a relation that code uses.

use lockstep_syntax::tree::AlterActionKind;

use super::draft::{Draft, Removal};
use super::operation::relation_exists;
use super::renames::Renames;
use super::{Operation, Rewrite, stand_in};
use crate::catalog::literal;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (_, action) = operation.action()?;
    let (AlterActionKind::Rename(_) | AlterActionKind::SetSchema(_)) = &action.kind else {
        return None;
    };
    Renames::of(operation)?.rewrite(operation)
}

/// The new name, and a view that keeps the old one until no code uses it.
pub(super) fn steps(operation: &Operation<'_>, renames: &Renames) -> Option<Rewrite> {
    let (alter, _) = operation.action()?;
    let spelled = operation.spell(&alter.name);
    let new = operation.spell_near(&alter.name, &renames.name);
    let view = stand_in::create(operation, &spelled, &renames.select_list(), &new);
    let drop = format!("DROP VIEW IF EXISTS {spelled};");
    let steps = vec![
        Draft::single(
            Phase::Switch,
            format!("Call it {new}, and keep {spelled} as a view"),
            format!("{}\n{view}", renames.sql()),
        )
        .why("One transaction, which reads no row: code that runs goes on with the old name, through a view that PostgreSQL can write to, and new code finds the new one.")
        .done(format!("{} AND {}", relation_exists(&new), stand_in::is_view(&spelled)))
        .rollback(format!("{drop}\n{}", renames.undo()))
        .removal(Removal::Prepare),
        Draft::do_without(
            String::new(),
            format!("Code of before finds nothing as soon as the view is gone; new code uses {new}."),
        )
        .removal(Removal::Deploy(renames.left_behind(&spelled, &new))),
        Draft::single(
            Phase::Contract,
            format!("Drop the view {spelled}"),
            format!(
                "-- lockstep-ignore drop-breaks-running-code: no code that runs uses it by now\n\
                 DROP VIEW {spelled};"
            ),
        )
        .why("Only the old name goes.")
        .done(format!("to_regclass({}) IS NULL", literal(&spelled)))
        .rollback(view)
        .removal(Removal::Drop),
    ];
    Some(Rewrite {
        steps,
        assumptions: renames.assumptions(operation, &spelled),
        ..Rewrite::default()
    })
}
