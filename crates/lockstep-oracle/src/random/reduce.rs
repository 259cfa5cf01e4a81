//! Making a difference small: what can be left out, without it going away,
//! is left out.

use postgres::Client;

use super::{Bench, case, is_error, kind};
use crate::compare::{Verdict, compare};
use crate::error::Error;
use crate::facts::Facts;
use crate::measure::undone;
use crate::relations;

/// A smaller schema and statement, what was measured and what differs.
type Small = (Vec<String>, Vec<String>, Facts, Vec<String>);

impl Bench {
    /// The smallest that was found; none when the difference does not show again.
    pub(super) fn reduce(
        &self,
        session: &mut Client,
        monitor: &mut Client,
        (setup, statements): (&[String], &[String]),
        lines: &[String],
    ) -> Result<Option<Small>, Error> {
        // Without its table a statement fails, too, but for another reason.
        let same = |other: &[String]| {
            lines.len() == other.len()
                && lines.iter().zip(other).all(|(line, other)| {
                    line == other || (!is_error(line) && kind(line) == kind(other))
                })
        };
        let mut attempt = |setup: &[String], statements: &[String]| {
            let made = Self::fill(session, setup)?;
            let before = relations::list(session)?;
            let case = case(&made, statements);
            let facts = undone::run(&mut self.session()?, monitor, &case, &before)?;
            Ok::<_, Error>(match compare(&case, self.address.major, &facts) {
                Verdict::Differs(lines) if same(&lines) => {
                    Some((made, statements.to_vec(), facts, lines))
                }
                _ => None,
            })
        };
        let mut setup = setup.to_vec();
        let mut statements = statements.to_vec();
        let mut smallest = None;
        for fewer in fewer_statements(&statements) {
            if let Some(found) = attempt(&setup, &fewer)? {
                smallest = Some(found);
                statements = fewer;
                break;
            }
        }
        while let [only] = statements.as_slice() {
            let mut found = None;
            for fewer in fewer_actions(only) {
                found = attempt(&setup, std::slice::from_ref(&fewer))?.map(|found| (found, fewer));
                if found.is_some() {
                    break;
                }
            }
            let Some((found, fewer)) = found else { break };
            smallest = Some(found);
            statements = vec![fewer];
        }
        let mut size = setup.len().div_ceil(2).max(1);
        loop {
            let mut at = 0;
            while at < setup.len() {
                // Rows go with their table only: a scan of no rows does not show.
                let end = (at + size).min(setup.len());
                let kept = |(index, statement): &(usize, &String)| {
                    !(at..end).contains(index) || statement.starts_with("INSERT")
                };
                let fewer: Vec<String> = setup
                    .iter()
                    .enumerate()
                    .filter(kept)
                    .map(|(_, statement)| statement.clone())
                    .collect();
                // To the core an empty schema is one that is not known.
                if fewer.is_empty() || fewer.len() == setup.len() {
                    at += size;
                    continue;
                }
                match attempt(&fewer, &statements)? {
                    Some(found) => {
                        setup.clone_from(&found.0);
                        smallest = Some(found);
                    }
                    None => at += size,
                }
            }
            if size == 1 {
                break;
            }
            size = size.div_ceil(2);
        }
        Ok(smallest)
    }
}

/// Each statement alone.
fn fewer_statements(statements: &[String]) -> Vec<Vec<String>> {
    if statements.len() == 1 {
        return Vec::new();
    }
    statements
        .iter()
        .map(|statement| vec![statement.clone()])
        .collect()
}

/// An `ALTER TABLE` without any one of its actions.
fn fewer_actions(statement: &str) -> Vec<String> {
    let mut words = statement.split_inclusive(' ');
    let mut head = String::new();
    for word in words.by_ref() {
        head.push_str(word);
        if !matches!(
            word.trim_end(),
            "ALTER" | "TABLE" | "IF" | "EXISTS" | "ONLY"
        ) {
            break;
        }
    }
    let mut actions = vec![String::new()];
    let mut depth = 0_i32;
    for word in words {
        let opened = word.matches(['(', '[']).count();
        let closed = word.matches([')', ']']).count();
        depth += i32::try_from(opened).unwrap_or(0) - i32::try_from(closed).unwrap_or(0);
        if let Some(action) = actions.last_mut() {
            action.push_str(word);
        }
        if depth == 0 && word.trim_end().ends_with(',') {
            actions.push(String::new());
        }
    }
    if actions.len() == 1 || !statement.starts_with("ALTER TABLE") {
        return Vec::new();
    }
    (0..actions.len())
        .map(|left_out| {
            let kept: Vec<&str> = actions
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != left_out)
                .map(|(_, action)| action.trim_end().trim_end_matches(','))
                .collect();
            format!("{head}{}", kept.join(", "))
        })
        .collect()
}
