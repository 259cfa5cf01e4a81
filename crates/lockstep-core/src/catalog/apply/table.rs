//! `CREATE TABLE`, `CREATE INDEX`, and the columns of both `CREATE` and `ALTER`.

use lockstep_syntax::tree::{
    ColumnConstraintKind, ColumnDefinition, CreateIndex, CreateTable, Shape, Span, TypeName,
};

use super::super::naming::{
    column_constraint_name, index_name, partition_index_name, sequence_name,
};
use super::super::{
    Bound, Catalog, Column, Constraint, ConstraintKind, Index, Name, Origin, Relation,
};
use super::Apply;
use crate::report::RelationKind;

impl Apply<'_> {
    pub(super) fn create_table(&self, catalog: &mut Catalog, create: &CreateTable<'_>) {
        let name = catalog.created(create.name.schema(), create.name.name());
        if create.if_not_exists && catalog.relations.contains_key(&name) {
            return;
        }
        let kind = match (create.foreign, &create.partition_by) {
            (true, _) => RelationKind::ForeignTable,
            (false, Some(_)) => RelationKind::PartitionedTable,
            (false, None) => RelationKind::Table,
        };
        let mut relation = Relation::of_kind(kind, self.origin);
        relation.temporary = create.temporary;
        relation.unlogged = Some(create.unlogged);
        relation.complete = create.as_query.is_none() && create.of_type.is_none();
        relation.of_type = create.of_type.as_ref().map(|of| catalog.resolve(of));
        relation.partition_key = create
            .partition_by
            .iter()
            .flat_map(|by| &by.keys)
            .map(|key| match &key.expression.shape {
                Shape::Column(column) => column.value.to_string(),
                _ => String::new(),
            })
            .collect();
        relation.partition_strategy = create.partition_by.as_ref().map(|by| by.strategy);
        for parent in &create.inherits {
            relation.parents.push(catalog.resolve(parent));
        }
        if let Some(of) = &create.partition_of {
            relation.parents.push(catalog.resolve(&of.parent));
            relation.is_partition = true;
            relation.bound = Some(Bound::of(&of.bound.kind));
        }
        for source in relation
            .parents
            .clone()
            .into_iter()
            .chain(create.like.iter().map(|like| catalog.resolve(&like.source)))
        {
            match catalog.relations.get(&source) {
                Some(source) if source.complete => {
                    for column in &source.columns {
                        if relation.column(&column.name).is_none() {
                            relation.columns.push(column.clone());
                        }
                    }
                }
                _ => relation.complete = false,
            }
        }
        if create
            .as_query
            .as_ref()
            .is_some_and(|query| query.with_data)
        {
            catalog.filled.insert(name.clone());
        }
        let parents = relation.parents.clone();
        catalog.add_relation(name.clone(), relation);
        for column in &create.columns {
            self.add_column(catalog, &name, column);
        }
        for constraint in &create.constraints {
            self.add_constraint(catalog, &name, constraint, true);
        }
        for parent in parents {
            self.inherit_constraints(catalog, &parent, &name);
        }
        for like in &create.like {
            let takes = |what: &'static str| {
                (like.including.contains(&what) || like.including.contains(&"ALL"))
                    && !like.excluding.contains(&what)
            };
            if takes("INDEXES") {
                let source = catalog.resolve(&like.source);
                copy_indexes(catalog, &source, &name, self.origin);
            }
        }
    }

    /// A partition has its parent's constraints, and an index for each of its
    /// parent's.
    fn inherit_constraints(&self, catalog: &mut Catalog, parent: &Name, child: &Name) {
        let Some(source) = catalog.relations.get(parent) else {
            return;
        };
        let inherited: Vec<Constraint> = source
            .constraints
            .iter()
            .filter(|constraint| {
                matches!(
                    constraint.kind,
                    ConstraintKind::Check { .. } | ConstraintKind::ForeignKey { .. }
                )
            })
            .cloned()
            .collect();
        let is_partition = catalog
            .relations
            .get(child)
            .is_some_and(|relation| relation.is_partition);
        for referenced in inherited.iter().filter_map(Constraint::references) {
            catalog.links.add(referenced, child);
        }
        if let Some(relation) = catalog.relations.get_mut(child) {
            for constraint in inherited {
                let foreign_key = constraint.references().is_some();
                if !foreign_key || is_partition {
                    relation.constraints.push(Constraint {
                        inherited: true,
                        ..constraint
                    });
                }
            }
        }
        if is_partition {
            catalog.place_indexes(parent, child, self.origin, self.major);
        }
    }

    pub(super) fn add_column(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        column: &ColumnDefinition<'_>,
    ) {
        let mut added = Column::named(&column.name.value);
        added.data_type = column.data_type.as_ref().map(type_text);
        added.not_null = Some(false);
        added.is_new = self.origin == Origin::New;
        if column
            .data_type
            .as_ref()
            .is_some_and(|data_type| data_type.serial)
        {
            added.not_null = Some(true);
            add_sequence(catalog, table, &column.name.value, self.origin);
        }
        let mut constraints = Vec::new();
        for constraint in &column.constraints {
            match &constraint.kind {
                ColumnConstraintKind::NotNull | ColumnConstraintKind::PrimaryKey { .. } => {
                    added.not_null = Some(true);
                }
                ColumnConstraintKind::Default(expression) => {
                    added.default = Some(expression.span.of(self.text).to_owned());
                }
                ColumnConstraintKind::Generated { storage, .. } => {
                    added.generated =
                        Some(storage.unwrap_or(lockstep_syntax::tree::GeneratedStorage::Virtual));
                }
                ColumnConstraintKind::Identity(_) => {
                    added.not_null = Some(true);
                    added.identity = true;
                    add_sequence(catalog, table, &column.name.value, self.origin);
                }
                _ => {}
            }
            if let Some(kind) = self.column_constraint_kind(catalog, &column.name, constraint) {
                let name = constraint.name.as_ref().map_or_else(
                    || {
                        column_constraint_name(catalog, table, &column.name.value, &constraint.kind)
                            .unwrap_or_default()
                    },
                    |name| name.value.to_string(),
                );
                let enforced = !constraint.properties.is_not_enforced();
                constraints.push(Constraint {
                    name,
                    kind,
                    validated: enforced,
                    enforced,
                    inherited: false,
                    no_inherit: constraint.properties.is_no_inherit(),
                });
            }
        }
        let relation = catalog.assumed(table, RelationKind::Table);
        if relation.column(&column.name.value).is_none() {
            relation.columns.push(added);
        }
        for constraint in constraints {
            self.push_constraint(catalog, table, constraint);
        }
    }

    pub(super) fn create_index(&self, catalog: &mut Catalog, create: &CreateIndex<'_>, span: Span) {
        let table = catalog.resolve(&create.table);
        let name = index_name(catalog, &table, create);
        if create.if_not_exists && catalog.indexes.contains_key(&name) {
            return;
        }
        catalog.assumed(&table, RelationKind::Table);
        let index = Index {
            origin: self.origin,
            unique: create.unique,
            partitioned: catalog.is_partitioned(&table),
            partial: create.predicate.is_some(),
            parent: None,
            columns: create
                .keys
                .iter()
                .map(|key| {
                    key.column
                        .as_ref()
                        .map_or(String::new(), |column| column.value.to_string())
                })
                .collect(),
            definition: Some(span.of(self.text).trim_end_matches(';').to_owned()),
            table,
        };
        catalog.absent.remove(&name);
        let children = if index.partitioned && !create.only {
            catalog
                .partitions(&index.table)
                .map(|(name, _)| name.clone())
                .collect()
        } else {
            Vec::new()
        };
        catalog.add_index(name.clone(), index);
        for child in children {
            catalog.place_index(&name, &child, self.origin, self.major);
        }
    }
}

/// A type as PostgreSQL spells it internally: `varchar(20)`, `int4[]`.
#[must_use]
pub(super) fn type_text(data_type: &TypeName<'_>) -> String {
    let mut text = data_type.name.to_string();
    if !data_type.modifiers.is_empty() {
        text.push('(');
        text.push_str(&data_type.modifiers.join(","));
        text.push(')');
    }
    for _ in 0..data_type.dimensions.min(1) {
        text.push_str("[]");
    }
    text
}

fn add_sequence(catalog: &mut Catalog, table: &Name, column: &str, origin: Origin) {
    let name = sequence_name(catalog, table, column);
    let mut sequence = Relation::of_kind(RelationKind::Sequence, origin);
    sequence.owned_by = Some((table.clone(), column.to_owned()));
    catalog.add_relation(name, sequence);
}

fn copy_indexes(catalog: &mut Catalog, source: &Name, target: &Name, origin: Origin) {
    let copies: Vec<(Name, Index)> = catalog
        .indexes_of(source)
        .map(|(name, index)| (name.clone(), index.clone()))
        .collect();
    for (name, index) in copies {
        let own_name = partition_index_name(catalog, source, &name, &index, target);
        let copy = Index {
            origin,
            table: target.clone(),
            partitioned: catalog.is_partitioned(target),
            definition: None,
            parent: None,
            ..index
        };
        catalog.add_index(own_name, copy);
    }
}
