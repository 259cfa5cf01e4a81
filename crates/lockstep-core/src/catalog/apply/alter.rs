//! `ALTER TABLE` and `DROP`.

use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, ColumnChange, Drop, DropObject, Ident, RelationWord,
    SequenceOption, SequenceOptionKind, TableConstraint, TableConstraintKind,
};

use super::super::naming::constraint_name;
use super::super::{Bound, Catalog, ConstraintKind, Name, Presence, Relation};
use super::Apply;
use crate::report::RelationKind;

impl Apply<'_> {
    pub(super) fn alter_table(&self, catalog: &mut Catalog, alter: &AlterTable<'_>) {
        let name = catalog.resolve(&alter.name);
        if alter.object == RelationWord::Index || catalog.indexes.contains_key(&name) {
            for action in &alter.actions {
                match &action.kind {
                    AlterActionKind::Rename(to) => {
                        catalog.rename_relation(&name, &name.sibling(to.value.as_ref()));
                    }
                    AlterActionKind::AttachPartition { partition, .. } => {
                        let partition = catalog.resolve(partition);
                        if let Some(index) = catalog.indexes.get_mut(&partition) {
                            index.parent = Some(name.clone());
                        }
                    }
                    _ => {}
                }
            }
            return;
        }
        let kind = match alter.object {
            RelationWord::View => RelationKind::View,
            RelationWord::MaterializedView => RelationKind::MaterializedView,
            RelationWord::Sequence => RelationKind::Sequence,
            RelationWord::ForeignTable => RelationKind::ForeignTable,
            RelationWord::Table | RelationWord::Index => RelationKind::Table,
        };
        let missing = matches!(catalog.presence(&name), Presence::Absent);
        if missing && alter.if_exists {
            return;
        }
        catalog.assumed(&name, kind);
        let mut targets = vec![name.clone()];
        if !alter.only {
            targets.extend(catalog.descendants(&name));
        }
        for action in &alter.actions {
            self.alter_action(catalog, &name, &targets, &action.kind);
        }
    }

    fn alter_action(
        &self,
        catalog: &mut Catalog,
        name: &Name,
        targets: &[Name],
        action: &AlterActionKind<'_>,
    ) {
        match action {
            AlterActionKind::AddColumn { column, .. } => {
                for target in targets {
                    self.add_column(catalog, target, column);
                }
            }
            AlterActionKind::DropColumn { name: column, .. } => {
                for target in targets {
                    drop_column(catalog, target, &column.value);
                }
            }
            AlterActionKind::AlterColumn {
                name: column,
                change,
            } => {
                let data_type = match change {
                    ColumnChange::SetType(change) => Some(catalog.data_type(&change.data_type)),
                    _ => None,
                };
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    if let Some(data_type) = &data_type {
                        relation.column_mut(&column.value).data_type = Some(data_type.clone());
                    }
                    self.change_column(relation, &column.value, change);
                }
            }
            AlterActionKind::AddConstraint(constraint) => {
                let given = constraint_name(catalog, name, constraint, self.major);
                let named = TableConstraint {
                    name: Some(Ident {
                        span: constraint.span,
                        value: given.as_str().into(),
                    }),
                    ..(**constraint).clone()
                };
                self.add_constraint(catalog, name, &named, false);
                let partitioned = catalog.is_partitioned(name);
                let index = name.sibling(given.as_str());
                match constraint.kind {
                    // Partitions get indexes of their own, with names of their own.
                    TableConstraintKind::Unique(_)
                    | TableConstraintKind::PrimaryKey(_)
                    | TableConstraintKind::Exclude(_) => {
                        let partitions = catalog.partitions(name).map(|(name, _)| name.clone());
                        let partitions: Vec<Name> = partitions.collect();
                        for partition in partitions.iter().filter(|_| targets.len() > 1) {
                            catalog.place_index(&index, partition, self.origin, self.major);
                        }
                    }
                    TableConstraintKind::ForeignKey { .. } if !partitioned => {}
                    _ => {
                        let own = catalog.constraint(name, &given).cloned();
                        for target in targets.iter().filter(|target| *target != name) {
                            for constraint in own.iter().filter(|own| !own.no_inherit) {
                                catalog.inherit(target, constraint);
                            }
                        }
                    }
                }
            }
            AlterActionKind::ValidateConstraint(constraint) => {
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    let mut proven = None;
                    for existing in &mut relation.constraints {
                        if existing.name == constraint.value {
                            existing.validated = true;
                            if let ConstraintKind::NotNull { column } = &existing.kind {
                                proven = Some(column.clone());
                            }
                        }
                    }
                    if let Some(column) = proven {
                        relation.column_mut(&column).not_null = Some(true);
                    }
                }
            }
            AlterActionKind::DropConstraint {
                name: constraint, ..
            } => {
                let index = name.sibling(constraint.value.as_ref());
                for index in catalog.index_partitions(&index).into_iter().chain([index]) {
                    if let Some(known) = catalog.indexes.remove(&index)
                        && let Some(relation) = catalog.relations.get_mut(&known.table)
                    {
                        relation.constraints.retain(|own| own.name != index.name);
                    }
                }
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    relation
                        .constraints
                        .retain(|existing| existing.name != constraint.value);
                }
            }
            AlterActionKind::Rename(to) => {
                catalog.rename_relation(name, &name.sibling(to.value.as_ref()));
            }
            AlterActionKind::SetSchema(schema) => {
                let to = Name::new(schema.value.as_ref(), name.name.as_str());
                catalog.rename_relation(name, &to);
            }
            AlterActionKind::RenameColumn { from, to } => {
                for target in targets {
                    rename_column(catalog, target, &from.value, &to.value);
                }
            }
            AlterActionKind::RenameConstraint { from, to } => {
                for target in targets {
                    let (old, new) = (
                        target.sibling(from.value.as_ref()),
                        target.sibling(to.value.as_ref()),
                    );
                    if let Some(index) = catalog.indexes.remove(&old) {
                        catalog.add_index(new, index);
                    }
                    let relation = catalog.assumed(target, RelationKind::Table);
                    for constraint in &mut relation.constraints {
                        if constraint.name == from.value {
                            constraint.name = to.value.to_string();
                        }
                    }
                }
            }
            AlterActionKind::AttachPartition {
                partition,
                bound: Some(bound),
            } => {
                let partition = catalog.resolve(partition);
                self.attach(catalog, name, &partition, Bound::of(&bound.kind));
            }
            AlterActionKind::Sequence(options) => own_sequence(catalog, name, options),
            AlterActionKind::SetLogged | AlterActionKind::SetUnlogged => {
                let unlogged = matches!(action, AlterActionKind::SetUnlogged);
                catalog.assumed(name, RelationKind::Table).unlogged = Some(unlogged);
            }
            AlterActionKind::ClusterOn(index) => {
                let relation = catalog.assumed(name, RelationKind::Table);
                relation.clustered = Some(index.value.to_string());
            }
            AlterActionKind::SetWithoutCluster => {
                catalog.assumed(name, RelationKind::Table).clustered = None;
            }
            AlterActionKind::Inherit(parent) => {
                let parent = catalog.resolve(parent);
                catalog.links.add_child(&parent, name, false);
                let relation = catalog.assumed(name, RelationKind::Table);
                relation.parents.push(parent);
            }
            AlterActionKind::NoInherit(parent) => {
                let parent = catalog.resolve(parent);
                let relation = catalog.assumed(name, RelationKind::Table);
                relation.parents.retain(|known| *known != parent);
            }
            AlterActionKind::AlterConstraint {
                name: constraint,
                properties,
            } => {
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    for known in &mut relation.constraints {
                        if known.name == constraint.value
                            && let Some(enforced) = properties.enforced
                        {
                            known.enforced = enforced;
                            known.validated = enforced;
                        }
                    }
                }
            }
            AlterActionKind::DetachPartition { partition, .. } => {
                let partition = catalog.resolve(partition);
                catalog.detach(&partition);
            }
            _ => {}
        }
    }

    fn change_column(&self, relation: &mut Relation, column: &str, change: &ColumnChange<'_>) {
        let text = self.text;
        let column = relation.column_mut(column);
        match change {
            ColumnChange::SetDefault(expression) => {
                column.default = Some(expression.span.of(text).to_owned());
            }
            ColumnChange::DropDefault => column.default = None,
            ColumnChange::AddIdentity(_) => column.identity = true,
            ColumnChange::DropIdentity { .. } => column.identity = false,
            ColumnChange::SetNotNull => column.not_null = Some(true),
            ColumnChange::DropNotNull => column.not_null = Some(false),
            ColumnChange::SetType(change) => {
                let collation = change.collation.as_ref();
                column.collation = collation.map(|collation| collation.name().to_owned());
            }
            ColumnChange::DropExpression { .. } => column.generated = None,
            _ => {}
        }
    }
}

/// `OWNED BY table.column`, or by nobody.
pub(super) fn own_sequence(catalog: &mut Catalog, sequence: &Name, options: &[SequenceOption<'_>]) {
    for option in options {
        if let SequenceOptionKind::OwnedBy(owner) = &option.kind {
            let owner = match owner.parts.as_slice() {
                [.., table, column] => {
                    let schema = owner.parts.iter().rev().nth(2);
                    let table =
                        catalog.resolve_parts(schema.map(|schema| &*schema.value), &table.value);
                    Some((table, column.value.to_string()))
                }
                _ => None,
            };
            catalog.assumed(sequence, RelationKind::Sequence).owned_by = owner;
        }
    }
}

pub(super) fn drop_objects(catalog: &mut Catalog, drop: &Drop<'_>) {
    for written in &drop.names {
        let name = catalog.resolve(written);
        match drop.object {
            DropObject::Table
            | DropObject::View
            | DropObject::MaterializedView
            | DropObject::Sequence
            | DropObject::ForeignTable => {
                for partition in catalog.descendants(&name) {
                    catalog.remove_relation(&partition);
                }
                let referencing: Vec<Name> = catalog
                    .foreign_keys_to(&name)
                    .map(|(table, _)| table.clone())
                    .collect();
                for table in referencing {
                    if let Some(relation) = catalog.relations.get_mut(&table) {
                        relation
                            .constraints
                            .retain(|constraint| constraint.references() != Some(&name));
                    }
                }
                catalog.remove_relation(&name);
            }
            DropObject::Index => {
                catalog.indexes.remove(&name);
                catalog.absent.insert(name);
            }
            DropObject::Trigger => {
                let table = drop.table.as_ref().map(|table| catalog.resolve(table));
                if let Some(relation) = table.and_then(|table| catalog.relations.get_mut(&table)) {
                    relation
                        .triggers
                        .retain(|trigger| trigger.name != name.name);
                }
            }
            DropObject::Function => {
                catalog.functions.remove(&name);
            }
            DropObject::Domain => {
                catalog.domains.remove(&name);
            }
            DropObject::Type => {
                catalog.types.remove(&name);
                catalog.relations.remove(&name);
            }
            DropObject::Other => {
                catalog.statistics.remove(&name);
                catalog.publications.remove(&name.name);
            }
            _ => {}
        }
    }
}

/// Dropping a column drops the indexes and constraints that name it.
fn drop_column(catalog: &mut Catalog, table: &Name, column: &str) {
    let indexed: Vec<Name> = catalog
        .indexes_of(table)
        .filter(|(_, index)| index.columns.iter().any(|key| key == column))
        .map(|(index, _)| index.clone())
        .collect();
    for index in indexed {
        catalog.indexes.remove(&index);
    }
    let owned: Vec<Name> = catalog
        .sequences_of(table)
        .into_iter()
        .filter(|(_, owner)| owner == column)
        .map(|(sequence, _)| sequence)
        .collect();
    for sequence in owned {
        catalog.relations.remove(&sequence);
    }
    let relation = catalog.assumed(table, RelationKind::Table);
    relation.columns.retain(|existing| existing.name != column);
    relation
        .constraints
        .retain(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey { columns, .. }
            | ConstraintKind::Unique { columns }
            | ConstraintKind::PrimaryKey { columns } => !columns.iter().any(|key| key == column),
            ConstraintKind::NotNull { column: of } => of != column,
            ConstraintKind::Check {
                proves_not_null, ..
            } => !proves_not_null.iter().any(|proven| proven == column),
            ConstraintKind::Exclude => true,
        });
}

fn rename_column(catalog: &mut Catalog, table: &Name, from: &str, to: &str) {
    let rename = |column: &mut String| {
        if column == from {
            to.clone_into(column);
        }
    };
    let indexes: Vec<Name> = catalog
        .indexes_of(table)
        .map(|(index, _)| index.clone())
        .collect();
    for index in &indexes {
        if let Some(index) = catalog.indexes.get_mut(index) {
            index.columns.iter_mut().for_each(rename);
        }
    }
    let relation = catalog.assumed(table, RelationKind::Table);
    relation
        .columns
        .iter_mut()
        .for_each(|column| rename(&mut column.name));
    for constraint in &mut relation.constraints {
        match &mut constraint.kind {
            ConstraintKind::ForeignKey { columns, .. }
            | ConstraintKind::Unique { columns }
            | ConstraintKind::PrimaryKey { columns }
            | ConstraintKind::Check {
                proves_not_null: columns,
                ..
            } => columns.iter_mut().for_each(rename),
            ConstraintKind::NotNull { column } => rename(column),
            ConstraintKind::Exclude => {}
        }
    }
}
