//! `ALTER TABLE`, and what shares its grammar.

use std::borrow::Cow;

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, AlterTable, ColumnChange, RelationWord, Span,
};

use super::{
    Effects, Reason, Situation, WorkKind, add_column, alter_column, alter_relation, alter_setting,
    attach, constraint, constraint_change,
    detach::{self, Form},
    inherit,
    moment::{Moment, Pass},
    names,
};
use crate::catalog::{Catalog, ConstraintKind, Name, Object, ObjectKind, Presence};
use crate::citation;
use crate::report::{LockMode, RelationKind};

/// What all actions of one `ALTER TABLE` share.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) table: &'a Name,
    /// The table and, unless `ONLY` was written, its partitions and
    /// inheritance children.
    pub(super) all: &'a [Name],
    pub(super) only: bool,
    pub(super) statement: &'a AlterTable<'a>,
}

/// `left` is the schema without what the statement drops first.
pub(super) fn alter_table(
    situation: Situation<'_>,
    alter: &AlterTable<'_>,
    table: &Name,
    left: Option<&Catalog>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::ALTER_TABLE);
    if catalog.is_index(table, alter.object) {
        alter_relation::alter_index(situation, alter, table, into);
        return;
    }
    if matches!(catalog.presence(table), Presence::Absent) {
        read(situation, alter, table, into);
        if !alter.if_exists {
            names::missing_relation(situation, table, into);
        }
        return;
    }
    if alter.if_exists && matches!(catalog.presence(table), Presence::Unknown) {
        into.depends(format!("whether {table} exists"));
    }
    if alter.object == RelationWord::Sequence {
        alter_relation::alter_sequence(situation, alter, table, into);
        return;
    }
    let mut all = vec![table.clone()];
    if !alter.only {
        all.extend(catalog.descendants(table));
    }
    let target = Target {
        table,
        all: &all,
        only: alter.only,
        statement: alter,
    };
    for (index, action) in alter.actions.iter().enumerate() {
        into.moment = Moment::of(index, action, situation.major);
        act(into.moment.seen(situation, left), target, action, into);
    }
    into.moment = Moment::default();
    forget_dropped_indexes(situation, target, into);
}

/// What the statement drops is gone before tables are written anew, so those
/// of its indexes that are not made by the statement itself are not built.
fn forget_dropped_indexes(situation: Situation<'_>, target: Target<'_>, into: &mut Effects) {
    let gone = |index: &Name| {
        let Some(known) = situation.catalog.indexes.get(index) else {
            return false;
        };
        let drops = |action: &AlterAction<'_>| match &action.kind {
            AlterActionKind::DropConstraint { name, .. } => {
                situation.catalog.is_index_of(index, &name.value)
            }
            AlterActionKind::DropColumn { name, .. } => {
                known.uses.uses_column(&known.table, &name.value) == Some(true)
            }
            _ => false,
        };
        target.all.contains(&known.table) && target.statement.actions.iter().any(drops)
    };
    into.work.retain(|work| {
        let made = matches!(
            work.reason,
            Reason::Unique | Reason::PrimaryKey | Reason::Exclusion
        );
        let WorkKind::IndexBuild(index) = &work.kind else {
            return true;
        };
        made || !gone(index)
    });
}

/// The parser speaks before the table is looked for.
pub(super) fn read(
    situation: Situation<'_>,
    alter: &AlterTable<'_>,
    table: &Name,
    into: &mut Effects,
) {
    let mut alone = Effects::none(into.understood);
    let target = Target {
        table,
        all: std::slice::from_ref(table),
        only: alter.only,
        statement: alter,
    };
    for (index, action) in alter.actions.iter().enumerate() {
        alone.moment = Moment::of(index, action, situation.major);
        act(situation, target, action, &mut alone);
    }
    if alone.failed == Moment::default()
        && let Some(failure) = alone.fails
    {
        into.fail_before_lookup(&failure.sqlstate, failure.reason);
    }
}

/// Views and materialized views know a part of the actions only.
///
/// Source: `ATSimplePermissions` in `src/backend/commands/tablecmds.c`; each
/// refusal is measured.
fn refuse_on_view(kind: RelationKind, action: &AlterActionKind<'_>, into: &mut Effects) {
    use AlterActionKind as Kind;
    use ColumnChange as Change;
    let (of_view, of_materialized_view) = match action {
        Kind::SetParameters(_)
        | Kind::ResetParameters(_)
        | Kind::Owner(_)
        | Kind::Rename(_)
        | Kind::RenameColumn { .. }
        | Kind::SetSchema(_) => (true, true),
        Kind::AlterColumn {
            change: Change::SetDefault(_) | Change::DropDefault,
            ..
        } => (true, false),
        Kind::AlterColumn {
            change:
                Change::SetStatistics(_)
                | Change::SetParameters(_)
                | Change::ResetParameters(_)
                | Change::SetStorage(_)
                | Change::SetCompression(_),
            ..
        }
        | Kind::SetStatistics { .. }
        | Kind::ClusterOn(_)
        | Kind::SetWithoutCluster
        | Kind::SetTablespace(_)
        | Kind::SetAccessMethod(_)
        | Kind::ReplicaIdentity(_)
        | Kind::DependsOnExtension { .. } => (false, true),
        _ => (false, false),
    };
    let refused = match kind {
        RelationKind::View => !of_view,
        RelationKind::MaterializedView => !of_materialized_view,
        _ => false,
    };
    // PostgreSQL looks whether the column of a view is an identity column
    // before it looks whether it can be one.
    let identity = matches!(
        action,
        Kind::AlterColumn {
            change: Change::AddIdentity(_) | Change::SetIdentity(_) | Change::DropIdentity { .. },
            ..
        }
    );
    if refused && identity && kind == RelationKind::View {
        into.fail("55000", "a view has no identity columns");
    } else if refused {
        into.fail("42809", "not for views");
    }
}

fn act(situation: Situation<'_>, target: Target<'_>, action: &AlterAction<'_>, into: &mut Effects) {
    let span = action.span;
    let kind = match target.statement.object {
        RelationWord::View => RelationKind::View,
        RelationWord::MaterializedView => RelationKind::MaterializedView,
        _ => situation.catalog.kind(target.table),
    };
    match &action.kind {
        AlterActionKind::AddColumn {
            if_not_exists,
            column,
        } => add_column::add_column(situation, target, *if_not_exists, column, into),
        AlterActionKind::DropColumn {
            name,
            behavior,
            if_exists,
        } => alter_column::drop(situation, target, name, *behavior, *if_exists, into),
        AlterActionKind::AlterColumn { name, change } => {
            alter_column::change(situation, target, name, change, span, into);
        }
        AlterActionKind::AddConstraint(added) => constraint::add(situation, target, added, into),
        AlterActionKind::ValidateConstraint(name) => {
            constraint_change::validate(situation, target, name, span, into);
        }
        AlterActionKind::DropConstraint {
            name,
            if_exists,
            behavior,
        } => constraint_change::drop(situation, target, name, *if_exists, *behavior, into),
        AlterActionKind::AlterConstraint { name, properties } => {
            constraint_change::alter(situation, target, name, *properties, span, into);
        }
        AlterActionKind::Rename(_) => {
            let cause = "renamed";
            into.lock(situation, target.table, LockMode::AccessExclusive, cause);
        }
        AlterActionKind::SetSchema(_) => {
            into.lock(situation, target.table, LockMode::AccessExclusive, "moved");
            for (sequence, _) in situation.catalog.sequences_of(target.table) {
                into.lock(
                    situation,
                    &sequence,
                    LockMode::AccessExclusive,
                    "moved with its table",
                );
            }
        }
        AlterActionKind::RenameColumn { from, .. } => {
            if target.statement.object == RelationWord::View {
                into.needs(situation, 13, "ALTER VIEW … RENAME COLUMN");
            }
            inherit::refuse_rename_column(situation, target, &from.value, into);
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "renamed",
                into,
            );
        }
        AlterActionKind::RenameConstraint { from, .. } => {
            inherit::refuse_rename_constraint(situation, target, &from.value, into);
            let index = target.table.sibling(&*from.value);
            if situation.catalog.indexes.contains_key(&index) {
                let mode = if situation.major < 12 {
                    LockMode::AccessExclusive
                } else {
                    LockMode::ShareUpdateExclusive
                };
                into.lock(situation, &index, mode, "renamed with its constraint");
            }
            // Only CHECK and NOT NULL are inherited under their names.
            // Source: `rename_constraint_internal` in `tablecmds.c`.
            let known = situation.catalog.relations.get(target.table);
            let constraint = known.and_then(|known| {
                let mut all = known.constraints.iter();
                all.find(|constraint| constraint.name == *from.value)
            });
            let here = constraint.is_some_and(|constraint| {
                let inherits = matches!(
                    constraint.kind,
                    ConstraintKind::Check { .. } | ConstraintKind::NotNull { .. }
                );
                constraint.no_inherit || !inherits
            });
            if here {
                let mode = LockMode::AccessExclusive;
                into.lock(situation, target.table, mode, "renamed");
            } else {
                everyone(
                    situation,
                    target,
                    LockMode::AccessExclusive,
                    "renamed",
                    into,
                );
            }
        }
        AlterActionKind::AttachPartition {
            partition,
            bound: Some(bound),
        } => {
            attach::attach(situation, target.table, partition, bound, into);
        }
        AlterActionKind::DetachPartition {
            partition,
            concurrently,
            finalize,
        } => {
            let form = match (concurrently, finalize) {
                (true, _) => Form::Concurrently,
                (_, true) => Form::Finalize,
                _ => Form::Plain,
            };
            detach::detach(situation, target.table, partition, form, span, into);
        }
        other => alter_setting::set(situation, target, other, span, into),
    }
    let moment = into.pass(Pass::Prepare);
    refuse_on_view(kind, &action.kind, into);
    into.moment = moment;
}

/// What the statement has dropped before it comes to the action at `span`.
pub(super) fn dropped_before(target: Target<'_>, span: Span) -> Vec<Object> {
    let mut gone = Vec::new();
    for action in &target.statement.actions {
        if action.span.start >= span.start || action.span.end >= span.start {
            break;
        }
        let (kind, part) = match &action.kind {
            AlterActionKind::DropColumn { name, .. } => (ObjectKind::Column, name),
            AlterActionKind::DropConstraint { name, .. } => (ObjectKind::Constraint, name),
            _ => continue,
        };
        let object = |table: &Name| Object::part(kind, table, &part.value);
        gone.extend(target.all.iter().map(object));
    }
    gone
}

/// Locks the table and everything below it.
pub(super) fn everyone(
    situation: Situation<'_>,
    target: Target<'_>,
    mode: LockMode,
    cause: &'static str,
    into: &mut Effects,
) {
    for relation in target.all {
        let cause = if relation == target.table {
            Cow::Borrowed(cause)
        } else {
            Cow::Owned(format!("below {}", target.table))
        };
        into.lock(situation, relation, mode, cause);
    }
}

/// Notes a scan of a table, where it has rows of its own.
pub(super) fn scan(
    situation: Situation<'_>,
    relation: &Name,
    reason: Reason,
    span: Span,
    into: &mut Effects,
) {
    into.work_on(situation, relation, &WorkKind::Scan, reason, span);
}
