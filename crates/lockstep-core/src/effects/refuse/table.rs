//! Tables and indexes that are created.

use lockstep_syntax::tree::{
    ColumnConstraintKind, ColumnDefinition, CreateIndex, CreateTable, GeneratedStorage, Ident,
    TableConstraint, TableConstraintKind,
};

use super::super::moment::Pass;
use super::super::names::{self, Named};
use super::super::{Effects, Situation, create_table};
use super::{
    INDEXABLE, calls_exist, expression, foreign_key, has_class, known_type, missing, mutable, once,
    query, taken, type_exists, type_of,
};
use crate::catalog::{DataType, Name, quote};
use crate::report::RelationKind;

/// What a statement adds to a table, or makes a table of.
pub(super) struct Added<'a> {
    /// The table.
    pub(super) table: &'a Name,
    /// The table is created, so that nothing else is in it.
    pub(super) whole: bool,
    /// Without the tables below.
    pub(super) only: bool,
    /// Its new columns.
    pub(super) columns: Vec<&'a ColumnDefinition<'a>>,
}

impl Added<'_> {
    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|it| &*it.name.value).collect()
    }

    pub(super) fn type_of(&self, situation: Situation<'_>, column: &str) -> Option<DataType> {
        let added = self.columns.iter().find(|it| it.name.value == column);
        match added {
            Some(added) => {
                let data_type = added.data_type.as_ref()?;
                Some(situation.catalog.data_type(data_type))
            }
            None => type_of(situation, self.table, column),
        }
    }

    /// Whether a column is generated when it is read.
    fn is_virtual(&self, situation: Situation<'_>, column: &str) -> bool {
        let added = self.columns.iter().find(|it| it.name.value == column);
        let Some(added) = added else {
            let known = situation.catalog.relations.get(self.table);
            let column = known.and_then(|known| known.column(column));
            return column.is_some_and(|it| it.generated == Some(GeneratedStorage::Virtual));
        };
        // Without a word 18 takes it for one.
        let is = |storage: Option<GeneratedStorage>| {
            storage == Some(GeneratedStorage::Virtual)
                || (storage.is_none() && situation.major >= 18)
        };
        added.constraints.iter().any(
            |it| matches!(it.kind, ColumnConstraintKind::Generated { storage, .. } if is(storage)),
        )
    }

    /// Refuses a column of a key of which the table holds no values.
    ///
    /// Source: `DefineIndex` in `src/backend/commands/indexcmds.c`.
    fn is_stored(&self, situation: Situation<'_>, column: &str, into: &mut Effects) {
        if self.is_virtual(situation, column) {
            into.fail(
                "0A000",
                format!(
                    "{} is VIRTUAL, and no key can be made of that",
                    quote(column)
                ),
            );
        }
    }

    /// Refuses a column that is neither there nor added.
    fn has(&self, situation: Situation<'_>, column: &Ident<'_>, into: &mut Effects) {
        let name = &*column.value;
        if self.columns.iter().any(|it| it.name.value == name) {
            return;
        }
        if names::is_system_column(name) {
            into.fail("0A000", format!("{name} is a system column"));
        } else if self.whole {
            missing("42703", "column", quote(name), into);
        } else {
            names::has_column(situation, self.table, name, into);
        }
    }
}

pub(super) fn create(situation: Situation<'_>, create: &CreateTable<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let name = names::created_or_hides(situation, &create.name, create.temporary);
    // A query is read before anything else is looked up.
    for read in create.as_query.iter().flat_map(|it| &it.query.reads) {
        names::exists(situation, &catalog.resolve(read), into);
    }
    if let Some(stored) = &create.as_query {
        query::selects_columns(situation, &stored.query, &stored.output, into);
    }
    let existing = !matches!(
        names::look_up(situation, &name),
        Named::Nothing | Named::Unknown
    );
    names::missing_schema(situation, name.schema(), into);
    if existing && create.if_not_exists {
        return;
    }
    // Measured: from 14 on the name is looked up before the columns.
    if create.as_query.is_some() && situation.major >= 14 {
        names::is_free(situation, &name, into);
    }
    if let Some(query) = create
        .as_query
        .as_ref()
        .filter(|it| it.query.twice.is_none())
    {
        query::outputs_once(&query.columns, &query.output, into);
    }
    // `transformCreateStmt` looks at keys, `MergeAttributes` at parents, both
    // before the name is looked up.
    let in_columns = create.columns.iter().flat_map(|it| &it.constraints);
    let in_columns =
        in_columns.filter(|it| matches!(it.kind, ColumnConstraintKind::PrimaryKey { .. }));
    let apart = create.constraints.iter();
    let apart = apart.filter(|it| matches!(it.kind, TableConstraintKind::PrimaryKey(_)));
    if in_columns.count() + apart.count() > 1 {
        into.fail("42P16", format!("{name} has two primary keys"));
    }
    let likes = create.like.iter().map(|like| &like.source);
    let partitioned = create.partition_of.iter().map(|of| &of.parent);
    for written in likes.chain(&create.inherits).chain(partitioned) {
        names::exists(situation, &catalog.resolve(written), into);
    }
    if let Some(of) = &create.partition_of {
        let parent = catalog.resolve(&of.parent);
        if let Named::Relation(known) = names::look_up(situation, &parent)
            && known.origin != crate::catalog::Origin::Assumed
            && known.kind == RelationKind::Table
        {
            into.fail("42P17", format!("{parent} is not partitioned"));
        }
    }
    if let Some(of) = &create.of_type {
        let of = catalog.resolve(of);
        if catalog.has_type(&of) == Some(false) {
            missing("42704", "type", &of, into);
        }
    }
    create_table::refuse_inherited(situation, create, into);
    let columns: Vec<&ColumnDefinition<'_>> = create.columns.iter().collect();
    for (index, column) in columns.iter().enumerate() {
        if columns[..index]
            .iter()
            .any(|it| it.name.value == column.name.value)
        {
            let column = quote(&column.name.value);
            into.fail("42701", format!("{column} is listed twice"));
        }
    }
    for data_type in columns.iter().filter_map(|it| it.data_type.as_ref()) {
        type_exists(situation, data_type, into);
    }
    names::is_free(situation, &name, into);
    if catalog.type_uses.contains_key(&name) {
        taken("42710", "type", &name, into);
    }
    let whole = create.like.is_empty()
        && create.inherits.is_empty()
        && create.partition_of.is_none()
        && create.of_type.is_none()
        && create.as_query.is_none();
    let added = Added {
        table: &name,
        whole,
        only: false,
        columns,
    };
    for column in &create.columns {
        add_column(situation, &added, column, into);
    }
    for constraint in &create.constraints {
        add_constraint(situation, &added, constraint, into);
    }
    if !whole {
        return;
    }
    for key in create.partition_by.iter().flat_map(|by| &by.keys) {
        if let Some(column) = &key.column {
            added.has(situation, column, into);
        } else {
            let types = |column: &str| added.type_of(situation, column);
            let expression = &key.expression;
            mutable::refuse(situation, &types, expression, "a partition key", into);
        }
    }
}

/// Refuses a column of a table; the number of primary keys in it.
pub(super) fn add_column(
    situation: Situation<'_>,
    added: &Added<'_>,
    column: &ColumnDefinition<'_>,
    into: &mut Effects,
) -> usize {
    let name = &*column.name.value;
    if names::is_system_column(name) {
        into.fail("42701", format!("{name} is a system column"));
    }
    if let Some(data_type) = &column.data_type {
        let moment = into.moment;
        if situation.major < 13 {
            into.pass(Pass::Transform);
        }
        type_exists(situation, data_type, into);
        into.moment = moment;
    }
    let mut keys = 0;
    let moment = into.moment;
    for constraint in &column.constraints {
        match &constraint.kind {
            ColumnConstraintKind::PrimaryKey { .. } | ColumnConstraintKind::Unique { .. } => {
                let key = matches!(constraint.kind, ColumnConstraintKind::PrimaryKey { .. });
                keys += usize::from(key);
                into.pass(Pass::Index);
                is_ordered(situation, added, name, "btree", into);
                added.is_stored(situation, name, into);
            }
            ColumnConstraintKind::Default(default) => {
                calls_exist(situation, &default.functions, into);
            }
            ColumnConstraintKind::Generated { expression, .. } => {
                let types = |column: &str| added.type_of(situation, column);
                let what = "the expression of a generated column";
                mutable::refuse(situation, &types, expression, what, into);
            }
            ColumnConstraintKind::Check(check) => {
                into.pass(Pass::Constraint);
                check_columns(situation, added, check, &added.names(), into);
            }
            ColumnConstraintKind::References(target) => {
                let itself = situation.catalog.resolve(&target.table) == *added.table;
                if !itself {
                    into.pass(Pass::foreign_key(situation.major));
                    let own = [(name, added.type_of(situation, name))];
                    foreign_key::refuse(situation, &own, target, into);
                } else if !added.whole {
                    into.pass(Pass::foreign_key(situation.major));
                    foreign_key::target(situation, target, into);
                }
            }
            _ => {}
        }
        into.moment = moment;
    }
    keys
}

fn check_columns(
    situation: Situation<'_>,
    added: &Added<'_>,
    check: &lockstep_syntax::tree::Expression<'_>,
    names: &[&str],
    into: &mut Effects,
) {
    expression(situation, added.table, check, names, into);
    if added.whole && check.parsed {
        for column in &check.columns {
            let system = names::is_system_column(&column.value);
            if !system && column.value != added.table.name() {
                added.has(situation, column, into);
            }
        }
    }
}

/// Refuses a constraint of a table; one for a primary key.
pub(super) fn add_constraint(
    situation: Situation<'_>,
    added: &Added<'_>,
    constraint: &TableConstraint<'_>,
    into: &mut Effects,
) -> usize {
    match &constraint.kind {
        TableConstraintKind::Check(check) => {
            check_columns(situation, added, check, &added.names(), into);
        }
        TableConstraintKind::NotNull { column, .. } => added.has(situation, column, into),
        TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => {
            for column in index.columns.iter().chain(&index.include) {
                added.has(situation, column, into);
            }
            let moment = into.pass(Pass::definition(situation.major));
            once(&index.columns, into);
            into.moment = moment;
            for column in &index.columns {
                is_ordered(situation, added, &column.value, "btree", into);
                added.is_stored(situation, &column.value, into);
            }
            return usize::from(matches!(
                constraint.kind,
                TableConstraintKind::PrimaryKey(_)
            ));
        }
        TableConstraintKind::Exclude(exclusion) => {
            let keys = exclusion.elements.iter().map(|(key, _)| &key.column);
            let moment = into.pass(Pass::Index);
            for column in keys.flatten().chain(&exclusion.include) {
                added.has(situation, column, into);
            }
            let method = exclusion.method.as_ref().map_or("btree", |it| &*it.value);
            let types = |column: &str| added.type_of(situation, column);
            for (key, _) in exclusion
                .elements
                .iter()
                .filter(|(key, _)| key.column.is_none())
            {
                let expression = &key.expression;
                mutable::refuse(situation, &types, expression, "an index expression", into);
            }
            // Extensions bring what GiST and its like compare most often, and
            // equality alone is the same from both sides.
            let own = matches!(method, "btree" | "hash");
            for (key, operator) in exclusion.elements.iter().filter(|_| own) {
                if let (Some(column), None) = (&key.column, &key.operator_class) {
                    is_ordered(situation, added, &column.value, method, into);
                }
                if matches!(*operator, "<>" | "!=" | "<" | "<=" | ">" | ">=") {
                    let reason = format!("{operator} does not exclude rows by {method}");
                    into.fail("42809", reason);
                }
            }
            into.moment = moment;
        }
        TableConstraintKind::ForeignKey {
            columns, target, ..
        } => {
            let itself = situation.catalog.resolve(&target.table) == *added.table;
            if !itself || !added.whole {
                foreign_key::target(situation, target, into);
            }
            for column in columns {
                added.has(situation, column, into);
            }
            if !itself || !added.whole {
                let own: Vec<_> = columns
                    .iter()
                    .map(|column| (&*column.value, added.type_of(situation, &column.value)))
                    .collect();
                foreign_key::refuse(situation, &own, target, into);
            }
        }
    }
    0
}

/// Refuses a column whose type an index of this kind cannot hold.
fn is_ordered(
    situation: Situation<'_>,
    added: &Added<'_>,
    column: &str,
    method: &str,
    into: &mut Effects,
) {
    let data_type = added.type_of(situation, column);
    if !has_class(situation, added.table, data_type.as_ref(), method) {
        let column = quote(column);
        into.fail(
            "42704",
            format!("the type of {column} has no default operator class for {method}"),
        );
    }
}

/// Refuses an index for what it names.
pub(in crate::effects) fn index(
    situation: Situation<'_>,
    create: &CreateIndex<'_>,
    table: &Name,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    names::exists(situation, table, into);
    names::is_kind(situation, table, INDEXABLE, "a table", into);
    let keys = create.keys.iter().filter(|key| key.column.is_none());
    let expressions = keys.map(|key| &key.expression);
    for key in create.predicate.iter().chain(expressions) {
        expression(situation, table, key, &[], into);
    }
    if catalog.is_partitioned(table) {
        not_partitioned(situation, table, create, into);
    }
    method_allows(situation, create, into);
    let types = |column: &str| type_of(situation, table, column);
    if let Some(predicate) = &create.predicate {
        mutable::refuse(situation, &types, predicate, "an index predicate", into);
    }
    for key in &create.keys {
        let worked_out;
        let data_type = if let Some(column) = &key.column {
            if names::is_system_column(&column.value) {
                into.fail("0A000", format!("{} is a system column", column.value));
            }
            names::has_column(situation, table, &column.value, into);
            known_type(situation, table, &column.value)
        } else {
            let expression = &key.expression;
            mutable::refuse(situation, &types, expression, "an index expression", into);
            worked_out = mutable::type_of(situation, &types, expression);
            worked_out.as_ref()
        };
        let method = &create.method;
        if key.operator_class.is_none() && !has_class(situation, table, data_type, method) {
            let key = key.expression.span.of(situation.text);
            let reason = format!("the type of {key} has no default operator class for {method}");
            into.fail("42704", reason);
        }
    }
    for column in &create.include {
        names::has_column(situation, table, &column.value, into);
    }
}

/// What an index of a partitioned table cannot be.
fn not_partitioned(
    situation: Situation<'_>,
    table: &Name,
    create: &CreateIndex<'_>,
    into: &mut Effects,
) {
    if create.concurrently {
        into.fail(
            "0A000",
            format!("{table} is partitioned: its index cannot be created concurrently"),
        );
    }
    let tablespace = create
        .storage
        .as_ref()
        .and_then(|it| it.tablespace.as_ref());
    if tablespace.is_some_and(|it| it.value == "pg_default") && situation.major >= 12 {
        into.fail(
            "0A000",
            "a partitioned index is not put into the default tablespace",
        );
    }
}

/// What an access method does not support.
///
/// Source: `DefineIndex` in `src/backend/commands/indexcmds.c`, the handler of
/// each method for what it can, `src/backend/access/common/reloptions.c`.
fn method_allows(situation: Situation<'_>, create: &CreateIndex<'_>, into: &mut Effects) {
    let major = situation.major;
    let method = &*create.method;
    let (includes, options): (bool, &[&str]) = match method {
        "btree" => (
            true,
            &[
                "fillfactor",
                "deduplicate_items",
                "vacuum_cleanup_index_scale_factor",
            ],
        ),
        "hash" => (false, &["fillfactor"]),
        "gist" => (major >= 12, &["fillfactor", "buffering"]),
        "spgist" => (major >= 14, &["fillfactor"]),
        "gin" => (false, &["fastupdate", "gin_pending_list_limit"]),
        "brin" => (false, &["pages_per_range", "autosummarize"]),
        _ => return,
    };
    let mut refuse = |what: &str| into.fail("0A000", format!("{method} does not support {what}"));
    if create.unique && method != "btree" {
        refuse("unique indexes");
    }
    if !create.include.is_empty() && !includes {
        refuse("INCLUDE");
    }
    if create.keys.len() > 1 && matches!(method, "hash" | "spgist") {
        refuse("indexes of several columns");
    }
    let parameters = create.storage.iter().flat_map(|it| &it.parameters);
    for name in parameters.map(|it| &*it.name.value) {
        if !options.contains(&name) || (name == "deduplicate_items" && major < 13) {
            into.fail("22023", format!("{method} has no parameter {name}"));
        }
    }
}
