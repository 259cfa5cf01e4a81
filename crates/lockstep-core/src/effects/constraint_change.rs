//! Constraints that are there: validating, altering and dropping them.

use lockstep_syntax::tree::{Behavior, ConstraintProperties, Ident, Span};

use super::alter_table::{self, Target, everyone, scan};
use super::{Effects, Reason, Situation, foreign_key, inherit, reach};
use crate::catalog::{ConstraintKind, Name, Object, ObjectKind};
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
    if properties.is_no_inherit() && situation.major < 18 {
        let reason = "foreign keys cannot be marked NO INHERIT";
        into.fail_before_lookup("0A000", reason);
    } else if properties.enforced.is_some() || properties.inherit.is_some() {
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
        // Until 17 nothing else can be altered, whatever is asked for.
        let deferred = properties.deferrable.or(properties.initially_deferred);
        if situation.major < 18 || properties.enforced.or(deferred).is_some() {
            into.fail("42809", format!("{} is not a foreign key", name.value));
        }
        let not_null = matches!(known.kind, ConstraintKind::NotNull { .. });
        if properties.inherit.is_some() && !not_null {
            let reason = format!("{} is not a NOT NULL constraint", name.value);
            into.fail("42809", reason);
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
    let (mode, cause) = (LockMode::ShareUpdateExclusive, "validated");
    into.cite(citation::ALTER_TABLE_NOTES);
    let known = situation.catalog.constraint(target.table, &name.value);
    if known.is_some_and(|known| known.validated) {
        return into.lock(situation, target.table, mode, cause);
    }
    everyone(situation, target, mode, cause, into);
    let Some(known) = situation.catalog.constraint(target.table, &name.value) else {
        for relation in target.all {
            scan(situation, relation, Reason::Validation, span, into);
        }
        into.depends(format!(
            "whether {} is a foreign key: then the referenced table is locked in ROW SHARE, too",
            name.value
        ));
        return;
    };
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
    match catalog.has_part(ObjectKind::Constraint, target.table, &name.value) {
        Some(true) => {
            let known = catalog.constraint(target.table, &name.value);
            if known.is_some_and(|known| known.inherited) {
                into.fail(
                    "42P16",
                    format!("{} is inherited: drop it in the parent", name.value),
                );
            }
        }
        Some(false) if if_exists => return,
        Some(false) => into.fail("42704", missing(target, name)),
        None => into.depends(format!(
            "whether {} is a foreign key: then the referenced table is locked, too",
            name.value
        )),
    }
    let known = catalog.constraint(target.table, &name.value);
    if known.is_some_and(|known| {
        let kind = &known.kind;
        matches!(
            kind,
            ConstraintKind::Check { .. } | ConstraintKind::NotNull { .. }
        )
    }) {
        inherit::lock_children(situation, target, into);
    }
    if let Some(referenced) = known.and_then(|known| known.references()) {
        let cause = "referenced by the dropped foreign key";
        into.lock(situation, referenced, LockMode::AccessExclusive, cause);
    }
    let object = |table: &Name| Object::part(ObjectKind::Constraint, table, &name.value);
    let roots: Vec<Object> = target.all.iter().map(object).collect();
    for root in &roots {
        reach::lock(situation, root, "altered".into(), into);
    }
    let gone = alter_table::dropped_before(target, name.span);
    reach::follow(situation, &roots, &gone, behavior, into);
}

fn missing(target: Target<'_>, name: &Ident<'_>) -> String {
    let (name, table) = (&name.value, target.table);
    format!("constraint {name} of {table} does not exist")
}
