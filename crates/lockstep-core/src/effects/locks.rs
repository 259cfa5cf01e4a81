//! The locks of a statement.

use crate::catalog::Name;
use crate::report::LockMode;

use super::Held;

/// The strongest mode on each relation, in the order of their names.
///
/// Most statements lock one to three relations: for so few a list costs less
/// than a tree, and partitions are found in the order of their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Locks(Vec<(Name, Held)>);

impl Locks {
    /// How many relations are locked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lock on a relation.
    #[must_use]
    pub fn get(&self, relation: &Name) -> Option<&Held> {
        let place = self.place(relation).ok()?;
        self.0.get(place).map(|(_, held)| held)
    }

    /// All, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &Held)> {
        self.0.iter().map(|(relation, held)| (relation, held))
    }

    /// All, in the order of the names.
    pub fn values(&self) -> impl Iterator<Item = &Held> {
        self.0.iter().map(|(_, held)| held)
    }

    /// Notes a lock, unless one as strong is there.
    pub(crate) fn strengthen(
        &mut self,
        relation: &Name,
        mode: LockMode,
        held: impl FnOnce() -> Held,
    ) {
        match self.place(relation) {
            Ok(place) => {
                if let Some((_, known)) = self.0.get_mut(place)
                    && known.mode < mode
                {
                    *known = held();
                }
            }
            Err(place) => self.0.insert(place, (relation.clone(), held())),
        }
    }

    /// Keeps those that a condition holds for.
    pub(super) fn retain(&mut self, keep: impl Fn(&Name) -> bool) {
        self.0.retain(|(relation, _)| keep(relation));
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Where a relation stands, or would.
    fn place(&self, relation: &Name) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(relation))
    }
}

impl IntoIterator for Locks {
    type Item = (Name, Held);
    type IntoIter = std::vec::IntoIter<(Name, Held)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
