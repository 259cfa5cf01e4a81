//! Inheritance: what a child has to have of its parent, and `INHERIT` and `NO
//! INHERIT`.

use lockstep_syntax::tree::ObjectName;

use super::alter_table::Target;
use super::moment::Pass;
use super::{Effects, Situation, names};
use crate::catalog::{ConstraintKind, Name, Relation};
use crate::report::{LockMode, RelationKind};

/// Source: `ATExecAddInherit` in `src/backend/commands/tablecmds.c`.
pub(super) fn inherit(
    situation: Situation<'_>,
    table: &Name,
    parent: &ObjectName<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let parent = catalog.resolve(parent);
    let known = catalog.relations.get(table);
    let moment = into.pass(Pass::Prepare);
    refuse_partition(table, known, into);
    if known.is_some_and(|known| known.kind == RelationKind::PartitionedTable) {
        into.fail("42809", format!("{table} is a partitioned table"));
    }
    if known.is_some_and(|known| known.of_type.is_some()) {
        into.fail("42809", format!("{table} is a typed table"));
    }
    into.moment = moment;
    names::exists(situation, &parent, into);
    let above = catalog.relations.get(&parent);
    if let Some(above) = above {
        refuse_parent(&parent, above, into);
    }
    if known.is_some_and(|known| known.parents.contains(&parent)) {
        into.fail("42P07", format!("{table} inherits from {parent} already"));
    }
    if parent == *table || catalog.descendants(table).contains(&parent) {
        into.fail("42P07", "a table cannot inherit from itself");
    }
    if let (Some(known), Some(above)) = (known, above) {
        has_columns(above, (table, known), into);
        has_checks(above, (table, known), into);
    }
    let mode = LockMode::ShareUpdateExclusive;
    into.lock(situation, &parent, mode, "inherited from");
    for below in catalog.descendants(table) {
        into.lock(
            situation,
            &below,
            LockMode::AccessShare,
            "below the new child",
        );
    }
}

/// Source: `ATExecDropInherit` in `src/backend/commands/tablecmds.c`.
pub(super) fn no_inherit(
    situation: Situation<'_>,
    table: &Name,
    parent: &ObjectName<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let parent = catalog.resolve(parent);
    let known = catalog.relations.get(table);
    refuse_partition(table, known, into);
    names::exists(situation, &parent, into);
    // A view is refused for what it is.
    let stranger = |known: &Relation| {
        let view = matches!(
            known.kind,
            RelationKind::View | RelationKind::MaterializedView
        );
        known.complete && !view && !known.parents.contains(&parent)
    };
    if known.is_some_and(stranger) {
        into.fail("42P01", format!("{table} does not inherit from {parent}"));
    }
    let mode = LockMode::AccessShare;
    into.lock(situation, &parent, mode, "no longer inherited from");
}

fn refuse_partition(table: &Name, known: Option<&Relation>, into: &mut Effects) {
    if known.is_some_and(|known| known.is_partition) {
        into.fail("42809", format!("{table} is a partition"));
    }
}

/// Nobody inherits from a partitioned table or from a partition.
pub(super) fn refuse_parent(parent: &Name, known: &Relation, into: &mut Effects) {
    if known.kind == RelationKind::PartitionedTable {
        into.fail("42809", format!("{parent} is a partitioned table"));
    }
    if known.is_partition {
        into.fail("42809", format!("{parent} is a partition"));
    }
}

/// A column is renamed in all tables that have it from the same parent.
///
/// Source: `renameatt_internal` in `src/backend/commands/tablecmds.c`.
pub(super) fn refuse_rename_column(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &str,
    into: &mut Effects,
) {
    if let Some((child, parent)) = other_parent(situation, target, column) {
        let reason = format!("{child} has {column} from {parent}, too");
        into.fail("42P16", reason);
    }
}

/// A child that has a column from a parent outside of what is altered.
pub(super) fn other_parent<'a>(
    situation: Situation<'a>,
    target: Target<'a>,
    column: &str,
) -> Option<(&'a Name, &'a Name)> {
    let relations = &situation.catalog.relations;
    let has = |parent: &Name| {
        let parent = relations.get(parent);
        parent.is_some_and(|parent| parent.column(column).is_some())
    };
    let below = target.all.iter().filter(|it| *it != target.table);
    let pairs = below.flat_map(|child| {
        let parents = relations.get(child).map_or(&[][..], |known| &known.parents);
        parents.iter().map(move |parent| (child, parent))
    });
    let mut others = pairs.filter(|(_, parent)| !target.all.contains(parent));
    others.find(|(_, parent)| has(parent))
}

/// Whether a parent has a column of this name, too.
pub(super) fn is_inherited_column(situation: Situation<'_>, table: &Name, column: &str) -> bool {
    let relations = &situation.catalog.relations;
    let parents = relations
        .get(table)
        .into_iter()
        .flat_map(|known| &known.parents);
    let mut parents = parents.filter_map(|parent| relations.get(parent));
    parents.any(|parent| parent.column(column).is_some())
}

/// Source: `rename_constraint_internal`.
pub(super) fn refuse_rename_constraint(
    situation: Situation<'_>,
    target: Target<'_>,
    name: &str,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let Some(known) = catalog.constraint(target.table, name) else {
        return;
    };
    if !matches!(known.kind, ConstraintKind::Check { .. }) {
        return;
    }
    if target.only && !known.no_inherit && !catalog.descendants(target.table).is_empty() {
        into.fail("42P16", format!("children have {name}, too"));
    }
    if known.inherited {
        into.fail("42P16", format!("{name} of {} is inherited", target.table));
    }
}

/// `DROP … ONLY` leaves the column or constraint to the children as their own.
pub(super) fn lock_children(situation: Situation<'_>, target: Target<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let of_it = |child: &Name| {
        let known = catalog.relations.get(child);
        known.is_some_and(|known| known.parents.contains(target.table))
    };
    if target.only {
        for child in catalog
            .descendants(target.table)
            .iter()
            .filter(|child| of_it(child))
        {
            let cause = format!("keeps what {} loses", target.table);
            into.lock(situation, child, LockMode::AccessExclusive, cause);
        }
    }
}

/// A child has all columns of its parent.
///
/// Source: `MergeAttributesIntoExisting`.
pub(super) fn has_columns(
    parent: &Relation,
    (child, ours): (&Name, &Relation),
    into: &mut Effects,
) {
    for column in &parent.columns {
        match ours.column(&column.name) {
            None if ours.complete => {
                into.fail("42804", format!("{child} has no column {}", column.name));
            }
            Some(own) => {
                let types = (&own.data_type, &column.data_type);
                if let (Some(own), Some(wanted)) = types
                    && own != wanted
                {
                    let reason = format!("{child}.{} has another type", column.name);
                    into.fail("42804", reason);
                }
                if column.not_null == Some(true) && own.not_null == Some(false) {
                    into.fail("42804", format!("{child}.{} is not NOT NULL", column.name));
                }
            }
            None => {}
        }
    }
}

/// A child has all CHECK constraints of its parent.
///
/// Source: `MergeConstraintsIntoExisting`.
pub(super) fn has_checks(parent: &Relation, (child, ours): (&Name, &Relation), into: &mut Effects) {
    for wanted in &parent.constraints {
        let name = &wanted.name;
        let ConstraintKind::Check { condition, .. } = &wanted.kind else {
            continue;
        };
        if wanted.no_inherit {
            continue;
        }
        let own = ours.constraints.iter().find(|own| own.name == *name);
        match own.map(|own| (own, &own.kind)) {
            Some((_, ConstraintKind::Check { condition: own, .. })) if own != condition => {
                into.fail(
                    "42804",
                    format!("{name} of {child} asks for something else"),
                );
            }
            Some((own, ConstraintKind::Check { .. })) if own.no_inherit || !own.validated => {
                into.fail("42P17", format!("{name} of {child} cannot be inherited"));
            }
            Some((_, ConstraintKind::Check { .. })) => {}
            _ if ours.complete => {
                into.fail("42804", format!("{child} has no constraint {name}"));
            }
            _ => {}
        }
    }
}
