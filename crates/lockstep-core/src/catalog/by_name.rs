//! Objects by their names.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Name;

/// Objects by their names, walked in the order of these.
///
/// The catalog is looked into many times for each statement, changed once, and
/// copied to see what a savepoint, a block or a plan would make of it. So a
/// lookup costs one hash, and a copy shares each object with its original until
/// one of both changes it. They are kept in parts, so that whoever changes one
/// of many objects in a copy copies few of them.
///
/// ```
/// # use lockstep_core::catalog::{ByName, Name};
/// let mut tables = ByName::default();
/// tables.insert(Name::new("public", "users"), 1);
/// let before = tables.clone();
/// *tables.get_mut(&Name::new("public", "users")).unwrap() = 2;
/// assert_eq!(before.get(&Name::new("public", "users")), Some(&1));
/// ```
#[derive(Clone, Debug)]
pub struct ByName<T>([Rc<Part<T>>; 1 << BITS]);

type Part<T> = FxHashMap<Name, Rc<T>>;

const BITS: u32 = 3;

impl<T> Default for ByName<T> {
    fn default() -> Self {
        ByName(std::array::from_fn(|_| Rc::default()))
    }
}

impl<T> ByName<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|part| part.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|part| part.is_empty())
    }

    fn part(&self, name: &Name) -> &Part<T> {
        &self.0[name.part(BITS)]
    }

    /// Whether there is one of this name.
    #[must_use]
    pub fn contains_key(&self, name: &Name) -> bool {
        self.part(name).contains_key(name)
    }

    /// The one of this name.
    #[must_use]
    pub fn get(&self, name: &Name) -> Option<&T> {
        self.part(name).get(name).map(Rc::as_ref)
    }

    /// The one of this name, with the name as it is kept.
    #[must_use]
    pub fn get_key_value(&self, name: &Name) -> Option<(&Name, &T)> {
        let (name, object) = self.part(name).get_key_value(name)?;
        Some((name, object))
    }

    /// All, in the order of their names.
    #[must_use]
    pub fn iter(&self) -> std::vec::IntoIter<(&Name, &T)> {
        let all = self.keys().filter_map(|name| self.get_key_value(name));
        all.collect::<Vec<_>>().into_iter()
    }

    /// All names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Name> {
        let all = self.0.iter().flat_map(|part| part.keys());
        in_order(all.collect()).into_iter()
    }

    /// All, in the order of their names.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, object)| object)
    }
}

impl<T: Clone> ByName<T> {
    /// Puts one there in place of the one before.
    pub fn insert(&mut self, name: Name, object: T) {
        let part = &mut self.0[name.part(BITS)];
        Rc::make_mut(part).insert(name, Rc::new(object));
    }

    /// The part that has this name, to be changed. Nothing is copied for what is
    /// not there.
    fn part_with(&mut self, name: &Name) -> Option<&mut Part<T>> {
        let part = &mut self.0[name.part(BITS)];
        if Rc::strong_count(part) > 1 && !part.contains_key(name) {
            return None;
        }
        Some(Rc::make_mut(part))
    }

    /// Takes the one of this name away.
    pub fn remove(&mut self, name: &Name) -> Option<T> {
        let object = self.part_with(name)?.remove(name)?;
        Some(Rc::unwrap_or_clone(object))
    }

    /// The one of this name, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, name: &Name) -> Option<&mut T> {
        self.part_with(name)?.get_mut(name).map(Rc::make_mut)
    }

    /// The one of this name, made where it is not there.
    pub fn get_or_insert_with(&mut self, name: &Name, make: impl FnOnce() -> T) -> &mut T {
        let part = Rc::make_mut(&mut self.0[name.part(BITS)]);
        let object = part.entry(name.clone()).or_insert_with(|| Rc::new(make()));
        Rc::make_mut(object)
    }

    /// All, to be changed, in no order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let parts = self.0.iter_mut().map(Rc::make_mut);
        parts.flat_map(|part| part.values_mut()).map(Rc::make_mut)
    }
}

/// Not generic: the code that sorts is large, and needed once.
fn in_order(mut names: Vec<&Name>) -> Vec<&Name> {
    names.sort_unstable();
    names
}

impl<'m, T> IntoIterator for &'m ByName<T> {
    type Item = (&'m Name, &'m T);
    type IntoIter = std::vec::IntoIter<(&'m Name, &'m T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
