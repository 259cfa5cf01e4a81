//! Constraints, as they come to stand in the catalog.

use lockstep_syntax::tree::{
    ColumnConstraint, ColumnConstraintKind, ConstraintProperties, Expression, ForeignKeyTarget,
    Ident, Shape, TableConstraint, TableConstraintKind,
};

use super::super::links::Roles;
use super::super::naming::constraint_name;
use super::super::{
    Catalog, Condition, Constraint, ConstraintKind, Index, Name, Uses, storage_clause,
};
use super::Apply;
use super::table::{index_key, key_column, values};
use crate::report::RelationKind;

impl Apply<'_> {
    pub(super) fn column_constraint_kind(
        &self,
        catalog: &Catalog,
        column: &Ident<'_>,
        constraint: &ColumnConstraint<'_>,
    ) -> Option<ConstraintKind> {
        let columns = || vec![column.value.to_string()];
        Some(match &constraint.kind {
            ColumnConstraintKind::Check(expression) => check(expression),
            ColumnConstraintKind::NotNull if self.major >= 18 => ConstraintKind::NotNull {
                column: column.value.to_string(),
            },
            ColumnConstraintKind::Unique { .. } => ConstraintKind::Unique { columns: columns() },
            ColumnConstraintKind::PrimaryKey { .. } => {
                ConstraintKind::PrimaryKey { columns: columns() }
            }
            ColumnConstraintKind::References(target) => {
                catalog.foreign_key(columns(), target, constraint.properties)
            }
            _ => return None,
        })
    }

    pub(super) fn add_constraint(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        constraint: &TableConstraint<'_>,
        table_is_empty: bool,
    ) {
        let name = constraint_name(catalog, table, constraint, self.major);
        self.add_named(catalog, table, (name, constraint), table_is_empty);
    }

    /// The same under the name that it is known to get.
    pub(super) fn add_named(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        (name, constraint): (String, &TableConstraint<'_>),
        table_is_empty: bool,
    ) {
        let enforced = !constraint.properties.is_not_enforced();
        let validated = (!constraint.properties.not_valid || table_is_empty) && enforced;
        let kind = match &constraint.kind {
            TableConstraintKind::Check(expression) => check(expression),
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
                let columns = Self::key_columns(catalog, table, index, &name);
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
            TableConstraintKind::Exclude(_) => ConstraintKind::Exclude,
            TableConstraintKind::ForeignKey {
                columns, target, ..
            } => {
                let columns = columns
                    .iter()
                    .map(|column| column.value.to_string())
                    .collect();
                catalog.foreign_key(columns, target, constraint.properties)
            }
        };
        let uses = self.constraint_uses(catalog, table, &constraint.kind, &kind);
        let text = match &constraint.kind {
            TableConstraintKind::Check(expression) => expression.span.of(self.text).to_owned(),
            TableConstraintKind::ForeignKey { target, .. } => self.written_beside(target),
            TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => index
                .storage
                .as_deref()
                .map(storage_clause)
                .unwrap_or_default(),
            TableConstraintKind::NotNull { .. } | TableConstraintKind::Exclude(_) => String::new(),
        };
        let index = table.sibling(name.as_str());
        let added = Constraint {
            name,
            kind,
            validated,
            enforced,
            uses,
            inherited: false,
            no_inherit: constraint.properties.is_no_inherit(),
            deferrable: constraint.properties.is_deferrable(),
            deferred: constraint.properties.initially_deferred == Some(true),
            text,
        };
        self.push_constraint(catalog, table, added);
        if let Some(index) = catalog.indexes.get_mut(&index) {
            describe(index, &constraint.kind);
        }
    }

    /// What a foreign key says that its kind does not hold: all of it, where
    /// it sets a part of the key to NULL or goes by periods.
    pub(super) fn written_beside(&self, target: &ForeignKeyTarget<'_>) -> String {
        if target.on_delete_columns.is_empty() && !target.period {
            return String::new();
        }
        target.span.of(self.text).to_owned()
    }

    /// What a constraint depends on in its own table.
    fn constraint_uses(
        &self,
        catalog: &Catalog,
        table: &Name,
        written: &TableConstraintKind<'_>,
        kind: &ConstraintKind,
    ) -> Uses {
        let mut uses = Uses::columns_of(table, kind.columns().iter().cloned());
        match written {
            TableConstraintKind::Check(expression) => {
                uses.add_expression(catalog, self.text, table, expression);
            }
            TableConstraintKind::Unique(index) | TableConstraintKind::PrimaryKey(index) => {
                uses.add_columns(table, &index.include);
            }
            TableConstraintKind::Exclude(exclusion) => {
                uses.add_columns(table, &exclusion.include);
                let keys = exclusion.elements.iter().map(|(key, _)| &key.expression);
                for expression in keys.chain(&exclusion.predicate) {
                    uses.add_expression(catalog, self.text, table, expression);
                }
            }
            TableConstraintKind::NotNull { .. } | TableConstraintKind::ForeignKey { .. } => {}
        }
        uses
    }

    /// The key of a constraint; an index that it takes over gets its name.
    fn key_columns(
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
        catalog.add_index(table.sibling(name), taken);
        columns
    }

    pub(super) fn push_constraint(
        &self,
        catalog: &mut Catalog,
        table: &Name,
        constraint: Constraint,
    ) {
        let partitioned = catalog.is_partitioned(table);
        let index = match &constraint.kind {
            ConstraintKind::Unique { columns } | ConstraintKind::PrimaryKey { columns } => {
                Some(columns.clone())
            }
            ConstraintKind::Exclude => Some(Vec::new()),
            _ => None,
        };
        let index_name = table.sibling(constraint.name.as_str());
        if let Some(columns) = index
            && !catalog.indexes.contains_key(&index_name)
        {
            let index = Index {
                origin: self.origin,
                table: table.clone(),
                unique: true,
                partitioned,
                partial: false,
                deferrable: constraint.deferrable,
                nulls_not_distinct: false,
                identity: false,
                uses: constraint.uses.clone(),
                parent: None,
                method: "btree".to_owned(),
                columns,
                keys: Vec::new(),
                include: Vec::new(),
                definition: None,
            };
            catalog.add_index(index_name, index);
        }
        catalog.links.add_reference(&constraint.kind, table);
        catalog.link(&constraint.uses, table, Roles::RELATION);
        let relation = catalog.assumed(table, RelationKind::Table);
        if let ConstraintKind::PrimaryKey { columns } = &constraint.kind {
            for column in columns {
                relation.column_mut(column).not_null = Some(true);
            }
        }
        relation
            .constraints
            .retain(|existing| existing.name != constraint.name);
        relation.constraints.push(constraint);
    }
}

/// What else a constraint says of its index.
fn describe(index: &mut Index, constraint: &TableConstraintKind<'_>) {
    match constraint {
        TableConstraintKind::Unique(it) | TableConstraintKind::PrimaryKey(it)
            if it.using_index.is_none() =>
        {
            index.include = values(&it.include);
            if it.without_overlaps {
                "gist".clone_into(&mut index.method);
            }
            index.nulls_not_distinct = it.nulls_not_distinct;
        }
        TableConstraintKind::Exclude(exclusion) => {
            if let Some(method) = &exclusion.method {
                index.method = method.value.to_string();
            }
            let elements = || exclusion.elements.iter().map(|(key, _)| key);
            index.columns = elements().map(key_column).collect();
            index.keys = elements().map(index_key).collect();
            index.include = values(&exclusion.include);
            index.partial = exclusion.predicate.is_some();
        }
        _ => {}
    }
}

/// The columns that a condition proves not to be NULL.
///
/// Source: `NotNullImpliedByRelConstraints` and the implication proof in
/// `src/backend/optimizer/util/predtest.c`; measured: `a IS NOT NULL`, also as
/// one of several conditions joined by `AND`, and `NOT (a IS NULL)` prove it, `a > 0`
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

fn check(expression: &Expression<'_>) -> ConstraintKind {
    ConstraintKind::Check {
        proves_not_null: proven_not_null(&expression.shape),
        condition: Condition::of(expression),
    }
}

impl Catalog {
    /// A foreign key as written.
    pub(crate) fn foreign_key(
        &self,
        columns: Vec<String>,
        target: &ForeignKeyTarget<'_>,
        properties: ConstraintProperties,
    ) -> ConstraintKind {
        ConstraintKind::ForeignKey {
            columns,
            table: self.resolve(&target.table),
            referenced: target
                .columns
                .iter()
                .map(|column| column.value.to_string())
                .collect(),
            on_delete: target.on_delete,
            on_update: target.on_update,
            match_kind: target.match_kind,
            deferrable: properties.is_deferrable(),
            deferred: properties.initially_deferred == Some(true),
        }
    }
}
