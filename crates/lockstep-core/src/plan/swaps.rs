//! What takes the name of something else: tables that are renamed, constraints
//! that a migration drops to add others of the same names, as one does to
//! change what a foreign key does `ON DELETE`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use lockstep_syntax::tree::{
    AlterActionKind, ColumnChange, DropObject, IndexConstraint, StatementKind, TableConstraintKind,
};

use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, object_name};

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
    let mut dropped: Vec<(usize, Cow<'_, str>)> = Vec::new();
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
            let table = alter.name.name();
            let actions = alter.actions.iter();
            let constraints = actions.filter_map(move |it| constraint(table, &it.kind));
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
                    swaps.insert((*dropping, constraint.to_string()));
                }
                !same
            });
        }
        if alter
            .actions
            .iter()
            .any(|it| constraint(alter.name.name(), &it.kind).is_none())
        {
            dropped.clear();
        }
    }
    swaps
}

/// Whether it does not matter to what an action does whether a constraint is
/// still there.
pub(super) fn is_between(action: &AlterActionKind<'_>) -> bool {
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

/// The constraint that an action on a table drops, or adds in a moment once
/// it is prepared; that of a key without a name gets the name that PostgreSQL
/// gives to the first one.
pub(super) fn constraint<'s>(
    table: &str,
    action: &'s AlterActionKind<'_>,
) -> Option<(Cow<'s, str>, bool)> {
    match action {
        AlterActionKind::DropConstraint { name, .. } => Some((Cow::from(&*name.value), false)),
        AlterActionKind::AddConstraint(added) => {
            let name = added.name.as_ref().map(|name| Cow::from(&*name.value));
            let chosen = match &added.kind {
                TableConstraintKind::Check(_) | TableConstraintKind::ForeignKey { .. } => None,
                TableConstraintKind::PrimaryKey(index) if is_built(index) => {
                    Some(object_name(table, "", "pkey"))
                }
                TableConstraintKind::Unique(index) if is_built(index) => {
                    let columns = index.columns.iter().chain(&index.include);
                    let columns: Vec<&str> = columns.map(|column| &*column.value).collect();
                    Some(object_name(table, &columns.join("_"), "key"))
                }
                _ => return None,
            };
            Some((name.or(chosen.map(Cow::from))?, true))
        }
        _ => None,
    }
}

/// Whether a key has an index that is built for it, as one beside another can
/// be that is not there yet.
fn is_built(index: &IndexConstraint<'_>) -> bool {
    index.using_index.is_none() && !index.without_overlaps
}

/// Whether an action adds a key, for which an index is built before.
pub(super) fn adds_key(action: &AlterActionKind<'_>) -> bool {
    matches!(action, AlterActionKind::AddConstraint(added) if matches!(
        added.kind,
        TableConstraintKind::PrimaryKey(_) | TableConstraintKind::Unique(_)
    ))
}
