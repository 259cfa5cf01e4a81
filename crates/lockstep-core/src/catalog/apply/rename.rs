//! New names, followed through everything that names the old one.

use super::super::links::Roles;
use super::super::{
    Catalog, ConstraintKind, Name, Object, ObjectKind, Relation, Uses, with_column,
};

impl Catalog {
    /// Gives a relation or an index another name or schema.
    pub(super) fn rename_relation(&mut self, from: &Name, to: &Name) {
        self.rename_index(from, to);
        for (source, copy) in self.copies.iter_mut() {
            for name in [source, copy] {
                if name == from {
                    *name = to.clone();
                }
            }
        }
        if self.filled.remove(from) {
            self.filled.insert(to.clone());
        }
        if let Some(mut relation) = self.relations.remove(from) {
            for constraint in &relation.constraints {
                self.links.add_reference(&constraint.kind, to);
            }
            for trigger in &mut relation.triggers {
                trigger.definition.clear();
            }
            relation.rename_uses(from, to);
            self.relink(&relation, to);
            self.add_relation(to.clone(), relation);
        }
        self.absent.insert(from.clone());
        self.exists(to);
        self.rename_in_dependents(from, to);
        for (table, uses) in self.published_mut() {
            if table == from {
                *table = to.clone();
            }
            uses.rename(from, to);
        }
    }

    /// Gives a function, a type or an object of statistics another name or
    /// schema.
    pub(super) fn move_object(&mut self, from: &Name, to: &Name) {
        if let Some(function) = self.functions.remove(from) {
            self.functions.insert(to.clone(), function);
            self.dropped.insert(Object::new(ObjectKind::Function, from));
        }
        if let Some(statistics) = self.statistics.remove(from) {
            self.links.add_part(&statistics.0, to, Roles::STATISTICS);
            self.statistics.insert(to.clone(), statistics);
        }
        if let Some(uses) = self.type_uses.remove(from) {
            self.define_type(to.clone(), uses);
            self.dropped.insert(Object::new(ObjectKind::Type, from));
        }
        if let Some(values) = self.enum_values.remove(from) {
            self.enum_values.insert(to.clone(), values);
        }
        if self.created.remove(from) {
            self.created.insert(to.clone());
        }
        self.rename_type(from, to);
        self.rename_in_dependents(from, to);
    }

    /// Gives a schema another name, and with it all that is in it.
    /// Gives an index another name, by which its parts and its table know it.
    pub(super) fn rename_index(&mut self, from: &Name, to: &Name) {
        let parts = self.index_partitions(from);
        let Some(index) = self.indexes.remove(from) else {
            return;
        };
        if let Some(table) = self.relations.get_mut(&index.table)
            && table.clustered.as_deref() == Some(from.name())
        {
            table.clustered = Some(to.name().to_owned());
        }
        self.add_index(to.clone(), index);
        for part in parts {
            if let Some(part) = self.indexes.get_mut(&part)
                && part.parent.as_ref() == Some(from)
            {
                part.parent = Some(to.clone());
            }
        }
    }

    pub(super) fn rename_schema(&mut self, from: &str, to: &str) {
        for object in self.inside(from) {
            let name = object.name;
            let renamed = Name::new(to, name.name());
            match object.kind {
                ObjectKind::Relation | ObjectKind::Index => self.rename_relation(&name, &renamed),
                _ => self.move_object(&name, &renamed),
            }
        }
        let (old, new) = (Name::new(from, ""), Name::new(to, ""));
        if self.created.remove(&old) {
            self.created.insert(new);
        }
        self.schemas.remove(from);
        self.schemas.insert(to.to_owned());
        self.dropped.insert(Object::new(ObjectKind::Schema, &old));
        self.closed.rename(from, to);
    }

    /// What depends on a relation, a function or a type depends on it under
    /// its new name.
    pub(super) fn rename_in_dependents(&mut self, from: &Name, to: &Name) {
        self.links.rename(from, to);
        let dependents: Vec<Name> = self.links.of(from).cloned().collect();
        for dependent in &dependents {
            if let Some(index) = self.indexes.get_mut(dependent) {
                if index.table == *from {
                    index.table = to.clone();
                    // As written it names the table as it was called before.
                    index.definition = None;
                }
                index.uses.rename(from, to);
            }
            if let Some(relation) = self.relations.get_mut(dependent) {
                relation.follow_rename(from, to);
            }
            if let Some(function) = self.functions.get_mut(dependent) {
                function.uses.rename(from, to);
            }
            if let Some(uses) = self.type_uses.get_mut(dependent) {
                uses.rename(from, to);
            }
            if let Some((table, uses)) = self.statistics.get_mut(dependent) {
                if table == from {
                    *table = to.clone();
                }
                uses.rename(from, to);
            }
        }
    }

    /// Links what the parts of a relation use to its new name.
    fn relink(&mut self, relation: &Relation, name: &Name) {
        let mut uses = relation.clone();
        uses.each_uses(&mut |uses| self.link(uses, name, Roles::RELATION));
    }

    /// Gives a column another name.
    pub(super) fn rename_column(&mut self, table: &Name, from: &str, to: &str) {
        let rename = |column: &mut String| {
            if column == from {
                to.clone_into(column);
            }
        };
        self.links.rename_column(table, from, to);
        let dependents: Vec<Name> = self.links.of(table).cloned().collect();
        for dependent in &dependents {
            if let Some(index) = self.indexes.get_mut(dependent) {
                if index.table == *table {
                    index.columns.iter_mut().for_each(rename);
                    if let Some(definition) = &index.definition {
                        index.definition = renamed(definition, from, to);
                    }
                }
                index.uses.rename_column(table, from, to);
            }
            if let Some(relation) = self.relations.get_mut(dependent) {
                relation.each_uses(&mut |uses| uses.rename_column(table, from, to));
                for constraint in &mut relation.constraints {
                    if let ConstraintKind::ForeignKey {
                        table: referenced,
                        referenced: columns,
                        ..
                    } = &mut constraint.kind
                        && referenced == table
                    {
                        columns.iter_mut().for_each(rename);
                    }
                }
                if let Some((owner, column)) = &mut relation.owned_by
                    && owner == table
                {
                    rename(column);
                }
            }
            if let Some(function) = self.functions.get_mut(dependent) {
                function.uses.rename_column(table, from, to);
            }
            if let Some((_, uses)) = self.statistics.get_mut(dependent) {
                uses.rename_column(table, from, to);
            }
        }
        for (_, uses) in self.published_mut() {
            uses.rename_column(table, from, to);
        }
        self.dropped
            .insert(Object::part(ObjectKind::Column, table, from));
        let Some(relation) = self.relations.get_mut(table) else {
            return;
        };
        if !relation.complete && relation.column(from).is_none() {
            relation.columns.push(super::super::Column::named(from));
        }
        relation.each_uses(&mut |uses| uses.rename_column(table, from, to));
        relation.partition_key.iter_mut().for_each(rename);
        for column in &mut relation.columns {
            rename(&mut column.name);
        }
        for constraint in &mut relation.constraints {
            if matches!(constraint.kind, ConstraintKind::Check { .. }) {
                constraint.text = with_column(&constraint.text, from, to).unwrap_or_default();
            }
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
}

/// The definition of an index on a column that has another name; none where it
/// is not clear what is what.
fn renamed(definition: &str, from: &str, to: &str) -> Option<String> {
    let (head, keys) = definition.split_at_checked(definition.find('(')?)?;
    Some(format!("{head}{}", with_column(keys, from, to)?))
}

impl Relation {
    /// Does something with what each part of it uses.
    fn each_uses(&mut self, act: &mut dyn FnMut(&mut Uses)) {
        act(&mut self.uses);
        self.columns.iter_mut().for_each(|it| act(&mut it.uses));
        self.constraints.iter_mut().for_each(|it| act(&mut it.uses));
        self.triggers.iter_mut().for_each(|it| act(&mut it.uses));
        self.policies.iter_mut().for_each(|it| act(&mut it.uses));
        self.rules.iter_mut().for_each(|it| act(&mut it.uses));
    }

    fn rename_uses(&mut self, from: &Name, to: &Name) {
        self.each_uses(&mut |uses| uses.rename(from, to));
    }

    /// Names another relation, a function or a type by its new name.
    fn follow_rename(&mut self, from: &Name, to: &Name) {
        self.rename_uses(from, to);
        for constraint in &mut self.constraints {
            if let ConstraintKind::ForeignKey { table, .. } = &mut constraint.kind
                && table == from
            {
                *table = to.clone();
            }
        }
        let owner = self.owned_by.as_mut().map(|(owner, _)| owner);
        let functions = self
            .triggers
            .iter_mut()
            .map(|trigger| &mut trigger.function);
        for name in self
            .parents
            .iter_mut()
            .chain(&mut self.reads)
            .chain(owner)
            .chain(&mut self.of_type)
            .chain(functions)
        {
            if name == from {
                *name = to.clone();
            }
        }
    }
}
