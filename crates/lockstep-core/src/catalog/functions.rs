//! Volatility of PostgreSQL's own functions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use lockstep_syntax::tree::Volatility;

/// One line a volatility and span of majors: `volatile 13 18 gen_random_uuid …`.
/// Read from `pg_proc` of servers 11 to 18; a name with several overloads has
/// the most volatile of them. Functions that stand behind types, operators and
/// operator classes, which nobody calls by name, are left out.
const TABLE: &str = include_str!("functions.txt");

/// The volatility of a built-in function on one major; none when that major
/// has no such function.
///
/// ```
/// # use lockstep_core::catalog::builtin_volatility;
/// # use lockstep_syntax::tree::Volatility;
/// assert_eq!(builtin_volatility("now", 17), Some(Volatility::Stable));
/// assert_eq!(builtin_volatility("gen_random_uuid", 13), Some(Volatility::Volatile));
/// assert_eq!(builtin_volatility("gen_random_uuid", 12), None);
/// ```
#[must_use]
pub fn builtin_volatility(name: &str, major: u8) -> Option<Volatility> {
    BY_NAME
        .get(name)?
        .iter()
        .find(|row| row.first <= major && major <= row.last)
        .map(|row| row.volatility)
}

/// The first major that has a built-in function, none when there is no such
/// function on any.
#[must_use]
pub fn builtin_since(name: &str) -> Option<u8> {
    BY_NAME.get(name)?.iter().map(|row| row.first).min()
}

static BY_NAME: LazyLock<BTreeMap<&str, Vec<Row>>> = LazyLock::new(|| {
    let mut by_name: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for row in rows() {
        for name in row.names.split(' ') {
            by_name.entry(name).or_default().push(row);
        }
    }
    by_name
});

#[derive(Clone, Copy)]
struct Row {
    volatility: Volatility,
    first: u8,
    last: u8,
    names: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().filter_map(|line| {
        let mut parts = line.splitn(4, ' ');
        let volatility = match parts.next()? {
            "immutable" => Volatility::Immutable,
            "stable" => Volatility::Stable,
            _ => Volatility::Volatile,
        };
        Some(Row {
            volatility,
            first: parts.next()?.parse().ok()?,
            last: parts.next()?.parse().ok()?,
            names: parts.next()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(rows().count(), TABLE.lines().count());
        assert!(rows().count() > 20);
    }
}
