//! `ALTER TYPE` and `ALTER DOMAIN`: the tables behind them.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, AlterObject, AlterTable, AttributeChange, AttributeChangeKind,
    Behavior, ColumnChange, DomainChange, EnumChange, ObjectChange, ObjectName, Parts,
    RelationWord, Span, TypeChange,
};

use super::alter_table::Target;
use super::{Effects, Reason, Situation, WorkKind, column_type, reach};
use crate::catalog::{Column, DataType, Name, Object, ObjectKind, Relation, UserType};
use crate::citation;
use crate::report::{LockMode, RelationKind};

pub(super) fn alter(
    situation: Situation<'_>,
    written: &ObjectName<'_>,
    alter: &AlterObject<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let name = catalog.resolve(written);
    let missing = catalog.has_type(&name) == Some(false);
    let domain = alter.object.kind == "DOMAIN";
    match &alter.change {
        ObjectChange::Attributes(_) => {}
        _ if missing => into.fail("42704", format!("there is no type {name}")),
        _ if domain && catalog.is_no_domain(&name) => {
            into.fail("42809", format!("{name} is not a domain"));
        }
        _ => {}
    }
    match &alter.change {
        ObjectChange::Domain(change) => alter_domain(situation, &name, change, span, into),
        ObjectChange::Attributes(changes) => attributes(situation, &name, changes, into),
        ObjectChange::EnumValue(change) => enum_value(situation, &name, change, into),
        ObjectChange::Rename(to) => {
            let to = name.sibling(to.value.as_ref());
            if catalog.has_own_type(&to) {
                into.fail("42710", format!("there is a type {to} already"));
            }
            // A composite type is a relation.
            if catalog.relations.contains_key(&name) {
                into.lock(situation, &name, LockMode::AccessExclusive, "renamed");
            } else if !domain && !catalog.has_own_type(&name) {
                into.depends(format!("whether {name} is a composite type"));
            }
        }
        ObjectChange::Options(_) => into.needs(situation, 13, "ALTER TYPE … SET (…)"),
        // Measured: an owner, a schema and a default lock no table.
        _ => {}
    }
}

/// `CREATE TYPE` and `CREATE DOMAIN`: the name has to be free.
pub(super) fn create(situation: Situation<'_>, written: &ObjectName<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let schema = written
        .schema()
        .unwrap_or_else(|| catalog.creation_schema());
    let name = Name::new(schema, written.name());
    if catalog.has_own_type(&name) {
        into.fail("42710", format!("there is a type {name} already"));
    }
}

/// Source: `AlterDomainAddConstraint`, `AlterDomainNotNull` and their
/// neighbours in `src/backend/commands/typecmds.c`.
fn alter_domain(
    situation: Situation<'_>,
    name: &Name,
    change: &DomainChange<'_>,
    span: Span,
    into: &mut Effects,
) {
    into.cite(citation::ALTER_DOMAIN);
    let known = situation.catalog.domains.get(name);
    let has = |constraint: &str| {
        let constraints = known.map(|known| &known.constraints)?;
        Some(constraints.iter().any(|it| it.name == constraint))
    };
    let lacks = |constraint: &str, into: &mut Effects| {
        if has(constraint) == Some(false) {
            into.fail("42704", format!("{name} has no constraint {constraint}"));
        }
    };
    match change {
        DomainChange::SetNotNull => {
            let constraints = known.into_iter().flat_map(|known| &known.constraints);
            if constraints.into_iter().any(|it| it.not_null) {
                return;
            }
        }
        DomainChange::Validate(constraint) => lacks(&constraint.value, into),
        DomainChange::AddConstraint {
            check,
            not_valid,
            name: given,
        } => {
            if check.is_none() {
                into.needs(situation, 17, "NOT NULL constraints of domains");
            }
            if let Some(given) = given
                && has(&given.value) == Some(true)
            {
                let given = &given.value;
                into.fail("42710", format!("{name} has a constraint {given} already"));
            }
            if *not_valid {
                return;
            }
        }
        DomainChange::DropConstraint {
            if_exists,
            name: constraint,
            ..
        } => {
            if !if_exists {
                lacks(&constraint.value, into);
            }
            return;
        }
        DomainChange::RenameConstraint(from, _) => {
            lacks(&from.value, into);
            return;
        }
        DomainChange::Default(_) | DomainChange::DropNotNull => return,
    }
    check_columns(situation, name, span, into);
}

/// Every column of the domain, and of the domains over it, is read under a
/// lock that keeps writers out. Where the domain is part of something larger,
/// PostgreSQL does not look and refuses.
///
/// Source: `get_rels_with_domain` in `src/backend/commands/typecmds.c`.
fn check_columns(situation: Situation<'_>, name: &Name, span: Span, into: &mut Effects) {
    let catalog = situation.catalog;
    if !catalog.knows_dependents(name) {
        into.depends(format!("the tables with columns of {name}"));
    }
    let mut domains = vec![name.clone()];
    let mut next = 0;
    while let Some(domain) = domains.get(next).cloned() {
        next += 1;
        for (above, known) in &catalog.domains {
            let over = known.base.as_ref().filter(|base| base.name == domain);
            match over.map(|base| base.array) {
                Some(false) if !domains.contains(above) => domains.push(above.clone()),
                Some(true) => refuse_held(situation, above, name, into),
                _ => {}
            }
        }
        for (above, known) in &catalog.types {
            if let UserType::Composite(attributes) = known
                && attributes.iter().any(|(_, it)| it.name == domain)
            {
                refuse_held(situation, above, name, into);
            }
        }
    }
    for (table, relation) in &catalog.relations {
        let types = relation
            .columns
            .iter()
            .filter_map(|column| column_type(situation, relation, column));
        let arrays: BTreeSet<bool> = types
            .filter(|it| domains.contains(&it.name))
            .map(|it| it.array)
            .collect();
        if arrays.is_empty() {
            continue;
        }
        if arrays.contains(&true) {
            into.fail("0A000", format!("{table} has a column of arrays of {name}"));
        }
        refuse_held(situation, table, name, into);
        if matches!(
            relation.kind,
            RelationKind::Table | RelationKind::MaterializedView
        ) {
            let cause = format!("has a column of {name}");
            into.lock(situation, table, LockMode::Share, cause);
            into.work_on(situation, table, &WorkKind::Scan, Reason::Domain, span);
        }
    }
}

/// The type of a column; that of a materialized view's is the type of the
/// column of the same name that its query reads.
fn column_type<'c>(
    situation: Situation<'c>,
    relation: &'c Relation,
    column: &'c Column,
) -> Option<&'c DataType> {
    let source = || {
        let mut read = relation.uses.columns.iter();
        let (table, name) = read.find(|(_, name)| *name == column.name)?;
        let source = situation.catalog.relations.get(table)?.column(name)?;
        source.data_type.as_ref()
    };
    column.data_type.as_ref().or_else(source)
}

fn refuse_held(situation: Situation<'_>, holder: &Name, name: &Name, into: &mut Effects) {
    if let Some((table, column)) = situation.catalog.column_holding(holder) {
        let column = &column.name;
        into.fail("0A000", format!("column {column} of {table} uses {name}"));
    }
}

/// Source: `AlterEnum` in `src/backend/commands/typecmds.c`.
fn enum_value(situation: Situation<'_>, name: &Name, change: &EnumChange<'_>, into: &mut Effects) {
    into.cite(citation::ALTER_TYPE);
    let catalog = situation.catalog;
    let values = match catalog.types.get(name) {
        Some(UserType::Enum(values)) => Some(values),
        known => {
            if known.is_some() || catalog.domains.contains_key(name) {
                into.fail("42809", format!("{name} is not an enum"));
            }
            None
        }
    };
    let has = |value: &str| values.map(|values| values.iter().any(|it| it == value));
    let lacks = |value: &str, into: &mut Effects| {
        if has(value) == Some(false) {
            into.fail("22023", format!("{name} has no value '{value}'"));
        }
    };
    match change {
        EnumChange::Add {
            if_not_exists,
            value,
            neighbour,
        } => {
            let new = catalog.fresh_types.contains(name);
            into.refuses_transaction = situation.major < 12 && !new;
            if has(value) == Some(true) {
                if !if_not_exists {
                    into.fail("42710", format!("{name} has the value '{value}' already"));
                }
            } else if let Some(neighbour) = neighbour {
                lacks(neighbour, into);
            }
        }
        EnumChange::Rename { from, to } => {
            lacks(from, into);
            if has(to) == Some(true) {
                into.fail("42710", format!("{name} has the value '{to}' already"));
            }
        }
        EnumChange::Drop => {
            let what = "ALTER TYPE … DROP VALUE, if only to refuse it,";
            into.needs(situation, 17, what);
            into.fail("0A000", "PostgreSQL cannot drop a value of an enum");
        }
    }
}

/// A composite type is a relation; `CASCADE` reaches the tables of the type.
fn attributes(
    situation: Situation<'_>,
    name: &Name,
    changes: &[AttributeChange<'_>],
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    into.cite(citation::ALTER_TYPE);
    if catalog.is_no_composite(name) {
        into.fail("42P01", format!("there is no composite type {name}"));
    }
    into.hold(
        name,
        RelationKind::CompositeType,
        LockMode::AccessExclusive,
        catalog.is_new(name),
        "its attributes change",
    );
    if !catalog.knows_dependents(name) {
        into.depends(format!("the tables that use {name}"));
    }
    let typed: Vec<Name> = catalog
        .relations
        .iter()
        .filter(|(_, relation)| relation.of_type.as_ref() == Some(name))
        .map(|(table, _)| table.clone())
        .collect();
    for change in changes {
        refuse_attribute(situation, name, change, into);
        for table in &typed {
            if change.behavior != Behavior::Cascade {
                into.fail("2BP01", format!("{table} is a table of the type {name}"));
            }
            let cause = format!("a table of the type {name}");
            into.lock(situation, table, LockMode::AccessExclusive, cause);
            follow(situation, table, change, into);
        }
    }
}

/// Source: `ATExecAddColumn`, `ATExecDropColumn` and `ATPrepAlterColumnType` in
/// `src/backend/commands/tablecmds.c`.
fn refuse_attribute(
    situation: Situation<'_>,
    name: &Name,
    change: &AttributeChange<'_>,
    into: &mut Effects,
) {
    let attribute = &change.name.value;
    let known = match situation.catalog.types.get(name) {
        Some(UserType::Composite(attributes)) => {
            Some(attributes.iter().any(|(it, _)| it == attribute))
        }
        _ => None,
    };
    let optional = matches!(change.kind, AttributeChangeKind::Drop { if_exists: true });
    match (&change.kind, known) {
        (AttributeChangeKind::Add(_), Some(true)) => {
            into.fail(
                "42701",
                format!("{name} has an attribute {attribute} already"),
            );
        }
        (AttributeChangeKind::Add(_), _) => {}
        (_, Some(false)) if !optional => {
            into.fail("42703", format!("{name} has no attribute {attribute}"));
        }
        (AttributeChangeKind::Type(_), _) => refuse_held(situation, name, name, into),
        _ => {}
    }
}

/// What the change of an attribute does to a table of the type.
fn follow(
    situation: Situation<'_>,
    table: &Name,
    change: &AttributeChange<'_>,
    into: &mut Effects,
) {
    let attribute = &change.name;
    match &change.kind {
        AttributeChangeKind::Drop { .. } => {
            let column = Object::part(ObjectKind::Column, table, &attribute.value);
            reach::follow(situation, &[column], &[], Behavior::Cascade, into);
        }
        AttributeChangeKind::Type(data_type) => {
            let change = TypeChange {
                data_type: data_type.clone(),
                collation: None,
                using: None,
            };
            let action = AlterAction {
                span: attribute.span,
                kind: AlterActionKind::AlterColumn {
                    name: attribute.clone(),
                    change: ColumnChange::SetType(Box::new(change.clone())),
                },
            };
            let statement = AlterTable {
                object: RelationWord::Table,
                if_exists: false,
                only: false,
                name: ObjectName {
                    span: attribute.span,
                    parts: Parts::one(attribute.clone()),
                },
                actions: vec![action],
            };
            let target = Target {
                table,
                all: std::slice::from_ref(table),
                only: false,
                statement: &statement,
            };
            column_type::carry_out(
                situation,
                target,
                &attribute.value,
                &change,
                attribute.span,
                into,
            );
        }
        AttributeChangeKind::Add(_) | AttributeChangeKind::Rename(_) => {}
    }
}
