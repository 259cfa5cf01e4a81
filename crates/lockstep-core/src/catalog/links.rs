//! Who may be related to whom, so that nobody has to look through everything.
//!
//! A link is a hint: it is added when two objects become related and stays
//! when they no longer are. Whoever follows one asks the objects themselves.
//! That keeps a migration of many thousand statements linear.

use std::collections::{BTreeMap, BTreeSet};

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

type Hints = ByName<BTreeMap<Name, Roles>>;

/// As what a name is related, which says where the catalog keeps it: most names
/// are those of one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u8);

impl Roles {
    pub(super) const RELATION: Roles = Roles(1);
    pub(super) const INDEX: Roles = Roles(2);
    pub(super) const FUNCTION: Roles = Roles(4);
    pub(super) const TYPE: Roles = Roles(8);
    pub(super) const STATISTICS: Roles = Roles(16);

    pub(super) fn has(self, role: Roles) -> bool {
        self.0 & role.0 != 0
    }
}

fn add(hints: &mut Hints, on: &Name, from: &Name, role: Roles) {
    let hints = hints.get_or_insert_with(on, BTreeMap::new);
    hints.entry(from.clone()).or_default().0 |= role.0;
}

fn names<'l>(hints: &'l Hints, on: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
    hints.get(on).into_iter().flat_map(BTreeMap::keys)
}

impl Links {
    /// `from` may depend on `on`.
    pub(super) fn add(&mut self, on: &Name, from: &Name, role: Roles) {
        add(&mut self.to, on, from, role);
    }

    /// `part` may be an index, a sequence or statistics of `table`.
    pub(super) fn add_part(&mut self, table: &Name, part: &Name, role: Roles) {
        self.add(table, part, role);
        add(&mut self.parts, table, part, role);
    }

    /// `child` may be a child of `parent`, perhaps its default partition.
    pub(super) fn add_child(&mut self, parent: &Name, child: &Name, default: bool) {
        self.add(parent, child, Roles::RELATION);
        add(&mut self.children, parent, child, Roles::RELATION);
        if default {
            add(&mut self.defaults, parent, child, Roles::RELATION);
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
        self.add(on, table, Roles::RELATION);
        add(&mut self.references, on, table, Roles::RELATION);
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
        add(&mut self.bodies, relation, function, Roles::FUNCTION);
    }

    /// Functions whose text may name `on`, in the order of their names.
    pub(super) fn bodies_of<'l>(&'l self, on: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        names(&self.bodies, on)
    }

    /// Those that may depend on `on`, in the order of their names.
    pub(super) fn of<'l>(&'l self, on: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        names(&self.to, on)
    }

    /// The same, and as what they may.
    pub(super) fn roles_of<'l>(
        &'l self,
        on: &Name,
    ) -> impl Iterator<Item = (&'l Name, Roles)> + use<'l> {
        let all = self.to.get(on).into_iter().flatten();
        all.map(|(name, roles)| (name, *roles))
    }

    /// The indexes, sequences and statistics that may be of `table`, in the
    /// order of their names.
    pub(super) fn parts_of<'l>(&'l self, table: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        names(&self.parts, table)
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
        names(&self.children, parent)
    }

    /// Those that may be the default partition of `parent`.
    pub(super) fn defaults_of<'l>(
        &'l self,
        parent: &Name,
    ) -> impl Iterator<Item = &'l Name> + use<'l> {
        names(&self.defaults, parent)
    }

    /// The tables that may have foreign keys to `on`, in the order of their
    /// names.
    pub(super) fn references_to<'l>(
        &'l self,
        on: &Name,
    ) -> impl Iterator<Item = &'l Name> + use<'l> {
        names(&self.references, on)
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
            for (dependent, roles) in hints.get(from).cloned().unwrap_or_default() {
                add(hints, to, &dependent, roles);
            }
        }
        if let Some(keys) = self.keys.get(from).cloned() {
            self.keys.get_or_insert_with(to, BTreeSet::new).extend(keys);
        }
    }
}
