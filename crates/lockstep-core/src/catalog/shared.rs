//! What copies share until one of them changes it.

use std::ops::{Deref, DerefMut};
use std::rc::Rc;

/// A value that costs nothing to copy: a copy shares it with its original
/// until either is changed.
///
/// The catalog is copied to see what a savepoint, a block or a plan would make
/// of it, and little of a copy is ever changed.
#[derive(Clone, Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Rc::make_mut(&mut self.0)
    }
}
