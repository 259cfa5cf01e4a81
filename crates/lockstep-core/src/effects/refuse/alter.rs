//! What `ALTER TABLE` is refused for.

use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, AlterTable, ColumnChange, ColumnConstraintKind, Ident,
    RelationWord, ReplicaIdentity, TableConstraint, TableConstraintKind, TriggerChoice,
};

use super::super::moment::{Moment, Pass};
use super::super::names::{self, Named};
use super::super::{Effects, Situation, index};
use super::table::{Added, add_column, add_constraint};
use super::{calls_exist, has_part, is_new_part, owner, type_exists};
use crate::catalog::{
    Catalog, Column, ConstraintKind, DataType, Name, ObjectKind, Relation, quote,
};
use crate::report::RelationKind;

/// `left` is the schema without what the statement drops first.
pub(in crate::effects) fn alter(
    situation: Situation<'_>,
    alter: &AlterTable<'_>,
    name: &Name,
    left: Option<&Catalog>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let renames = alter
        .actions
        .iter()
        .all(|action| matches!(action.kind, AlterActionKind::Rename(_)));
    let (kinds, what): (&[RelationKind], _) = match alter.object {
        RelationWord::View => (&[RelationKind::View], "a view"),
        RelationWord::MaterializedView => {
            (&[RelationKind::MaterializedView], "a materialized view")
        }
        RelationWord::Sequence => (&[RelationKind::Sequence], "a sequence"),
        RelationWord::ForeignTable => (&[RelationKind::ForeignTable], "a foreign table"),
        // Measured: any relation can be renamed as an index.
        RelationWord::Index if !renames => (
            &[RelationKind::Index, RelationKind::PartitionedIndex],
            "an index",
        ),
        RelationWord::Index | RelationWord::Table => (&[], ""),
    };
    match names::look_up(situation, name) {
        Named::Nothing if alter.if_exists => return,
        Named::Nothing => return names::missing_relation(situation, name, into),
        _ if kinds.is_empty() => {}
        _ => names::is_kind(situation, name, kinds, what, into),
    }
    if alter.object == RelationWord::Table {
        kind_allows(catalog.relations.get(name), alter, name, into);
    }
    let columns = alter
        .actions
        .iter()
        .filter_map(|action| match &action.kind {
            AlterActionKind::AddColumn { column, .. } => Some(&**column),
            _ => None,
        });
    let added = Added {
        table: name,
        whole: false,
        only: alter.only,
        columns: columns.collect(),
    };
    for (index, action) in alter.actions.iter().enumerate() {
        into.moment = Moment::of(index, action, situation.major);
        if dropped_first(index, &alter.actions, into.moment) {
            into.fail("42703", "the statement drops the column first");
        }
        let seen = into.moment.seen(situation, left);
        refuse(seen, &added, action, &alter.actions[..index], into);
        if let AlterActionKind::RenameColumn { from, .. } = &action.kind {
            let below = !catalog.descendants(name).is_empty();
            let known = catalog.relations.get(name);
            let has = known.is_some_and(|known| known.column(&from.value).is_some());
            if alter.only && below && has {
                into.fail("42P16", "the children's columns have to be renamed, too");
            }
        }
    }
    into.moment = Moment::default();
}

/// Whether the column of an action is gone when PostgreSQL comes to it.
fn dropped_first(index: usize, all: &[AlterAction<'_>], moment: Moment) -> bool {
    let (name, drops) = match &all[index].kind {
        AlterActionKind::AlterColumn { name, change } => {
            let drops = matches!(
                change,
                ColumnChange::DropDefault
                    | ColumnChange::DropNotNull
                    | ColumnChange::DropIdentity { .. }
                    | ColumnChange::DropExpression { .. }
            );
            (name, drops)
        }
        AlterActionKind::DropColumn {
            name,
            if_exists: false,
            ..
        } => (name, true),
        _ => return false,
    };
    // All that is dropped is dropped in the order of the text.
    let before = if drops { &all[..index] } else { all };
    let adds = |it: &AlterAction<'_>| matches!(&it.kind, AlterActionKind::AddColumn { column, .. } if column.name.value == name.value);
    before.iter().any(|it| {
        matches!(&it.kind, AlterActionKind::DropColumn { name: gone, .. } if gone.value == name.value)
    }) && !(moment.sees_new_columns() && all.iter().any(adds))
}

/// Sequences and composite types can only be renamed and moved.
fn kind_allows(
    relation: Option<&Relation>,
    alter: &AlterTable<'_>,
    name: &Name,
    into: &mut Effects,
) {
    let Some(kind) = relation.map(|relation| relation.kind) else {
        return;
    };
    let moves = alter.actions.iter().all(|action| {
        matches!(
            action.kind,
            AlterActionKind::Rename(_)
                | AlterActionKind::SetSchema(_)
                | AlterActionKind::Owner(_)
                | AlterActionKind::SetLogged
                | AlterActionKind::SetUnlogged
        )
    });
    if kind == RelationKind::CompositeType {
        into.fail("42809", format!("{name} is a composite type"));
    } else if kind == RelationKind::Sequence && !moves {
        into.fail("42809", format!("{name} is a sequence"));
    }
}

fn refuse(
    situation: Situation<'_>,
    added: &Added<'_>,
    action: &AlterAction<'_>,
    before: &[AlterAction<'_>],
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let table = added.table;
    let known = catalog.relations.get(table);
    // A view is refused for what it is, whatever is missing.
    let view = known.is_some_and(|it| is_view(it.kind));
    let of_views = match action.kind {
        AlterActionKind::Rename(_)
        | AlterActionKind::RenameColumn { .. }
        | AlterActionKind::SetSchema(_)
        | AlterActionKind::ClusterOn(_) => true,
        AlterActionKind::ReplicaIdentity(_) => {
            catalog.kind(table) == RelationKind::MaterializedView
        }
        _ => false,
    };
    if view && !of_views {
        return;
    }
    match &action.kind {
        AlterActionKind::AddColumn {
            column,
            if_not_exists,
        } => {
            let name = &column.name;
            let twice = before.iter().any(|it| {
                matches!(&it.kind, AlterActionKind::AddColumn { column, .. } if column.name.value == name.value)
            });
            if known.is_some_and(|known| known.is_partition) {
                into.fail(
                    "42809",
                    format!("{table} is a partition: add the column to its parent"),
                );
            }
            if twice && !if_not_exists {
                let name = quote(&name.value);
                into.fail("42701", format!("{name} is added twice"));
            }
            if catalog.has_column(table, &name.value) == Some(true) {
                // Until 12 its definition is looked through all the same.
                if *if_not_exists && situation.major >= 13 {
                    return;
                }
                if !if_not_exists {
                    let name = quote(&name.value);
                    into.fail("42701", format!("column {name} of {table} exists already"));
                }
            }
            if add_column(situation, added, column, into) > 0 {
                second_key(situation, table, before, into);
            }
        }
        AlterActionKind::AlterColumn { name, change } => {
            alter_column(situation, added, name, change, before, into);
        }
        AlterActionKind::AddConstraint(constraint) => {
            add(situation, added, constraint, before, into);
        }
        AlterActionKind::ValidateConstraint(name) => {
            has_part(situation, ObjectKind::Constraint, table, name, into);
            if catalog
                .constraint(table, &name.value)
                .is_some_and(|it| it.kind.has_index())
            {
                into.fail("42809", format!("{} is always valid", name.value));
            }
        }
        AlterActionKind::AlterConstraint { name, .. } => {
            has_part(situation, ObjectKind::Constraint, table, name, into);
        }
        AlterActionKind::Rename(to) => {
            names::is_free(situation, &table.sibling(&*to.value), into);
        }
        AlterActionKind::SetSchema(schema) => {
            // `AlterTableNamespace` in `src/backend/commands/tablecmds.c`.
            let known = situation.catalog.relations.get(table);
            if known.is_some_and(|it| it.kind == RelationKind::Sequence && it.owned_by.is_some()) {
                into.fail(
                    "0A000",
                    format!("{table} moves with the table that owns it"),
                );
            }
            names::missing_schema(situation, &schema.value, into);
            let to = Name::new(&*schema.value, table.name());
            if to != *table {
                names::is_free(situation, &to, into);
            }
        }
        AlterActionKind::RenameColumn { from, to } => {
            rename_column(situation, table, (from, to), added.only, into);
        }
        AlterActionKind::RenameConstraint { from, to } => {
            has_part(situation, ObjectKind::Constraint, table, from, into);
            is_new_part(situation, ObjectKind::Constraint, table, to, into);
        }
        AlterActionKind::ClusterOn(index)
        | AlterActionKind::ReplicaIdentity(ReplicaIdentity::Index(index)) => {
            let replica = matches!(action.kind, AlterActionKind::ReplicaIdentity(_));
            of_index(situation, table, index, replica, into);
        }
        AlterActionKind::Trigger {
            which: TriggerChoice::Named(name),
            ..
        } => has_part(situation, ObjectKind::Trigger, table, name, into),
        AlterActionKind::Rule { name, .. } => {
            has_part(situation, ObjectKind::Rule, table, name, into);
        }
        AlterActionKind::SetLogged | AlterActionKind::SetUnlogged => {
            let unlogged = matches!(action.kind, AlterActionKind::SetUnlogged);
            let moment = into.pass(Pass::Prepare);
            change_persistence(situation, table, unlogged, into);
            into.moment = moment;
        }
        AlterActionKind::DropConstraint {
            name,
            if_exists: false,
            ..
        } if drops(before, &name.value) => {
            super::missing("42704", "constraint", &name.value, into);
        }
        AlterActionKind::NotOf
            if known.is_some_and(|known| known.complete && known.of_type.is_none()) =>
        {
            into.fail("42809", format!("{table} is not a typed table"));
        }
        AlterActionKind::Sequence(options) => owner(situation, options, into),
        _ => {}
    }
}

/// Whether one of the actions drops a constraint of this name.
fn drops(actions: &[AlterAction<'_>], name: &str) -> bool {
    actions.iter().any(|it| {
        matches!(&it.kind, AlterActionKind::DropConstraint { name: gone, .. } if gone.value == name)
    })
}

fn is_view(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::View | RelationKind::MaterializedView)
}

/// Neither can a logged table reference an unlogged one, nor are the rows of
/// one published that is not logged.
///
/// Source: `ATPrepChangePersistence` in `src/backend/commands/tablecmds.c`.
fn change_persistence(situation: Situation<'_>, table: &Name, unlogged: bool, into: &mut Effects) {
    let catalog = situation.catalog;
    let Some(known) = catalog.relations.get(table) else {
        return;
    };
    if known.unlogged != Some(!unlogged) {
        return;
    }
    let is_unlogged = |name: &Name| catalog.relations.get(name).and_then(|it| it.unlogged);
    if !unlogged {
        let mut referenced = known.constraints.iter().filter_map(|it| it.references());
        if let Some(other) = referenced.find(|it| *it != table && is_unlogged(it) == Some(true)) {
            into.fail(
                "42P16",
                format!("{table} references {other}, which is unlogged"),
            );
        }
        return;
    }
    let mut published = catalog.publications.values().flat_map(|it| &it.tables);
    if published.any(|(name, _)| name == table) {
        into.fail("55000", format!("{table} is published"));
    }
    let mut references = catalog.foreign_keys_to(table).map(|(name, _)| name);
    if let Some(other) = references.find(|it| *it != table && is_unlogged(it) == Some(false)) {
        into.fail("42P16", format!("{other} references {table} and is logged"));
    }
}

fn second_key(
    situation: Situation<'_>,
    table: &Name,
    before: &[AlterAction<'_>],
    into: &mut Effects,
) {
    let is_key = |it: &AlterAction<'_>| match &it.kind {
        AlterActionKind::AddConstraint(it) => matches!(it.kind, TableConstraintKind::PrimaryKey(_)),
        AlterActionKind::AddColumn { column, .. } => column
            .constraints
            .iter()
            .any(|it| matches!(it.kind, ColumnConstraintKind::PrimaryKey { .. })),
        _ => false,
    };
    if before.iter().any(is_key) {
        let pass = if situation.major < 13 {
            Pass::Transform
        } else {
            Pass::Index
        };
        let moment = into.pass(pass);
        into.fail("42P16", "the statement adds two primary keys");
        into.moment = moment;
    }
    if situation.catalog.primary_key(table).is_some() {
        let moment = into.pass(Pass::Index);
        into.fail("42P16", format!("{table} has a primary key already"));
        into.moment = moment;
    }
}

fn add(
    situation: Situation<'_>,
    added: &Added<'_>,
    constraint: &TableConstraint<'_>,
    before: &[AlterAction<'_>],
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let table = added.table;
    let dropped = |name: &str| drops(before, name);
    let named = |it: &AlterAction<'_>| {
        matches!((&it.kind, &constraint.name), (AlterActionKind::AddConstraint(other), Some(name))
            if other.name.as_ref().is_some_and(|other| other.value == name.value))
    };
    if before.iter().any(named) {
        into.fail(
            "42710",
            "the statement adds a constraint of this name before",
        );
    }
    // The name of a foreign key is looked up before what it references.
    if let (TableConstraintKind::ForeignKey { target, .. }, Some(name)) =
        (&constraint.kind, &constraint.name)
    {
        if !dropped(&name.value) {
            is_new_part(situation, ObjectKind::Constraint, table, name, into);
        }
        names::exists(situation, &catalog.resolve(&target.table), into);
    }
    if matches!(constraint.kind, TableConstraintKind::ForeignKey { .. })
        && constraint.properties.not_valid
        && situation.major < 18
        && catalog.is_partitioned(table)
    {
        into.fail(
            "42809",
            "NOT VALID foreign keys on partitioned tables came with PostgreSQL 18",
        );
    }
    if add_constraint(situation, added, constraint, into) > 0 {
        second_key(situation, table, before, into);
    }
    let using = match &constraint.kind {
        TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => {
            index.using_index.as_ref()
        }
        _ => None,
    };
    if let Some(using) = using {
        let moment = into.pass(Pass::definition(situation.major));
        let index = table.sibling(&*using.value);
        match (
            names::look_up(situation, &index),
            catalog.indexes.get(&index),
        ) {
            (Named::Nothing, _) => super::missing("42704", "index", &index, into),
            (_, Some(known)) if known.table != *table => {
                into.fail("55000", format!("{index} is an index of {}", known.table));
            }
            (_, Some(_)) if catalog.constraint(table, index.name()).is_some() => {
                into.fail("55000", format!("{index} belongs to a constraint already"));
            }
            _ => {}
        }
        into.moment = moment;
    }
    let indexed = using.is_none()
        && matches!(
            constraint.kind,
            TableConstraintKind::Unique(_)
                | TableConstraintKind::PrimaryKey(_)
                | TableConstraintKind::Exclude(_)
        );
    if indexed {
        covers_partition_key(situation, table, constraint, into);
    }
    let Some(name) = &constraint.name else {
        return;
    };
    if dropped(&name.value) {
        return;
    }
    if indexed {
        names::is_free(situation, &table.sibling(&*name.value), into);
    }
    // NOT NULL may be asked for again.
    let same = matches!(
        (&constraint.kind, catalog.constraint(table, &name.value).map(|it| &it.kind)),
        (TableConstraintKind::NotNull { column, .. }, Some(ConstraintKind::NotNull { column: of }))
            if column.value == *of
    );
    if !same {
        is_new_part(situation, ObjectKind::Constraint, table, name, into);
    }
}

/// An index that keeps rows apart has to hold the partition key; one of an
/// exclusion constraint has to compare it with `=`.
///
/// Source: `DefineIndex` in `src/backend/commands/indexcmds.c`.
fn covers_partition_key(
    situation: Situation<'_>,
    table: &Name,
    constraint: &TableConstraint<'_>,
    into: &mut Effects,
) {
    let keys: Vec<&str> = match &constraint.kind {
        TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => {
            index.columns.iter().map(|column| &*column.value).collect()
        }
        TableConstraintKind::Exclude(exclusion) => {
            let equal = exclusion.elements.iter().filter(|(_, it)| *it == "=");
            let keys = equal.filter_map(|(key, _)| key.column.as_ref());
            keys.map(|column| &*column.value).collect()
        }
        _ => return,
    };
    index::covers_partition_key(situation, table, &keys, into);
}

fn of_index(
    situation: Situation<'_>,
    table: &Name,
    index: &Ident<'_>,
    replica: bool,
    into: &mut Effects,
) {
    let index = table.sibling(&*index.value);
    match situation.catalog.indexes.get(&index) {
        None if matches!(names::look_up(situation, &index), Named::Nothing) => {
            super::missing("42704", "index", &index, into);
        }
        Some(known) if known.table != *table => {
            into.fail("42809", format!("{index} is an index of {}", known.table));
        }
        Some(known) if replica && (!known.unique || known.partial) => {
            into.fail("42809", format!("{index} is not unique for all rows"));
        }
        _ => {}
    }
}

fn rename_column(
    situation: Situation<'_>,
    table: &Name,
    (from, to): (&Ident<'_>, &Ident<'_>),
    only: bool,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    if names::is_system_column(&from.value) {
        into.fail("0A000", format!("{} is a system column", from.value));
    }
    if !names::has_column(situation, table, &from.value, into) {
        return;
    }
    let inherited = |parent: &Name| catalog.has_column(parent, &from.value) == Some(true);
    let known = catalog.relations.get(table);
    if known.is_some_and(|known| known.of_type.is_some()) {
        into.fail("42809", format!("{table} is a typed table"));
    }
    // The tables below come first, unless they are left out, which is refused.
    let taken = |table: &Name| {
        names::is_system_column(&to.value) || catalog.has_column(table, &to.value) == Some(true)
    };
    let below = catalog.descendants(table);
    if let Some(table) = below.iter().find(|it| !only && taken(it)) {
        let to = quote(&to.value);
        into.fail("42701", format!("{table} has a column {to} already"));
    }
    if known.is_some_and(|known| known.parents.iter().any(inherited)) {
        into.fail(
            "42P16",
            format!("{} is inherited: rename it in the parent", from.value),
        );
    }
    if taken(table) {
        let to = quote(&to.value);
        into.fail("42701", format!("{table} has a column {to} already"));
    }
}

/// Source: `ATExecColumnDefault`, `ATExecDropNotNull`, `ATExecAddIdentity`,
/// `ATExecSetIdentity`, `ATExecDropIdentity`, `ATExecDropExpression` in
/// `src/backend/commands/tablecmds.c`.
fn alter_column(
    situation: Situation<'_>,
    added: &Added<'_>,
    name: &Ident<'_>,
    change: &ColumnChange<'_>,
    before: &[AlterAction<'_>],
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let table = added.table;
    let present = catalog.has_column(table, &name.value) == Some(true);
    if matches!(change, ColumnChange::AddIdentity(_)) {
        let data_type = if present {
            super::type_of(situation, table, &name.value)
        } else {
            added.type_of(situation, &name.value)
        };
        let moment = into.moment;
        if situation.major < 13 {
            into.pass(Pass::Transform);
        }
        if data_type.is_some_and(|it| !is_integer(&it)) {
            let name = quote(&name.value);
            into.fail(
                "22023",
                format!("{name} is not smallint, integer or bigint"),
            );
        }
        into.moment = moment;
    }
    if added.columns.iter().any(|it| it.name.value == name.value) {
        return;
    }
    let relation = catalog.relations.get(table);
    if names::is_system_column(&name.value) {
        let moment = into.moment;
        if matches!(change, ColumnChange::SetType(_)) {
            into.pass(Pass::Prepare);
        }
        into.fail("0A000", format!("{} is a system column", name.value));
        into.moment = moment;
    }
    if !names::has_column(situation, table, &name.value, into) {
        return;
    }
    let Some(relation) = relation else {
        return;
    };
    let Some(column) = relation.column(&name.value) else {
        return;
    };
    let mut fail = |sqlstate, why: &str| {
        into.fail(sqlstate, format!("{} {why}", quote(&name.value)));
    };
    let whole = relation.complete;
    match change {
        ColumnChange::SetDefault(_) | ColumnChange::DropDefault => {
            if column.identity {
                fail("42601", "is an identity column");
            } else if column.generated.is_some() {
                fail("42601", "is a generated column");
            }
        }
        ColumnChange::DropNotNull => {
            let mut constraints = relation.constraints.iter();
            let keyed = constraints.any(|it| {
                matches!(&it.kind, ConstraintKind::PrimaryKey { columns } if columns.contains(&column.name))
                    && !drops(before, &it.name)
            });
            if column.identity {
                fail("42601", "is an identity column");
            } else if keyed {
                fail("42P16", "is in the primary key");
            } else if inherits_not_null(situation, relation, column) {
                fail("42P16", "is NOT NULL in the parent");
            }
        }
        ColumnChange::AddIdentity(_)
        | ColumnChange::SetIdentity(_)
        | ColumnChange::DropIdentity { .. }
            if situation.major >= 17 && relation.is_partition =>
        {
            fail("42P16", "has its identity from the partitioned table");
        }
        ColumnChange::SetStorage(storage)
            if !matches!(&*storage.value, "plain" | "default")
                && is_stored_plain(situation, column) =>
        {
            fail("0A000", "can only have storage PLAIN");
        }
        ColumnChange::SetCompression(method)
            if &*method.value != "default" && is_stored_plain(situation, column) =>
        {
            fail("0A000", "has a type without compression");
        }
        ColumnChange::AddIdentity(_) => {
            if column.not_null == Some(false) {
                fail("55000", "has to be NOT NULL first");
            } else if column.identity {
                fail("55000", "is an identity column already");
            } else if column.default.is_some() || !column.uses.relations.is_empty() {
                fail("55000", "has a default");
            }
        }
        ColumnChange::SetIdentity(_) if whole && !column.identity => {
            fail("55000", "is not an identity column");
        }
        ColumnChange::DropIdentity { if_exists: false } if whole && !column.identity => {
            fail("55000", "is not an identity column");
        }
        ColumnChange::DropExpression { if_exists: false } | ColumnChange::SetExpression(_)
            if whole && column.generated.is_none() =>
        {
            fail("55000", "is not a generated column");
        }
        _ => {}
    }
    match change {
        ColumnChange::SetDefault(default) => calls_exist(situation, &default.functions, into),
        ColumnChange::SetType(change) => {
            let moment = into.pass(Pass::Prepare);
            type_exists(situation, &change.data_type, into);
            into.moment = moment;
        }
        _ => {}
    }
}

/// Whether an identity column can have the type.
pub(in super::super) fn is_integer(data_type: &DataType) -> bool {
    !data_type.array && matches!(data_type.builtin_name(), Some("int2" | "int4" | "int8"))
}

/// Whether values of the column's type are never compressed or moved out.
///
/// Source: `TypeIsToastable`, and `typstorage` in
/// `src/include/catalog/pg_type.dat`.
fn is_stored_plain(situation: Situation<'_>, column: &Column) -> bool {
    const PLAIN: [&str; 15] = [
        "bool",
        "int2",
        "int4",
        "int8",
        "float4",
        "float8",
        "date",
        "time",
        "timetz",
        "timestamp",
        "timestamptz",
        "interval",
        "uuid",
        "oid",
        "money",
    ];
    let catalog = situation.catalog;
    let base = column.data_type.as_ref().map(|it| catalog.base_type(it));
    let Some(base) = base.flatten().filter(|base| !base.array) else {
        return false;
    };
    base.builtin_name()
        .is_some_and(|name| PLAIN.contains(&name))
        || catalog.enum_values.contains_key(&base.name)
}

/// Partitions have their parent's NOT NULL; from 18 on children of any kind.
fn inherits_not_null(situation: Situation<'_>, relation: &Relation, column: &Column) -> bool {
    (relation.is_partition || situation.major >= 18)
        && relation
            .parents
            .iter()
            .any(|parent| situation.catalog.is_not_null(parent, &column.name) == Some(true))
}
