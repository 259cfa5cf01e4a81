//! Facts as plain text, and the golden files that hold them.
//!
//! A golden file stands beside its case file and lists, for each case, the
//! runs of majors that behave alike and what PostgreSQL does there:
//!
//! ```text
//! == add-column-constant-default
//! 11-18:
//!   lock public.users table ACCESS EXCLUSIVE
//! ```
//!
//! The words a line may begin with:
//!
//! | line | meaning |
//! |---|---|
//! | `lock RELATION KIND MODE` | strongest mode held on a relation that existed before, until the transaction ends |
//! | `new RELATION KIND` | the relation is created and still there afterwards |
//! | `drop RELATION KIND` | the relation is gone afterwards |
//! | `rename RELATION RELATION` | same relation, new name |
//! | `rewrite RELATION` | its storage was written anew |
//! | `truncate RELATION` | its storage was exchanged for an empty one |
//! | `scan RELATION` | at least nine tenths of its rows were read in order |
//! | `index-build INDEX` | built or rebuilt |
//! | `index-keep INDEX` | a new catalog entry that took over the old storage |
//! | `refuses-transaction` | error 25001 inside a transaction block |
//! | `waits-for RELATION MODE` | waits for every transaction whose lock on it conflicts with MODE |
//! | `error SQLSTATE MESSAGE` | PostgreSQL refuses the statement |
//! | `setup-error SQLSTATE MESSAGE` | the case cannot be made on this major |
//! | `nothing` | none of the above |

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The facts of one case on one major, in the order of the golden file.
pub type Facts = Vec<String>;

/// The facts of the cases of a file: case, then major.
pub type Table = BTreeMap<String, BTreeMap<u8, Facts>>;

const ORDER: [&str; 14] = [
    "setup-error",
    "error",
    "refuses-transaction",
    "waits-for",
    "lock",
    "rewrite",
    "truncate",
    "scan",
    "index-build",
    "index-keep",
    "new",
    "drop",
    "rename",
    "nothing",
];

/// Sorts facts and drops repetitions; no fact becomes `nothing`.
#[must_use]
pub fn normalise(facts: impl IntoIterator<Item = String>) -> Facts {
    let rank = |fact: &String| {
        let word = fact.split(' ').next().unwrap_or_default();
        ORDER.iter().position(|known| *known == word)
    };
    let set: BTreeSet<(Option<usize>, String)> =
        facts.into_iter().map(|fact| (rank(&fact), fact)).collect();
    if set.is_empty() {
        return vec!["nothing".to_owned()];
    }
    set.into_iter().map(|(_, fact)| fact).collect()
}

/// Writes a golden file, the cases in the order of their file.
#[must_use]
pub fn render(names: &[String], table: &Table) -> String {
    let mut text = String::from(
        "# Measured on real servers by `cargo run -p lockstep-oracle -- measure`.\n\
         # Do not edit: change the cases and measure again.\n",
    );
    for name in names {
        let _ = write!(text, "\n== {name}\n");
        let Some(majors) = table.get(name) else {
            continue;
        };
        let mut runs: Vec<(u8, u8, &Facts)> = Vec::new();
        for (&major, facts) in majors {
            match runs.last_mut() {
                Some((_, last, same)) if *same == facts && *last + 1 == major => *last = major,
                _ => runs.push((major, major, facts)),
            }
        }
        for (first, last, facts) in runs {
            if first == last {
                let _ = writeln!(text, "{first}:");
            } else {
                let _ = writeln!(text, "{first}-{last}:");
            }
            for fact in facts {
                let _ = writeln!(text, "  {fact}");
            }
        }
    }
    text
}

/// Reads a golden file back; a line of unknown form is left out, so that it
/// shows as a difference.
#[must_use]
pub fn parse(text: &str) -> Table {
    let mut table = Table::new();
    let mut case = None;
    let mut majors = 0..=0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            case = Some(table.entry(name.to_owned()).or_default());
        } else if let Some(fact) = line.strip_prefix("  ") {
            for major in majors.clone() {
                if let Some(case) = &mut case {
                    case.entry(major)
                        .or_insert_with(Vec::new)
                        .push(fact.to_owned());
                }
            }
        } else if let Some(run) = line.strip_suffix(':') {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            if let (Ok(first), Ok(last)) = (first.parse(), last.parse()) {
                majors = first..=last;
            }
        }
    }
    table
}

/// The differences between golden and fresh facts, one line each, for the
/// majors that were measured; empty when they agree.
#[must_use]
pub fn differences(golden: &Table, fresh: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    for (case, majors) in fresh {
        for (major, facts) in majors {
            let known = golden.get(case).and_then(|majors| majors.get(major));
            let Some(known) = known else {
                lines.push(format!("{case} on {major}: not in the golden file"));
                continue;
            };
            for fact in known.iter().filter(|fact| !facts.contains(fact)) {
                lines.push(format!("{case} on {major}: - {fact}"));
            }
            for fact in facts.iter().filter(|fact| !known.contains(fact)) {
                lines.push(format!("{case} on {major}: + {fact}"));
            }
        }
    }
    for case in golden.keys().filter(|case| !fresh.contains_key(*case)) {
        lines.push(format!("{case}: in the golden file only"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let lock = normalise(["lock public.t table SHARE".to_owned()]);
        let none = normalise([]);
        let majors = BTreeMap::from([(11, none), (12, lock.clone()), (13, lock)]);
        Table::from([("a".to_owned(), majors)])
    }

    #[test]
    fn majors_that_agree_are_one_run() {
        let text = render(&["a".to_owned()], &sample());
        assert!(text.ends_with("== a\n11:\n  nothing\n12-13:\n  lock public.t table SHARE\n"));
        assert_eq!(parse(&text), sample());
    }

    #[test]
    fn each_difference_is_named() {
        let mut fresh = sample();
        assert!(differences(&sample(), &fresh).is_empty());
        fresh
            .entry("a".to_owned())
            .or_default()
            .insert(12, normalise([]));
        let lines = differences(&sample(), &fresh);
        assert_eq!(
            lines,
            ["a on 12: - lock public.t table SHARE", "a on 12: + nothing"]
        );
    }
}
