//! Order, of which the browser downloads one copy: the standard library's
//! sorting is compiled anew for each type, at some 5 kB each.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Sorts; what is equal keeps its order.
///
/// ```
/// let mut words = vec!["to", "a", "be"];
/// lockstep_core::order::sort_by(&mut words, |one, other| one.len().cmp(&other.len()));
/// assert_eq!(words, ["a", "to", "be"]);
/// ```
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let by_number = |one: usize, other: usize| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    };
    if (1..items.len()).all(|at| by_number(at - 1, at) != Ordering::Greater) {
        return;
    }
    let order = sorted(items.len(), &by_number);
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        order
            .into_iter()
            .filter_map(|at| taken.get_mut(at).and_then(Option::take)),
    );
}

/// Sorts, and keeps what is equal once.
pub fn sort_once<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
    items.dedup();
}

/// A set, filled one by one, where collecting would sort first.
#[must_use]
pub fn set<T: Ord>(items: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// So many numbers from 0, in order.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_of_what_is_equal() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_by(&mut items, |one, other| one.0.cmp(&other.0));
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn keeps_what_is_equal_once() {
        let mut items = vec!["b", "a", "b", "c", "a"];
        sort_once(&mut items);
        assert_eq!(items, ["a", "b", "c"]);
    }
}
