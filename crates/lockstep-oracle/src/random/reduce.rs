//! Making a difference small: what can be left out, without it going away,
//! is left out.

use postgres::Client;

use super::{Bench, case, kind};
use crate::case::Case;
use crate::compare::{Verdict, compare};
use crate::error::Error;
use crate::facts::Facts;
use crate::measure::undone;
use crate::relations;

/// A smaller case, what was measured and what differs; none when the
/// difference does not show again.
pub(super) fn reduce(
    bench: &Bench,
    session: &mut Client,
    monitor: &mut Client,
    setup: &[String],
    statements: &[String],
    lines: &[String],
) -> Result<Option<(Case, Facts, Vec<String>)>, Error> {
    let kinds: Vec<String> = lines.iter().map(|line| kind(line)).collect();
    let mut attempt = |setup: &[String], statements: &[String]| {
        let made = bench.fill(session, setup)?;
        let before = relations::list(session)?;
        let case = case(&made, statements);
        let facts = undone::run(session, monitor, &case, &before)?;
        Ok::<_, Error>(match compare(&case, bench.address.major, &facts) {
            Verdict::Differs(lines)
                if lines
                    .iter()
                    .map(|line| kind(line))
                    .eq(kinds.iter().cloned()) =>
            {
                Some((case, facts, lines))
            }
            _ => None,
        })
    };
    let mut setup = setup.to_vec();
    let mut statements = statements.to_vec();
    let mut smallest = None;
    let mut size = setup.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        while at < setup.len() {
            let mut fewer = setup.clone();
            fewer.drain(at..(at + size).min(setup.len()));
            match attempt(&fewer, &statements)? {
                Some(found) => {
                    smallest = Some(found);
                    setup = fewer;
                }
                None => at += size,
            }
        }
        if size == 1 {
            break;
        }
        size = size.div_ceil(2);
    }
    let mut at = 0;
    while statements.len() > 1 && at < statements.len() {
        let mut fewer = statements.clone();
        fewer.remove(at);
        match attempt(&setup, &fewer)? {
            Some(found) => {
                smallest = Some(found);
                statements = fewer;
            }
            None => at += 1,
        }
    }
    // The session is left with the schema that it had.
    Ok(smallest)
}
