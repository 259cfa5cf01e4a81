//! `CREATE TABLE`: what a new table asks of tables that are already there.

use lockstep_syntax::tree::{
    ColumnConstraintKind, ColumnDefinition, CreateTable, PartitionOf, TableConstraint,
    TableConstraintKind,
};

use super::names::{self, Named};
use super::{
    Effects, Reason, Situation, WorkKind, add_column, constraint, dml, foreign_key, index_kind,
    inherit, nested, partition,
};
use crate::catalog::{Bound, Name, Origin, Presence, naming, object_name};
use crate::citation;
use crate::report::{LockMode, RelationKind};

pub(super) fn create_table(situation: Situation<'_>, create: &CreateTable<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    into.cite(citation::CREATE_TABLE);
    let name = names::created_or_hides(situation, &create.name, create.temporary);
    match names::look_up(situation, &name) {
        Named::Relation(_) | Named::Index => {
            if !create.if_not_exists {
                names::is_free(situation, &name, into);
            }
            return;
        }
        Named::Unknown if create.if_not_exists => {
            into.depends(format!("whether {name} exists already"));
        }
        Named::Unknown | Named::Nothing => {}
    }
    names::missing_schema(situation, name.schema(), into);
    let kind = match (create.foreign, &create.partition_by) {
        (true, _) => RelationKind::ForeignTable,
        (false, Some(_)) => RelationKind::PartitionedTable,
        (false, None) => RelationKind::Table,
    };
    into.lock_created(&name, kind);
    let partitioned = kind == RelationKind::PartitionedTable;
    for column in &create.columns {
        new_column(situation, &name, column, partitioned, into);
    }
    for constraint in &create.constraints {
        new_constraint(situation, &name, constraint, partitioned, into);
    }
    for parent in &create.inherits {
        let parent = catalog.resolve(parent);
        let mode = LockMode::ShareUpdateExclusive;
        into.lock(situation, &parent, mode, "inherited from");
    }
    for like in &create.like {
        let source = catalog.resolve(&like.source);
        into.lock(
            situation,
            &source,
            LockMode::AccessShare,
            "its definition is read",
        );
        let indexes = like
            .including
            .iter()
            .any(|word| matches!(*word, "INDEXES" | "ALL"))
            && !like.excluding.contains(&"INDEXES");
        if indexes
            && !catalog
                .relations
                .get(&source)
                .is_some_and(|known| known.complete)
        {
            into.depends(format!(
                "the indexes of {source}, which are created for {name}, too"
            ));
        }
    }
    if let Some(of) = &create.of_type {
        lock_type(situation, &catalog.resolve(of), into);
    }
    if create.method.is_some() {
        into.needs(situation, 12, "USING in CREATE TABLE");
    }
    if let Some(of) = &create.partition_of {
        let parent = catalog.resolve(&of.parent);
        for column in &create.columns {
            let name = &*column.name.value;
            let complete = catalog
                .relations
                .get(&parent)
                .filter(|known| known.complete);
            if complete.is_some_and(|known| known.column(name).is_none()) {
                into.fail("42703", format!("{parent} has no column {name}"));
            }
        }
        partition_of(situation, &name, of, into);
    }
    if let Some(query) = &create.as_query {
        let name = query.execute.as_ref();
        nested::prepared(situation, name, true, query.query.span, into);
        if name.is_some() && query.with_data {
            let read: Vec<Name> = into
                .locks
                .iter()
                .filter(|(_, held)| held.mode == LockMode::AccessShare)
                .map(|(relation, _)| relation.clone())
                .collect();
            for relation in read {
                let span = query.query.span;
                into.work_on(situation, &relation, &WorkKind::Scan, Reason::Query, span);
            }
        }
        dml::read(situation, &query.query, into);
        if query.with_data {
            dml::scan_reads(situation, &query.query, Reason::Query, into);
        }
    }
}

/// A composite type is a relation; the tables of the type depend on it.
pub(super) fn lock_type(situation: Situation<'_>, name: &Name, into: &mut Effects) {
    let (kind, mode) = (RelationKind::CompositeType, LockMode::AccessShare);
    let new = situation.catalog.is_new(name);
    into.hold(name, kind, mode, new, "the type of the table");
}

fn new_column(
    situation: Situation<'_>,
    table: &Name,
    column: &ColumnDefinition<'_>,
    partitioned: bool,
    into: &mut Effects,
) {
    let name = &*column.name.value;
    let serial = column
        .data_type
        .as_ref()
        .is_some_and(|data_type| data_type.serial);
    if serial {
        let sequence = naming::sequence_name(situation.catalog, table, name);
        into.lock_created(&sequence, RelationKind::Sequence);
    }
    add_column::forms(situation, column, into);
    for written in &column.constraints {
        match &written.kind {
            ColumnConstraintKind::Identity(_) => {
                let sequence = naming::sequence_name(situation.catalog, table, name);
                into.lock_created(&sequence, RelationKind::Sequence);
            }
            ColumnConstraintKind::Check(_) => {
                constraint::refuse_no_inherit(partitioned, written.properties, into);
            }
            ColumnConstraintKind::References(target) => {
                foreign_key::forms(situation, target, into);
                reference(
                    situation,
                    table,
                    &situation.catalog.resolve(&target.table),
                    into,
                );
            }
            ColumnConstraintKind::Unique { .. } | ColumnConstraintKind::PrimaryKey { .. } => {
                let given = written.name.as_ref().map(|name| name.value.to_string());
                let index = given.unwrap_or_else(|| {
                    if matches!(written.kind, ColumnConstraintKind::PrimaryKey { .. }) {
                        object_name(table.name(), "", "pkey")
                    } else {
                        object_name(table.name(), name, "key")
                    }
                });
                into.lock_created(&table.sibling(index), index_kind(partitioned));
            }
            _ => {}
        }
    }
}

fn new_constraint(
    situation: Situation<'_>,
    table: &Name,
    added: &TableConstraint<'_>,
    partitioned: bool,
    into: &mut Effects,
) {
    match &added.kind {
        TableConstraintKind::ForeignKey { target, .. } => {
            foreign_key::forms(situation, target, into);
            reference(
                situation,
                table,
                &situation.catalog.resolve(&target.table),
                into,
            );
        }
        TableConstraintKind::Unique(_)
        | TableConstraintKind::PrimaryKey(_)
        | TableConstraintKind::Exclude(_) => {
            match &added.kind {
                TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => {
                    constraint::index_forms(situation, index, into);
                }
                _ => constraint::exclusion_needs(situation, partitioned, into),
            }
            let name = naming::constraint_name(situation.catalog, table, added, situation.major);
            into.lock_created(&table.sibling(name), index_kind(partitioned));
        }
        TableConstraintKind::Check(_) => {
            constraint::refuse_no_inherit(partitioned, added.properties, into);
        }
        TableConstraintKind::NotNull { .. } => {}
    }
    constraint::refuse_properties(situation, added, into);
}

/// A foreign key puts triggers on the table that it references, new table or
/// not.
fn reference(situation: Situation<'_>, table: &Name, referenced: &Name, into: &mut Effects) {
    if referenced == table {
        return;
    }
    into.cite(citation::FOREIGN_KEYS);
    foreign_key::lock_referenced(
        situation,
        referenced,
        LockMode::ShareRowExclusive,
        "referenced by the new foreign key",
        into,
    );
}

/// Source: `DefineRelation` in `src/backend/commands/tablecmds.c`.
fn partition_of(situation: Situation<'_>, name: &Name, of: &PartitionOf<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    let parent = catalog.resolve(&of.parent);
    into.cite(citation::PARTITIONING);
    let bound = Bound::of(&of.bound.kind);
    if let Presence::Known(known) = catalog.presence(&parent) {
        // Of a table that is only named so far nobody has said what it is.
        if known.kind != RelationKind::PartitionedTable && known.origin != Origin::Assumed {
            let table = known.kind == RelationKind::Table;
            let sqlstate = if table { "42P17" } else { "42809" };
            into.fail(sqlstate, format!("{parent} is not partitioned"));
        }
        if let Some((sqlstate, reason)) = bound.refused_by(known) {
            into.fail(sqlstate, reason);
        }
    }
    if let Some((sqlstate, reason)) = catalog.conflict(&parent, &bound) {
        into.fail(sqlstate, reason);
    }
    let mode = LockMode::AccessExclusive;
    into.lock(situation, &parent, mode, "gets a partition");
    if bound != Bound::Default {
        partition::search_default(situation, &parent, &bound, of.bound.span, into);
    }
    partition::lock_referencing(situation, &parent, into);
    partition::lock_referenced(situation, &parent, into);
    for (parent_index, index) in catalog.indexes_of(&parent) {
        let created = naming::partition_index_name(catalog, &parent, parent_index, index, name);
        into.lock_created(&created, RelationKind::Index);
        into.lock(
            situation,
            parent_index,
            LockMode::ShareUpdateExclusive,
            "gets a partition",
        );
    }
}

/// What the parents of a new table do not allow.
///
/// Source: `MergeAttributes` in `src/backend/commands/tablecmds.c`.
pub(super) fn refuse_inherited(
    situation: Situation<'_>,
    create: &CreateTable<'_>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    for parent in &create.inherits {
        let parent = catalog.resolve(parent);
        if let Some(known) = catalog.relations.get(&parent) {
            inherit::refuse_parent(&parent, known, into);
            for column in &create.columns {
                let name = &*column.name.value;
                let own = column.data_type.as_ref().map(|it| catalog.data_type(it));
                let theirs = known
                    .column(name)
                    .and_then(|column| column.data_type.clone());
                if let (Some(own), Some(theirs)) = (own, theirs)
                    && own != theirs
                {
                    into.fail("42804", format!("{parent}.{name} has another type"));
                }
            }
        }
    }
}
