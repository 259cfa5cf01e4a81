//! `DROP` of every kind of object.

use lockstep_syntax::tree::{Behavior, Drop, DropObject, ObjectName};

use super::{Effects, Situation, foreign_key, index_kind, objects};
use crate::catalog::{ConstraintKind, Name, Presence, naming};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

pub(super) fn drop_objects(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    command: &str,
    into: &mut Effects,
) {
    match drop.object {
        DropObject::Index => {
            into.cite(citation::DROP_INDEX);
            if drop.concurrently {
                concurrently(situation, drop, into);
            }
            for name in &drop.names {
                drop_index(situation, drop, name, into);
            }
        }
        DropObject::Table
        | DropObject::View
        | DropObject::MaterializedView
        | DropObject::Sequence
        | DropObject::ForeignTable => {
            into.cite(citation::DROP_TABLE);
            for name in &drop.names {
                drop_relation(situation, drop, name, into);
            }
        }
        DropObject::Trigger | DropObject::Policy | DropObject::Rule => {
            into.cite(citation::DROP_TRIGGER);
            drop_from_table(situation, drop, into);
        }
        DropObject::Function => drop_functions(situation, drop, into),
        DropObject::Type | DropObject::Domain => drop_types(situation, drop, into),
        DropObject::Schema => drop_schemas(situation, drop, into),
        DropObject::Other => drop_other(situation, drop, command, into),
    }
}

/// What `CASCADE` reaches cannot be listed to the end: views, policies and
/// expressions depend on what they name, too.
fn cascades(drop: &Drop<'_>, into: &mut Effects) {
    if drop.behavior == Behavior::Cascade {
        into.depends("what depends on it: CASCADE locks every such table in ACCESS EXCLUSIVE");
        into.understood = into.understood.min(Understood::Partial);
    }
}

fn drop_functions(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) {
    cascades(drop, into);
    for written in &drop.names {
        let name = situation.catalog.resolve(written);
        for (table, relation) in &situation.catalog.relations {
            let fires = |trigger: &&crate::catalog::Trigger| trigger.function == name;
            let Some(trigger) = relation.triggers.iter().find(fires) else {
                continue;
            };
            if drop.behavior == Behavior::Cascade {
                let cause = format!("loses the trigger {} by CASCADE", trigger.name);
                into.lock(situation, table, LockMode::AccessExclusive, cause);
            } else if is_bare(situation, drop) {
                into.fail(
                    "2BP01",
                    format!("trigger {} of {table} calls it", trigger.name),
                );
            }
        }
    }
}

/// A trigger's function has no arguments; one with some is another function.
fn is_bare(situation: Situation<'_>, drop: &Drop<'_>) -> bool {
    drop.arguments.iter().all(|arguments| {
        let inner = arguments.of(situation.text);
        inner.trim_matches(['(', ')', ' ']).is_empty()
    })
}

/// Columns of the type are known where their tables are.
fn drop_types(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) {
    cascades(drop, into);
    for written in &drop.names {
        let name = situation.catalog.resolve(written);
        let known = situation.catalog.types.contains_key(&name)
            || situation.catalog.domains.contains_key(&name);
        if !known {
            into.understood = into.understood.min(Understood::Partial);
        }
        objects::drop_used(situation, &name, drop.behavior, into);
        if situation.catalog.relations.contains_key(&name) {
            into.understood = into.understood.min(Understood::Partial);
            into.lock(situation, &name, LockMode::AccessExclusive, "dropped");
        }
    }
}

fn drop_schemas(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) {
    cascades(drop, into);
    // What else is in it is not tracked.
    into.understood = into.understood.min(Understood::Partial);
    for written in &drop.names {
        let inside = |name: &&Name| name.schema == written.name();
        let relations = situation.catalog.relations.keys().filter(inside);
        for relation in relations.chain(situation.catalog.indexes.keys().filter(inside)) {
            if drop.behavior == Behavior::Cascade {
                let cause = "dropped with its schema";
                into.lock(situation, relation, LockMode::AccessExclusive, cause);
            } else {
                into.fail("2BP01", format!("{relation} is in it"));
            }
        }
    }
}

/// Kinds that no relation is locked for, unless CASCADE reaches one.
fn drop_other(situation: Situation<'_>, drop: &Drop<'_>, command: &str, into: &mut Effects) {
    cascades(drop, into);
    match command {
        "DROP STATISTICS" => {
            for written in &drop.names {
                let name = situation.catalog.resolve(written);
                match situation.catalog.statistics.get(&name) {
                    Some(table) if situation.major >= 12 => {
                        let mode = LockMode::ShareUpdateExclusive;
                        into.lock(situation, table, mode, "loses extended statistics");
                    }
                    Some(_) => {}
                    None => {
                        into.depends(format!("the table of {name}"));
                        into.understood = into.understood.min(Understood::Partial);
                    }
                }
            }
        }
        "DROP PUBLICATION"
        | "DROP AGGREGATE"
        | "DROP CAST"
        | "DROP OPERATOR"
        | "DROP OPERATOR CLASS"
        | "DROP OPERATOR FAMILY"
        | "DROP COLLATION"
        | "DROP CONVERSION"
        | "DROP ACCESS METHOD"
        | "DROP EVENT TRIGGER"
        | "DROP FOREIGN DATA WRAPPER"
        | "DROP SERVER"
        | "DROP USER MAPPING"
        | "DROP TEXT SEARCH CONFIGURATION"
        | "DROP TEXT SEARCH DICTIONARY"
        | "DROP TEXT SEARCH PARSER"
        | "DROP TEXT SEARCH TEMPLATE"
        | "DROP ROLE" => {}
        "DROP DATABASE" | "DROP TABLESPACE" => into.refuses_transaction = true,
        _ => into.understood = into.understood.min(Understood::Partial),
    }
}

fn concurrently(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) {
    into.refuses_transaction = true;
    into.waits_for_transactions = true;
    if drop.names.len() > 1 {
        into.fail("0A000", "DROP INDEX CONCURRENTLY takes one index at a time");
    }
    if drop.behavior == Behavior::Cascade {
        into.fail("0A000", "DROP INDEX CONCURRENTLY does not support CASCADE");
    }
    for name in &drop.names {
        let index = situation.catalog.resolve(name);
        if let Some(known) = situation.catalog.indexes.get(&index)
            && known.partitioned
        {
            into.fail(
                "0A000",
                format!("{index} is on a partitioned table: it cannot be dropped concurrently"),
            );
        }
    }
}

fn drop_index(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    written: &ObjectName<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let index = catalog.resolve(written);
    let mode = if drop.concurrently {
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::AccessExclusive
    };
    let Some(known) = catalog.indexes.get(&index) else {
        if catalog.absent.contains(&index) {
            if !drop.if_exists {
                into.fail("42704", format!("index {index} does not exist any more"));
            }
            return;
        }
        into.hold(&index, RelationKind::Index, mode, false, "dropped");
        into.depends(format!(
            "the table of {index}, which is locked in the same mode"
        ));
        if drop.if_exists {
            into.depends(format!("whether {index} exists"));
        }
        return;
    };
    let backs = catalog
        .constraint(&known.table, &index.name)
        .is_some_and(|constraint| {
            matches!(
                constraint.kind,
                ConstraintKind::PrimaryKey { .. }
                    | ConstraintKind::Unique { .. }
                    | ConstraintKind::Exclude
            )
        });
    if backs {
        into.fail(
            "2BP01",
            format!("constraint {} of {} needs it", index.name, known.table),
        );
    }
    into.lock(situation, &index, mode, "dropped");
    into.lock(situation, &known.table, mode, "its index is dropped");
    if known.partitioned {
        for partition in catalog.descendants(&known.table) {
            into.lock(
                situation,
                &partition,
                mode,
                format!("partition of {}", known.table),
            );
            for (child, definition) in catalog.indexes_of(&partition) {
                if definition.columns == known.columns {
                    into.lock(situation, child, mode, "part of the dropped index");
                }
            }
        }
    }
}

fn drop_relation(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    written: &ObjectName<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let name = catalog.resolve(written);
    let known = match catalog.presence(&name) {
        Presence::Absent => {
            if !drop.if_exists {
                into.fail("42P01", format!("relation {name} does not exist any more"));
            }
            return;
        }
        Presence::Unknown => None,
        Presence::Known(known) => Some(known),
    };
    let kind = match drop.object {
        DropObject::View => RelationKind::View,
        DropObject::MaterializedView => RelationKind::MaterializedView,
        DropObject::Sequence => RelationKind::Sequence,
        DropObject::ForeignTable => RelationKind::ForeignTable,
        _ => catalog.kind(&name),
    };
    let new = catalog.is_new(&name);
    into.hold(&name, kind, LockMode::AccessExclusive, new, "dropped");
    if drop.object == DropObject::Table && !known.is_some_and(|known| known.complete) {
        into.depends(format!(
            "whether {name} has foreign keys: then the referenced tables are locked, too"
        ));
    }
    drop_parts(situation, &name, into);
    for descendant in catalog.descendants(&name) {
        into.lock(
            situation,
            &descendant,
            LockMode::AccessExclusive,
            format!("below {name}"),
        );
        drop_parts(situation, &descendant, into);
    }
    if let Some(known) = known {
        for parent in &known.parents {
            into.lock(
                situation,
                parent,
                LockMode::AccessExclusive,
                "loses a partition or child",
            );
            if known.is_partition
                && let Some(default) = catalog.default_partition(parent)
            {
                let cause = "its bound changes with the dropped partition";
                into.lock(
                    situation,
                    &default.clone(),
                    LockMode::AccessExclusive,
                    cause,
                );
            }
        }
    }
    for (referencing, constraint) in catalog.foreign_keys_to(&name) {
        if drop.behavior == Behavior::Cascade {
            let cause = "its foreign key is dropped by CASCADE";
            into.lock(situation, referencing, LockMode::AccessExclusive, cause);
        } else if *referencing != name
            && !drop
                .names
                .iter()
                .any(|also| catalog.resolve(also) == *referencing)
        {
            into.fail(
                "2BP01",
                format!(
                    "the foreign key {} of {referencing} references it",
                    constraint.name
                ),
            );
        }
    }
    for view in catalog.views_over(&name) {
        if drop.behavior == Behavior::Cascade {
            into.lock(
                situation,
                &view,
                LockMode::AccessExclusive,
                "dropped by CASCADE",
            );
        } else if !drop.names.iter().any(|also| catalog.resolve(also) == view) {
            into.fail("2BP01", format!("{view} reads it"));
        }
    }
}

/// Locks what goes with a dropped table: its indexes, the sequences that its
/// columns own, and the tables that its foreign keys reference.
fn drop_parts(situation: Situation<'_>, name: &Name, into: &mut Effects) {
    let catalog = situation.catalog;
    for (index, definition) in catalog.indexes_of(name) {
        let kind = index_kind(definition.partitioned);
        let new = catalog.is_new(index);
        into.hold(
            index,
            kind,
            LockMode::AccessExclusive,
            new,
            "dropped with its table",
        );
    }
    for (sequence, _) in catalog.sequences_of(name) {
        into.lock(
            situation,
            &sequence,
            LockMode::AccessExclusive,
            "dropped with its table",
        );
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
            foreign_key::lock_referenced(
                situation,
                referenced,
                LockMode::AccessExclusive,
                "referenced by the dropped table",
                into,
            );
        }
    }
}

/// `DROP TRIGGER | POLICY | RULE name ON table`. One that does not exist is
/// noticed before any lock that is kept.
fn drop_from_table(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let Some(table) = &drop.table else {
        into.understood = into.understood.min(Understood::Partial);
        return;
    };
    let table = catalog.resolve(table);
    if matches!(catalog.presence(&table), Presence::Absent) {
        if !drop.if_exists {
            into.fail("42P01", format!("relation {table} does not exist any more"));
        }
        return;
    }
    let cause = match drop.object {
        DropObject::Trigger => "loses a trigger",
        DropObject::Policy => "loses a policy",
        _ => "loses a rule",
    };
    if drop.object == DropObject::Trigger
        && let Some(known) = catalog.relations.get(&table)
        && known.complete
    {
        let missing = |name: &&ObjectName<'_>| {
            !known
                .triggers
                .iter()
                .any(|trigger| trigger.name == name.name())
        };
        if let Some(name) = drop.names.iter().find(missing) {
            if !drop.if_exists {
                let name = naming::written(name);
                into.fail("42704", format!("trigger {name} of {table} does not exist"));
            }
            return;
        }
    } else if drop.if_exists {
        into.depends(format!("whether {table} has it"));
    }
    into.lock(situation, &table, LockMode::AccessExclusive, cause);
    if drop.object == DropObject::Trigger && catalog.is_partitioned(&table) {
        for partition in catalog.descendants(&table) {
            into.lock(
                situation,
                &partition,
                LockMode::AccessExclusive,
                "loses the trigger, too, where it is a row trigger",
            );
        }
    }
}
