//! What PostgreSQL refuses because of what is there, or is not.
//!
//! Measured in `tests/oracle/refused.sql`, but for what
//! `unmeasured.txt` of the oracle lists. Only what the catalog
//! knows is a reason; what nobody has said is taken for granted.

mod alter;
mod foreign_key;
mod mutable;
mod object;
mod query;
mod table;

use lockstep_syntax::tree::{
    Expression, FunctionCall, Ident, ObjectName, Statement, StatementKind, TypeName,
};

use super::names::{self, Named};
use super::{Effects, Situation};
use crate::catalog::{DataType, Name, Object, ObjectKind, builtin_since, is_plain_type, quote};
use crate::report::RelationKind;

pub(super) use alter::{alter, is_integer};
pub(super) use table::index;

const TABLES: &[RelationKind] = &[RelationKind::Table, RelationKind::PartitionedTable];
const TABLES_AND_FOREIGN: &[RelationKind] = &[
    RelationKind::Table,
    RelationKind::PartitionedTable,
    RelationKind::ForeignTable,
];
const INDEXABLE: &[RelationKind] = &[
    RelationKind::Table,
    RelationKind::PartitionedTable,
    RelationKind::MaterializedView,
];

/// Refuses a statement for what it names; [`alter()`] and [`index`] do so for
/// those that are written most.
pub(super) fn refuse(situation: Situation<'_>, statement: &Statement<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    match &statement.kind {
        StatementKind::CreateTable(create) => table::create(situation, create, into),
        StatementKind::CreateView(create) => query::view(situation, create, into),
        StatementKind::CreateTrigger(create) => object::trigger(situation, create, into),
        StatementKind::CreateFunction(create) => object::function(situation, create, into),
        StatementKind::CreatePolicy(create) => {
            let table = catalog.resolve(&create.table);
            names::exists(situation, &table, into);
            names::is_kind(situation, &table, TABLES, "a table", into);
            is_new_part(situation, ObjectKind::Policy, &table, &create.name, into);
        }
        StatementKind::CreateRule(create) => {
            let table = catalog.resolve(&create.table);
            names::exists(situation, &table, into);
            if catalog.kind(&table) == RelationKind::MaterializedView {
                into.fail("0A000", "materialized views have no rules");
            }
            if !create.or_replace {
                is_new_part(situation, ObjectKind::Rule, &table, &create.name, into);
            }
        }
        StatementKind::CreateSequence(create) => {
            let name = names::created_or_hides(situation, &create.name, create.temporary);
            names::missing_schema(situation, name.schema(), into);
            let found = names::look_up(situation, &name);
            let taken = matches!(found, Named::Relation(_) | Named::Index);
            if taken && create.if_not_exists {
                return;
            }
            names::is_free(situation, &name, into);
            owner(situation, &create.options, into);
        }
        StatementKind::CreateType(create) => object::create_type(situation, create, into),
        StatementKind::CreateDomain(create) => {
            is_new_type(situation, &names::created(situation, &create.name), into);
            if let Some(data_type) = &create.data_type {
                type_exists(situation, data_type, into);
            }
        }
        StatementKind::CreateSchema(create) => object::schema(situation, create, into),
        StatementKind::CreateExtension(create) => {
            let known = catalog.extensions.contains_key(&*create.name.value);
            if known && !create.if_not_exists {
                taken("42710", "extension", &create.name.value, into);
            }
        }
        StatementKind::CreateStatistics(create) => object::statistics(situation, create, into),
        StatementKind::Publication(it) => object::publication(situation, it, into),
        StatementKind::AlterObject(alter) => object::alter(situation, alter, into),
        StatementKind::Comment(comment) => object::reference(situation, &comment.object, into),
        StatementKind::Grant(grant) => {
            for object in &grant.objects {
                // `GRANT … ON name` says TABLE for views and sequences as well.
                object::named(situation, object, into);
            }
        }
        StatementKind::Update(update) => {
            let table = catalog.resolve(&update.table);
            columns_exist(situation, &table, &update.columns, into);
        }
        StatementKind::Insert(insert) => {
            let table = catalog.resolve(&insert.table);
            if catalog.kind(&table) == RelationKind::MaterializedView {
                into.fail("42809", format!("{table} is a materialized view"));
            }
        }
        StatementKind::Copy(copy) => {
            if let Some(table) = &copy.table {
                let table = catalog.resolve(table);
                names::exists(situation, &table, into);
                columns_exist(situation, &table, &copy.columns, into);
            }
        }
        StatementKind::Truncate(truncate) => {
            for (table, _) in &truncate.tables {
                let table = catalog.resolve(table);
                names::exists(situation, &table, into);
                names::is_kind(situation, &table, TABLES_AND_FOREIGN, "a table", into);
            }
        }
        StatementKind::Lock(lock) => {
            for (table, _) in &lock.tables {
                let table = catalog.resolve(table);
                names::exists(situation, &table, into);
                let kinds = [
                    RelationKind::Table,
                    RelationKind::PartitionedTable,
                    RelationKind::ForeignTable,
                    RelationKind::View,
                ];
                names::is_kind(situation, &table, &kinds, "a table or view", into);
            }
        }
        StatementKind::Refresh(refresh) => {
            let name = catalog.resolve(&refresh.name);
            if let Named::Relation(known) = names::look_up(situation, &name)
                && TABLES.contains(&known.kind)
                && known.origin != crate::catalog::Origin::Assumed
            {
                into.fail("0A000", format!("{name} is not a materialized view"));
            }
            let kinds = [RelationKind::MaterializedView];
            names::is_kind(situation, &name, &kinds, "a materialized view", into);
        }
        _ => {}
    }
}

/// Refuses what names something missing.
fn missing(sqlstate: &str, what: &str, name: impl std::fmt::Display, into: &mut Effects) {
    into.fail(sqlstate, format!("{what} {name} does not exist"));
}

/// Refuses what creates something a second time.
fn taken(sqlstate: &str, what: &str, name: impl std::fmt::Display, into: &mut Effects) {
    into.fail(sqlstate, format!("{what} {name} exists already"));
}

/// Refuses a trigger, policy, rule or constraint that a table has already.
fn is_new_part(
    situation: Situation<'_>,
    kind: ObjectKind,
    table: &Name,
    part: &Ident<'_>,
    into: &mut Effects,
) {
    if situation.catalog.has_part(kind, table, &part.value) == Some(true) {
        let object = Object::part(kind, table, &part.value);
        into.fail("42710", format!("{object} exists already"));
    }
}

/// Refuses a trigger, policy, rule or constraint that a table does not have.
fn has_part(
    situation: Situation<'_>,
    kind: ObjectKind,
    table: &Name,
    part: &Ident<'_>,
    into: &mut Effects,
) {
    if situation.catalog.has_part(kind, table, &part.value) == Some(false) {
        let object = Object::part(kind, table, &part.value);
        into.fail("42704", format!("{object} does not exist"));
    }
}

/// Refuses columns that a relation does not have.
fn columns_exist(
    situation: Situation<'_>,
    table: &Name,
    columns: &[Ident<'_>],
    into: &mut Effects,
) {
    for column in columns {
        if !names::is_system_column(&column.value) {
            names::has_column(situation, table, &column.value, into);
        }
    }
}

/// Refuses an expression on the rows of a table for the functions and types
/// that it names, and for its columns, but for those that the statement adds.
fn expression(
    situation: Situation<'_>,
    table: &Name,
    expression: &Expression<'_>,
    added: &[&str],
    into: &mut Effects,
) {
    calls_exist(situation, &expression.functions, into);
    for data_type in &expression.casts {
        type_exists(situation, data_type, into);
    }
    if expression.parsed && expression.tables.is_empty() {
        let columns = expression.columns.iter();
        let other = columns
            .filter(|column| !added.contains(&&*column.value) && column.value != table.name());
        for column in other {
            columns_exist(situation, table, std::slice::from_ref(column), into);
        }
    }
}

fn calls_exist(situation: Situation<'_>, calls: &[FunctionCall<'_>], into: &mut Effects) {
    for call in calls {
        let name = situation.catalog.resolve(&call.name);
        if situation.catalog.has_function(&name) == Some(false) {
            missing("42883", "function", &name, into);
        }
        let since = builtin_since(name.name());
        if !situation.catalog.functions.contains_key(&name)
            && let Some(since) = since.filter(|since| *since > situation.major)
        {
            into.fail(
                "42883",
                format!("{}() came with PostgreSQL {since}", name.name()),
            );
        }
    }
}

fn type_exists(situation: Situation<'_>, data_type: &TypeName<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let schema = data_type.schema.as_ref().map(|schema| &*schema.value);
    if schema.is_none() && is_plain_type(&data_type.name) {
        return;
    }
    let name = catalog.resolve_parts(schema, &data_type.name);
    if catalog.has_type(&name) == Some(false) {
        names::missing_schema(situation, name.schema(), into);
        missing("42704", "type", &name, into);
    }
}

/// Refuses the name of a type that is taken; a table has a type of its name.
fn is_new_type(situation: Situation<'_>, name: &Name, into: &mut Effects) {
    names::missing_schema(situation, name.schema(), into);
    let catalog = situation.catalog;
    if catalog.type_uses.contains_key(name) || catalog.relations.contains_key(name) {
        taken("42710", "type", name, into);
    }
}

/// Refuses columns that are listed twice.
fn once(columns: &[Ident<'_>], into: &mut Effects) {
    for (index, column) in columns.iter().enumerate() {
        if columns[..index].iter().any(|it| it.value == column.value) {
            let column = quote(&column.value);
            into.fail("42701", format!("{column} is listed twice"));
        }
    }
}

/// Refuses the column that a sequence is to belong to.
fn owner(
    situation: Situation<'_>,
    options: &[lockstep_syntax::tree::SequenceOption<'_>],
    into: &mut Effects,
) {
    use lockstep_syntax::tree::SequenceOptionKind;
    for option in options {
        if let SequenceOptionKind::OwnedBy(owner) = &option.kind {
            column_of(situation, owner, into);
        }
    }
}

/// Refuses `table.column` for either of them.
fn column_of(situation: Situation<'_>, written: &ObjectName<'_>, into: &mut Effects) {
    if let [.., table, column] = written.parts.as_slice() {
        let schema = written.parts.iter().rev().nth(2);
        let schema = schema.map(|schema| &*schema.value);
        let table = situation.catalog.resolve_parts(schema, &table.value);
        names::exists(situation, &table, into);
        names::has_column(situation, &table, &column.value, into);
    }
}

/// Whether an index of an access method finds an operator class for the type
/// of a column, as far as it is known that it does not.
fn has_class(
    situation: Situation<'_>,
    table: &Name,
    data_type: Option<&DataType>,
    method: &str,
) -> bool {
    let catalog = situation.catalog;
    // Extensions bring more of them; btree and hash have all that there are.
    let all = matches!(method, "btree" | "hash")
        || (catalog.lists_relations_of(table.schema()) && catalog.lacks_extensions());
    let Some(base) = data_type.and_then(|it| catalog.base_type(it)) else {
        return true;
    };
    let major = situation.major;
    !all || !catalog.knows_type(base) || catalog.default_class(base, method, major).is_some()
}

/// The type of a column, where it is known.
fn known_type<'c>(situation: Situation<'c>, table: &Name, column: &str) -> Option<&'c DataType> {
    let known = situation.catalog.relations.get(table)?;
    known.column(column)?.data_type.as_ref()
}

/// The same as a copy.
fn type_of(situation: Situation<'_>, table: &Name, column: &str) -> Option<DataType> {
    known_type(situation, table, column).cloned()
}
