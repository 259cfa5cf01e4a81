//! Partition bounds: which rows a partition takes, and whether two of them
//! want the same.
//!
//! Source: `src/backend/partitioning/partbounds.c`.

use std::cmp::Ordering;

use lockstep_syntax::tree::{PartitionBoundKind, PartitionStrategy};

use super::condition::{Comparison, Condition};
use super::{Catalog, Name, Origin, Relation, value};
use crate::report::RelationKind;

/// The bound of a partition, its values as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// What no other partition takes.
    Default,
    /// One of these values.
    List(Vec<String>),
    /// From the first, included, to the second, not included.
    Range(Vec<String>, Vec<String>),
    /// Modulus and remainder.
    Hash(u32, u32),
}

impl Bound {
    /// The bound that a statement says.
    #[must_use]
    pub fn of(kind: &PartitionBoundKind<'_>) -> Self {
        let values =
            |written: &[&str]| -> Vec<String> { written.iter().map(|&it| it.to_owned()).collect() };
        match kind {
            PartitionBoundKind::Default => Bound::Default,
            PartitionBoundKind::List(list) => Bound::List(values(list)),
            PartitionBoundKind::Range { from, to } => Bound::Range(values(from), values(to)),
            PartitionBoundKind::Hash { modulus, remainder } => Bound::Hash(*modulus, *remainder),
        }
    }

    /// Why PostgreSQL refuses it for a table that is partitioned like this:
    /// the SQLSTATE and the reason.
    #[must_use]
    pub fn refused_by(&self, parent: &Relation) -> Option<(&'static str, String)> {
        let strategy = parent.partition_strategy?;
        let (fits, word) = match (self, strategy) {
            (Bound::Default, PartitionStrategy::Hash) => {
                let reason = "a table partitioned by hash has no default partition";
                return Some(("42P16", reason.to_owned()));
            }
            (Bound::List(_), PartitionStrategy::List)
            | (Bound::Hash(..), PartitionStrategy::Hash)
            | (Bound::Default, _) => (true, ""),
            (Bound::Range(from, to), PartitionStrategy::Range) => {
                let keys = parent.partition_key.len();
                if from.len() != keys || to.len() != keys {
                    let reason = "the bound needs one value for each column of the partition key";
                    return Some(("42P16", reason.to_owned()));
                }
                (true, "")
            }
            (_, PartitionStrategy::List) => (false, "list"),
            (_, PartitionStrategy::Range) => (false, "range"),
            (_, PartitionStrategy::Hash) => (false, "hash"),
        };
        if !fits {
            let reason =
                format!("the table is partitioned by {word}, and the bound is of another kind");
            return Some(("42P16", reason));
        }
        match self {
            Bound::Hash(modulus, remainder) if remainder >= modulus => Some((
                "42P16",
                "the remainder has to be less than the modulus".to_owned(),
            )),
            Bound::Range(from, to) if edges(parent, from, to).is_some_and(Ordering::is_ge) => {
                Some((
                    "42P17",
                    "the lower bound is not below the upper one".to_owned(),
                ))
            }
            _ => None,
        }
    }

    /// Whether it is known to take a row that the other takes, too.
    #[must_use]
    fn overlaps(&self, other: &Bound, parent: &Relation) -> bool {
        match (self, other) {
            (Bound::Default, Bound::Default) => true,
            (Bound::List(ours), Bound::List(theirs)) => {
                let data_type = type_of(parent, 0);
                let same = |left: &String, right: &String| {
                    (is_null(left) && is_null(right))
                        || value::same(data_type, left, right) == Some(true)
                };
                ours.iter()
                    .any(|left| theirs.iter().any(|right| same(left, right)))
            }
            (Bound::Range(from, to), Bound::Range(other_from, other_to)) => {
                edges(parent, from, other_to) == Some(Ordering::Less)
                    && edges(parent, other_from, to) == Some(Ordering::Less)
            }
            (Bound::Hash(modulus, remainder), Bound::Hash(other_modulus, other_remainder)) => {
                let smaller = *modulus.min(other_modulus);
                smaller != 0 && remainder % smaller == other_remainder % smaller
            }
            _ => false,
        }
    }
}

impl Catalog {
    /// Why PostgreSQL refuses another partition with this bound: the SQLSTATE
    /// and the reason.
    #[must_use]
    pub fn conflict(&self, parent: &Name, bound: &Bound) -> Option<(&'static str, String)> {
        let known = self.relations.get(parent)?;
        for (name, partition) in self.partitions(parent) {
            let Some(other) = &partition.bound else {
                continue;
            };
            if let (Bound::Hash(modulus, _), Bound::Hash(other, _)) = (bound, other)
                && modulus.max(other) % modulus.min(other).max(&1) != 0
            {
                let reason = format!("the modulus does not go with that of {name}");
                return Some(("42P17", reason));
            }
            if bound.overlaps(other, known) {
                return Some(("42P17", format!("{name} takes some of these rows already")));
            }
        }
        None
    }

    /// The partitions of a table, not those of its partitions.
    pub fn partitions<'c>(
        &'c self,
        parent: &'c Name,
    ) -> impl Iterator<Item = (&'c Name, &'c Relation)> {
        self.links
            .children_of(parent)
            .filter_map(|child| self.relations.get_key_value(child))
            .filter(move |(_, relation)| relation.is_partition && relation.parents.contains(parent))
    }

    /// The tables that a table is a partition of, from its parent upwards.
    #[must_use]
    pub fn ancestors(&self, name: &Name) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        let mut next = name;
        while let Some(relation) = self.relations.get(next)
            && relation.is_partition
            && let Some(parent) = relation.parents.first()
            && !found.contains(parent)
        {
            found.push(parent.clone());
            next = parent;
        }
        found
    }

    /// What holds for every row of a partition of `parent` with this bound,
    /// that of the tables above included; none where it takes any row.
    #[must_use]
    pub fn partition_constraint(&self, parent: &Name, bound: &Bound) -> Option<Condition> {
        let mut parts: Vec<Condition> = self.bound_condition(parent, bound).into_iter().collect();
        let mut child = parent.clone();
        for above in self.ancestors(parent) {
            let bound = self
                .relations
                .get(&child)
                .and_then(|known| known.bound.as_ref());
            parts.extend(bound.and_then(|bound| self.bound_condition(&above, bound)));
            child = above;
        }
        (!parts.is_empty()).then_some(Condition::All(parts))
    }

    fn bound_condition(&self, parent: &Name, bound: &Bound) -> Option<Condition> {
        let known = self.relations.get(parent)?;
        let key = |index: usize| known.partition_key.get(index).cloned().unwrap_or_default();
        Some(match bound {
            Bound::Default => {
                let others: Vec<&Bound> = self
                    .partitions(parent)
                    .filter_map(|(_, partition)| partition.bound.as_ref())
                    .filter(|bound| **bound != Bound::Default)
                    .collect();
                if others.is_empty() {
                    return None;
                }
                if known.partition_strategy == Some(PartitionStrategy::Range) {
                    let not_null = known.partition_key.iter().cloned().map(Condition::NotNull);
                    let taken = others.iter().filter_map(|bound| match bound {
                        Bound::Range(from, to) => Some(Condition::All(range(known, from, to))),
                        _ => None,
                    });
                    let mut parts: Vec<Condition> = not_null.collect();
                    parts.push(Condition::Any(taken.collect()));
                    return Some(Condition::All(parts).negated());
                }
                let values: Vec<String> = others
                    .into_iter()
                    .flat_map(|bound| match bound {
                        Bound::List(list) => list.as_slice(),
                        _ => &[],
                    })
                    .cloned()
                    .collect();
                list(key(0), &values).negated()
            }
            bound => values_condition(known, bound),
        })
    }

    /// Whether the key of a partitioned table is known.
    #[must_use]
    pub fn knows_key(&self, parent: &Name) -> bool {
        let known = self.relations.get(parent);
        known.is_some_and(|known| !known.partition_key.is_empty())
    }

    /// What holds for every row of a partition whose parent's key nobody has
    /// said, were it that column of the partition.
    #[must_use]
    pub fn constraint_on(&self, partition: &Name, column: &str, bound: &Bound) -> Condition {
        let mut parent = self.relations.get(partition).map_or_else(
            || Relation::of_kind(RelationKind::PartitionedTable, Origin::Assumed),
            Relation::clone,
        );
        parent.partition_key = vec![column.to_owned()];
        match bound {
            Bound::Default => Condition::Other(Vec::new()),
            bound => values_condition(&parent, bound),
        }
    }
}

/// What a bound with values says of the partition key.
fn values_condition(parent: &Relation, bound: &Bound) -> Condition {
    match bound {
        Bound::List(values) => {
            let key = parent.partition_key.first().cloned();
            list(key.unwrap_or_default(), values)
        }
        Bound::Range(from, to) => {
            let keys = parent.partition_key.iter().cloned();
            let mut parts: Vec<Condition> = keys.map(Condition::NotNull).collect();
            parts.extend(range(parent, from, to));
            Condition::All(parts)
        }
        // A hash is a function of the key, which no CHECK is about.
        Bound::Hash(..) | Bound::Default => Condition::Other(Vec::new()),
    }
}

/// Source: `get_qual_for_list`.
fn list(key: String, values: &[String]) -> Condition {
    let null = values.iter().any(|it| is_null(it));
    let equal = |value: &String| Condition::compare(&key, Comparison::Equal, value);
    let any: Vec<Condition> = values.iter().filter(|it| !is_null(it)).map(equal).collect();
    match (null, any.is_empty()) {
        (true, true) => Condition::Null(key),
        (true, false) => {
            let any = Condition::Any(any);
            Condition::Any(vec![Condition::Null(key), any])
        }
        (false, _) => {
            let any = Condition::Any(any);
            Condition::All(vec![Condition::NotNull(key), any])
        }
    }
}

/// A part of a range, which may be open.
enum End {
    Always,
    Never,
    When(Condition),
}

/// What a range asks of its columns beside NOT NULL: equal ones first, then
/// what is above the lower and what is below the upper end.
///
/// Source: `get_qual_for_range`.
fn range(parent: &Relation, from: &[String], to: &[String]) -> Vec<Condition> {
    let keys = &parent.partition_key;
    let mut parts = Vec::new();
    let mut first = 0;
    while let (Some(key), Some(low), Some(high)) = (keys.get(first), from.get(first), to.get(first))
        && first + 1 < keys.len()
        && infinity(low).is_none()
        && infinity(high).is_none()
        && value::same(type_of(parent, first), low, high) == Some(true)
    {
        parts.push(Condition::compare(key, Comparison::Equal, low));
        first += 1;
    }
    let keys = &keys[first..];
    let low = end(
        keys,
        from.get(first..).unwrap_or_default(),
        Comparison::GreaterOrEqual,
    );
    let high = end(keys, to.get(first..).unwrap_or_default(), Comparison::Less);
    for end in [low, high] {
        if let End::When(condition) = end {
            parts.push(condition);
        }
    }
    parts
}

/// One end of a range; `comparison` is that of its last column.
fn end(keys: &[String], values: &[String], comparison: Comparison) -> End {
    let (Some((key, keys)), Some((value, values))) = (keys.split_first(), values.split_first())
    else {
        return End::Always;
    };
    let low = comparison == Comparison::GreaterOrEqual;
    if let Some(infinity) = infinity(value) {
        let open = (infinity == Ordering::Less) == low;
        return if open { End::Always } else { End::Never };
    }
    let (strict, or_equal) = if low {
        (Comparison::Greater, Comparison::GreaterOrEqual)
    } else {
        (Comparison::Less, Comparison::LessOrEqual)
    };
    if keys.is_empty() {
        return End::When(Condition::compare(key, comparison, value));
    }
    End::When(match end(keys, values, comparison) {
        End::Always => Condition::compare(key, or_equal, value),
        End::Never => Condition::compare(key, strict, value),
        End::When(rest) => Condition::Any(vec![
            Condition::compare(key, strict, value),
            Condition::All(vec![
                Condition::compare(key, Comparison::Equal, value),
                rest,
            ]),
        ]),
    })
}

/// How two ends of ranges are ordered; none where that is not known.
fn edges(parent: &Relation, left: &[String], right: &[String]) -> Option<Ordering> {
    for (index, (left, right)) in left.iter().zip(right).enumerate() {
        let order = match (infinity(left), infinity(right)) {
            (Some(left), Some(right)) => return Some(left.cmp(&right)),
            (Some(left), None) => left,
            (None, Some(right)) => right.reverse(),
            (None, None) => value::order(type_of(parent, index), left, right)?,
        };
        if order.is_ne() {
            return Some(order);
        }
    }
    Some(Ordering::Equal)
}

/// `MINVALUE` is less than everything, `MAXVALUE` greater.
fn infinity(value: &str) -> Option<Ordering> {
    if value.eq_ignore_ascii_case("MINVALUE") {
        Some(Ordering::Less)
    } else if value.eq_ignore_ascii_case("MAXVALUE") {
        Some(Ordering::Greater)
    } else {
        None
    }
}

fn is_null(value: &str) -> bool {
    value.eq_ignore_ascii_case("NULL")
}

/// The type of a column of the partition key.
fn type_of(parent: &Relation, index: usize) -> Option<&str> {
    let column = parent.partition_key.get(index)?;
    parent.column(column)?.type_name()
}
