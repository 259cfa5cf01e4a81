//! What a drop does to everything that depends on what is dropped.

use std::borrow::Cow;

use lockstep_syntax::tree::Behavior;

use super::{Effects, Situation, foreign_key, index_kind, partition};
use crate::catalog::{Name, Object, ObjectKind, Strength};
use crate::order;
use crate::report::LockMode;

/// Follows dropped objects to their dependents: without `CASCADE` they are a
/// reason to refuse, with it they are locked and go as well. What is `gone`
/// was dropped by the same statement before.
pub(super) fn follow(
    situation: Situation<'_>,
    roots: &[Object],
    gone: &[Object],
    behavior: Behavior,
    into: &mut Effects,
) {
    let found = situation.catalog.reach(roots, gone);
    let automatic = found
        .iter()
        .filter(|it| it.strength == Strength::Automatic)
        .map(|it| &it.object);
    let mut dropped: Vec<&Object> = automatic.chain(roots).chain(gone).collect();
    order::sort_once(&mut dropped);
    let dropped = |object: Object| dropped.binary_search(&&object).is_ok();
    for it in &found {
        let (object, on) = (&it.object, &it.on);
        let index = situation.catalog.indexes.get(&object.name);
        let owner = index.map_or(&object.name, |index| &index.table);
        // Until 14 a generated column goes with what it is made of.
        let made_of = situation.major < 15
            && object.kind == ObjectKind::Column
            && on.kind == ObjectKind::Column
            && object.name == on.name;
        // The parts of a relation go with it, and a default with its column.
        let part = dropped(Object::new(ObjectKind::Relation, owner))
            || (object.kind == ObjectKind::Default
                && dropped(Object::part(ObjectKind::Column, owner, &object.part)));
        match it.strength {
            Strength::Doubtful => into.depends(format!("whether {object} uses {on}")),
            Strength::Normal if behavior == Behavior::Restrict && !part && !made_of => {
                into.fail(
                    "2BP01",
                    format!("{object} depends on {on}: drop it first, or say CASCADE"),
                );
            }
            Strength::Normal | Strength::Automatic => {}
        }
        if it.strength == Strength::Automatic {
            lock(situation, object, format!("goes with {on}").into(), into);
        } else if behavior == Behavior::Cascade {
            let cause = format!("loses what depends on {on} by CASCADE");
            lock(situation, object, cause.into(), into);
        }
    }
}

/// Locks what has to be locked to drop an object.
///
/// Source: `AcquireDeletionLock` and `doDeletion` in
/// `src/backend/catalog/dependency.c`.
pub(super) fn lock(
    situation: Situation<'_>,
    object: &Object,
    cause: Cow<'static, str>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let exclusive = LockMode::AccessExclusive;
    let name = &object.name;
    match object.kind {
        ObjectKind::Relation => {
            into.lock(situation, name, exclusive, cause);
            lock_parts(situation, name, into);
        }
        ObjectKind::Index => {
            into.lock(situation, name, exclusive, cause);
            if let Some(index) = catalog.indexes.get(name) {
                into.lock(situation, &index.table, exclusive, "loses an index");
            }
        }
        ObjectKind::Type | ObjectKind::Function | ObjectKind::Schema | ObjectKind::OfDomain => {
            if object.kind == ObjectKind::Type && catalog.relations.contains_key(name) {
                into.lock(situation, name, exclusive, cause);
            }
        }
        ObjectKind::Statistics => {
            // Measured: until 11 the table was left alone.
            if let Some((table, _)) = catalog.statistics.get(name)
                && situation.major >= 12
            {
                let mode = LockMode::ShareUpdateExclusive;
                into.lock(situation, table, mode, "loses extended statistics");
            }
        }
        ObjectKind::Column | ObjectKind::Default | ObjectKind::Policy | ObjectKind::Rule => {
            into.lock(situation, name, exclusive, cause);
        }
        ObjectKind::Constraint | ObjectKind::Trigger => {
            into.lock(situation, name, exclusive, cause);
            let known = catalog.relations.get(name);
            let mut triggers = known.into_iter().flat_map(|known| &known.triggers);
            let alone = object.kind == ObjectKind::Trigger
                && triggers.any(|it| it.name == object.part && !it.for_each_row);
            if catalog.is_partitioned(name) && !alone {
                for partition in catalog.descendants(name) {
                    let cause = format!("partition of {name}");
                    into.lock(situation, &partition, exclusive, cause);
                }
            }
            let constraint = (object.kind == ObjectKind::Constraint)
                .then(|| catalog.constraint(name, &object.part))
                .flatten();
            if let Some(referenced) = constraint.and_then(|it| it.references()) {
                let cause = "referenced by the dropped foreign key";
                foreign_key::lock_triggers(situation, referenced, cause, into);
            }
            if constraint.is_some_and(|it| it.kind.has_index()) {
                let index = name.sibling(object.part.as_str());
                let kind = index_kind(catalog.is_partitioned(name));
                let new = catalog.is_new(&index);
                into.hold(&index, kind, exclusive, new, "dropped with the constraint");
            }
        }
    }
}

/// Locks what goes with a dropped relation: its indexes, and the tables that
/// its foreign keys reference.
pub(super) fn lock_parts(situation: Situation<'_>, name: &Name, into: &mut Effects) {
    let catalog = situation.catalog;
    for (index, definition) in catalog.indexes_of(name) {
        let kind = index_kind(definition.partitioned);
        let new = catalog.is_new(index);
        let cause = "dropped with its table";
        into.hold(index, kind, LockMode::AccessExclusive, new, cause);
    }
    let statistics = catalog.statistics_of(name);
    for object in statistics {
        lock(situation, &object, "dropped with its table".into(), into);
    }
    let Some(known) = catalog.relations.get(name) else {
        return;
    };
    for constraint in &known.constraints {
        let Some(referenced) = constraint.references() else {
            continue;
        };
        // Measured: a foreign key that a partition has from its parent stays
        // with the parent, and the referenced table is not locked.
        let inherited = known.is_partition
            && known
                .parents
                .iter()
                .any(|parent| catalog.constraint(parent, &constraint.name).is_some());
        if referenced != name && !inherited {
            let cause = "referenced by the dropped table";
            foreign_key::lock_triggers(situation, referenced, cause, into);
        }
    }
    partition::lock_referencing(situation, name, into);
}
