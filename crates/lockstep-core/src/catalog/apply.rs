//! What a statement makes of the catalog.

use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, ColumnChange, ColumnConstraintKind, ColumnDefinition, CreateIndex,
    CreateTable, Drop, DropObject, ForeignKeyTarget, Ident, RelationWord, Shape, Span, Statement,
    StatementKind, TableConstraint, TableConstraintKind, TypeName,
};

use super::naming::{column_constraint_name, constraint_name, index_name, sequence_name};
use super::{
    Catalog, Column, Constraint, ConstraintKind, Function, Index, Name, Origin, Relation, Trigger,
};
use crate::report::RelationKind;

/// Applies one statement: afterwards the catalog is as it stands behind it.
pub(super) struct Apply<'t> {
    pub(super) text: &'t str,
    pub(super) origin: Origin,
    pub(super) major: u8,
}

impl Catalog {
    /// Carries out a statement. `origin` is what the things it creates are:
    /// [`Origin::Given`] for the schema, [`Origin::New`] for the migration.
    pub fn apply(&mut self, text: &str, statement: &Statement<'_>, origin: Origin, major: u8) {
        let apply = Apply {
            text,
            origin,
            major,
        };
        match &statement.kind {
            StatementKind::CreateTable(create) => apply.create_table(self, create),
            StatementKind::AlterTable(alter) => apply.alter_table(self, alter),
            StatementKind::CreateIndex(create) => {
                apply.create_index(self, create, statement.span);
            }
            StatementKind::Drop(drop) => apply.drop_objects(self, drop),
            StatementKind::CreateTrigger(create) => {
                let table = self.resolve(&create.table);
                let function = self.resolve(&create.function);
                let trigger = Trigger {
                    name: create.name.value.to_string(),
                    function,
                    definition: statement.span.of(text).to_owned(),
                };
                let triggers = &mut self.assumed(&table, RelationKind::Table).triggers;
                triggers.retain(|existing| existing.name != trigger.name);
                triggers.push(trigger);
            }
            StatementKind::CreateFunction(create) => {
                let name = self.resolve(&create.name);
                let function = Function {
                    volatility: create.volatility,
                    language: create.body.language.to_string(),
                    body: create.body.span.of(text).to_owned(),
                    definition: statement.span.of(text).to_owned(),
                };
                self.functions.insert(name, function);
            }
            StatementKind::CreateView(create) => {
                let kind = if create.materialized {
                    RelationKind::MaterializedView
                } else {
                    RelationKind::View
                };
                let name = self.created(create.name.schema(), create.name.name());
                let mut relation = Relation::of_kind(kind, origin);
                relation.temporary = create.temporary;
                relation.reads = create
                    .query
                    .reads
                    .iter()
                    .map(|read| self.resolve(read))
                    .collect();
                if let Some(existing) = self.relations.get(&name) {
                    relation.origin = existing.origin;
                }
                self.add_relation(name, relation);
            }
            StatementKind::CreateSequence(create) => {
                let name = self.created(create.name.schema(), create.name.name());
                let mut relation = Relation::of_kind(RelationKind::Sequence, origin);
                relation.temporary = create.temporary;
                self.add_relation(name, relation);
            }
            StatementKind::CreateDomain(create) => {
                let name = self.resolve(&create.name);
                let constrained = create.constraints.iter().any(|constraint| {
                    matches!(
                        constraint.kind,
                        ColumnConstraintKind::Check { .. } | ColumnConstraintKind::NotNull
                    )
                });
                self.domains.insert(name, constrained);
            }
            StatementKind::CreateType(create) => {
                let name = self.resolve(&create.name);
                self.types.insert(name);
            }
            StatementKind::Select(query) => {
                if let Some(into) = &query.into {
                    let name = self.created(into.schema(), into.name());
                    self.add_relation(name, Relation::of_kind(RelationKind::Table, origin));
                }
            }
            StatementKind::Set(set) if set.name == "search_path" => {
                self.search_path = set
                    .values
                    .iter()
                    .map(std::string::ToString::to_string)
                    .filter(|schema| {
                        !schema.is_empty() && schema != "$user" && schema != "pg_catalog"
                    })
                    .collect();
                if self.search_path.is_empty() {
                    self.search_path.push("public".to_owned());
                }
            }
            _ => {}
        }
    }

    fn created(&self, schema: Option<&str>, name: &str) -> Name {
        Name::new(schema.unwrap_or_else(|| self.creation_schema()), name)
    }

    fn add_relation(&mut self, name: Name, relation: Relation) {
        self.absent.remove(&name);
        self.relations.insert(name, relation);
    }

    /// The relation, assumed to exist where it was unknown.
    fn assumed(&mut self, name: &Name, kind: RelationKind) -> &mut Relation {
        self.absent.remove(name);
        self.relations
            .entry(name.clone())
            .or_insert_with(|| Relation::of_kind(kind, Origin::Assumed))
    }

    fn remove_relation(&mut self, name: &Name) {
        self.relations.remove(name);
        self.indexes.retain(|_, index| index.table != *name);
        let owned: Vec<Name> = self
            .sequences_of(name)
            .into_iter()
            .map(|(sequence, _)| sequence)
            .collect();
        for sequence in owned {
            self.relations.remove(&sequence);
        }
        self.absent.insert(name.clone());
    }

    fn rename_relation(&mut self, from: &Name, to: &Name) {
        if let Some(index) = self.indexes.remove(from) {
            self.indexes.insert(to.clone(), index);
        }
        if let Some(relation) = self.relations.remove(from) {
            self.relations.insert(to.clone(), relation);
        }
        self.absent.insert(from.clone());
        self.absent.remove(to);
        for index in self.indexes.values_mut() {
            if index.table == *from {
                index.table = to.clone();
            }
        }
        for relation in self.relations.values_mut() {
            for name in relation.parents.iter_mut().chain(&mut relation.reads) {
                if name == from {
                    *name = to.clone();
                }
            }
            for constraint in &mut relation.constraints {
                if let ConstraintKind::ForeignKey { table, .. } = &mut constraint.kind
                    && table == from
                {
                    *table = to.clone();
                }
            }
            if let Some((owner, _)) = &mut relation.owned_by
                && owner == from
            {
                *owner = to.clone();
            }
        }
    }
}

impl Apply<'_> {
    fn create_table(&self, catalog: &mut Catalog, create: &CreateTable<'_>) {
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
        relation.complete = create.as_query.is_none() && create.of_type.is_none();
        relation.partition_key = create
            .partition_by
            .iter()
            .flat_map(|by| &by.keys)
            .filter_map(|key| match &key.shape {
                Shape::Column(column) => Some(column.value.to_string()),
                _ => None,
            })
            .collect();
        for parent in &create.inherits {
            relation.parents.push(catalog.resolve(parent));
        }
        if let Some(of) = &create.partition_of {
            relation.parents.push(catalog.resolve(&of.parent));
            relation.is_partition = true;
            relation.is_default_partition = matches!(
                of.bound.kind,
                lockstep_syntax::tree::PartitionBoundKind::Default
            );
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
            let takes = |what: &str| {
                like.including
                    .iter()
                    .any(|word| word == what || word == "ALL")
                    && !like.excluding.iter().any(|word| word == what)
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
        if let Some(relation) = catalog.relations.get_mut(child) {
            for constraint in inherited {
                let foreign_key = constraint.references().is_some();
                if !foreign_key || is_partition {
                    relation.constraints.push(constraint);
                }
            }
        }
        if is_partition {
            copy_indexes(catalog, parent, child, self.origin);
        }
    }

    fn add_column(&self, catalog: &mut Catalog, table: &Name, column: &ColumnDefinition<'_>) {
        let mut added = Column::named(&column.name.value);
        added.data_type = column.data_type.as_ref().map(type_text);
        added.not_null = Some(false);
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
                ColumnConstraintKind::NotNull | ColumnConstraintKind::PrimaryKey => {
                    added.not_null = Some(true);
                }
                ColumnConstraintKind::Default(expression) => {
                    added.default = Some(expression.span.of(self.text).to_owned());
                }
                ColumnConstraintKind::Generated { storage, .. } => {
                    added.generated =
                        Some(storage.unwrap_or(lockstep_syntax::tree::GeneratedStorage::Virtual));
                }
                ColumnConstraintKind::Identity => {
                    added.not_null = Some(true);
                    add_sequence(catalog, table, &column.name.value, self.origin);
                }
                _ => {}
            }
            if let Some(kind) = self.column_constraint_kind(catalog, &column.name, &constraint.kind)
            {
                let name = constraint.name.as_ref().map_or_else(
                    || {
                        column_constraint_name(catalog, table, &column.name.value, &constraint.kind)
                            .unwrap_or_default()
                    },
                    |name| name.value.to_string(),
                );
                constraints.push((name, kind));
            }
        }
        let relation = catalog.assumed(table, RelationKind::Table);
        if relation.column(&column.name.value).is_none() {
            relation.columns.push(added);
        }
        for (name, kind) in constraints {
            self.push_constraint(catalog, table, name, kind, true, true);
        }
    }

    fn column_constraint_kind(
        &self,
        catalog: &Catalog,
        column: &Ident<'_>,
        kind: &ColumnConstraintKind<'_>,
    ) -> Option<ConstraintKind> {
        let columns = vec![column.value.to_string()];
        Some(match kind {
            ColumnConstraintKind::Check { expression, .. } => ConstraintKind::Check {
                proves_not_null: proven_not_null(&expression.shape),
            },
            ColumnConstraintKind::NotNull if self.major >= 18 => ConstraintKind::NotNull {
                column: column.value.to_string(),
            },
            ColumnConstraintKind::Unique => ConstraintKind::Unique { columns },
            ColumnConstraintKind::PrimaryKey => ConstraintKind::PrimaryKey { columns },
            ColumnConstraintKind::References(target) => foreign_key(catalog, columns, target),
            _ => return None,
        })
    }

    fn add_constraint(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        constraint: &TableConstraint<'_>,
        table_is_empty: bool,
    ) {
        let name = constraint_name(catalog, table, constraint, self.major);
        let enforced = constraint.not_enforced.is_none();
        let validated = (constraint.not_valid.is_none() || table_is_empty) && enforced;
        let kind = match &constraint.kind {
            TableConstraintKind::Check { expression, .. } => ConstraintKind::Check {
                proves_not_null: proven_not_null(&expression.shape),
            },
            TableConstraintKind::NotNull { column, .. } => {
                let relation = catalog.assumed(table, RelationKind::Table);
                if validated {
                    relation.column_mut(&column.value).not_null = Some(true);
                }
                ConstraintKind::NotNull {
                    column: column.value.to_string(),
                }
            }
            TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => {
                let columns = self.key_columns(catalog, table, index, &name);
                if matches!(constraint.kind, TableConstraintKind::PrimaryKey(_)) {
                    let relation = catalog.assumed(table, RelationKind::Table);
                    for column in &columns {
                        relation.column_mut(column).not_null = Some(true);
                    }
                    ConstraintKind::PrimaryKey { columns }
                } else {
                    ConstraintKind::Unique { columns }
                }
            }
            TableConstraintKind::Exclude => ConstraintKind::Exclude,
            TableConstraintKind::ForeignKey { columns, target } => {
                let columns = columns
                    .iter()
                    .map(|column| column.value.to_string())
                    .collect();
                foreign_key(catalog, columns, target)
            }
        };
        self.push_constraint(catalog, table, name, kind, validated, enforced);
    }

    /// The key of a constraint; an index that it takes over gets its name.
    fn key_columns(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        index: &lockstep_syntax::tree::IndexConstraint<'_>,
        name: &str,
    ) -> Vec<String> {
        let Some(using) = &index.using_index else {
            return index
                .columns
                .iter()
                .map(|column| column.value.to_string())
                .collect();
        };
        let old = table.sibling(using.value.as_ref());
        let Some(taken) = catalog.indexes.remove(&old) else {
            return Vec::new();
        };
        let columns = taken.columns.clone();
        catalog.indexes.insert(table.sibling(name), taken);
        columns
    }

    fn push_constraint(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        name: String,
        kind: ConstraintKind,
        validated: bool,
        enforced: bool,
    ) {
        let partitioned = catalog.is_partitioned(table);
        let index = match &kind {
            ConstraintKind::Unique { columns } | ConstraintKind::PrimaryKey { columns } => {
                Some(columns.clone())
            }
            ConstraintKind::Exclude => Some(Vec::new()),
            _ => None,
        };
        if let Some(columns) = index {
            catalog
                .indexes
                .entry(table.sibling(name.as_str()))
                .or_insert_with(|| Index {
                    origin: self.origin,
                    table: table.clone(),
                    unique: true,
                    partitioned,
                    partial: false,
                    columns,
                    definition: None,
                });
        }
        let relation = catalog.assumed(table, RelationKind::Table);
        if let ConstraintKind::PrimaryKey { columns } = &kind {
            for column in columns {
                relation.column_mut(column).not_null = Some(true);
            }
        }
        relation
            .constraints
            .retain(|existing| existing.name != name);
        relation.constraints.push(Constraint {
            name,
            kind,
            validated,
            enforced,
        });
    }

    fn create_index(&self, catalog: &mut Catalog, create: &CreateIndex<'_>, span: Span) {
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
            catalog.descendants(&index.table)
        } else {
            Vec::new()
        };
        for child in children {
            let matching = catalog
                .indexes_of(&child)
                .any(|(_, existing)| existing.columns == index.columns);
            if !matching {
                let unnamed = CreateIndex {
                    name: None,
                    ..create.clone()
                };
                let copy = Index {
                    table: child.clone(),
                    partitioned: catalog.is_partitioned(&child),
                    definition: None,
                    ..index.clone()
                };
                let name = index_name(catalog, &child, &unnamed);
                catalog.indexes.insert(name, copy);
            }
        }
        catalog.indexes.insert(name, index);
    }

    fn drop_objects(&self, catalog: &mut Catalog, drop: &Drop<'_>) {
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
                    for relation in catalog.relations.values_mut() {
                        relation
                            .constraints
                            .retain(|constraint| constraint.references() != Some(&name));
                    }
                    catalog.remove_relation(&name);
                }
                DropObject::Index => {
                    catalog.indexes.remove(&name);
                    catalog.absent.insert(name);
                }
                DropObject::Trigger => {
                    let table = drop.table.as_ref().map(|table| catalog.resolve(table));
                    if let Some(relation) =
                        table.and_then(|table| catalog.relations.get_mut(&table))
                    {
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
                _ => {}
            }
        }
    }

    fn alter_table(&self, catalog: &mut Catalog, alter: &AlterTable<'_>) {
        let name = catalog.resolve(&alter.name);
        if alter.object == RelationWord::Index || catalog.indexes.contains_key(&name) {
            for action in &alter.actions {
                if let AlterActionKind::Rename(to) = &action.kind {
                    catalog.rename_relation(&name, &name.sibling(to.value.as_ref()));
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
        let missing = matches!(catalog.presence(&name), super::Presence::Absent);
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
                for target in targets {
                    let relation = catalog.assumed(target, RelationKind::Table);
                    self.change_column(relation, &column.value, change);
                }
            }
            AlterActionKind::AddConstraint(constraint) => {
                // What partitions inherit keeps its name; an index of their own
                // has a name of its own.
                let inherited = match constraint.kind {
                    TableConstraintKind::Check { .. }
                    | TableConstraintKind::NotNull { .. }
                    | TableConstraintKind::ForeignKey { .. } => {
                        let given = constraint_name(catalog, name, constraint, self.major);
                        TableConstraint {
                            name: Some(Ident {
                                span: constraint.span,
                                value: given.into(),
                            }),
                            ..(**constraint).clone()
                        }
                    }
                    _ => (**constraint).clone(),
                };
                for target in targets {
                    self.add_constraint(catalog, target, &inherited, false);
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
                for target in targets {
                    catalog
                        .indexes
                        .remove(&target.sibling(constraint.value.as_ref()));
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
                        catalog.indexes.insert(new, index);
                    }
                    let relation = catalog.assumed(target, RelationKind::Table);
                    for constraint in &mut relation.constraints {
                        if constraint.name == from.value {
                            constraint.name = to.value.to_string();
                        }
                    }
                }
            }
            AlterActionKind::AttachPartition { partition, bound } => {
                let partition = catalog.resolve(partition);
                catalog.assumed(name, RelationKind::Table).kind = RelationKind::PartitionedTable;
                let relation = catalog.assumed(&partition, RelationKind::Table);
                relation.parents = vec![name.clone()];
                relation.is_partition = true;
                relation.is_default_partition = matches!(
                    bound.kind,
                    lockstep_syntax::tree::PartitionBoundKind::Default
                );
            }
            AlterActionKind::DetachPartition { partition, .. } => {
                let partition = catalog.resolve(partition);
                let relation = catalog.assumed(&partition, RelationKind::Table);
                relation.parents.clear();
                relation.is_partition = false;
                relation.is_default_partition = false;
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
            ColumnChange::SetNotNull => column.not_null = Some(true),
            ColumnChange::DropNotNull => column.not_null = Some(false),
            ColumnChange::SetType { data_type, .. } => {
                column.data_type = Some(type_text(data_type));
            }
            ColumnChange::SetStatistics | ColumnChange::Other => {}
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

/// The columns that a condition proves not to be NULL.
///
/// Source: `NotNullImpliedByRelConstraints` and the implication proof in
/// `src/backend/optimizer/util/predtest.c`; measured: `a IS NOT NULL`, also as
/// one of several ANDed conditions, and `NOT (a IS NULL)` prove it, `a > 0`
/// does not.
#[must_use]
pub(super) fn proven_not_null(shape: &Shape<'_>) -> Vec<String> {
    match shape {
        Shape::IsNotNull(column) => vec![column.value.to_string()],
        Shape::Not(operand) => match operand.as_ref() {
            Shape::IsNull(column) => vec![column.value.to_string()],
            _ => Vec::new(),
        },
        Shape::And(conditions) => conditions.iter().flat_map(proven_not_null).collect(),
        _ => Vec::new(),
    }
}

fn foreign_key(
    catalog: &Catalog,
    columns: Vec<String>,
    target: &ForeignKeyTarget<'_>,
) -> ConstraintKind {
    ConstraintKind::ForeignKey {
        columns,
        table: catalog.resolve(&target.table),
        referenced: target
            .columns
            .iter()
            .map(|column| column.value.to_string())
            .collect(),
        on_delete: target.on_delete,
        on_update: target.on_update,
    }
}

fn add_sequence(catalog: &mut Catalog, table: &Name, column: &str, origin: Origin) {
    let name = sequence_name(catalog, table, column);
    let mut sequence = Relation::of_kind(RelationKind::Sequence, origin);
    sequence.owned_by = Some((table.clone(), column.to_owned()));
    catalog.add_relation(name, sequence);
}

fn copy_indexes(catalog: &mut Catalog, source: &Name, target: &Name, origin: Origin) {
    let copies: Vec<Index> = catalog
        .indexes_of(source)
        .map(|(_, index)| Index {
            origin,
            table: target.clone(),
            partitioned: catalog.is_partitioned(target),
            definition: None,
            ..index.clone()
        })
        .collect();
    for copy in copies {
        let columns: Vec<&str> = copy
            .columns
            .iter()
            .map(|column| {
                if column.is_empty() {
                    "expr"
                } else {
                    column.as_str()
                }
            })
            .collect();
        let name = super::object_name(&target.name, &columns.join("_"), "idx");
        catalog.indexes.insert(target.sibling(name), copy);
    }
}

/// Dropping a column drops the indexes and constraints that name it.
fn drop_column(catalog: &mut Catalog, table: &Name, column: &str) {
    catalog.indexes.retain(|_, index| {
        index.table != *table || !index.columns.iter().any(|indexed| indexed == column)
    });
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
            ConstraintKind::Check { proves_not_null } => {
                !proves_not_null.iter().any(|proven| proven == column)
            }
            ConstraintKind::Exclude => true,
        });
}

fn rename_column(catalog: &mut Catalog, table: &Name, from: &str, to: &str) {
    let rename = |column: &mut String| {
        if column == from {
            to.clone_into(column);
        }
    };
    for index in catalog
        .indexes
        .values_mut()
        .filter(|index| index.table == *table)
    {
        index.columns.iter_mut().for_each(rename);
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
            } => columns.iter_mut().for_each(rename),
            ConstraintKind::NotNull { column } => rename(column),
            ConstraintKind::Exclude => {}
        }
    }
}
