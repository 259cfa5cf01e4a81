//! A row-level trigger that updates shared rows, turned into a statement-level
//! one.

use super::{Operation, Rewrite};

pub(super) fn recipe(_operation: &Operation<'_>) -> Option<Rewrite> {
    None
}
