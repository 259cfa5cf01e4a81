//! The names that PostgreSQL gives to what was given none.

use lockstep_syntax::tree::{
    ColumnConstraintKind, CreateIndex, Expression, IndexKey, ObjectName, Shape, TableConstraint,
    TableConstraintKind,
};

use super::{Catalog, Constraint, ConstraintKind, Index, Name, object_name};

/// The name of a constraint of a table, given or chosen by PostgreSQL.
///
/// Source: `ChooseConstraintName` in `src/backend/catalog/pg_constraint.c`,
/// `ChooseIndexName` in `src/backend/commands/indexcmds.c`.
#[must_use]
pub fn constraint_name(
    catalog: &Catalog,
    table: &Name,
    constraint: &TableConstraint<'_>,
    major: u8,
) -> String {
    if let Some(name) = &constraint.name {
        return name.value.to_string();
    }
    match &constraint.kind {
        TableConstraintKind::Check(expression) => {
            check_name(catalog, table, sole_column(expression))
        }
        TableConstraintKind::NotNull { column, .. } => not_null_name(catalog, table, &column.value),
        TableConstraintKind::ForeignKey { columns, .. } => {
            let columns: Vec<&str> = columns.iter().map(|column| &*column.value).collect();
            foreign_key_name(catalog, table, &columns, major)
        }
        TableConstraintKind::Unique(index) => {
            if let Some(name) = &index.using_index {
                return name.value.to_string();
            }
            let columns = index.columns.iter().chain(&index.include);
            unique_name(catalog, table, columns.map(|column| &*column.value))
        }
        TableConstraintKind::PrimaryKey(index) => match &index.using_index {
            Some(name) => name.value.to_string(),
            None => free_relation_name(catalog, table, "", "pkey"),
        },
        TableConstraintKind::Exclude(exclusion) => {
            let keys = exclusion.elements.iter().map(|(key, _)| key_name(key));
            let keys: Vec<String> = keys.collect();
            free_relation_name(catalog, table, &keys.join("_"), "excl")
        }
    }
}

/// The name of a constraint written with a column, when it was given none.
#[must_use]
pub fn column_constraint_name(
    catalog: &Catalog,
    table: &Name,
    column: &str,
    kind: &ColumnConstraintKind<'_>,
) -> Option<String> {
    Some(match kind {
        ColumnConstraintKind::Check { .. } => check_name(catalog, table, Some(column)),
        ColumnConstraintKind::NotNull => not_null_name(catalog, table, column),
        ColumnConstraintKind::Unique { .. } => unique_name(catalog, table, [column].into_iter()),
        ColumnConstraintKind::PrimaryKey { .. } => free_relation_name(catalog, table, "", "pkey"),
        ColumnConstraintKind::References(_) => free_constraint_name(catalog, table, column, "fkey"),
        _ => return None,
    })
}

/// `table_column_check`, or `table_check` for a condition on several columns.
#[must_use]
pub fn check_name(catalog: &Catalog, table: &Name, column: Option<&str>) -> String {
    free_constraint_name(catalog, table, column.unwrap_or_default(), "check")
}

/// `table_column_not_null`, the name that PostgreSQL 18 gives.
#[must_use]
pub fn not_null_name(catalog: &Catalog, table: &Name, column: &str) -> String {
    free_constraint_name(catalog, table, column, "not_null")
}

/// `table_columns_fkey`; PostgreSQL 11 named it after the first column alone.
#[must_use]
pub fn foreign_key_name(catalog: &Catalog, table: &Name, columns: &[&str], major: u8) -> String {
    let columns = if major < 12 {
        columns.first().copied().unwrap_or_default().to_owned()
    } else {
        columns.join("_")
    };
    free_constraint_name(catalog, table, &columns, "fkey")
}

/// The name under which a partition gets a foreign key of its parent: the same,
/// or where that is taken `table_columns_fkey`, from PostgreSQL 18 on `name_1`.
///
/// Source: `addFkConstraint` in `src/backend/commands/tablecmds.c`.
#[must_use]
pub fn copied_foreign_key_name(
    catalog: &Catalog,
    table: &Name,
    foreign_key: &Constraint,
    major: u8,
) -> String {
    if catalog.constraint(table, &foreign_key.name).is_none() {
        return foreign_key.name.clone();
    }
    if major < 18 {
        let columns = foreign_key.kind.columns().iter();
        let columns: Vec<&str> = columns.map(String::as_str).collect();
        return foreign_key_name(catalog, table, &columns, major);
    }
    numbered("", |label| {
        let name = object_name(&foreign_key.name, "", label);
        let taken = catalog.relations.iter().any(|(neighbour, known)| {
            neighbour.schema() == table.schema()
                && known.constraints.iter().any(|it| it.name == name)
        });
        (!taken).then_some(name)
    })
}

/// `table_columns_key`.
pub fn unique_name<'n>(
    catalog: &Catalog,
    table: &Name,
    columns: impl Iterator<Item = &'n str>,
) -> String {
    let columns: Vec<&str> = columns.collect();
    free_relation_name(catalog, table, &columns.join("_"), "key")
}

/// The name of an index, given or chosen by PostgreSQL, in its table's schema.
#[must_use]
pub fn index_name(catalog: &Catalog, table: &Name, index: &CreateIndex<'_>) -> Name {
    if let Some(name) = &index.name {
        return table.sibling(name.value.as_ref());
    }
    let keys = index.keys.iter().map(key_name);
    let include = index.include.iter().map(|column| column.value.to_string());
    let columns = each_once(keys.chain(include));
    table.sibling(free_relation_name(catalog, table, &columns, "idx"))
}

/// Names of columns in one, those that come again with a number.
///
/// Source: `ChooseIndexColumnNames` in `src/backend/commands/indexcmds.c`.
fn each_once(names: impl Iterator<Item = String>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in names {
        let mut unique = part.clone();
        let mut number = 0;
        while parts.contains(&unique) {
            number += 1;
            unique = format!("{part}{number}");
        }
        parts.push(unique);
    }
    parts.join("_")
}

/// What an index key contributes to the index's name.
///
/// Source: `FigureIndexColname` in `src/backend/parser/parse_target.c`.
fn key_name(key: &IndexKey<'_>) -> String {
    match (&key.column, &key.expression.shape) {
        (Some(column), _) | (None, Shape::Column(column)) => column.value.to_string(),
        (None, Shape::Call) => key
            .expression
            .functions
            .first()
            .map_or_else(|| "expr".to_owned(), |call| call.name.name().to_owned()),
        _ => "expr".to_owned(),
    }
}

/// The only column that an expression names.
fn sole_column<'e>(expression: &'e Expression<'_>) -> Option<&'e str> {
    match expression.columns.as_slice() {
        [column] => Some(&column.value),
        _ => None,
    }
}

fn free_constraint_name(catalog: &Catalog, table: &Name, columns: &str, label: &str) -> String {
    numbered(label, |label| {
        let name = object_name(table.name(), columns, label);
        catalog.constraint(table, &name).is_none().then_some(name)
    })
}

/// A free name for a relation or an index beside another: `name_label`.
#[must_use]
pub fn beside_name(catalog: &Catalog, relation: &Name, label: &str) -> String {
    free_relation_name(catalog, relation, "", label)
}

/// A free name for a constraint beside another of its table: `name_new`.
#[must_use]
pub fn constraint_beside(catalog: &Catalog, table: &Name, constraint: &str) -> String {
    numbered("new", |label| {
        let name = object_name(constraint, "", label);
        catalog.constraint(table, &name).is_none().then_some(name)
    })
}

/// `table_columns_label`, with a number where something has that name already.
#[must_use]
pub fn free_relation_name(catalog: &Catalog, table: &Name, columns: &str, label: &str) -> String {
    numbered(label, |label| {
        let name = object_name(table.name(), columns, label);
        let taken = table.sibling(name.as_str());
        let free = !catalog.indexes.contains_key(&taken) && !catalog.relations.contains_key(&taken);
        free.then_some(name)
    })
}

/// The first of `label`, `label1`, `label2`, … that is free.
fn numbered(label: &str, free: impl Fn(&str) -> Option<String>) -> String {
    let mut number = 0_u32;
    let mut candidate = label.to_owned();
    loop {
        if let Some(name) = free(&candidate) {
            return name;
        }
        number += 1;
        candidate = format!("{label}{number}");
    }
}

/// The name of the index that a new partition gets for one of its parent's.
#[must_use]
pub fn partition_index_name(
    catalog: &Catalog,
    parent: &Name,
    index_name: &Name,
    index: &Index,
    partition: &Name,
) -> Name {
    let constraint = catalog.constraint(parent, index_name.name());
    let keys = (0..index.columns.len()).map(|key| index.key_name(key).to_owned());
    let columns = each_once(keys.chain(index.include.iter().cloned()));
    let (columns, label) = match constraint.map(|constraint| &constraint.kind) {
        Some(ConstraintKind::PrimaryKey { .. }) => ("", "pkey"),
        Some(ConstraintKind::Exclude) => ("", "excl"),
        Some(_) => (columns.as_str(), "key"),
        None => (columns.as_str(), "idx"),
    };
    partition.sibling(free_relation_name(catalog, partition, columns, label))
}

/// The names that a change of a column's type gives to the indexes of
/// partitions: the index of the parent is made again, and with it theirs, as
/// if they had never had a name.
///
/// Source: `ATPostAlterTypeCleanup` in `src/backend/commands/tablecmds.c`.
#[must_use]
pub fn remade(catalog: &Catalog, tables: &[Name], column: &str) -> Vec<(Name, Name)> {
    let all = tables.iter().flat_map(|table| catalog.indexes_of(table));
    let affected: Vec<(&Name, &Index)> = all
        .filter(|(_, index)| index.uses.uses_column(&index.table, column) == Some(true))
        .collect();
    if affected.iter().all(|(_, index)| index.parent.is_none()) {
        return Vec::new();
    }
    let mut left = catalog.clone();
    for (name, _) in &affected {
        left.indexes.remove(name);
    }
    let mut named = Vec::new();
    for (name, index) in affected {
        let above = index.parent.as_ref();
        if let Some((parent, model)) = above.and_then(|it| catalog.indexes.get_key_value(it)) {
            let new = partition_index_name(&left, &model.table, parent, model, &index.table);
            left.indexes.insert(new.clone(), index.clone());
            named.push((name.clone(), new));
        }
    }
    named
}

/// The sequence of a serial or identity column: `table_column_seq`.
#[must_use]
pub fn sequence_name(catalog: &Catalog, table: &Name, column: &str) -> Name {
    table.sibling(free_relation_name(catalog, table, column, "seq"))
}

/// A written name as the user wrote it, in canonical quoting.
#[must_use]
pub fn written(name: &ObjectName<'_>) -> String {
    name.parts
        .iter()
        .map(|part| super::quote(&part.value).into_owned())
        .collect::<Vec<_>>()
        .join(".")
}
