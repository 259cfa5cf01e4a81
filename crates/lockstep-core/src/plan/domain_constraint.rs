//! `ALTER DOMAIN … ADD CONSTRAINT` of a domain in use: new values first.
//!
//! `VALIDATE CONSTRAINT` of a domain takes SHARE on every table that uses it,
//! measured: PostgreSQL has no online way to check the old values. The steps
//! leave the choice of the moment for that, and ask new values at once.

use lockstep_syntax::tree::{DomainChange, ObjectChange, StatementKind};

use super::{Draft, Operation, Rewrite, no_way};
use crate::catalog::{literal, object_name, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let StatementKind::AlterObject(alter) = &operation.statement.kind else {
        return None;
    };
    let ObjectChange::Domain(change) = &alter.change else {
        return None;
    };
    let DomainChange::AddConstraint {
        name,
        check: Some(check),
        not_valid: false,
    } = &**change
    else {
        return None;
    };
    let written = alter.object.name.as_ref()?;
    let relation = operation.waited_for(|it| it == Reason::Domain)?;
    if operation.effects.fails.is_some() {
        return None;
    }
    let catalog = operation.situation.catalog;
    let domain = operation.resolve(written);
    let raw = match name {
        Some(name) => name.value.to_string(),
        None => {
            // A name that is taken gets a number, and nobody knows all names.
            let name = object_name(domain.name(), "", "check");
            let known = catalog.domains.get(&domain)?;
            if known.constraints.iter().any(|it| it.name == name) {
                return None;
            }
            name
        }
    };
    let (name, spelled) = (quote(&raw), operation.spell(written));
    let add = format!(
        "ALTER DOMAIN {spelled} ADD CONSTRAINT {name} CHECK ({}) NOT VALID;",
        operation.text(check.span)
    );
    let drop = format!("ALTER DOMAIN {spelled} DROP CONSTRAINT IF EXISTS {name};");
    let there = |further: &str| {
        format!(
            "EXISTS (SELECT FROM pg_constraint WHERE contypid = to_regtype({}) AND conname = {}{further})",
            literal(&spelled),
            literal(&raw)
        )
    };
    let steps = vec![
        Draft::deploy(
            Phase::Prepare,
            format!("Ship code whose values of {spelled} satisfy {raw}"),
            "From the next step on a write of any other value fails.",
        ),
        Draft::single(
            Phase::Expand,
            format!("Add {raw} without checking old values"),
            add.clone(),
        )
        .why("New values are checked from here on. No table is read or locked.")
        .done(there(""))
        .rollback(drop.clone()),
        Draft::single(
            Phase::Validate,
            format!("Check the old values of {spelled}"),
            format!("ALTER DOMAIN {spelled} VALIDATE CONSTRAINT {name};"),
        )
        .why(no_way::why(operation, relation))
        .done(there(" AND convalidated"))
        .rollback(format!("{drop}\n{add}")),
    ];
    Some(Rewrite {
        steps,
        assumptions: vec![format!("every value of {spelled} satisfies {raw} by then")],
        partial: true,
        ..Rewrite::default()
    })
}
