//! Conditions, as far as PostgreSQL proves one from others: what lets
//! `ATTACH PARTITION` leave out reading the rows.
//!
//! Source: `predicate_implied_by` in `src/backend/optimizer/util/predtest.c`.
//! Its rules are followed one by one: what it does not prove is not proven
//! here, although it may be true.

use std::cmp::Ordering;

use lockstep_syntax::tree::{Expression, Shape};

use super::{quote, value};

/// A condition on the columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Condition>),
    /// One of them holds.
    Any(Vec<Condition>),
    /// The column is NULL.
    Null(String),
    /// The column is not NULL.
    NotNull(String),
    /// The column compared with a constant as written.
    Compare(String, Comparison, String),
    /// Something else about these columns.
    Other(Vec<String>),
}

/// A comparison that a B-tree knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `=`
    Equal,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
    /// `<>`
    Unequal,
}

/// A list that is longer is one condition, into which PostgreSQL does not look.
///
/// Source: `MAX_SAOP_ARRAY_SIZE` in `src/backend/optimizer/util/predtest.c`.
const LONG: usize = 100;

/// How far something is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// PostgreSQL does not prove it.
    No,
    /// It is not known whether PostgreSQL proves it.
    Unknown,
    /// PostgreSQL proves it.
    Yes,
}

impl From<bool> for Proof {
    fn from(proven: bool) -> Self {
        if proven { Proof::Yes } else { Proof::No }
    }
}

impl Condition {
    /// The condition that an expression is.
    #[must_use]
    pub fn of(expression: &Expression<'_>) -> Self {
        let columns = || {
            let columns = expression.columns.iter();
            columns.map(|column| column.value.to_string()).collect()
        };
        // A cast of the column makes it another operand, unless it only names
        // the type that the operator works on.
        let foreign = |name: &str| !value::is_text(name) && !value::is_comparable(name);
        if expression.casts.iter().any(|cast| foreign(&cast.name)) {
            return Condition::Other(columns());
        }
        of_shape(&expression.shape, true).unwrap_or_else(|| Condition::Other(columns()))
    }

    /// A column compared with a constant.
    #[must_use]
    pub fn compare(column: &str, comparison: Comparison, constant: &str) -> Self {
        Condition::Compare(column.to_owned(), comparison, constant.to_owned())
    }

    /// Its negation, as PostgreSQL pushes `NOT` down.
    #[must_use]
    pub fn negated(self) -> Self {
        let each = |parts: Vec<Condition>| parts.into_iter().map(Condition::negated).collect();
        match self {
            Condition::All(parts) => Condition::Any(each(parts)),
            Condition::Any(parts) => Condition::All(each(parts)),
            Condition::Null(column) => Condition::NotNull(column),
            Condition::NotNull(column) => Condition::Null(column),
            Condition::Compare(column, comparison, constant) => {
                Condition::Compare(column, comparison.negated(), constant)
            }
            Condition::Other(columns) => Condition::Other(columns),
        }
    }

    /// It as SQL; none where a part of it is not known or has no name.
    #[must_use]
    pub fn sql(&self) -> Option<String> {
        let joined = |parts: &[Condition], word: &str| -> Option<String> {
            let parts: Option<Vec<String>> = parts
                .iter()
                .map(|part| match part {
                    Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => {
                        Some(format!("({})", part.sql()?))
                    }
                    _ => part.sql(),
                })
                .collect();
            parts
                .filter(|parts| !parts.is_empty())
                .map(|parts| parts.join(word))
        };
        let named = |column: &String| (!column.is_empty()).then(|| quote(column).into_owned());
        if let Some((column, comparison, values)) = self.long_list() {
            let word = match comparison {
                Comparison::Equal => "IN",
                _ => "NOT IN",
            };
            let column = named(column)?;
            return Some(format!("{column} {word} ({})", values.join(", ")));
        }
        match self {
            Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => parts[0].sql(),
            Condition::All(parts) => joined(parts, " AND "),
            Condition::Any(parts) => joined(parts, " OR "),
            Condition::Null(column) => Some(named(column)? + " IS NULL"),
            Condition::NotNull(column) => Some(named(column)? + " IS NOT NULL"),
            Condition::Compare(column, comparison, constant) => {
                let operator = match comparison {
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "<=",
                    Comparison::Equal => "=",
                    Comparison::GreaterOrEqual => ">=",
                    Comparison::Greater => ">",
                    Comparison::Unequal => "<>",
                };
                Some(format!("{} {operator} {constant}", named(column)?))
            }
            Condition::Other(_) => None,
        }
    }

    /// A column, and the many constants that it is or is not one of.
    fn long_list(&self) -> Option<(&String, Comparison, Vec<&str>)> {
        let (parts, wanted) = match self {
            Condition::Any(parts) => (parts, Comparison::Equal),
            Condition::All(parts) => (parts, Comparison::Unequal),
            _ => return None,
        };
        let Condition::Compare(column, ..) = parts.first().filter(|_| parts.len() > LONG)? else {
            return None;
        };
        let values = parts.iter().map(|part| match part {
            Condition::Compare(of, comparison, value) if of == column && *comparison == wanted => {
                Some(value.as_str())
            }
            _ => None,
        });
        Some((column, wanted, values.collect::<Option<_>>()?))
    }

    /// Whether PostgreSQL proves it from itself. A long list it would have to
    /// know again as it stands, which it does where the constants keep their
    /// type.
    #[must_use]
    pub fn is_known_again<'t>(&self, type_of: &impl Fn(&str) -> Option<&'t str>) -> bool {
        if let Some((column, ..)) = self.long_list() {
            return type_of(column).is_some_and(value::is_compared_as_written);
        }
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().all(|part| part.is_known_again(type_of))
            }
            _ => true,
        }
    }

    /// Whether it implies another one, in the weak sense: where it is not
    /// false, the other is not false. `type_of` tells the type of a column.
    #[must_use]
    pub fn implies<'t>(
        &self,
        other: &Condition,
        type_of: &impl Fn(&str) -> Option<&'t str>,
    ) -> Proof {
        let any = |proofs: &mut dyn Iterator<Item = Proof>| proofs.max().unwrap_or(Proof::No);
        let all = |proofs: &mut dyn Iterator<Item = Proof>| proofs.min().unwrap_or(Proof::Yes);
        let many = |condition: &Condition| {
            matches!(condition, Condition::Any(_)) && condition.long_list().is_some()
        };
        match (self, other) {
            (Condition::All(parts), Condition::Any(_)) if many(other) => {
                any(&mut parts.iter().map(|part| part.implies(other, type_of)))
            }
            (given @ (Condition::Any(_) | Condition::Compare(..)), goal) if many(goal) => {
                Proof::from(given == goal && goal.is_known_again(type_of))
            }
            (given, Condition::Any(goals)) if many(given) => {
                any(&mut goals.iter().map(|goal| given.implies(goal, type_of)))
            }
            (given, Condition::All(goals)) if many(given) => {
                all(&mut goals.iter().map(|goal| given.implies(goal, type_of)))
            }
            (given, Condition::Compare(..) | Condition::NotNull(_) | Condition::Null(_))
                if many(given) =>
            {
                Proof::No
            }
            (Condition::All(_), Condition::All(goals)) => {
                all(&mut goals.iter().map(|goal| self.implies(goal, type_of)))
            }
            (Condition::All(parts), Condition::Any(goals)) => {
                let whole = any(&mut goals.iter().map(|goal| self.implies(goal, type_of)));
                if whole == Proof::Yes {
                    return whole;
                }
                let part = any(&mut parts.iter().map(|part| part.implies(other, type_of)));
                whole.max(part)
            }
            (Condition::All(parts), _) => {
                any(&mut parts.iter().map(|part| part.implies(other, type_of)))
            }
            (Condition::Any(parts), _) => {
                all(&mut parts.iter().map(|part| part.implies(other, type_of)))
            }
            (_, Condition::All(goals)) => {
                all(&mut goals.iter().map(|goal| self.implies(goal, type_of)))
            }
            (_, Condition::Any(goals)) => {
                any(&mut goals.iter().map(|goal| self.implies(goal, type_of)))
            }
            (Condition::Other(columns), goal) => goal.may_follow_from(columns),
            (Condition::Compare(column, given, left), Condition::Compare(on, wanted, right))
                if column == on =>
            {
                if given == wanted && left == right {
                    return Proof::Yes;
                }
                given.implies(*wanted, || value::order(type_of(column), left, right))
            }
            // A key that is an expression has no name to be known by.
            (_, Condition::NotNull(key) | Condition::Compare(key, ..)) if key.is_empty() => {
                Proof::Unknown
            }
            _ => Proof::from(self == other),
        }
    }

    /// Whether a condition on these columns that is not understood may prove
    /// this one.
    fn may_follow_from(&self, columns: &[String]) -> Proof {
        let about = |column: &String| column.is_empty() || columns.contains(column);
        match self {
            Condition::Null(column)
            | Condition::NotNull(column)
            | Condition::Compare(column, ..)
                if !about(column) =>
            {
                Proof::No
            }
            Condition::Other(own) if !own.iter().any(about) => Proof::No,
            _ => Proof::Unknown,
        }
    }
}

impl Comparison {
    fn negated(self) -> Self {
        match self {
            Comparison::Less => Comparison::GreaterOrEqual,
            Comparison::LessOrEqual => Comparison::Greater,
            Comparison::Equal => Comparison::Unequal,
            Comparison::GreaterOrEqual => Comparison::Less,
            Comparison::Greater => Comparison::LessOrEqual,
            Comparison::Unequal => Comparison::Equal,
        }
    }

    /// Whether `k given a` implies `k wanted b`, given how `a` and `b` are
    /// ordered.
    fn implies(self, wanted: Self, order: impl FnOnce() -> Option<Ordering>) -> Proof {
        use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Unequal};
        let holds: fn(Ordering) -> bool = match (self, wanted) {
            (Less, Less | LessOrEqual | Unequal) | (LessOrEqual | Equal, LessOrEqual) => {
                Ordering::is_le
            }
            (LessOrEqual, Less | Unequal) | (Equal, Less) => Ordering::is_lt,
            (Greater, Greater | GreaterOrEqual | Unequal)
            | (GreaterOrEqual | Equal, GreaterOrEqual) => Ordering::is_ge,
            (GreaterOrEqual, Greater | Unequal) | (Equal, Greater) => Ordering::is_gt,
            (Equal, Equal) | (Unequal, Unequal) => Ordering::is_eq,
            (Equal, Unequal) => Ordering::is_ne,
            _ => return Proof::No,
        };
        order().map_or(Proof::Unknown, |order| Proof::from(holds(order)))
    }
}

/// One of these; a long list among them is one of them.
fn with_list(parts: Vec<Condition>) -> Condition {
    let is_equal = |part: &Condition| matches!(part, Condition::Compare(_, Comparison::Equal, _));
    let (equal, mut rest): (Vec<_>, Vec<_>) = parts.iter().cloned().partition(is_equal);
    let list = Condition::Any(equal);
    if rest.is_empty() || list.long_list().is_none() {
        return Condition::Any(parts);
    }
    rest.push(list);
    Condition::Any(rest)
}

/// A shape or, when `wanted` is false, its negation.
fn of_shape(shape: &Shape<'_>, wanted: bool) -> Option<Condition> {
    let all = |parts: &[Shape<'_>]| -> Option<Vec<Condition>> {
        parts.iter().map(|part| of_shape(part, wanted)).collect()
    };
    let name = |column: &lockstep_syntax::tree::Ident<'_>| column.value.to_string();
    Some(match (shape, wanted) {
        (Shape::Not(inner), _) => return of_shape(inner, !wanted),
        (Shape::And(parts), true) | (Shape::Or(parts), false) => Condition::All(all(parts)?),
        (Shape::Or(parts), true) | (Shape::And(parts), false) => with_list(all(parts)?),
        (Shape::IsNull(column), true) | (Shape::IsNotNull(column), false) => {
            Condition::Null(name(column))
        }
        (Shape::IsNull(column), false) | (Shape::IsNotNull(column), true) => {
            Condition::NotNull(name(column))
        }
        // A column that is a condition by itself is a boolean.
        (Shape::Column(column), _) => {
            let constant = if wanted { "true" } else { "false" };
            Condition::compare(&column.value, Comparison::Equal, constant)
        }
        (
            Shape::Compare {
                column,
                operator,
                literal,
            },
            _,
        ) => {
            let comparison = match *operator {
                "<" => Comparison::Less,
                "<=" => Comparison::LessOrEqual,
                "=" => Comparison::Equal,
                ">=" => Comparison::GreaterOrEqual,
                ">" => Comparison::Greater,
                _ => Comparison::Unequal,
            };
            let compare = Condition::compare(&column.value, comparison, literal);
            if wanted { compare } else { compare.negated() }
        }
        _ => return None,
    })
}
