//! `CREATE TABLE`, `CREATE INDEX`, and the columns of both `CREATE` and `ALTER`.

use lockstep_syntax::tree::{
    ColumnConstraintKind, ColumnDefinition, CreateIndex, CreateTable, Ident, LikeClause, Output,
    Query, SequenceOption, SequenceOptionKind, Shape, Span,
};

use super::super::links::Roles;
use super::super::naming::{
    column_constraint_name, index_name, partition_index_name, sequence_name,
};
use super::super::text::{definition_on, identity_clause};
use super::super::{
    Bound, Catalog, Column, Constraint, ConstraintKind, DataType, Index, IndexKey, Name, Origin,
    Relation, UserType, Uses,
};
use super::Apply;
use super::alter::autovacuum_off;
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
        relation.autovacuum_off = autovacuum_off(&create.parameters).unwrap_or_default();
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
        let parents = relation.parents.iter().map(|parent| (parent.clone(), None));
        let likes = create.like.iter();
        let likes = likes.map(|like| (catalog.resolve(&like.source), Some(like)));
        let sources: Vec<_> = parents.chain(likes).collect();
        for (source, like) in sources {
            match catalog.relations.get(&source) {
                Some(known) if known.complete => {
                    for column in &known.columns {
                        if relation.column(&column.name).is_none() {
                            let copied = copied_column(column, &source, &name, like);
                            relation.columns.push(copied);
                        }
                    }
                }
                _ => relation.complete = false,
            }
        }
        if let Some(query) = &create.as_query {
            let columns = output_columns(catalog, &query.columns, &query.output, &query.query);
            relation.complete = columns.is_some();
            relation.columns = columns.unwrap_or_default();
            for column in &mut relation.columns {
                column.not_null = Some(false);
            }
        }
        if let Some(of) = &relation.of_type
            && let Some(UserType::Composite(attributes)) = catalog.types.get(of)
        {
            relation.complete = true;
            for (name, data_type) in attributes {
                let mut column = Column::named(name);
                column.data_type = Some(data_type.clone());
                column.not_null = Some(false);
                relation.columns.push(column);
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
        relation.columns.reserve_exact(create.columns.len());
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
            let source = catalog.resolve(&like.source);
            if takes(like, "CONSTRAINTS") {
                copy_checks(catalog, &source, &name);
            }
            if takes(like, "INDEXES") {
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
        for constraint in &inherited {
            catalog.links.add_reference(&constraint.kind, child);
        }
        if let Some(relation) = catalog.relations.get_mut(child) {
            for mut constraint in inherited {
                constraint.uses.rename(parent, child);
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
            added.default_type = Some(DataType::builtin("int8"));
            let sequence = add_sequence(catalog, table, &column.name.value, &[], self.origin);
            added.uses.relations.push(sequence);
        }
        let mut constraints = Vec::new();
        for constraint in &column.constraints {
            match &constraint.kind {
                ColumnConstraintKind::NotNull | ColumnConstraintKind::PrimaryKey { .. } => {
                    added.not_null = Some(true);
                }
                ColumnConstraintKind::Default(expression) => {
                    added.default = Some(expression.span.of(self.text).to_owned());
                    added.default_type =
                        catalog.default_type(self.text, expression, added.data_type.as_ref());
                    added
                        .uses
                        .add_expression(catalog, self.text, table, expression);
                }
                ColumnConstraintKind::Generated {
                    storage,
                    expression,
                } => {
                    added
                        .uses
                        .add_expression(catalog, self.text, table, expression);
                    added.generated =
                        Some(storage.unwrap_or(lockstep_syntax::tree::GeneratedStorage::Virtual));
                }
                ColumnConstraintKind::Identity(identity) => {
                    added.not_null = Some(true);
                    added.identity = true;
                    added.default = Some(identity_clause(self.text, identity));
                    let options = &identity.options;
                    add_sequence(catalog, table, &column.name.value, options, self.origin);
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
                let mut uses = Uses::columns_of(table, [column.name.value.to_string()]);
                let mut text = String::new();
                match &constraint.kind {
                    ColumnConstraintKind::Check(expression) => {
                        uses.add_expression(catalog, self.text, table, expression);
                        expression.span.of(self.text).clone_into(&mut text);
                    }
                    ColumnConstraintKind::References(target) => {
                        text = self.written_beside(target);
                    }
                    _ => {}
                }
                let enforced = !constraint.properties.is_not_enforced();
                constraints.push(Constraint {
                    name,
                    kind,
                    validated: enforced,
                    enforced,
                    uses,
                    inherited: false,
                    no_inherit: constraint.properties.is_no_inherit(),
                    deferrable: constraint.properties.is_deferrable(),
                    deferred: constraint.properties.initially_deferred == Some(true),
                    text,
                });
            }
        }
        if let Some(data_type) = &column.data_type {
            added.uses.add_type(catalog, data_type);
        }
        catalog.link(&added.uses, table, Roles::RELATION);
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
            deferrable: false,
            nulls_not_distinct: create.nulls_not_distinct,
            identity: false,
            parent: None,
            method: create.method.to_string(),
            columns: create.keys.iter().map(key_column).collect(),
            keys: create.keys.iter().map(index_key).collect(),
            include: values(&create.include),
            definition: Some(span.of(self.text).trim_end_matches(';').to_owned()),
            uses: self.index_uses(catalog, &table, create),
            table,
        };
        catalog.exists(&name);
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

    fn index_uses(&self, catalog: &Catalog, table: &Name, create: &CreateIndex<'_>) -> Uses {
        let mut uses = Uses::default();
        uses.add_columns(table, &create.include);
        let keys = create.keys.iter().map(|key| &key.expression);
        for expression in keys.chain(&create.predicate) {
            uses.add_expression(catalog, self.text, table, expression);
        }
        uses
    }
}

/// The columns that a query gives to a view or a new table; none where one of
/// them is not worked out.
pub(super) fn output_columns(
    catalog: &Catalog,
    given: &[Ident<'_>],
    output: &[Output<'_>],
    query: &Query<'_>,
) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    for item in output {
        match item {
            Output::Column(name) => columns.push(Column::named(&name.value)),
            Output::Unnamed => columns.push(Column::named("")),
            Output::All(_) => {
                // `*` of several tables is left alone: it depends on the order
                // and on what `USING` joins.
                let [only] = query.reads.as_slice() else {
                    return None;
                };
                let known = catalog.relations.get(&catalog.resolve(only))?;
                if !known.complete {
                    return None;
                }
                columns.extend(
                    known
                        .columns
                        .iter()
                        .map(|column| Column::named(&column.name)),
                );
            }
        }
    }
    for (column, name) in columns.iter_mut().zip(given) {
        column.name = name.value.to_string();
    }
    let complete = !columns.is_empty() && columns.iter().all(|column| !column.name.is_empty());
    complete.then_some(columns)
}

/// Whether `LIKE` copies something beside names, types and NOT NULL.
fn takes(like: &LikeClause<'_>, what: &'static str) -> bool {
    (like.including.contains(&what) || like.including.contains(&"ALL"))
        && !like.excluding.contains(&what)
}

/// A column as a child inherits it, or as `LIKE` copies it.
fn copied_column(
    column: &Column,
    source: &Name,
    target: &Name,
    like: Option<&LikeClause<'_>>,
) -> Column {
    let mut copied = column.clone();
    copied.uses.rename(source, target);
    let what = if column.generated.is_some() {
        "GENERATED"
    } else {
        "DEFAULTS"
    };
    if like.is_some_and(|like| !takes(like, what)) {
        copied.default = None;
        copied.generated = None;
        copied.uses = Uses::default();
    }
    copied
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

/// Adds the sequence of a serial or identity column, under the name that its
/// options give it or the one that PostgreSQL chooses.
pub(super) fn add_sequence(
    catalog: &mut Catalog,
    table: &Name,
    column: &str,
    options: &[SequenceOption<'_>],
    origin: Origin,
) -> Name {
    let given = options.iter().find_map(|option| match &option.kind {
        SequenceOptionKind::Name(name) => Some(name),
        _ => None,
    });
    let name = match given {
        // Without a schema it is in that of the table.
        Some(name) => Name::new(name.schema().unwrap_or(table.schema()), name.name()),
        None => sequence_name(catalog, table, column),
    };
    let mut sequence = Relation::of_kind(RelationKind::Sequence, origin);
    sequence.owned_by = Some((table.clone(), column.to_owned()));
    catalog.add_relation(name.clone(), sequence);
    name
}

/// The CHECK constraints of a table, under their names; foreign keys stay behind.
fn copy_checks(catalog: &mut Catalog, source: &Name, target: &Name) {
    let known = catalog.relations.get(source);
    let constraints = known.into_iter().flat_map(|it| &it.constraints);
    let checks = constraints.filter(|it| matches!(it.kind, ConstraintKind::Check { .. }));
    let mut copies: Vec<Constraint> = checks.cloned().collect();
    for copy in &mut copies {
        copy.validated = copy.enforced;
        copy.inherited = false;
        copy.uses.rename(source, target);
    }
    if let Some(relation) = catalog.relations.get_mut(target) {
        relation.constraints.extend(copies);
    }
}

/// The indexes of a table, and the constraints that stand on them, under the
/// names that PostgreSQL chooses.
///
/// Source: `generateClonedIndexStmt` in `src/backend/parser/parse_utilcmd.c`.
fn copy_indexes(catalog: &mut Catalog, source: &Name, target: &Name, origin: Origin) {
    let copies: Vec<(Name, Index)> = catalog
        .indexes_of(source)
        .map(|(name, index)| (name.clone(), index.clone()))
        .collect();
    for (name, index) in copies {
        let own_name = partition_index_name(catalog, source, &name, &index, target);
        let definition = index.definition.as_deref();
        let mut copy = Index {
            origin,
            table: target.clone(),
            partitioned: catalog.is_partitioned(target),
            definition: definition.and_then(|it| definition_on(it, &own_name, target)),
            parent: None,
            identity: false,
            ..index
        };
        copy.uses.rename(source, target);
        let mut constraint = catalog.constraint(source, name.name()).cloned();
        if let Some(constraint) = &mut constraint {
            own_name.name().clone_into(&mut constraint.name);
            constraint.inherited = false;
            constraint.uses.rename(source, target);
        }
        catalog.add_index(own_name, copy);
        if let Some(relation) = catalog.relations.get_mut(target) {
            relation.constraints.extend(constraint);
        }
    }
}
