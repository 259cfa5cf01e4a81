//! Adding constraints, and what they ask of the rows that are there.

use lockstep_syntax::tree::{
    AlterActionKind, ConstraintProperties, Ident, IndexConstraint, Span, TableConstraint,
    TableConstraintKind,
};

use super::alter_table::{Target, everyone, scan};
use super::moment::Pass;
use super::{Effects, Reason, Situation, WorkKind, foreign_key, index_kind};
use crate::catalog::{Constraint, ConstraintKind, Name, naming};
use crate::citation;
use crate::report::LockMode;

pub(super) fn add(
    situation: Situation<'_>,
    target: Target<'_>,
    added: &TableConstraint<'_>,
    into: &mut Effects,
) {
    into.cite(citation::ALTER_TABLE_NOTES);
    let unchecked = added.properties.not_valid || added.properties.is_not_enforced();
    refuse_properties(situation, added, into);
    match &added.kind {
        TableConstraintKind::Check(_) => {
            if target.only
                && !added.properties.is_no_inherit()
                && !situation.catalog.descendants(target.table).is_empty()
            {
                into.fail(
                    "42P16",
                    "the constraint must be added to the child tables, too",
                );
            }
            refuse_no_inherit(
                situation.catalog.is_partitioned(target.table),
                added.properties,
                into,
            );
            // Measured: until 17 NO INHERIT leaves children alone.
            let own = added.properties.is_no_inherit();
            let mode = LockMode::AccessExclusive;
            if own && situation.major < 18 {
                into.lock(situation, target.table, mode, "altered");
            } else {
                everyone(situation, target, mode, "altered", into);
            }
            if !unchecked {
                let all = if own { &target.all[..1] } else { target.all };
                for relation in all {
                    scan(situation, relation, Reason::Check, added.span, into);
                }
            }
        }
        TableConstraintKind::NotNull { column, .. } => {
            if added.properties.is_no_inherit() && situation.catalog.is_partitioned(target.table) {
                into.fail("0A000", "NOT NULL of a partitioned table is inherited");
            }
            not_null_inheritance(situation, target, added, &column.value, into);
            everyone(
                situation,
                target,
                LockMode::AccessExclusive,
                "altered",
                into,
            );
            if !unchecked {
                for relation in target.all {
                    check_not_null(situation, target, relation, &column.value, added.span, into);
                }
            }
        }
        TableConstraintKind::Unique(index) => {
            add_index_constraint(situation, target, added, index, Reason::Unique, into);
        }
        TableConstraintKind::PrimaryKey(index) => {
            add_index_constraint(situation, target, added, index, Reason::PrimaryKey, into);
        }
        TableConstraintKind::Exclude(_) => {
            let index = IndexConstraint::default();
            exclusion_needs(
                situation,
                situation.catalog.is_partitioned(target.table),
                into,
            );
            add_index_constraint(situation, target, added, &index, Reason::Exclusion, into);
        }
        TableConstraintKind::ForeignKey {
            target: referenced, ..
        } => {
            foreign_key::add(situation, target, added, referenced, unchecked, into);
        }
    }
}

/// A NOT NULL that is there is inherited or not, and stays so; a new one goes
/// to all tables below.
///
/// Source: `AdjustNotNullInheritance` in
/// `src/backend/catalog/pg_constraint.c`, `ATExecAddConstraint`.
fn not_null_inheritance(
    situation: Situation<'_>,
    target: Target<'_>,
    added: &TableConstraint<'_>,
    column: &str,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let wanted = added.properties.is_no_inherit();
    // What comes from above has the name that it has there.
    let above = catalog.ancestors(target.table);
    let tables = std::iter::once(target.table).chain(&above);
    let known = tables.filter_map(|table| catalog.relations.get(table));
    let mut own = known.flat_map(|known| &known.constraints);
    let of_column = |it: &&Constraint| matches!(&it.kind, ConstraintKind::NotNull { column: of } if of == column);
    match (
        catalog.is_not_null(target.table, column),
        own.find(of_column),
    ) {
        (Some(true), own) if own.is_some_and(|own| own.no_inherit) != wanted => {
            let reason = format!("whether NOT NULL of {column} is inherited cannot change");
            into.fail("55000", reason);
        }
        (_, Some(own)) if !own.validated && !added.properties.not_valid => {
            into.fail("55000", format!("{} is NOT VALID", own.name));
        }
        (_, Some(own)) if added.name.as_ref().is_some_and(|it| it.value != own.name) => {
            let reason = format!("NOT NULL of {column} has the name {}", own.name);
            into.fail("55000", reason);
        }
        (Some(false), None)
            if target.only && !wanted && !catalog.descendants(target.table).is_empty() =>
        {
            into.fail(
                "42P16",
                "the constraint must be added to the child tables, too",
            );
        }
        _ => {}
    }
}

/// The rows of a partitioned table are in its partitions.
pub(super) fn refuse_no_inherit(
    partitioned: bool,
    properties: ConstraintProperties,
    into: &mut Effects,
) {
    if partitioned && properties.is_no_inherit() {
        into.fail(
            "42P16",
            "a partitioned table has no constraint that is not inherited",
        );
    }
}

/// Which properties a kind of constraint cannot have.
///
/// Source: `processCASbits` in `src/backend/parser/gram.y`.
pub(super) fn refuse_properties(
    situation: Situation<'_>,
    added: &TableConstraint<'_>,
    into: &mut Effects,
) {
    // Can it be deferred, left unchecked, not enforced, not inherited?
    let (what, possible) = match &added.kind {
        TableConstraintKind::Check(_) => ("CHECK", [false, true, true, true]),
        TableConstraintKind::NotNull { .. } => ("NOT NULL", [false, true, false, true]),
        TableConstraintKind::Unique(_) => ("UNIQUE", [true, false, false, false]),
        TableConstraintKind::PrimaryKey(_) => ("PRIMARY KEY", [true, false, false, false]),
        TableConstraintKind::Exclude(_) => ("EXCLUDE", [true, false, false, false]),
        TableConstraintKind::ForeignKey { .. } => ("FOREIGN KEY", [true, true, true, false]),
    };
    let properties = added.properties;
    if what == "NOT NULL" {
        into.needs(situation, 18, "NOT NULL as a table constraint");
    }
    if properties.enforced.is_some() {
        into.needs(situation, 18, "ENFORCED and NOT ENFORCED");
    }
    let asked = [
        (properties.is_deferrable(), "DEFERRABLE"),
        (properties.not_valid, "NOT VALID"),
        (properties.is_not_enforced(), "NOT ENFORCED"),
        (properties.is_no_inherit(), "NO INHERIT"),
    ];
    for ((asked, word), possible) in asked.into_iter().zip(possible) {
        if asked && !possible {
            into.fail(
                "0A000",
                format!("{what} constraints cannot be marked {word}"),
            );
        }
    }
}

/// Exclusion constraints of partitioned tables are younger than others.
pub(super) fn exclusion_needs(situation: Situation<'_>, partitioned: bool, into: &mut Effects) {
    if partitioned && situation.major < 17 {
        into.fail(
            "0A000",
            "exclusion constraints on partitioned tables came with PostgreSQL 17",
        );
    }
}

/// The forms of a key that are younger than others.
pub(super) fn index_forms(
    situation: Situation<'_>,
    index: &IndexConstraint<'_>,
    into: &mut Effects,
) {
    if index.nulls_not_distinct {
        into.needs(situation, 15, "NULLS NOT DISTINCT");
    }
    if index.without_overlaps {
        into.needs(situation, 18, "WITHOUT OVERLAPS");
    }
}

fn add_index_constraint(
    situation: Situation<'_>,
    target: Target<'_>,
    added: &TableConstraint<'_>,
    index: &IndexConstraint<'_>,
    reason: Reason,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let partitioned = catalog.is_partitioned(target.table);
    index_forms(situation, index, into);
    into.lock(
        situation,
        target.table,
        LockMode::AccessExclusive,
        "altered",
    );
    if let Some(using) = &index.using_index {
        use_index(situation, target, added, using, reason, into);
        return;
    }
    if reason == Reason::PrimaryKey {
        for column in &index.columns {
            for relation in target.all {
                check_not_null(situation, target, relation, &column.value, added.span, into);
            }
        }
    }
    // Measured: a partition keeps SHARE for UNIQUE and EXCLUDE up to 17; where a
    // primary key makes its columns NOT NULL, that takes the strongest mode.
    let key = reason == Reason::PrimaryKey;
    let not_null = |column: &Ident<'_>| {
        catalog.is_not_null(target.table, &column.value) == Some(true)
            && !has_unvalidated_not_null(situation, target.table, &column.value)
    };
    let below = if situation.major < 18 && (!key || index.columns.iter().all(not_null)) {
        LockMode::Share
    } else {
        LockMode::AccessExclusive
    };
    let own: &[Name] = if partitioned {
        target.all
    } else {
        std::slice::from_ref(target.table)
    };
    // Measured: children of inheritance get no index, but from 18 on, and for
    // a primary key, their lock.
    let mode = LockMode::AccessExclusive;
    if !partitioned && (below == mode || key && situation.major >= 12) {
        everyone(situation, target, mode, "altered", into);
    }
    for relation in own {
        if relation != target.table {
            into.lock(
                situation,
                relation,
                below,
                format!("partition of {}", target.table),
            );
        }
        let name = if relation == target.table {
            relation.sibling(naming::constraint_name(
                catalog,
                relation,
                added,
                situation.major,
            ))
        } else {
            let unnamed = TableConstraint {
                name: None,
                ..added.clone()
            };
            relation.sibling(naming::constraint_name(
                catalog,
                relation,
                &unnamed,
                situation.major,
            ))
        };
        into.lock_created(&name, index_kind(catalog.is_partitioned(relation)));
        into.work_on(
            situation,
            relation,
            &WorkKind::IndexBuild(name),
            reason,
            added.span,
        );
    }
}

/// `USING INDEX`: the index is there; a primary key still has to know that its
/// columns hold no NULL.
fn use_index(
    situation: Situation<'_>,
    target: Target<'_>,
    added: &TableConstraint<'_>,
    using: &Ident<'_>,
    reason: Reason,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    if catalog.is_partitioned(target.table) {
        into.fail(
            "0A000",
            "USING INDEX is not supported on partitioned tables",
        );
    }
    let index = target.table.sibling(using.value.as_ref());
    let renamed = added
        .name
        .as_ref()
        .is_some_and(|name| name.value != using.value);
    let mode = match (renamed, situation.major) {
        (true, 12..) => LockMode::ShareUpdateExclusive,
        (true, _) => LockMode::AccessExclusive,
        (false, _) => LockMode::AccessShare,
    };
    let kind = index_kind(false);
    into.hold(
        &index,
        kind,
        mode,
        catalog.is_new(&index),
        "becomes the constraint's index",
    );
    let known = catalog.indexes.get(&index);
    if let Some(known) = known {
        let moment = into.pass(Pass::definition(situation.major));
        if !known.unique {
            into.fail("42809", format!("{index} is not a unique index"));
        }
        if known.partial {
            into.fail("42809", format!("{index} is a partial index"));
        }
        into.moment = moment;
    }
    if reason == Reason::PrimaryKey {
        if let Some(known) = known {
            for column in &known.columns {
                check_not_null(situation, target, target.table, column, added.span, into);
            }
        } else {
            scan(situation, target.table, Reason::NotNull, added.span, into);
            into.depends(format!(
                "whether the columns of {index} are NOT NULL, or a valid CHECK proves it"
            ));
        }
    }
}

/// Notes the scan that finds NULLs in a column, unless nothing can be NULL.
///
/// A valid CHECK constraint proves it from PostgreSQL 12 on, but not when the
/// same statement drops it: the drop is carried out first.
pub(super) fn check_not_null(
    situation: Situation<'_>,
    target: Target<'_>,
    relation: &Name,
    column: &str,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let not_null = catalog.is_not_null(relation, column);
    if not_null == Some(true) && !has_unvalidated_not_null(situation, relation, column) {
        return;
    }
    let dropped_here = |name: &str| {
        target.statement.actions.iter().any(|action| {
            matches!(&action.kind, AlterActionKind::DropConstraint { name: dropped, .. } if dropped.value == name)
        })
    };
    let proven = situation.major >= 12
        && catalog.relations.get(relation).is_some_and(|known| {
            known.constraints.iter().any(|constraint| {
                constraint.validated
                    && constraint.enforced
                    && !dropped_here(&constraint.name)
                    && matches!(&constraint.kind, ConstraintKind::Check { proves_not_null, .. }
                        if proves_not_null.iter().any(|proven| proven == column))
            })
        });
    if proven && !has_unvalidated_not_null(situation, relation, column) {
        return;
    }
    scan(situation, relation, Reason::NotNull, span, into);
    let added_here = target.statement.actions.iter().any(|action| {
        matches!(&action.kind, AlterActionKind::AddColumn { column: added, .. } if added.name.value == column)
    });
    if not_null.is_none() && !added_here && !catalog.is_partitioned(relation) {
        let proof = if situation.major >= 12 {
            format!(" or a valid CHECK ({column} IS NOT NULL) proves it")
        } else {
            String::new()
        };
        into.depends(format!(
            "whether {relation}.{column} is already NOT NULL{proof}"
        ));
    }
}

/// From 18 on a NOT NULL constraint can be there without having been checked;
/// whoever needs it then validates it.
pub(super) fn has_unvalidated_not_null(
    situation: Situation<'_>,
    relation: &Name,
    column: &str,
) -> bool {
    situation.catalog.relations.get(relation).is_some_and(|known| {
        known.constraints.iter().any(|constraint| {
            !constraint.validated
                && matches!(&constraint.kind, ConstraintKind::NotNull { column: of } if of == column)
        })
    })
}
