//! Volatility of PostgreSQL's own functions.

use std::sync::LazyLock;

use lockstep_syntax::tree::Volatility;

use super::builtins::Builtins;

/// The functions that a person may call by name. One with several overloads
/// has the most volatile of them.
static FUNCTIONS: LazyLock<Builtins> =
    LazyLock::new(|| Builtins::read(include_str!("functions.txt"), &KINDS.map(|(kind, _)| kind)));

const KINDS: [(&str, Volatility); 3] = [
    ("volatile", Volatility::Volatile),
    ("stable", Volatility::Stable),
    ("immutable", Volatility::Immutable),
];

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
    let mut kinds = KINDS.into_iter();
    let (_, volatility) = kinds.find(|(kind, _)| FUNCTIONS.has(&[kind], name, major))?;
    Some(volatility)
}

/// The first major that has a built-in function, none when there is no such
/// function on any.
#[must_use]
pub fn builtin_since(name: &str) -> Option<u8> {
    FUNCTIONS.since(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_volatility() {
        assert_eq!(builtin_volatility("lower", 11), Some(Volatility::Immutable));
        assert_eq!(builtin_volatility("random", 18), Some(Volatility::Volatile));
        assert_eq!(builtin_since("uuidv7"), Some(18));
        assert_eq!(builtin_since("no_such_function"), None);
    }
}
