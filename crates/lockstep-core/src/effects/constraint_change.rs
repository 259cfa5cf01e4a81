//! Constraints that are there: validating, altering and dropping them.

use lockstep_syntax::tree::{Behavior, ConstraintProperties, Ident, Span};

use super::alter_table::{Target, everyone, scan};
use super::{Effects, Reason, Situation, foreign_key, index_kind, inherit};
use crate::catalog::ConstraintKind;
use crate::citation;
use crate::report::{LockMode, Understood};

/// Source: `ATExecAlterConstraint` in `src/backend/commands/tablecmds.c`.
pub(super) fn alter(
    situation: Situation<'_>,
    target: Target<'_>,
    name: &Ident<'_>,
    properties: ConstraintProperties,
    span: Span,
    into: &mut Effects,
) {
    everyone(
        situation,
        target,
        LockMode::AccessExclusive,
        "altered",
        into,
    );
    if properties.enforced.is_some() || properties.inherit.is_some() {
        into.needs(
            situation,
            18,
            "changing whether a constraint is enforced or inherited",
        );
    }
    if properties.not_valid {
        into.fail("0A000", "constraints cannot be altered to be NOT VALID");
    }
    let Some(known) = situation.catalog.constraint(target.table, &name.value) else {
        if properties.enforced.is_some() {
            into.understood = into.understood.min(Understood::Partial);
            into.depends(format!(
                "the table that {} references, which is locked, too",
                name.value
            ));
        }
        return;
    };
    let Some(referenced) = known.references() else {
        if properties.enforced.is_some() || properties.is_deferrable() {
            into.fail("42809", format!("{} is not a foreign key", name.value));
        }
        return;
    };
    match properties.enforced {
        Some(enforced) if enforced != known.enforced => {
            let mode = if enforced {
                LockMode::ShareRowExclusive
            } else {
                LockMode::AccessExclusive
            };
            let cause = "referenced by the foreign key";
            foreign_key::lock_referenced(situation, referenced, mode, cause, into);
            if enforced {
                for relation in target.all {
                    scan(situation, relation, Reason::ForeignKey, span, into);
                }
                let reason = Reason::ForeignKey;
                foreign_key::scan_referenced(situation, referenced, reason, span, into);
            }
        }
        _ => {}
    }
}

/// Source: `ATExecValidateConstraint` in `src/backend/commands/tablecmds.c`.
pub(super) fn validate(
    situation: Situation<'_>,
    target: Target<'_>,
    name: &Ident<'_>,
    span: Span,
    into: &mut Effects,
) {
    everyone(
        situation,
        target,
        LockMode::ShareUpdateExclusive,
        "validated",
        into,
    );
    into.cite(citation::ALTER_TABLE_NOTES);
    let Some(known) = situation.catalog.constraint(target.table, &name.value) else {
        let complete = situation
            .catalog
            .relations
            .get(target.table)
            .is_some_and(|relation| relation.complete);
        if complete {
            into.fail(
                "42704",
                format!(
                    "constraint {} of {} does not exist",
                    name.value, target.table
                ),
            );
        }
        for relation in target.all {
            scan(situation, relation, Reason::Validation, span, into);
        }
        into.depends(format!(
            "whether {} is a foreign key: then the referenced table is locked in ROW SHARE, too",
            name.value
        ));
        return;
    };
    if known.validated {
        return;
    }
    for relation in target.all {
        scan(situation, relation, Reason::Validation, span, into);
    }
    if let Some(referenced) = known.references() {
        // The query that looks for missing rows reads the partitions.
        let cause = "referenced by the foreign key";
        foreign_key::lock_referenced(situation, referenced, LockMode::AccessShare, cause, into);
        into.lock(situation, referenced, LockMode::RowShare, cause);
        foreign_key::scan_referenced(situation, referenced, Reason::Validation, span, into);
    }
}

pub(super) fn drop(
    situation: Situation<'_>,
    target: Target<'_>,
    name: &Ident<'_>,
    if_exists: bool,
    behavior: Behavior,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    everyone(
        situation,
        target,
        LockMode::AccessExclusive,
        "altered",
        into,
    );
    let Some(known) = catalog.constraint(target.table, &name.value) else {
        let complete = catalog
            .relations
            .get(target.table)
            .is_some_and(|relation| relation.complete);
        if !complete {
            into.depends(format!(
                "whether {} is a foreign key: then the referenced table is locked, too",
                name.value
            ));
        } else if !if_exists {
            into.fail(
                "42704",
                format!(
                    "constraint {} of {} does not exist",
                    name.value, target.table
                ),
            );
        }
        return;
    };
    if known.inherited {
        into.fail(
            "42P16",
            format!("{} of {} is inherited", name.value, target.table),
        );
    }
    match &known.kind {
        ConstraintKind::ForeignKey { table, .. } => {
            // Those of partitions go with it, also where ONLY is written.
            let mode = LockMode::AccessExclusive;
            if catalog.is_partitioned(target.table) {
                for partition in catalog.descendants(target.table) {
                    into.lock(
                        situation,
                        &partition,
                        mode,
                        format!("below {}", target.table),
                    );
                }
            }
            let cause = "referenced by the dropped foreign key";
            foreign_key::lock_referenced(situation, table, mode, cause, into);
        }
        ConstraintKind::PrimaryKey { columns } | ConstraintKind::Unique { columns } => {
            let primary = matches!(known.kind, ConstraintKind::PrimaryKey { .. });
            for (referencing, foreign_key) in catalog.foreign_keys_to(target.table) {
                let ConstraintKind::ForeignKey { referenced, .. } = &foreign_key.kind else {
                    continue;
                };
                let uses = referenced == columns || (primary && referenced.is_empty());
                if uses && behavior == Behavior::Restrict {
                    into.fail(
                        "2BP01",
                        format!(
                            "the foreign key {} of {referencing} needs it",
                            foreign_key.name
                        ),
                    );
                } else if uses {
                    into.lock(
                        situation,
                        referencing,
                        LockMode::AccessExclusive,
                        "its foreign key is dropped by CASCADE",
                    );
                }
            }
            lock_index(situation, target, &name.value, into);
        }
        ConstraintKind::Exclude => lock_index(situation, target, &name.value, into),
        ConstraintKind::Check { .. } | ConstraintKind::NotNull { .. } => {
            inherit::lock_children(situation, target, into);
        }
    }
}

fn lock_index(situation: Situation<'_>, target: Target<'_>, name: &str, into: &mut Effects) {
    let index = target.table.sibling(name);
    let partitioned = situation.catalog.is_partitioned(target.table);
    let new = situation.catalog.is_new(&index);
    into.hold(
        &index,
        index_kind(partitioned),
        LockMode::AccessExclusive,
        new,
        "dropped with the constraint",
    );
    for below in situation.catalog.index_partitions(&index) {
        let mode = LockMode::AccessExclusive;
        into.lock(situation, &below, mode, format!("partition of {index}"));
    }
}
