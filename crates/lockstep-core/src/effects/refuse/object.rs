//! Triggers, functions, types and other objects.

use lockstep_syntax::tree::{
    AlterObject, AttributeChangeKind, CreateFunction, CreateSchema, CreateStatistics,
    CreateTrigger, CreateType, DomainChange, EnumChange, Expression, Ident, ObjectChange,
    ObjectReference, ParameterMode, Publication, PublicationChange, Shape, TriggerEvent,
    TriggerTiming, TypeDefinition,
};

use super::super::names::{self, Named};
use super::super::{Effects, Situation};
use super::{
    INDEXABLE, TABLES, TABLES_AND_FOREIGN, column_of, columns_exist, has_part, is_new_part,
    is_new_type, missing, taken, type_exists,
};
use crate::catalog::{Name, ObjectKind, Origin, UserType};
use crate::report::RelationKind;

/// Source: `CreateTriggerFiringOn` in `src/backend/commands/trigger.c`.
pub(super) fn trigger(situation: Situation<'_>, create: &CreateTrigger<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let table = catalog.resolve(&create.table);
    names::exists(situation, &table, into);
    let known = catalog.relations.get(&table);
    let known = known.filter(|known| known.origin != Origin::Assumed);
    let before = create.timing == TriggerTiming::Before;
    let instead = create.timing == TriggerTiming::InsteadOf;
    let rows = create.for_each_row;
    let tables = create.old_table.is_some() || create.new_table.is_some();
    let has = |wanted: fn(&TriggerEvent<'_>) -> bool| create.events.iter().any(wanted);
    match known.map(|known| known.kind) {
        Some(RelationKind::Table) if instead => {
            into.fail("42809", "INSTEAD OF triggers are for views");
        }
        Some(RelationKind::PartitionedTable) => {
            if instead || (rows && before && situation.major < 13) {
                into.fail("42809", format!("{table} is a partitioned table"));
            }
            if rows && tables {
                into.fail("0A000", format!("{table} is a partitioned table"));
            }
        }
        Some(RelationKind::View) => {
            if rows && !instead {
                into.fail("42809", format!("{table} is a view"));
            }
            if has(|it| matches!(it, TriggerEvent::Truncate)) {
                into.fail("42809", format!("{table} is a view"));
            }
        }
        Some(RelationKind::Table | RelationKind::ForeignTable) | None => {}
        Some(_) => into.fail("42809", format!("{table} cannot have triggers")),
    }
    if rows && has(|it| matches!(it, TriggerEvent::Truncate)) {
        into.fail("0A000", "TRUNCATE fires no triggers for rows");
    }
    if instead && !rows {
        into.fail("0A000", "INSTEAD OF triggers are FOR EACH ROW");
    }
    if instead && create.condition.is_some() {
        into.fail("0A000", "INSTEAD OF triggers have no WHEN");
    }
    if instead && has(|it| matches!(it, TriggerEvent::Update(columns) if !columns.is_empty())) {
        into.fail("0A000", "INSTEAD OF triggers have no columns");
    }
    if tables {
        transition_tables(create, known.is_some_and(|it| it.is_partition), into);
    }
    for event in &create.events {
        if let TriggerEvent::Update(columns) = event {
            columns_exist(situation, &table, columns, into);
        }
    }
    let function = catalog.resolve(&create.function);
    let with_arguments = catalog
        .only_function(&function)
        .is_some_and(|function| !function.arguments.is_empty());
    if catalog.has_function(&function) == Some(false) || with_arguments {
        missing(
            "42883",
            "a function without arguments named",
            &function,
            into,
        );
    }
    let clone = catalog.trigger_above(&table, &create.name.value).is_some();
    if !create.or_replace || clone {
        is_new_part(situation, ObjectKind::Trigger, &table, &create.name, into);
    }
    if rows && !create.or_replace && catalog.is_partitioned(&table) {
        on_partitions(situation, &table, &create.name, into);
    }
}

/// Whether a trigger has clones on partitions.
fn has_clones(situation: Situation<'_>, table: &Name, trigger: &str) -> bool {
    let catalog = situation.catalog;
    let known = catalog.relations.get(table);
    let mut triggers = known.into_iter().flat_map(|known| &known.triggers);
    catalog.is_partitioned(table) && triggers.any(|it| it.for_each_row && it.name == trigger)
}

/// Refuses a trigger whose clone would have the name of another one.
fn on_partitions(situation: Situation<'_>, table: &Name, name: &Ident<'_>, into: &mut Effects) {
    for partition in situation.catalog.descendants(table) {
        is_new_part(situation, ObjectKind::Trigger, &partition, name, into);
    }
}

/// What `REFERENCING` asks for.
fn transition_tables(create: &CreateTrigger<'_>, partition: bool, into: &mut Effects) {
    if create.timing != TriggerTiming::After {
        into.fail("42P17", "transition tables are for AFTER triggers");
    }
    if create.events.len() > 1 {
        into.fail("0A000", "transition tables are for one event");
    }
    let fires = |wanted: fn(&TriggerEvent<'_>) -> bool| create.events.iter().any(wanted);
    if fires(|it| matches!(it, TriggerEvent::Truncate)) {
        into.fail("0A000", "TRUNCATE has no transition tables");
    }
    if create.old_table.is_some() && fires(|it| matches!(it, TriggerEvent::Insert)) {
        into.fail("42P17", "INSERT has no old rows");
    }
    if create.new_table.is_some() && fires(|it| matches!(it, TriggerEvent::Delete)) {
        into.fail("42P17", "DELETE has no new rows");
    }
    if partition && create.for_each_row {
        into.fail(
            "0A000",
            "triggers for rows of partitions have no transition tables",
        );
    }
}

/// Source: `ProcedureCreate` in `src/backend/catalog/pg_proc.c`.
pub(super) fn function(situation: Situation<'_>, create: &CreateFunction<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let name = names::created(situation, &create.name);
    names::missing_schema(situation, name.schema(), into);
    let mut arguments = Vec::new();
    for parameter in &create.parameters {
        type_exists(situation, &parameter.data_type, into);
        if !matches!(parameter.mode, ParameterMode::Out | ParameterMode::Table) {
            arguments.push(catalog.data_type(&parameter.data_type));
        }
    }
    if let Some(returns) = &create.returns {
        type_exists(situation, returns, into);
    }
    let Some(known) = catalog.only_function(&name) else {
        return;
    };
    let same = known.arguments.len() == arguments.len()
        && known
            .arguments
            .iter()
            .zip(&arguments)
            .all(|(one, other)| one.is_same_type(other));
    if !same {
        return;
    }
    if !create.or_replace {
        return taken("42723", "function", &name, into);
    }
    if known.procedure != create.procedure {
        into.fail("42809", format!("{name} is no procedure, or one"));
    }
    let returns = create.returns.as_ref().map(|it| catalog.data_type(it));
    if let (Some(old), Some(new)) = (&known.returns, &returns)
        && !old.is_same_type(new)
    {
        into.fail(
            "42P13",
            format!("the result of {name} has another type: drop it first"),
        );
    }
    let named = create.parameters.iter().map(|it| it.name.as_ref());
    for (old, new) in known.parameters.iter().zip(named) {
        if let Some(old) = old
            && new.is_none_or(|new| *new.value != **old)
        {
            into.fail(
                "42P13",
                format!("the parameter {old} of {name} keeps its name"),
            );
        }
    }
}

pub(super) fn create_type(situation: Situation<'_>, create: &CreateType<'_>, into: &mut Effects) {
    is_new_type(situation, &names::created(situation, &create.name), into);
    if let TypeDefinition::Composite(attributes) = &create.definition {
        for (_, data_type) in attributes {
            type_exists(situation, &data_type.data_type, into);
        }
    }
}

pub(super) fn schema(situation: Situation<'_>, create: &CreateSchema<'_>, into: &mut Effects) {
    let Some(name) = &create.name else {
        return;
    };
    if name.value.starts_with("pg_") {
        into.fail(
            "42939",
            "names of schemas that begin with pg_ are PostgreSQL's own",
        );
    }
    if situation.catalog.has_schema(&name.value) == Some(true) && !create.if_not_exists {
        taken("42P06", "schema", &name.value, into);
    }
}

pub(super) fn statistics(
    situation: Situation<'_>,
    create: &CreateStatistics<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let table = catalog.resolve(&create.table);
    names::exists(situation, &table, into);
    let kinds = [INDEXABLE, &[RelationKind::ForeignTable]].concat();
    names::is_kind(situation, &table, &kinds, "a table", into);
    if let Some(name) = &create.name
        && catalog
            .statistics
            .contains_key(&names::created(situation, name))
        && !create.if_not_exists
    {
        taken(
            "42710",
            "statistics",
            super::super::names::created(situation, name),
            into,
        );
    }
    for key in &create.keys {
        super::expression(situation, &table, key, &[], into);
        if let Shape::Column(column) = &key.shape
            && !super::has_class(
                situation,
                &table,
                super::type_of(situation, &table, &column.value).as_ref(),
                "btree",
            )
        {
            let column = crate::catalog::quote(&column.value);
            into.fail("0A000", format!("the values of {column} have no order"));
        }
    }
    for (index, key) in create.keys.iter().enumerate() {
        let Shape::Column(column) = &key.shape else {
            continue;
        };
        let same = |other: &Expression<'_>| matches!(&other.shape, Shape::Column(other) if other.value == column.value);
        if create.keys[..index].iter().any(same) {
            let column = crate::catalog::quote(&column.value);
            into.fail("42701", format!("{column} is listed twice"));
        }
    }
}

pub(super) fn publication(
    situation: Situation<'_>,
    publication: &Publication<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let known = catalog.publications.get(&*publication.name.value);
    let name = &publication.name.value;
    let create = publication.change == PublicationChange::Create;
    if known.is_some() && create {
        taken("42710", "publication", name, into);
    }
    if catalog.has_publication(name) == Some(false) && !create {
        missing("42704", "publication", name, into);
    }
    for table in &publication.tables {
        let name = catalog.resolve(&table.name);
        names::exists(situation, &name, into);
        if let Named::Relation(relation) = names::look_up(situation, &name)
            && relation.origin != Origin::Assumed
            && !TABLES.contains(&relation.kind)
        {
            into.fail("22023", format!("{name} is not a table"));
        }
        let member = known.map(|known| known.tables.iter().any(|(it, _)| *it == name));
        match (publication.change, member) {
            (PublicationChange::Add, Some(true)) => {
                into.fail("42710", format!("{name} is published already"));
            }
            (PublicationChange::Drop, Some(false)) => {
                into.fail("42704", format!("{name} is not published"));
            }
            _ => {}
        }
    }
}

pub(super) fn alter(situation: Situation<'_>, alter: &AlterObject<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let object = &alter.object;
    let Some(written) = &object.name else {
        return;
    };
    if alter.if_exists {
        return;
    }
    // Attributes are those of a relation.
    if !matches!(alter.change, ObjectChange::Attributes(_)) {
        reference(situation, object, into);
    }
    let name = catalog.resolve(written);
    match &alter.change {
        ObjectChange::Rename(to) => match object.kind {
            "SCHEMA" if catalog.has_schema(&to.value) == Some(true) => {
                taken("42P06", "schema", &to.value, into);
            }
            "POLICY" | "TRIGGER" => {
                let kind = if object.kind == "POLICY" {
                    ObjectKind::Policy
                } else {
                    ObjectKind::Trigger
                };
                if let Some(table) = &object.table {
                    let table = catalog.resolve(table);
                    is_new_part(situation, kind, &table, to, into);
                    let trigger = (kind, situation.major >= 15) == (ObjectKind::Trigger, true);
                    if trigger && has_clones(situation, &table, name.name()) {
                        on_partitions(situation, &table, to, into);
                    }
                }
            }
            "TYPE" | "DOMAIN" => {
                is_new_type(situation, &name.sibling(&*to.value), into);
            }
            _ => {}
        },
        ObjectChange::SetSchema(schema) => {
            names::missing_schema(situation, &schema.value, into);
        }
        ObjectChange::EnumValue(change) => {
            if catalog
                .types
                .get(&name)
                .is_some_and(|it| !matches!(it, UserType::Enum))
                || catalog.domains.contains_key(&name)
            {
                into.fail("42809", format!("{name} is not an enum"));
            }
            enum_value(situation, &name, change, into);
        }
        ObjectChange::Attributes(changes) => {
            let kind = catalog.relations.get(&name).map(|it| it.kind);
            if catalog.has_type(&name).is_some() && kind.is_none() {
                missing("42P01", "relation", &name, into);
            }
            for change in changes {
                let has = catalog.types.get(&name).and_then(|it| match it {
                    UserType::Composite(attributes) => {
                        Some(attributes.iter().any(|(it, _)| *it == *change.name.value))
                    }
                    _ => None,
                });
                match (&change.kind, has) {
                    (AttributeChangeKind::Add(_), Some(true)) => {
                        taken("42701", "attribute", &change.name.value, into);
                    }
                    (
                        AttributeChangeKind::Add(_) | AttributeChangeKind::Drop { if_exists: true },
                        _,
                    )
                    | (_, Some(true) | None) => {}
                    (_, Some(false)) => {
                        missing("42703", "attribute", &change.name.value, into);
                    }
                }
            }
        }
        ObjectChange::Domain(change) => {
            if catalog.types.contains_key(&name) {
                into.fail("42809", format!("{name} is not a domain"));
            }
            domain(situation, &name, change, into);
        }
        _ => {}
    }
}

fn enum_value(situation: Situation<'_>, name: &Name, change: &EnumChange<'_>, into: &mut Effects) {
    let Some(values) = situation.catalog.enum_values.get(name) else {
        return;
    };
    let has = |value: &str| values.iter().any(|it| it == value);
    let not = |value: &str| format!("{name} has no value {value}");
    match change {
        EnumChange::Add {
            if_not_exists,
            value,
            neighbour,
            ..
        } => {
            // Until 11 that comes behind the refusal in a transaction.
            let late = situation.major < 12 && situation.in_transaction;
            if has(value) {
                if !if_not_exists && (!late || situation.catalog.fresh_types.contains(name)) {
                    taken("42710", "value", value, into);
                }
            } else if let Some(neighbour) = neighbour
                && !has(neighbour)
            {
                into.fail("22023", not(neighbour));
            }
        }
        EnumChange::Rename { from, to } => {
            if !has(from) {
                into.fail("22023", not(from));
            } else if has(to) {
                taken("42710", "value", to, into);
            }
        }
        EnumChange::Drop => {}
    }
}

fn domain(situation: Situation<'_>, name: &Name, change: &DomainChange<'_>, into: &mut Effects) {
    let Some(domain) = situation.catalog.domains.get(name) else {
        return;
    };
    let has = |constraint: &str| domain.constraints.iter().any(|it| it.name == constraint);
    match change {
        DomainChange::AddConstraint {
            name: Some(added), ..
        } if has(&added.value) => taken("42710", "constraint", &added.value, into),
        _ => {}
    }
}

/// Refuses an object that a statement names by its kind.
pub(super) fn reference(
    situation: Situation<'_>,
    object: &ObjectReference<'_>,
    into: &mut Effects,
) {
    if let Some(kinds) = named(situation, object, into)
        && let Some(name) = &object.name
    {
        let name = situation.catalog.resolve(name);
        names::is_kind(situation, &name, kinds, "of that kind", into);
    }
}

/// Refuses an object that does not exist; the kinds that a relation may have.
pub(super) fn named(
    situation: Situation<'_>,
    object: &ObjectReference<'_>,
    into: &mut Effects,
) -> Option<&'static [RelationKind]> {
    let catalog = situation.catalog;
    let written = object.name.as_ref()?;
    if let Some(table) = &object.table
        && matches!(object.kind, "TRIGGER" | "RULE" | "POLICY" | "CONSTRAINT")
    {
        let table = catalog.resolve(table);
        let kind = match object.kind {
            "TRIGGER" => ObjectKind::Trigger,
            "RULE" => ObjectKind::Rule,
            "POLICY" => ObjectKind::Policy,
            _ => ObjectKind::Constraint,
        };
        if catalog.relations.contains_key(&table)
            && let Some(part) = written.parts.last()
        {
            has_part(situation, kind, &table, part, into);
        } else if !catalog.domains.contains_key(&table) {
            names::exists(situation, &table, into);
        }
        return None;
    }
    let kinds: &[RelationKind] = match object.kind {
        "TABLE" => TABLES_AND_FOREIGN,
        "VIEW" => &[RelationKind::View],
        "MATERIALIZED VIEW" => &[RelationKind::MaterializedView],
        "SEQUENCE" => &[RelationKind::Sequence],
        "FOREIGN TABLE" => &[RelationKind::ForeignTable],
        "INDEX" => &[RelationKind::Index],
        "COLUMN" => {
            column_of(situation, written, into);
            return None;
        }
        "SCHEMA" => {
            names::missing_schema(situation, written.name(), into);
            return None;
        }
        "TYPE" | "DOMAIN" => {
            let name = catalog.resolve(written);
            if catalog.has_type(&name) == Some(false) {
                missing("42704", "type", &name, into);
            }
            return None;
        }
        "FUNCTION" | "PROCEDURE" | "ROUTINE" => {
            let name = catalog.resolve(written);
            if catalog.has_function(&name) == Some(false) {
                missing("42883", "function", &name, into);
            }
            return None;
        }
        _ => return None,
    };
    let name = catalog.resolve(written);
    names::exists(situation, &name, into);
    Some(kinds)
}
