//! What takes the name of something else: tables that are renamed, constraints
//! that a migration drops to add others of the same names, as one does to
//! change what a foreign key does `ON DELETE`.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{
    AlterActionKind, ColumnChange, DropObject, StatementKind, TableConstraintKind,
};

use crate::analysis::Unit;
use crate::catalog::{Catalog, Name};

/// The tables whose names the migration gives to others: it renames them, or
/// drops them and renames another.
pub(super) fn tables(units: &[Unit<'_>], catalog: &Catalog) -> BTreeSet<Name> {
    let mut renamed = BTreeSet::new();
    let mut dropped = BTreeSet::new();
    for unit in units.iter().filter(|unit| !unit.down) {
        match &unit.statement.kind {
            StatementKind::AlterTable(alter) => {
                let table = catalog.resolve(&alter.name);
                for action in &alter.actions {
                    if let AlterActionKind::Rename(to) = &action.kind {
                        renamed.extend(dropped.take(&table.sibling(&*to.value)));
                        renamed.insert(table.clone());
                    }
                }
            }
            StatementKind::Drop(drop) if drop.object == DropObject::Table => {
                dropped.extend(drop.names.iter().map(|it| catalog.resolve(it)));
            }
            _ => {}
        }
    }
    renamed
}

/// The statements that drop constraints which come again, with the names of these, where
/// nothing else happens before the other is added.
pub(super) fn swaps(units: &[Unit<'_>]) -> BTreeSet<(usize, String)> {
    let mut swaps = BTreeSet::new();
    let mut dropped: Vec<(usize, &str)> = Vec::new();
    let mut of = None;
    for (id, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.down) {
        let alter = match &unit.statement.kind {
            StatementKind::AlterTable(alter) => alter,
            StatementKind::Transaction(_) | StatementKind::Set(_) => continue,
            _ => {
                dropped.clear();
                continue;
            }
        };
        let name = (alter.name.schema(), alter.name.name());
        if of != Some(name) {
            dropped.clear();
            of = Some(name);
        }
        let named = |adding: bool| {
            let constraints = alter.actions.iter().filter_map(|it| constraint(&it.kind));
            constraints.filter(move |(_, adds)| *adds == adding)
        };
        if !alter.actions.iter().all(|it| is_between(&it.kind)) {
            dropped.clear();
            continue;
        }
        // An ALTER TABLE drops before it adds.
        dropped.extend(named(false).map(|(constraint, _)| (id, constraint)));
        for (constraint, _) in named(true) {
            dropped.retain(|(dropping, dropped)| {
                let same = *dropped == constraint;
                if same {
                    swaps.insert((*dropping, constraint.to_owned()));
                }
                !same
            });
        }
        if alter
            .actions
            .iter()
            .any(|it| constraint(&it.kind).is_none())
        {
            dropped.clear();
        }
    }
    swaps
}

/// Whether it does not matter to what an action does whether a constraint is
/// still there.
fn is_between(action: &AlterActionKind<'_>) -> bool {
    match action {
        AlterActionKind::AddColumn { .. }
        | AlterActionKind::AddConstraint(_)
        | AlterActionKind::DropConstraint { .. } => true,
        AlterActionKind::AlterColumn { change, .. } => matches!(
            change,
            ColumnChange::SetNotNull
                | ColumnChange::DropNotNull
                | ColumnChange::SetDefault(_)
                | ColumnChange::DropDefault
        ),
        _ => false,
    }
}

/// The constraint that an action drops, or adds without a look at the rows.
pub(super) fn constraint<'s>(action: &'s AlterActionKind<'_>) -> Option<(&'s str, bool)> {
    match action {
        AlterActionKind::DropConstraint { name, .. } => Some((&name.value, false)),
        AlterActionKind::AddConstraint(added) => {
            let proven = matches!(
                added.kind,
                TableConstraintKind::Check(_) | TableConstraintKind::ForeignKey { .. }
            );
            let name = added.name.as_ref().filter(|_| proven)?;
            Some((&name.value, true))
        }
        _ => None,
    }
}
