//! Dropping a view, function, type or sequence that code still uses.

use lockstep_syntax::tree::{DropObject, ObjectChange, StatementKind};

use super::{Context, Hit, Occasion, Rule, Unless, example};
use crate::analysis::Unit;
use crate::catalog::{Catalog, DataType, Function, Name, Presence};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "drop-breaks-running-code",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("Dropping a view, function, type or sequence breaks the code that uses it"),
    docs: page!(
        "\
PostgreSQL refuses to drop what other objects of the database depend on. It knows \
nothing of the code outside: queries that read the view, call the function or cast to \
the type fail from the moment that the drop commits.

Ship code that does not use the object first. An object that the same migration creates \
again is left alone here."
    ),
    versions: "11-18",
    source: citation::DEPENDENCIES,
    hazards: page!(&["C2", "C5"]),
    bad: page!(&[
        example("DROP VIEW active_users;"),
        example("DROP TYPE mood;"),
        example("DROP FUNCTION full_name(text, text);"),
    ]),
    good: page!(&[
        example("DROP VIEW active_users; CREATE VIEW active_users AS SELECT id FROM users;"),
        example("DROP FUNCTION touch();").given(
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
        ),
        example("CREATE TYPE mood AS ENUM ('ok'); DROP TYPE mood;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Drop(drop) = &context.statement.kind else {
        return Vec::new();
    };
    let word = match drop.object {
        DropObject::View => "view",
        DropObject::Function => "function",
        DropObject::Type | DropObject::Domain => "type",
        DropObject::Sequence => "sequence",
        _ => return Vec::new(),
    };
    if context.effects.fails.is_some() {
        return Vec::new();
    }
    let catalog = context.catalog();
    let arguments = drop
        .arguments
        .iter()
        .any(|it| it.of(context.situation.text).len() > 2);
    let names: Vec<Name> = drop
        .names
        .iter()
        .map(|name| catalog.resolve(name))
        .filter(|name| {
            let may_be_there = match drop.object {
                DropObject::View | DropObject::Sequence => {
                    !matches!(catalog.presence(name), Presence::Absent)
                }
                // What only triggers call takes no arguments.
                DropObject::Function => match catalog.functions.get(name) {
                    Some(known) => !is_for_triggers(known),
                    None => arguments && catalog.has_function(name) != Some(false),
                },
                _ => catalog.has_type(name) != Some(false),
            };
            may_be_there
                && !is_renamed(context, name)
                && !catalog.is_new(name)
                && !catalog.created.contains(name)
        })
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let listed = super::list(&names);
    let dropped = names.clone();
    vec![Hit {
        span: context.statement.span,
        title: format!("Code that uses {listed} fails from here on."),
        what: format!("The {word} {listed} is gone as soon as this commits, and queries that name it fail."),
        why: "PostgreSQL looks after its own objects, not after the code that runs during the deployment."
            .to_owned(),
        action: format!("Ship code that does not use {listed} first."),
        relations: names,
        unless: Some(Unless::new(move |left: &Catalog| {
            dropped.iter().all(|name| {
                left.relations.contains_key(name)
                    || left.functions.contains_key(name)
                    || left.type_uses.contains_key(name)
                    || left.domains.contains_key(name)
            })
        })),
        ..Hit::default()
    }]
}

fn is_for_triggers(function: &Function) -> bool {
    let returned = function.returns.as_ref().and_then(DataType::builtin_name);
    matches!(returned, Some("trigger" | "event_trigger"))
}

/// Whether the migration has just given it this name, which no code uses.
fn is_renamed(context: &Context<'_>, name: &Name) -> bool {
    let renames = |unit: &Unit<'_>| match &unit.statement.kind {
        StatementKind::AlterObject(alter) => {
            matches!(&alter.change, ObjectChange::Rename(to) if *to.value == *name.name())
        }
        _ => false,
    };
    // No more than a person would look back.
    let earlier = context.units[context.section..context.id].iter().rev();
    earlier.take(100).any(renames)
}
