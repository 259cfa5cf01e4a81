//! Types, statistics and publications in the catalog.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{
    AlterObject, AttributeType, ColumnConstraintKind, CreateDomain, EnumChange, Ident,
    ObjectChange, Publication, PublicationChange, Statement, StatementKind, TypeDefinition,
};

use super::super::{Domain, UserType};
use super::{Apply, Catalog, Name, Origin};

impl Apply<'_> {
    pub(super) fn alter_object(&self, catalog: &mut Catalog, alter: &AlterObject<'_>) {
        let Some(name) = &alter.object.name else {
            return;
        };
        match &alter.change {
            ObjectChange::EnumValue(EnumChange::Add { value, .. })
                if self.origin == Origin::New =>
            {
                let name = catalog.resolve(name);
                // Measured: of a type that is as new as its value, 11 lets the
                // value be used, and so does 17 again.
                let lets = !(12..17).contains(&self.major);
                if !lets || !catalog.fresh_types.contains(&name) {
                    catalog.fresh_values.push((name, value.to_string()));
                }
            }
            ObjectChange::Rename(to) if matches!(alter.object.kind, "TYPE" | "DOMAIN") => {
                let from = catalog.resolve(name);
                let to = Name::new(from.schema.as_str(), &*to.value);
                catalog.rename_type(&from, &to);
                if catalog.relations.contains_key(&from) {
                    catalog.rename_relation(&from, &to);
                }
            }
            ObjectChange::Function {
                volatility: Some(volatility),
                ..
            } => {
                let name = catalog.resolve(name);
                if let Some(function) = catalog.functions.get_mut(&name) {
                    function.volatility = *volatility;
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    pub(super) fn create_domain(&self, catalog: &mut Catalog, create: &CreateDomain<'_>) {
        let name = catalog.created(create.name.schema(), create.name.name());
        let mut domain = Domain {
            base: create.data_type.as_ref().map(|it| catalog.data_type(it)),
            constraints: Vec::new(),
        };
        for constraint in &create.constraints {
            let given = constraint.name.as_ref().map(|name| &*name.value);
            match constraint.kind {
                ColumnConstraintKind::Check(_) => domain.add(&name, given, false),
                ColumnConstraintKind::NotNull => domain.add(&name, given, true),
                _ => {}
            }
        }
        catalog.domains.insert(name, domain);
    }

    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    pub(super) fn user_type(
        &self,
        catalog: &Catalog,
        definition: &TypeDefinition<'_>,
    ) -> Option<UserType> {
        Some(match definition {
            TypeDefinition::Shell => return None,
            TypeDefinition::Enum(_) => UserType::Enum,
            TypeDefinition::Composite(attributes) => {
                let attribute = |(name, its): &(Ident<'_>, AttributeType<'_>)| {
                    (name.value.to_string(), catalog.data_type(&its.data_type))
                };
                UserType::Composite(attributes.iter().map(attribute).collect())
            }
            TypeDefinition::Range(_) => UserType::Range,
            TypeDefinition::Base(_) => UserType::Base,
        })
    }

    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    pub(super) fn publication(&self, catalog: &mut Catalog, publication: &Publication<'_>) {
        let tables: Vec<Name> = publication
            .tables
            .iter()
            .map(|table| catalog.resolve(&table.name))
            .collect();
        let name = publication.name.value.to_string();
        match publication.change {
            PublicationChange::Create => {
                catalog.publications.insert(name, tables);
            }
            PublicationChange::Set if publication.options.is_empty() => {
                catalog.publications.insert(name, tables);
            }
            PublicationChange::Set => {}
            PublicationChange::Add => {
                if let Some(known) = catalog.publications.get_mut(&name) {
                    known.extend(tables);
                }
            }
            PublicationChange::Drop => {
                if let Some(known) = catalog.publications.get_mut(&name) {
                    known.retain(|table| !tables.contains(table));
                }
            }
        }
    }
}

impl Catalog {
    /// Forgets what holds within one transaction only.
    pub(crate) fn transaction_ends(&mut self) {
        self.fresh_types.clear();
        self.fresh_values.clear();
    }

    /// A value of an enum that this statement writes although the open
    /// transaction added it: PostgreSQL refuses that. Only tables are looked
    /// at that are known to have a column of the enum.
    #[must_use]
    pub(crate) fn uses_fresh_value(&self, text: &str, statement: &Statement<'_>) -> Option<&str> {
        if self.fresh_values.is_empty() {
            return None;
        }
        let table = match &statement.kind {
            StatementKind::Insert(insert) => &insert.table,
            StatementKind::Update(update) => &update.table,
            StatementKind::Delete(delete) => &delete.table,
            _ => return None,
        };
        let table = self.relations.get(&self.resolve(table))?;
        let (_, value) = self.fresh_values.iter().find(|(name, value)| {
            let typed = table.columns.iter().any(|column| {
                let data_type = column.data_type.as_ref();
                data_type.is_some_and(|data_type| data_type.name == *name)
            });
            typed && writes(text, statement, value)
        })?;
        Some(value)
    }
}

/// Whether a string of the statement is this value.
fn writes(text: &str, statement: &Statement<'_>, value: &str) -> bool {
    Lexer::within(text, statement.span).any(|token| {
        token.kind == TokenKind::String && token.span.of(text).trim_matches('\'') == value
    })
}
