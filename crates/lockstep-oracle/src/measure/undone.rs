//! Measuring many statements on one database: each is rolled back.

use postgres::Client;

use super::scans::Counters;
use super::{Seen, attempt, error, pid, report};
use crate::case::Case;
use crate::error::Error;
use crate::facts::{Facts, normalise};
use crate::locks;
use crate::relations::{self, Relations};

/// Runs the case's statement in a transaction and undoes it. What was seen of
/// a statement that PostgreSQL refuses there is the error 25001.
pub(crate) fn run(
    session: &mut Client,
    monitor: &mut Client,
    case: &Case,
    before: &Relations,
) -> Result<Facts, Error> {
    let facts = in_transaction(session, monitor, case, before);
    session
        .batch_execute("ROLLBACK")
        .map_err(Error::server("ROLLBACK"))?;
    facts
}

fn in_transaction(
    session: &mut Client,
    monitor: &mut Client,
    case: &Case,
    before: &Relations,
) -> Result<Facts, Error> {
    session
        .batch_execute("BEGIN")
        .map_err(Error::server("BEGIN"))?;
    // Counts of the transactions before may not have been sent yet.
    let earlier = Counters::of_transaction(session, before)?;
    if let Some(refusal) = attempt(session, &case.statement, &case.name)? {
        return Ok(normalise([error(&refusal)]));
    }
    let pid = pid(session)?;
    let held = locks::sample(monitor, pid)?.held;
    let counters = Counters::of_transaction(session, before)?.since(&earlier);
    let seen = Seen {
        held,
        scanned: counters.scanned(before, &case.statement),
        refusal: attempt(session, "SET CONSTRAINTS ALL IMMEDIATE", &case.name)?,
        ..Seen::default()
    };
    if let Some(refusal) = seen.refusal {
        return Ok(normalise([error(&refusal)]));
    }
    let after = relations::list(session)?;
    Ok(report(seen, before, &after))
}
