//! `ALTER TYPE` and `ALTER DOMAIN`: the tables behind them.

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, AlterObject, AlterTable, AttributeChange, AttributeChangeKind,
    Behavior, ColumnChange, DomainChange, EnumChange, ObjectChange, ObjectName, Parts,
    RelationWord, Span, TypeChange,
};

use super::alter_table::Target;
use super::{Effects, Reason, Situation, WorkKind, column_type, reach};
use crate::catalog::{Column, DataType, Domain, Name, Object, ObjectKind, Relation, UserType};
use crate::citation;
use crate::report::{LockMode, RelationKind, Understood};

pub(super) fn alter(
    situation: Situation<'_>,
    written: &ObjectName<'_>,
    alter: &AlterObject<'_>,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let name = catalog.resolve(written);
    let domain = alter.object.kind == "DOMAIN";
    match &alter.change {
        ObjectChange::Domain(change) => alter_domain(situation, &name, change, span, into),
        ObjectChange::Attributes(changes) => attributes(situation, &name, changes, into),
        ObjectChange::EnumValue(change) => enum_value(situation, &name, change, into),
        ObjectChange::Rename(_) => {
            // A composite type is a relation.
            if catalog.relations.contains_key(&name) {
                into.lock(situation, &name, LockMode::AccessExclusive, "renamed");
            } else if !domain && !catalog.has_own_type(&name) {
                into.depends(format!("whether {name} is a composite type"));
            }
        }
        // Which options a type can have is not worked out.
        ObjectChange::Options(_) => {
            into.needs(situation, 13, "ALTER TYPE … SET (…)");
            into.understood = into.understood.min(Understood::Partial);
        }
        // Measured: an owner, a schema and a default lock no table.
        _ => {}
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
    let lacks = |constraint: &str, into: &mut Effects| {
        let has = |known: &Domain| known.constraints.iter().any(|it| it.name == constraint);
        if known.is_some_and(|known| !has(known)) {
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
            check, not_valid, ..
        } => {
            if check.is_none() {
                into.needs(situation, 17, "NOT NULL constraints of domains");
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
        let arrays: Vec<bool> = types
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
    match change {
        EnumChange::Add { .. } => {
            let new = situation.catalog.fresh_types.contains(name);
            if situation.major < 12 && !new && into.fails.is_none() {
                into.refuse_transaction();
            }
        }
        EnumChange::Rename { .. } => {}
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
        if matches!(change.kind, AttributeChangeKind::Type(_)) {
            refuse_held(situation, name, name, into);
        }
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
        AttributeChangeKind::Type(new) => {
            let change = TypeChange {
                data_type: new.data_type.clone(),
                collation: new.collation.clone(),
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
