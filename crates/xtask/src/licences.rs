//! May we ship what we depend on?

use serde_json::Value;

use crate::error::{Error, Result};
use crate::process;
use crate::workspace::Workspace;

/// Licences that ask for no more than to be named.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Refuses dependencies under any other licence.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let answer = process::capture(workspace.cargo().args(["metadata", "--format-version=1"]))?;
    let answer: Value = serde_json::from_str(&answer)
        .map_err(|error| Error::Unexpected(format!("cargo metadata: {error}")))?;
    let packages = answer["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !allows(package["license"].as_str().unwrap_or_default()))
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    if refused.is_empty() {
        println!("{} packages, all under allowed licences", packages.len());
        return Ok(());
    }
    Err(Error::Check(format!(
        "not under a licence that crates/xtask/src/licences.rs allows:\n{}",
        refused.join("\n")
    )))
}

/// Whether an SPDX expression leaves us a licence that is allowed.
///
/// `AND` binds tighter than `OR`, and old crates write `/` for `OR`. An
/// expression that is not understood allows nothing.
fn allows(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let verdict = alternatives(&mut words);
    verdict && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn alternatives(words: &mut Words<'_>) -> bool {
    let mut verdict = conjunction(words);
    while words.next_if_eq(&"OR").is_some() {
        // Not `||`: the words have to be read whatever the verdict is.
        verdict |= conjunction(words);
    }
    verdict
}

fn conjunction(words: &mut Words<'_>) -> bool {
    let mut verdict = licence(words);
    while words.next_if_eq(&"AND").is_some() {
        verdict &= licence(words);
    }
    verdict
}

fn licence(words: &mut Words<'_>) -> bool {
    match words.next() {
        None => false,
        Some("(") => {
            let verdict = alternatives(words);
            words.next() == Some(")") && verdict
        }
        Some(name) => match words.next_if_eq(&"WITH").and_then(|_| words.next()) {
            Some(exception) => ALLOWED.contains(&format!("{name} WITH {exception}").as_str()),
            None => ALLOWED.contains(&name),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn one_alternative_suffices() {
        assert!(allows("MIT"));
        assert!(allows("GPL-3.0 OR MIT"));
        assert!(allows("Unlicense/MIT"));
        assert!(allows("Apache-2.0 WITH LLVM-exception OR GPL-2.0"));
        assert!(!allows("GPL-3.0"));
    }

    #[test]
    fn all_parts_of_a_conjunction_count() {
        assert!(allows("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!allows("MIT AND GPL-3.0"));
        assert!(!allows("GPL-3.0 AND MIT OR GPL-2.0"));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(!allows(""));
        assert!(!allows("(MIT"));
        assert!(!allows("MIT MIT"));
    }
}
