//! Who may be related to whom, so that nobody has to look through everything.
//!
//! A link is a hint: it is added when two objects become related and stays
//! when they no longer are. Whoever follows one asks the objects themselves.
//! That keeps a migration of many thousand statements linear.

use std::collections::{BTreeMap, BTreeSet};

use super::Name;

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
}

type Hints = BTreeMap<Name, BTreeSet<Name>>;

fn add(hints: &mut Hints, on: &Name, from: &Name) {
    if let Some(known) = hints.get_mut(on) {
        known.insert(from.clone());
    } else {
        hints.insert(on.clone(), BTreeSet::from([from.clone()]));
    }
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

    /// `table` may have a foreign key that references `on`.
    pub(super) fn add_reference(&mut self, on: &Name, table: &Name) {
        self.add(on, table);
        add(&mut self.references, on, table);
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
        self.to.keys().filter(move |used| used.name == name)
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
                hints.entry(to.clone()).or_default().extend(dependents);
            }
        }
    }
}
