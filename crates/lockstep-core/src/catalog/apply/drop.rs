//! Dropping objects, and what goes with them.

use lockstep_syntax::tree::{Behavior, Drop, DropObject};

use super::super::{Catalog, Name, Object, ObjectKind, Relation, Strength};

impl Catalog {
    /// What a `DROP` names.
    #[must_use]
    pub fn dropped(&self, drop: &Drop<'_>, command: &str) -> Vec<Object> {
        let kind = match drop.object {
            DropObject::Table
            | DropObject::View
            | DropObject::MaterializedView
            | DropObject::Sequence
            | DropObject::ForeignTable => ObjectKind::Relation,
            DropObject::Index => ObjectKind::Index,
            DropObject::Function => ObjectKind::Function,
            DropObject::Type | DropObject::Domain => ObjectKind::Type,
            DropObject::Trigger => ObjectKind::Trigger,
            DropObject::Policy => ObjectKind::Policy,
            DropObject::Rule => ObjectKind::Rule,
            DropObject::Schema => {
                let names = drop.names.iter();
                return names.flat_map(|name| self.inside(name.name())).collect();
            }
            DropObject::Other if command == "DROP STATISTICS" => ObjectKind::Statistics,
            DropObject::Other => return Vec::new(),
        };
        let object = |name| match &drop.table {
            Some(table) => {
                let name: &lockstep_syntax::tree::ObjectName<'_> = name;
                Object::part(kind, &self.resolve(table), name.name())
            }
            None => Object::new(kind, &self.resolve(name)),
        };
        drop.names.iter().map(object).collect()
    }

    /// Everything in a schema.
    #[must_use]
    pub fn inside(&self, schema: &str) -> Vec<Object> {
        let mut found = Vec::new();
        let mut add = |kind, names: Vec<&Name>| {
            let inside = names.into_iter().filter(|name| name.schema() == schema);
            found.extend(inside.map(|name| Object::new(kind, name)));
        };
        add(ObjectKind::Relation, self.relations.keys().collect());
        add(ObjectKind::Index, self.indexes.keys().collect());
        add(ObjectKind::Function, self.functions.keys().collect());
        add(ObjectKind::Type, self.type_uses.keys().collect());
        add(ObjectKind::Statistics, self.statistics.keys().collect());
        found
    }

    /// Drops objects, and what goes with them.
    pub(super) fn drop(&mut self, roots: &[Object], behavior: Behavior) {
        let least = match behavior {
            Behavior::Cascade => Strength::Normal,
            Behavior::Restrict => Strength::Automatic,
        };
        let gone = self.reach(roots, &[]);
        let gone = gone.iter().filter(|gone| gone.strength >= least);
        for object in gone.map(|gone| &gone.object).chain(roots) {
            self.remove(object);
        }
    }

    /// The sequence of an identity column goes when the column is none any more.
    pub(super) fn drop_sequence_of(&mut self, table: &Name, column: &str) {
        let is_identity = |relation: &Relation| {
            let column = relation.column(column);
            column.is_some_and(|column| column.identity)
        };
        if !self.relations.get(table).is_some_and(is_identity) {
            return;
        }
        for (sequence, owner) in self.sequences_of(table) {
            if owner == column {
                self.remove(&Object::new(ObjectKind::Relation, &sequence));
            }
        }
    }

    fn remove(&mut self, object: &Object) {
        let name = &object.name;
        if !matches!(object.kind, ObjectKind::Relation | ObjectKind::Index) {
            self.dropped.insert(object.clone());
        }
        match object.kind {
            ObjectKind::Relation => {
                let indexes = self.indexes_of(name);
                let indexes: Vec<Name> = indexes.map(|(index, _)| index.clone()).collect();
                for index in indexes {
                    self.indexes.remove(&index);
                }
                self.relations.remove(name);
                self.absent.insert(name.clone());
                for publication in self.publications.values_mut() {
                    publication.tables.retain(|(table, _)| table != name);
                }
            }
            ObjectKind::Index => {
                // The constraint that it stands behind goes with it.
                if let Some(index) = self.indexes.remove(name)
                    && let Some(relation) = self.relations.get_mut(&index.table)
                {
                    relation.constraints.retain(|it| it.name != name.name());
                }
                self.absent.insert(name.clone());
            }
            ObjectKind::Function => {
                if self.only_function(name).is_some() {
                    self.functions.remove(name);
                }
            }
            ObjectKind::Type => {
                self.domains.remove(name);
                self.types.remove(name);
                self.type_uses.remove(name);
                self.relations.remove(name);
            }
            ObjectKind::Statistics => {
                self.statistics.remove(name);
            }
            ObjectKind::OfDomain => {}
            ObjectKind::Constraint => {
                self.indexes.remove(&name.sibling(object.part.as_str()));
                self.remove_part(object);
            }
            _ => self.remove_part(object),
        }
    }

    /// Removes what belongs to a relation.
    fn remove_part(&mut self, object: &Object) {
        let part = object.part.as_str();
        let Some(relation) = self.relations.get_mut(&object.name) else {
            return;
        };
        match object.kind {
            ObjectKind::Column => relation.columns.retain(|it| it.name != part),
            ObjectKind::Constraint => relation.constraints.retain(|it| it.name != part),
            ObjectKind::Trigger => relation.triggers.retain(|it| it.name != part),
            ObjectKind::Policy => relation.policies.retain(|it| it.name != part),
            ObjectKind::Rule => relation.rules.retain(|it| it.name != part),
            _ => {
                let default = relation.columns.iter_mut().filter(|it| it.name == part);
                for column in default {
                    column.default = None;
                    column.uses.replace_expression(super::Uses::default());
                }
            }
        }
    }
}
