//! `RENAME TO` and `SET SCHEMA` of a relation that code uses.

use lockstep_syntax::tree::AlterActionKind;

use super::draft::{Draft, Removal};
use super::operation::relation_exists;
use super::{Operation, Rewrite, stand_in};
use crate::catalog::{Name, literal, quote};
use crate::report::Phase;

/// The new name, and a view that keeps the old one until no code uses it.
pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let (alter, action) = operation.action()?;
    let old = operation.resolve(&alter.name);
    let word = stand_in::word(alter);
    let spelled = operation.spell(&alter.name);
    let (new, back) = match &action.kind {
        AlterActionKind::Rename(to) => {
            let new = operation.spell_beside(&alter.name, &to.value);
            let back = format!("ALTER {word} {new} RENAME TO {};", quote(old.name()));
            (new, back)
        }
        AlterActionKind::SetSchema(schema) => {
            let new = Name::new(schema.value.as_ref(), old.name()).to_string();
            let back = format!("ALTER {word} {new} SET SCHEMA {};", quote(old.schema()));
            (new, back)
        }
        _ => return None,
    };
    // Where another relation takes the name, code goes on with that one.
    let taken = operation.ahead.relations.contains_key(&old);
    if taken || !stand_in::can_stand_in(operation, alter) {
        return None;
    }
    let view = stand_in::create(operation, &spelled, "*", &new);
    let drop = format!("DROP VIEW IF EXISTS {spelled};");
    let steps = vec![
        Draft::single(
            Phase::Switch,
            format!("Call it {new}, and keep {spelled} as a view"),
            format!("{};\n{view}", operation.sql()),
        )
        .why("One transaction, which reads no row: code that runs goes on with the old name, through a view that PostgreSQL can write to, and new code finds the new one.")
        .done(format!("{} AND {}", relation_exists(&new), stand_in::is_view(&spelled)))
        .rollback(format!("{drop}\n{back}"))
        .removal(Removal::Prepare),
        Draft::do_without(
            format!("{spelled} ({new} instead)"),
            format!("Code of before finds nothing as soon as the view is gone; new code uses {new}."),
        ),
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
        assumptions: stand_in::assumptions(operation, &spelled),
        ..Rewrite::default()
    })
}
