//! Types, statistics and publications in the catalog.

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{
    AlterObject, AttributeChange, AttributeChangeKind, AttributeType, ColumnConstraintKind,
    CreateDomain, DomainChange, EnumChange, Ident, ObjectChange, Statement, StatementKind,
    TypeDefinition,
};

use super::super::{Domain, Object, ObjectKind, UserType};
use super::{Apply, Catalog, Name, Origin, Uses};
use crate::report::RelationKind;

impl Apply<'_> {
    pub(super) fn alter_object(&self, catalog: &mut Catalog, alter: &AlterObject<'_>) {
        let Some(name) = &alter.object.name else {
            return;
        };
        // A value that is there already is not added.
        let mut known_value = false;
        if let ObjectChange::EnumValue(change) = &alter.change {
            let name = catalog.resolve(name);
            let values = catalog.enum_values.get_mut(&name);
            match (change, values) {
                (EnumChange::Add { value, .. }, Some(values)) => {
                    known_value = values.iter().any(|known| known == value);
                    if !known_value {
                        values.push(value.to_string());
                    }
                }
                (EnumChange::Rename { from, to }, Some(values)) => {
                    for value in values.iter_mut().filter(|value| *value == from) {
                        *value = to.to_string();
                    }
                }
                _ => {}
            }
        }
        match &alter.change {
            ObjectChange::Domain(change) => {
                let name = catalog.resolve(name);
                if let Some(domain) = catalog.domains.get_mut(&name) {
                    domain.change(&name, change);
                }
            }
            ObjectChange::Attributes(changes) => {
                let name = catalog.resolve(name);
                for change in changes {
                    catalog.change_attribute(&name, change);
                }
            }
            ObjectChange::EnumValue(EnumChange::Add { value, .. })
                if self.origin == Origin::New && !known_value =>
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
                let to = Name::new(from.schema(), &*to.value);
                if let Some(uses) = catalog.type_uses.remove(&from) {
                    catalog.define_type(to.clone(), uses);
                }
                if let Some(values) = catalog.enum_values.remove(&from) {
                    catalog.enum_values.insert(to.clone(), values);
                }
                catalog.rename_in_dependents(&from, &to);
                catalog.rename_type(&from, &to);
                if catalog.relations.contains_key(&from) {
                    catalog.rename_relation(&from, &to);
                }
            }
            ObjectChange::Rename(to) => self.rename_object(catalog, alter, &to.value),
            ObjectChange::SetSchema(schema) => {
                let from = catalog.resolve(name);
                let to = Name::new(&*schema.value, from.name());
                catalog.move_object(&from, &to);
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

    /// New names of what is no relation and no type.
    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    fn rename_object(&self, catalog: &mut Catalog, alter: &AlterObject<'_>, to: &str) {
        let Some(name) = &alter.object.name else {
            return;
        };
        let table = alter.object.table.as_ref();
        let table = table.map(|table| catalog.resolve(table));
        let relation = table.and_then(|table| catalog.relations.get_mut(&table));
        let list = match (alter.object.kind, relation) {
            ("SCHEMA", _) => return catalog.rename_schema(name.name(), to),
            ("TRIGGER", Some(relation)) => {
                for trigger in &mut relation.triggers {
                    if trigger.name == name.name() {
                        to.clone_into(&mut trigger.name);
                        trigger.definition.clear();
                    }
                }
                return;
            }
            ("POLICY", Some(relation)) => &mut relation.policies,
            ("RULE", Some(relation)) => &mut relation.rules,
            ("POLICY" | "RULE" | "TRIGGER", None) => return,
            _ => {
                let from = catalog.resolve(name);
                let to = from.sibling(to);
                return catalog.move_object(&from, &to);
            }
        };
        for attached in list.iter_mut().filter(|it| it.name == name.name()) {
            to.clone_into(&mut attached.name);
        }
    }

    pub(super) fn create_domain(&self, catalog: &mut Catalog, create: &CreateDomain<'_>) {
        let name = catalog.created(create.name.schema(), create.name.name());
        let mut domain = Domain {
            base: create.data_type.as_ref().map(|it| catalog.data_type(it)),
            constraints: Vec::new(),
        };
        let mut uses = Uses::default();
        if let Some(data_type) = &create.data_type {
            uses.add_type(catalog, data_type);
        }
        for constraint in &create.constraints {
            let given = constraint.name.as_ref().map(|name| &*name.value);
            match &constraint.kind {
                ColumnConstraintKind::Check(check) => {
                    domain.add(&name, given, false);
                    uses.add_expression(catalog, self.text, &name, check);
                }
                ColumnConstraintKind::NotNull => domain.add(&name, given, true),
                _ => {}
            }
        }
        if self.origin == Origin::New {
            catalog.created.insert(name.clone());
        }
        catalog.define_type(name.clone(), uses);
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
}

impl Catalog {
    /// Forgets what holds within one transaction only.
    pub(crate) fn transaction_ends(&mut self) {
        self.fresh_types.clear();
        self.fresh_values.clear();
        if let Some(path) = self.outer_path.take() {
            self.search_path = path;
        }
    }

    /// A value of an enum that this statement uses although the open
    /// transaction added it: PostgreSQL refuses that. The enum is looked for
    /// among the columns of the statement's table, and by its name.
    #[must_use]
    pub(crate) fn uses_fresh_value(&self, text: &str, statement: &Statement<'_>) -> Option<&str> {
        if self.fresh_values.is_empty() {
            return None;
        }
        let table = match &statement.kind {
            StatementKind::Insert(insert) => Some(&insert.table),
            StatementKind::Update(update) => Some(&update.table),
            StatementKind::Delete(delete) => Some(&delete.table),
            StatementKind::AlterTable(alter) => Some(&alter.name),
            StatementKind::CreateIndex(create) => Some(&create.table),
            StatementKind::Select(_)
            | StatementKind::Merge(_)
            | StatementKind::CreateTable(_)
            | StatementKind::CreateView(_) => None,
            _ => return None,
        };
        let table = table.and_then(|table| self.relations.get(&self.resolve(table)));
        let (_, value) = self.fresh_values.iter().find(|(name, value)| {
            let typed = table
                .into_iter()
                .flat_map(|table| &table.columns)
                .any(|column| {
                    let data_type = column.data_type.as_ref();
                    data_type.is_some_and(|data_type| data_type.name == *name)
                });
            writes(text, statement, value) && (typed || mentions(text, statement, name.name()))
        })?;
        Some(value)
    }
}

/// Whether a word of the statement is this name.
fn mentions(text: &str, statement: &Statement<'_>, name: &str) -> bool {
    Lexer::within(text, statement.span).any(|token| {
        let word = token.span.of(text);
        match token.kind {
            TokenKind::Word => word.eq_ignore_ascii_case(name),
            TokenKind::QuotedWord => word.trim_matches('"') == name,
            _ => false,
        }
    })
}

impl Domain {
    fn change(&mut self, name: &Name, change: &DomainChange<'_>) {
        match change {
            DomainChange::SetNotNull => {
                if !self.constraints.iter().any(|it| it.not_null) {
                    self.add(name, None, true);
                }
            }
            DomainChange::DropNotNull => self.constraints.retain(|it| !it.not_null),
            DomainChange::AddConstraint {
                name: given, check, ..
            } => {
                let given = given.as_ref().map(|given| &*given.value);
                self.add(name, given, check.is_none());
            }
            DomainChange::DropConstraint { name, .. } => {
                self.constraints.retain(|it| it.name != name.value);
            }
            DomainChange::RenameConstraint(from, to) => {
                let mut constraints = self.constraints.iter_mut();
                if let Some(known) = constraints.find(|it| it.name == from.value) {
                    known.name = to.value.to_string();
                }
            }
            DomainChange::Default(_) | DomainChange::Validate(_) => {}
        }
    }
}

impl Catalog {
    /// Changes an attribute of a composite type, and the tables of the type.
    fn change_attribute(&mut self, name: &Name, change: &AttributeChange<'_>) {
        let attribute = change.name.value.to_string();
        let data_type = match &change.kind {
            AttributeChangeKind::Add(data_type) | AttributeChangeKind::Type(data_type) => {
                Some(self.data_type(&data_type.data_type))
            }
            _ => None,
        };
        if let Some(UserType::Composite(attributes)) = self.types.get_mut(name) {
            match (&change.kind, &data_type) {
                (AttributeChangeKind::Add(_), Some(data_type)) => {
                    attributes.push((attribute.clone(), data_type.clone()));
                }
                (AttributeChangeKind::Drop { .. }, _) => {
                    attributes.retain(|(known, _)| *known != attribute);
                }
                _ => {
                    for known in attributes.iter_mut().filter(|known| known.0 == attribute) {
                        if let AttributeChangeKind::Rename(to) = &change.kind {
                            known.0 = to.value.to_string();
                        }
                        if let Some(data_type) = &data_type {
                            known.1 = data_type.clone();
                        }
                    }
                }
            }
        }
        let relations = self.relations.iter();
        let typed = relations.filter(|(_, relation)| relation.of_type.as_ref() == Some(name));
        let typed: Vec<Name> = typed.map(|(table, _)| table.clone()).collect();
        for table in typed {
            match &change.kind {
                AttributeChangeKind::Rename(to) => {
                    self.rename_column(&table, &attribute, &to.value);
                }
                AttributeChangeKind::Drop { .. } => {
                    let column = Object::part(ObjectKind::Column, &table, &attribute);
                    self.drop(&[column], change.behavior);
                }
                AttributeChangeKind::Add(_) | AttributeChangeKind::Type(_) => {
                    let relation = self.assumed(&table, RelationKind::Table);
                    relation
                        .column_mut(&attribute)
                        .data_type
                        .clone_from(&data_type);
                }
            }
        }
    }
}

/// Whether a string of the statement is this value.
fn writes(text: &str, statement: &Statement<'_>, value: &str) -> bool {
    // Hardly any statement does, and looking for the letters costs little.
    let may = statement.span.of(text).contains(value);
    may && Lexer::within(text, statement.span).any(|token| {
        token.kind == TokenKind::String && token.span.of(text).trim_matches('\'') == value
    })
}
