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
    to: BTreeMap<Name, BTreeSet<Name>>,
}

impl Links {
    /// `from` may depend on `on`.
    pub(super) fn add(&mut self, on: &Name, from: &Name) {
        if let Some(known) = self.to.get_mut(on) {
            known.insert(from.clone());
        } else {
            self.to.insert(on.clone(), BTreeSet::from([from.clone()]));
        }
    }

    /// Those that may depend on `on`, in the order of their names.
    pub(super) fn of<'l>(&'l self, on: &Name) -> impl Iterator<Item = &'l Name> + use<'l> {
        self.to.get(on).into_iter().flatten()
    }

    /// Names on which something may depend.
    pub(super) fn used<'l>(&'l self, name: &'l str) -> impl Iterator<Item = &'l Name> {
        self.to.keys().filter(move |used| used.name == name)
    }

    /// What depended on `from`, and what `from` depended on, is under the name
    /// `to` from now on.
    pub(super) fn rename(&mut self, from: &Name, to: &Name) {
        let dependents = self.to.get(from).cloned().unwrap_or_default();
        self.to.entry(to.clone()).or_default().extend(dependents);
    }
}
