//! `DROP` of every kind of object.

use lockstep_syntax::tree::{Behavior, Drop, DropObject, ObjectName};

use super::names::{self, Named, look_up};
use super::{Effects, Situation, reach};
use crate::catalog::{Name, Object, ObjectKind, extension_members, naming};
use crate::citation;
use crate::order;
use crate::report::{LockMode, RelationKind, Understood};

pub(super) fn drop_objects(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    command: &str,
    into: &mut Effects,
) {
    let mut roots = match drop.object {
        DropObject::Index => {
            into.cite(citation::DROP_INDEX);
            if drop.concurrently {
                concurrently(situation, drop, into);
            }
            each(situation, drop, drop_index, into)
        }
        DropObject::Table
        | DropObject::View
        | DropObject::MaterializedView
        | DropObject::Sequence
        | DropObject::ForeignTable => {
            into.cite(citation::DROP_TABLE);
            each(situation, drop, drop_relation, into)
        }
        DropObject::Trigger | DropObject::Policy | DropObject::Rule => {
            into.cite(citation::DROP_TRIGGER);
            each(situation, drop, drop_from_table, into)
        }
        DropObject::Function => each(situation, drop, drop_function, into),
        DropObject::Type | DropObject::Domain => each(situation, drop, drop_type, into),
        DropObject::Schema => drop_schemas(situation, drop, into),
        DropObject::Other => drop_other(situation, drop, command, into),
    };
    order::sort_once(&mut roots);
    let cascade = drop.behavior == Behavior::Cascade;
    for root in &roots {
        let own = matches!(
            root.kind,
            ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Rule | ObjectKind::Index
        );
        if cascade && !own && !situation.catalog.knows_dependents(&root.name) {
            into.depends(format!(
                "what depends on {root}: CASCADE locks every such table in ACCESS EXCLUSIVE"
            ));
        }
    }
    reach::follow(situation, &roots, &[], drop.behavior, into);
}

/// What is dropped of that which a statement names.
fn each(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    act: impl Fn(Situation<'_>, &Drop<'_>, &ObjectName<'_>, &mut Effects) -> Option<Object>,
    into: &mut Effects,
) -> Vec<Object> {
    let names = drop.names.iter();
    names
        .filter_map(|name| act(situation, drop, name, into))
        .collect()
}

/// Fails for something that is missing, unless `IF EXISTS` was written.
fn missing(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    name: &Name,
    sqlstate: &str,
    into: &mut Effects,
) -> Option<Object> {
    if !drop.if_exists {
        names::missing_schema(situation, name.schema(), into);
        let what = match drop.object {
            DropObject::Index => "index",
            DropObject::Function => "function",
            DropObject::Type | DropObject::Domain => "type",
            _ => "relation",
        };
        into.fail(sqlstate, format!("{what} {name} does not exist"));
    }
    None
}

fn drop_function(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    written: &ObjectName<'_>,
    into: &mut Effects,
) -> Option<Object> {
    let catalog = situation.catalog;
    let name = catalog.resolve(written);
    let Some(known) = catalog.functions.get(&name) else {
        if catalog.has_function(&name) == Some(false) {
            return missing(situation, drop, &name, "42883", into);
        }
        return Some(Object::new(ObjectKind::Function, &name));
    };
    if known.overloaded {
        if drop.arguments.is_empty() {
            into.fail("42725", format!("there are several functions {name}"));
        }
        into.depends(format!(
            "which of the functions {name} is meant, and what uses it"
        ));
        return None;
    }
    if let [arguments] = drop.arguments.as_slice()
        && let Some(count) = count(arguments.of(situation.text))
        && count != known.arguments.len()
    {
        return missing(situation, drop, &name, "42883", into);
    }
    // `DROP ROUTINE` takes both.
    let asks = |word: &str| {
        drop.object_word
            .of(situation.text)
            .eq_ignore_ascii_case(word)
    };
    if (known.procedure && asks("FUNCTION")) || (!known.procedure && asks("PROCEDURE")) {
        let is = if known.procedure {
            "a procedure"
        } else {
            "a function"
        };
        into.fail("42809", format!("{name} is {is}"));
    }
    Some(Object::new(ObjectKind::Function, &name))
}

/// The number of arguments in brackets; none where some of them may be results.
fn count(arguments: &str) -> Option<usize> {
    let inner = arguments.trim_start_matches('(').trim_end_matches(')');
    let mut depth = 0_u32;
    let mut commas = 0;
    for byte in inner.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => commas += 1,
            _ => {}
        }
    }
    let out = inner
        .split([',', ' ', '('])
        .any(|word| word.eq_ignore_ascii_case("out"));
    match inner.trim() {
        "" => Some(0),
        _ if out => None,
        _ => Some(commas + 1),
    }
}

fn drop_type(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    written: &ObjectName<'_>,
    into: &mut Effects,
) -> Option<Object> {
    let catalog = situation.catalog;
    let name = catalog.resolve(written);
    if catalog.has_type(&name) == Some(false) {
        return missing(situation, drop, &name, "42704", into);
    }
    let domain = catalog.domains.contains_key(&name);
    let other = catalog.type_uses.contains_key(&name) && !domain;
    if drop.object == DropObject::Domain && other {
        into.fail("42809", format!("{name} is not a domain"));
    }
    match catalog.relations.get(&name).map(|known| known.kind) {
        Some(RelationKind::CompositeType) => {
            into.lock(situation, &name, LockMode::AccessExclusive, "dropped");
        }
        Some(_) => into.fail("2BP01", format!("{name} is the row type of a table")),
        None if domain || other || drop.object == DropObject::Domain => {}
        None => {
            let (kind, mode) = (RelationKind::CompositeType, LockMode::AccessExclusive);
            into.hold(
                &name,
                kind,
                mode,
                false,
                "dropped, if it is a composite type",
            );
            into.depends(format!(
                "whether {name} is a composite type, which is locked"
            ));
        }
    }
    Some(Object::new(ObjectKind::Type, &name))
}

fn drop_schemas(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) -> Vec<Object> {
    let catalog = situation.catalog;
    let mut roots = Vec::new();
    for written in &drop.names {
        let schema = written.name();
        if !drop.if_exists {
            names::missing_schema(situation, schema, into);
        }
        let inside = catalog.inside(schema);
        if let (Some(object), Behavior::Restrict) = (inside.first(), drop.behavior) {
            into.fail("2BP01", format!("{object} is in schema {schema}"));
        }
        let all =
            catalog.lists_relations_of(schema) || catalog.created.contains(&Name::new(schema, ""));
        if drop.behavior == Behavior::Cascade && !all && catalog.has_schema(schema) != Some(false) {
            into.depends(format!(
                "what is in schema {schema}: CASCADE locks all of it in ACCESS EXCLUSIVE"
            ));
        }
        for object in inside {
            reach::lock(situation, &object, "dropped with its schema".into(), into);
            roots.push(object);
        }
    }
    roots
}

/// Kinds that no relation is locked for, unless CASCADE reaches one.
fn drop_other(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    command: &str,
    into: &mut Effects,
) -> Vec<Object> {
    let catalog = situation.catalog;
    match command {
        "DROP STATISTICS" => {
            for written in &drop.names {
                let name = catalog.resolve(written);
                let object = Object::new(ObjectKind::Statistics, &name);
                if catalog.statistics.contains_key(&name) {
                    reach::lock(situation, &object, "dropped".into(), into);
                } else if catalog.lists_relations_of(name.schema()) {
                    missing(situation, drop, &name, "42704", into);
                } else {
                    into.depends(format!(
                        "the table of {name}, locked in SHARE UPDATE EXCLUSIVE"
                    ));
                }
            }
        }
        "DROP EXTENSION" => return drop_extensions(situation, drop, into),
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
        | "DROP ROLE" => {
            if drop.behavior == Behavior::Cascade && command != "DROP PUBLICATION" {
                into.depends(
                    "what depends on it: CASCADE locks every such table in ACCESS EXCLUSIVE",
                );
            }
        }
        "DROP DATABASE" | "DROP TABLESPACE" => {
            if drop.force {
                into.needs(situation, 13, "FORCE");
            }
            into.refuse_transaction();
        }
        _ => into.understood = into.understood.min(Understood::Partial),
    }
    Vec::new()
}

/// What an extension brought goes with it.
fn drop_extensions(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) -> Vec<Object> {
    let catalog = situation.catalog;
    let mut roots = Vec::new();
    for written in &drop.names {
        let extension = written.name();
        let known = catalog.extensions.get(extension);
        for member in extension_members(extension).into_iter().flatten() {
            // An extension may have been created where nobody looked.
            let used = catalog.used_names(member);
            let own = used.filter(|name| known.is_none_or(|schema| name.schema() == *schema));
            for name in own {
                roots.push(Object::new(ObjectKind::Type, name));
                roots.push(Object::new(ObjectKind::Function, name));
            }
        }
        if known.is_none() || extension_members(extension).is_none() {
            into.depends(format!(
                "what uses extension {extension}: every such table is locked in ACCESS EXCLUSIVE"
            ));
        }
    }
    roots
}

fn concurrently(situation: Situation<'_>, drop: &Drop<'_>, into: &mut Effects) {
    into.refuse_transaction();
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
) -> Option<Object> {
    let catalog = situation.catalog;
    let index = catalog.resolve(written);
    // Measured: CONCURRENTLY locks the index so, too, for the moment in which
    // it goes.
    let exclusive = LockMode::AccessExclusive;
    let mode = if drop.concurrently {
        LockMode::ShareUpdateExclusive
    } else {
        exclusive
    };
    let cause = if drop.concurrently {
        "dropped at the end, when no query uses it any more"
    } else {
        "dropped"
    };
    match look_up(situation, &index) {
        Named::Index => {}
        Named::Nothing => return missing(situation, drop, &index, "42704", into),
        Named::Relation(_) => {
            names::is_kind(situation, &index, &[RelationKind::Index], "an index", into);
            return None;
        }
        Named::Unknown => {
            into.hold(&index, RelationKind::Index, exclusive, false, cause);
            into.depends(format!(
                "the table of {index}, which is locked in {}",
                mode.name()
            ));
            if drop.if_exists {
                into.depends(format!("whether {index} exists"));
            }
            return None;
        }
    }
    let known = catalog.indexes.get(&index)?;
    if let Some(constraint) = catalog.constraint(&known.table, index.name())
        && constraint.kind.has_index()
    {
        into.fail(
            "2BP01",
            format!("constraint {} of {} needs it", index.name(), known.table),
        );
    }
    if let Some(parent) = &known.parent {
        into.fail(
            "2BP01",
            format!("{parent} needs it: it is part of that index"),
        );
    }
    into.lock(situation, &index, exclusive, cause);
    into.lock(situation, &known.table, mode, "its index is dropped");
    if known.partitioned {
        for partition in catalog.descendants(&known.table) {
            let cause = format!("partition of {}", known.table);
            into.lock(situation, &partition, mode, cause);
        }
    }
    Some(Object::new(ObjectKind::Index, &index))
}

fn drop_relation(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    written: &ObjectName<'_>,
    into: &mut Effects,
) -> Option<Object> {
    let catalog = situation.catalog;
    let name = catalog.resolve(written);
    let (kind, wanted, what): (_, &[RelationKind], _) = match drop.object {
        DropObject::View => (RelationKind::View, &[RelationKind::View], "a view"),
        DropObject::MaterializedView => (
            RelationKind::MaterializedView,
            &[RelationKind::MaterializedView],
            "a materialized view",
        ),
        DropObject::Sequence => (
            RelationKind::Sequence,
            &[RelationKind::Sequence],
            "a sequence",
        ),
        DropObject::ForeignTable => (
            RelationKind::ForeignTable,
            &[RelationKind::ForeignTable],
            "a foreign table",
        ),
        _ => (
            catalog.kind(&name),
            &[RelationKind::Table, RelationKind::PartitionedTable],
            "a table",
        ),
    };
    let known = match look_up(situation, &name) {
        Named::Nothing => return missing(situation, drop, &name, "42P01", into),
        Named::Relation(known) => Some(known),
        Named::Index | Named::Unknown => None,
    };
    names::is_kind(situation, &name, wanted, what, into);
    if let Some((table, column)) = known.and_then(|known| known.owned_by.as_ref())
        && let Some(owner) = catalog.relations.get(table)
        && owner.column(column).is_some_and(|it| it.identity)
    {
        into.fail(
            "2BP01",
            format!("the identity column {column} of {table} needs it"),
        );
    }
    let new = catalog.is_new(&name);
    into.hold(&name, kind, LockMode::AccessExclusive, new, "dropped");
    if drop.object == DropObject::Table && !known.is_some_and(|known| known.complete) {
        into.depends(format!(
            "whether {name} has foreign keys: then the referenced tables are locked, too"
        ));
    }
    reach::lock_parts(situation, &name, into);
    if let Some(known) = known
        && known.is_partition
    {
        for parent in &known.parents {
            let mode = LockMode::AccessExclusive;
            into.lock(situation, parent, mode, "loses a partition");
            if let Some(default) = catalog.default_partition(parent) {
                let cause = "its bound changes with the dropped partition";
                into.lock(situation, default, mode, cause);
            }
        }
        referencing_parents(situation, &name, drop.behavior, into);
    }
    Some(Object::new(ObjectKind::Relation, &name))
}

/// The foreign keys that reference the tables above a partition need it, too.
///
/// Measured: 12 forgets those of a table to itself.
fn referencing_parents(
    situation: Situation<'_>,
    partition: &Name,
    behavior: Behavior,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    for above in catalog.ancestors(partition) {
        for (referencing, constraint) in catalog.foreign_keys_to(&above) {
            let itself = *referencing == above && situation.major < 13;
            if constraint.inherited || itself {
                continue;
            }
            let name = &constraint.name;
            if behavior == Behavior::Restrict {
                let reason =
                    format!("the foreign key {name} of {referencing} may reference its rows");
                into.fail("2BP01", reason);
            }
            let object = Object::part(ObjectKind::Constraint, referencing, name);
            reach::lock(
                situation,
                &object,
                "loses its foreign key by CASCADE".into(),
                into,
            );
        }
    }
}

/// `DROP TRIGGER | POLICY | RULE name ON table`. One that does not exist is
/// noticed before any lock that is kept.
fn drop_from_table(
    situation: Situation<'_>,
    drop: &Drop<'_>,
    written: &ObjectName<'_>,
    into: &mut Effects,
) -> Option<Object> {
    let catalog = situation.catalog;
    let Some(table) = &drop.table else {
        into.understood = into.understood.min(Understood::Partial);
        return None;
    };
    let table = catalog.resolve(table);
    if matches!(look_up(situation, &table), Named::Nothing) {
        return missing(situation, drop, &table, "42P01", into);
    }
    let (kind, word) = match drop.object {
        DropObject::Trigger => (ObjectKind::Trigger, "trigger"),
        DropObject::Policy => (ObjectKind::Policy, "policy"),
        _ => (ObjectKind::Rule, "rule"),
    };
    match catalog.has_part(kind, &table, written.name()) {
        Some(false) => {
            if !drop.if_exists {
                let name = naming::written(written);
                into.fail("42704", format!("{table} has no {word} {name}"));
            }
            return None;
        }
        None if drop.if_exists => into.depends(format!("whether {table} has it")),
        _ => {}
    }
    if kind == ObjectKind::Trigger
        && let Some(above) = catalog.trigger_above(&table, written.name())
    {
        let name = naming::written(written);
        into.fail(
            "2BP01",
            format!("{name} of {table} goes with {name} of {above}"),
        );
    }
    let object = Object::part(kind, &table, written.name());
    reach::lock(situation, &object, format!("loses a {word}").into(), into);
    Some(object)
}
