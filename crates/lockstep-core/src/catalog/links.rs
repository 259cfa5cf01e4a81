//! Who may be related to whom, so that nobody has to look through everything.
//!
//! A link is a hint: it is added when two objects become related and stays
//! when they no longer are. Whoever follows one asks the objects themselves.
//! That keeps a migration of many thousand statements linear.

use std::collections::BTreeSet;

use super::{ByName, ConstraintKind, Name};

/// Hints from an object to those that may depend on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    to: Hints,
    /// To its indexes, statistics and sequences, which are asked for far more
    /// often than all that depends on it.
    parts: Hints,
    /// To its partitions and inheritance children, of which one table may have
    /// many, beside all else that depends on it.
    children: Hints,
    /// To the default partition.
    defaults: Hints,
    /// To the tables whose foreign keys reference it.
    references: Hints,
    /// To the columns that those foreign keys reference, an empty name where
    /// it is the primary key.
    keys: ByName<BTreeSet<String>>,
    /// To the functions whose text names it, of which PostgreSQL knows
    /// nothing.
    bodies: Hints,
}

type Hints = ByName<BTreeSet<Name>>;

fn add(hints: &mut Hints, on: &Name, from: &Name) {
    hints
        .get_or_insert_with(on, BTreeSet::new)
        .insert(from.clone());
}

impl Links {
    /// `from` may depend on `on`.
    pub(super) fn add(&mut self, on: &Name, from: &Name) {
        add(&mut self.to, on, from);
    }

    /// `part` may be an index, a sequence or statistics of `table`.
    pub(super) fn add_part(&mut self, table: &Name, part: &Name) {
        self.add(table, part);
        add(&mut self.parts, table, part);
    }

    /// `child` may be a child of `parent`, perhaps its default partition.
    pub(super) fn add_child(&mut self, parent: &Name, child: &Name, default: bool) {
        self.add(parent, child);
        add(&mut self.children, parent, child);
        if default {
            add(&mut self.defaults, parent, child);
        }
    }

    /// `table` may have this foreign key; any other constraint is no link.
    pub(super) fn add_reference(&mut self, key: &ConstraintKind, table: &Name) {
        let ConstraintKind::ForeignKey {
            table: on,
            referenced,
            ..
        } = key
        else {
            return;
        };
        self.add(on, table);
        add(&mut self.references, on, table);
        let keys = self.keys.get_or_insert_with(on, BTreeSet::new);
        if referenced.is_empty() {
            keys.insert(String::new());
        }
        keys.extend(referenced.iter().cloned());
    }

    /// The columns of `on` that foreign keys may reference, an empty name for
    /// its primary key.
    pub(super) fn keys_of(&self, on: &Name) -> impl Iterator<Item = &str> {
        self.keys.get(on).into_iter().flatten().map(String::as_str)
    }

    /// A column of a table has another name from now on.
    pub(super) fn rename_column(&mut self, table: &Name, from: &str, to: &str) {
        if let Some(keys) = self.keys.get_mut(table)
            && keys.contains(from)
        {
            keys.insert(to.to_owned());
        }
    }

    /// The text of `function` names `relation`.
    pub(super) fn add_body(&mut self, relation: &Name, function: &Name) {
        add(&mut self.bodies, relation, function);
    }

    /// Functions whose text may name `on`, in the order of their names.
    pub(super) fn bodies_of<'l>(&'l self, on: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.bodies.get(on).into_iter().flatten()
    }

    /// Those that may depend on `on`, in the order of their names.
    pub(super) fn of<'l>(&'l self, on: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.to.get(on).into_iter().flatten()
    }

    /// The indexes, sequences and statistics that may be of `table`, in the
    /// order of their names.
    pub(super) fn parts_of<'l>(&'l self, table: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.parts.get(table).into_iter().flatten()
    }

    /// Names on which something may depend.
    pub(super) fn used<'l>(&'l self, name: &'l str) -> impl Iterator<Item = &'l Name> {
        self.to.keys().filter(move |used| used.name() == name)
    }

    /// Those that may be children of `parent`, in the order of their names.
    pub(super) fn children_of<'l>(
        &'l self,
        parent: &Name,
    ) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.children.get(parent).into_iter().flatten()
    }

    /// Those that may be the default partition of `parent`.
    pub(super) fn defaults_of<'l>(
        &'l self,
        parent: &Name,
    ) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.defaults.get(parent).into_iter().flatten()
    }

    /// The tables that may have foreign keys to `on`, in the order of their
    /// names.
    pub(super) fn references_to<'l>(
        &'l self,
        on: &Name,
    ) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.references.get(on).into_iter().flatten()
    }

    /// What depended on `from`, and what `from` depended on, is under the name
    /// `to` from now on.
    pub(super) fn rename(&mut self, from: &Name, to: &Name) {
        let all = [
            &mut self.to,
            &mut self.parts,
            &mut self.children,
            &mut self.defaults,
            &mut self.references,
        ];
        for hints in all {
            if let Some(dependents) = hints.get(from).cloned() {
                hints
                    .get_or_insert_with(to, BTreeSet::new)
                    .extend(dependents);
            }
        }
        if let Some(keys) = self.keys.get(from).cloned() {
            self.keys.get_or_insert_with(to, BTreeSet::new).extend(keys);
        }
    }
}
