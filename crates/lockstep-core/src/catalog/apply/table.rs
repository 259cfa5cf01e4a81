//! `CREATE TABLE`, `CREATE INDEX`, and the columns of both `CREATE` and `ALTER`.

use lockstep_syntax::tree::{
    ColumnConstraintKind, ColumnDefinition, CreateIndex, CreateTable, Ident, Shape, Span,
};

use super::super::naming::{
    column_constraint_name, index_name, partition_index_name, sequence_name,
};
use super::super::{
    Bound, Catalog, Column, Constraint, ConstraintKind, Index, IndexKey, Name, Origin, Relation,
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
            catalog.links.add_reference(referenced, child);
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
        added.data_type = column.data_type.as_ref().map(|it| catalog.data_type(it));
        let collation = column.collation.as_ref();
        added.collation = collation.map(|collation| collation.name().to_owned());
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
            method: create.method.to_string(),
            columns: create.keys.iter().map(key_column).collect(),
            keys: create.keys.iter().map(index_key).collect(),
            include: values(&create.include),
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

pub(super) fn key_column(key: &lockstep_syntax::tree::IndexKey<'_>) -> String {
    let column = key.column.as_ref();
    column.map_or(String::new(), |column| column.value.to_string())
}

pub(super) fn index_key(key: &lockstep_syntax::tree::IndexKey<'_>) -> IndexKey {
    let class = key.operator_class.as_ref();
    let collation = key.collation.as_ref();
    IndexKey {
        class: class.map(|class| class.name.name().to_owned()),
        collation: collation.map(|collation| collation.name().to_owned()),
    }
}

pub(super) fn values(names: &[Ident<'_>]) -> Vec<String> {
    names.iter().map(|name| name.value.to_string()).collect()
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
