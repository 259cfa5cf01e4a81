//! `ALTER COLUMN` and `DROP COLUMN`.

use lockstep_syntax::tree::{
    Behavior, ColumnChange, GeneratedStorage, Ident, IdentityChange, Span,
};

use super::alter_table::{self, Target, everyone};
use super::moment::Pass;
use super::{Effects, Reason, Situation, column_type, constraint, inherit, names, reach};
use crate::catalog::{ConstraintKind, Name, Object, ObjectKind, naming};
use crate::citation;
use crate::report::{LockMode, RelationKind};

pub(super) fn change(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    change: &ColumnChange<'_>,
    span: Span,
    into: &mut Effects,
) {
    // Source: `AlterTableGetLockLevel` in src/backend/commands/tablecmds.c.
    let mode = match change {
        ColumnChange::SetStatistics(_)
        | ColumnChange::SetParameters(_)
        | ColumnChange::ResetParameters(_) => LockMode::ShareUpdateExclusive,
        _ => LockMode::AccessExclusive,
    };
    // Measured: what is the table's own, and what goes to those below it.
    // Identity is a matter of a partitioned table alone until 16, the options
    // of its sequence always.
    let below = match change {
        ColumnChange::SetCompression(_)
        | ColumnChange::SetParameters(_)
        | ColumnChange::ResetParameters(_) => false,
        ColumnChange::AddIdentity(_) | ColumnChange::DropIdentity { .. } => situation.major >= 17,
        ColumnChange::SetIdentity(changes) => {
            let generated =
                |it: &IdentityChange<'_>| matches!(it, IdentityChange::Generated { .. });
            situation.major >= 17 && changes.iter().any(generated)
        }
        // Measured: from 12 on partitions are left alone that have it from
        // their parent.
        ColumnChange::SetNotNull if situation.catalog.is_partitioned(target.table) => {
            let not_null = situation.catalog.is_not_null(target.table, &column.value);
            situation.major < 12
                || not_null != Some(true)
                || constraint::has_unvalidated_not_null(situation, target.table, &column.value)
        }
        // From 18 on the constraint is looked for first.
        ColumnChange::DropNotNull => {
            let not_null = situation.catalog.is_not_null(target.table, &column.value);
            situation.major < 18 || not_null != Some(false)
        }
        _ => true,
    };
    if below {
        everyone(situation, target, mode, "altered", into);
    } else {
        into.lock(situation, target.table, mode, "altered");
    }
    match change {
        ColumnChange::SetNotNull => {
            into.cite(citation::ALTER_TABLE_NOTES);
            if target.only {
                not_null_below(situation, target, column, into);
            }
            for relation in target.all {
                constraint::check_not_null(situation, target, relation, &column.value, span, into);
            }
        }
        ColumnChange::DropNotNull if target.only => {
            let below = !situation.catalog.descendants(target.table).is_empty();
            if situation.major < 18 && below && situation.catalog.is_partitioned(target.table) {
                let moment = into.pass(Pass::Prepare);
                into.fail("42P16", "the partitions must allow NULL, too");
                into.moment = moment;
            }
            let not_null = situation.catalog.is_not_null(target.table, &column.value);
            if situation.major >= 18 && not_null != Some(false) {
                inherit::lock_children(situation, target, into);
            }
        }
        ColumnChange::SetType(change) => {
            column_type::set_type(situation, target, &column.value, change, span, into);
        }
        ColumnChange::SetStatistics(None) => into.needs(situation, 17, "SET STATISTICS DEFAULT"),
        ColumnChange::SetStorage(storage) if storage.value == "default" => {
            into.needs(situation, 16, "SET STORAGE DEFAULT");
        }
        ColumnChange::SetCompression(_) => into.needs(situation, 14, "SET COMPRESSION"),
        ColumnChange::AddIdentity(_) => {
            let sequence = naming::sequence_name(situation.catalog, target.table, &column.value);
            into.lock_created(&sequence, RelationKind::Sequence);
        }
        ColumnChange::SetIdentity(_) => {
            lock_sequence(situation, target, column, LockMode::ShareRowExclusive, into);
        }
        ColumnChange::DropIdentity { .. } => {
            lock_sequence(situation, target, column, LockMode::AccessExclusive, into);
        }
        ColumnChange::SetExpression(_) => {
            into.needs(situation, 17, "SET EXPRESSION");
            set_expression(situation, target, column, span, into);
        }
        ColumnChange::DropExpression { .. } => {
            into.needs(situation, 13, "DROP EXPRESSION");
            let moment = into.pass(Pass::Prepare);
            // Measured: PostgreSQL takes the tables below for named with ONLY.
            let named = if target.only {
                target.all
            } else {
                target.all.get(1..).unwrap_or_default()
            };
            let has_children = |it: &Name| !situation.catalog.descendants(it).is_empty();
            if let Some(parent) = named.iter().find(|it| has_children(it)) {
                let reason = format!("the tables below {parent} keep the expression");
                into.fail("0A000", reason);
            }
            if inherit::is_inherited_column(situation, target.table, &column.value) {
                into.fail("42P16", format!("{} is inherited", column.value));
            }
            into.moment = moment;
            if generated(situation, target.table, column) == Some(GeneratedStorage::Virtual) {
                into.fail("0A000", "a VIRTUAL generated column has no values to keep");
            }
        }
        _ => {}
    }
}

/// `ONLY` needs partitions whose column is NOT NULL already.
///
/// Source: `ATPrepSetNotNull` and `ATExecCheckNotNull` in
/// `src/backend/commands/tablecmds.c`.
fn not_null_below(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    into: &mut Effects,
) {
    let (catalog, name) = (situation.catalog, &*column.value);
    let below = catalog.descendants(target.table);
    let is_not_null = |table: &Name| catalog.is_not_null(table, name);
    let refused = match situation.major {
        _ if !catalog.is_partitioned(target.table) => false,
        ..12 => !below.is_empty(),
        _ if is_not_null(target.table) == Some(true) => false,
        12..18 => below.iter().any(|it| is_not_null(it) == Some(false)),
        _ => !below.is_empty(),
    };
    if refused {
        let reason = format!(
            "the partitions of {} have to refuse NULL, too",
            target.table
        );
        into.fail("42P16", reason);
    }
}

/// The sequence behind an identity column, where there is one.
fn lock_sequence(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    mode: LockMode,
    into: &mut Effects,
) {
    for (sequence, owner) in situation.catalog.sequences_of(target.table) {
        if owner == column.value {
            into.lock(situation, &sequence, mode, "belongs to the identity column");
        }
    }
}

fn generated(
    situation: Situation<'_>,
    table: &Name,
    column: &Ident<'_>,
) -> Option<GeneratedStorage> {
    let relation = situation.catalog.relations.get(table)?;
    relation.column(&column.value)?.generated
}

/// Stored values are computed anew for every row, virtual ones when they are
/// read.
fn set_expression(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    span: Span,
    into: &mut Effects,
) {
    let known = generated(situation, target.table, column);
    if known == Some(GeneratedStorage::Virtual) {
        let checked = situation
            .catalog
            .relations
            .get(target.table)
            .is_some_and(|relation| {
                let mut constraints = relation.constraints.iter();
                constraints.any(|it| matches!(it.kind, ConstraintKind::Check { .. }))
            });
        if checked {
            into.fail(
                "0A000",
                "the expression of a VIRTUAL column cannot change while the table has CHECK constraints",
            );
        }
        return;
    }
    if known.is_none() && situation.major >= 18 {
        into.depends(format!(
            "whether {}.{} is VIRTUAL: then no row is written",
            target.table, column.value
        ));
    }
    for relation in target.all {
        into.rewrite(situation, relation, Reason::StoredColumn, span);
    }
}

pub(super) fn drop(
    situation: Situation<'_>,
    target: Target<'_>,
    column: &Ident<'_>,
    behavior: Behavior,
    if_exists: bool,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let name = &*column.value;
    // A child that keeps it is asked, too.
    let losing = catalog.losing(target.all, ObjectKind::Column, name);
    for relation in target.all {
        let known = catalog.relations.get(relation);
        let mut parents = known.into_iter().flat_map(|known| &known.parents);
        if losing.contains(relation) || parents.any(|parent| losing.contains(parent)) {
            into.lock(situation, relation, LockMode::AccessExclusive, "altered");
        }
    }
    inherit::lock_children(situation, target, into);
    if names::is_system_column(name) {
        into.fail("0A000", format!("{name} is a system column"));
    }
    let known = catalog.relations.get(target.table);
    match catalog.has_column(target.table, name) {
        Some(false) if if_exists => return,
        Some(false) => {
            names::has_column(situation, target.table, name, into);
        }
        _ => {}
    }
    let inherited = |parent: &Name| catalog.has_column(parent, name) == Some(true);
    if known.is_some_and(|known| known.parents.iter().any(inherited)) {
        into.fail(
            "42P16",
            format!("{name} is inherited: drop it from the parent"),
        );
    }
    if target.only
        && catalog.is_partitioned(target.table)
        && !catalog.descendants(target.table).is_empty()
    {
        into.fail(
            "42P16",
            "the column must be dropped from the partitions, too",
        );
    }
    for relation in target.all {
        let known = catalog.relations.get(relation);
        if known.is_some_and(|known| known.partition_key.iter().any(|key| key == name)) {
            into.fail(
                "42P16",
                format!("{relation}.{name} is part of the partition key"),
            );
        }
        if !known.is_some_and(|known| known.complete) {
            into.depends(format!(
                "whether {relation}.{name} has a foreign key: then the referenced table is locked, too"
            ));
        }
    }
    let object = |table: &Name| Object::part(ObjectKind::Column, table, name);
    let roots: Vec<Object> = losing.iter().map(object).collect();
    let gone = alter_table::dropped_before(target, column.span);
    reach::follow(situation, &roots, &gone, behavior, into);
}
