//! Which places in `effects` have spoken: for the test that each of them is
//! measured (`tests/core.rs` of the oracle), and in no other build.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::Location;

thread_local! {
    static TAKEN: RefCell<BTreeSet<(String, u32)>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes the places that a statement of a migration has led to.
pub(crate) fn note(arms: &[&'static Location<'static>]) {
    TAKEN.with_borrow_mut(|taken| {
        taken.extend(arms.iter().map(|arm| (arm.file().to_owned(), arm.line())));
    });
}

/// The places, file and line, since the last call on this thread.
#[must_use]
pub fn take() -> BTreeSet<(String, u32)> {
    TAKEN.with_borrow_mut(std::mem::take)
}
