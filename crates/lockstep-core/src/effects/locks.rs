//! The locks of a statement.

use std::iter::Chain;
use std::{option, vec};

use crate::catalog::Name;
use crate::report::LockMode;

use super::Held;

/// The strongest mode on each relation, in the order of their names.
///
/// Most statements lock one to three relations: for so few a list costs less
/// than a tree, and the one lock that most of them take needs no list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Locks {
    first: Option<(Name, Held)>,
    rest: Vec<(Name, Held)>,
}

impl Locks {
    /// How many relations are locked.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.rest.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The lock on a relation.
    #[must_use]
    pub fn get(&self, relation: &Name) -> Option<&Held> {
        let (first, held) = self.first.as_ref()?;
        if first == relation {
            return Some(held);
        }
        let place = self.place(relation).ok()?;
        self.rest.get(place).map(|(_, held)| held)
    }

    /// All, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &Held)> {
        let all = self.first.iter().chain(&self.rest);
        all.map(|(relation, held)| (relation, held))
    }

    /// All, in the order of the names.
    pub fn values(&self) -> impl Iterator<Item = &Held> {
        self.iter().map(|(_, held)| held)
    }

    /// Notes a lock, unless one as strong is there.
    pub(crate) fn strengthen(
        &mut self,
        relation: &Name,
        mode: LockMode,
        held: impl FnOnce() -> Held,
    ) {
        let known = match &mut self.first {
            None => {
                self.first = Some((relation.clone(), held()));
                return;
            }
            Some((first, known)) if first == relation => known,
            Some(first) if *relation < first.0 => {
                let second = std::mem::replace(first, (relation.clone(), held()));
                self.rest.insert(0, second);
                return;
            }
            Some(_) => match self.place(relation) {
                Ok(place) => &mut self.rest[place].1,
                Err(place) => {
                    self.rest.insert(place, (relation.clone(), held()));
                    return;
                }
            },
        };
        if known.mode < mode {
            *known = held();
        }
    }

    /// Keeps those that a condition holds for.
    pub(super) fn retain(&mut self, keep: impl Fn(&Name) -> bool) {
        let mut all = std::mem::take(self).into_iter();
        self.first = all.find(|(relation, _)| keep(relation));
        self.rest.extend(all.filter(|(relation, _)| keep(relation)));
    }

    pub(super) fn clear(&mut self) {
        self.first = None;
        self.rest.clear();
    }

    /// Where a relation stands behind the first, or would.
    fn place(&self, relation: &Name) -> Result<usize, usize> {
        self.rest.binary_search_by(|(known, _)| known.cmp(relation))
    }
}

impl IntoIterator for Locks {
    type Item = (Name, Held);
    type IntoIter = Chain<option::IntoIter<(Name, Held)>, vec::IntoIter<(Name, Held)>>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter().chain(self.rest)
    }
}
