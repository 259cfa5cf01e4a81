//! What foreign keys ask of statements that write rows.

use lockstep_syntax::tree::{ReferentialAction, Span};

use super::{Effects, Reason, Situation, WorkKind};
use crate::catalog::{ConstraintKind, Name};
use crate::report::LockMode;

/// Locks the tables that the foreign keys of written rows reference, where a
/// key may be another than before, and no part of it is left to be NULL.
pub(super) fn check(
    situation: Situation<'_>,
    table: &Name,
    written: &dyn Fn(&str) -> bool,
    keys: Keys,
    into: &mut Effects,
) {
    let Some(known) = situation.catalog.relations.get(table) else {
        return;
    };
    for constraint in &known.constraints {
        if let ConstraintKind::ForeignKey {
            columns,
            table: referenced,
            ..
        } = &constraint.kind
            && constraint.enforced
            && match keys {
                Keys::New => columns.iter().all(|column| written(column)),
                Keys::Changed => columns.iter().any(|column| written(column)),
            }
        {
            into.lock(
                situation,
                referenced,
                LockMode::RowShare,
                "the referenced rows are locked",
            );
        }
    }
}

/// What a statement does to keys.
#[derive(Clone, Copy)]
pub(super) enum Keys {
    /// It writes rows with all their columns.
    New,
    /// It changes some columns of rows.
    Changed,
}

/// Deleting a row or changing its key looks for the rows that reference it,
/// row by row; without an index on the referencing columns, or where their
/// values are converted first, each time from end to end.
///
/// Source: `src/backend/utils/adt/ri_triggers.c`.
pub(super) fn search(
    situation: Situation<'_>,
    table: &Name,
    updated: Option<&[&str]>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    if updated.is_some_and(|updated| !catalog.may_be_referenced(table, updated)) {
        return;
    }
    let primary = catalog.primary_key(table).unwrap_or_default();
    for (referencing, constraint) in catalog.foreign_keys_to(table) {
        let ConstraintKind::ForeignKey {
            columns,
            referenced,
            on_delete,
            on_update,
            ..
        } = &constraint.kind
        else {
            continue;
        };
        let key = if referenced.is_empty() {
            primary
        } else {
            referenced
        };
        let action = match updated {
            None => on_delete,
            Some(updated) => {
                if !key.iter().any(|column| updated.contains(&column.as_str())) {
                    continue;
                }
                on_update
            }
        };
        let (mode, cause) = match action {
            ReferentialAction::NoAction | ReferentialAction::Restrict => {
                (LockMode::RowShare, "searched for referencing rows")
            }
            _ => (
                LockMode::RowExclusive,
                "its referencing rows are changed, too",
            ),
        };
        into.lock(situation, referencing, mode, cause);
        let converted = catalog.converts_references(
            (referencing, columns.as_slice()),
            (table, key),
            situation.major,
        );
        let indexed = !converted && catalog.finds_rows(referencing, columns);
        if !indexed {
            into.work_on(
                situation,
                referencing,
                &WorkKind::Scan,
                Reason::ReferencingRows,
                span,
            );
            let known = catalog.relations.get(referencing);
            if !converted && !known.is_some_and(|known| known.complete) {
                into.depends(format!(
                    "whether {referencing} has an index on ({})",
                    columns.join(", ")
                ));
            }
        }
    }
}
