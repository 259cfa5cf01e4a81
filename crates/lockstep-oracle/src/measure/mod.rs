//! Runs one case on one server and says what PostgreSQL did.
//!
//! Most statements run in a transaction that is looked at just before it
//! commits. Those that PostgreSQL refuses there run on their own, slowed down
//! so that their locks can be seen (`stepped`).

pub(crate) mod bench;
mod gates;
pub(crate) mod room;
pub(crate) mod scans;
pub(crate) mod stepped;
pub(crate) mod storage;
pub(crate) mod undone;
mod waits;

use std::collections::BTreeSet;

use lockstep_syntax::script;
use postgres::Client;
use postgres::error::{DbError, SqlState};

use crate::case::Case;
use crate::error::Error;
use crate::facts::{Facts, normalise};
use crate::locks::{self, Held};
use crate::relations::Relations;
use crate::server::Address;
use bench::Bench;
use room::Room;
use scans::Counters;

/// What was seen while the statement ran.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Strongest locks.
    pub(crate) held: Held,
    /// Tables read from end to end.
    pub(crate) scanned: BTreeSet<u32>,
    /// PostgreSQL's answer when it refused the statement.
    pub(crate) refusal: Option<DbError>,
    /// Words that need no further interpretation.
    facts: Vec<String>,
}

/// Measures a case in a database of its own.
pub(crate) fn measure(address: Address, case: &Case, database: &str) -> Result<Facts, Error> {
    let mut room = Room::new(address, database, None);
    let facts = room.measure(case)?;
    room.close()?;
    Ok(facts)
}

/// Runs the case's statement in a transaction; none where PostgreSQL refuses
/// that.
pub(crate) fn in_transaction(
    bench: &mut Bench<'_>,
    case: &Case,
    before: &Relations,
) -> Result<Option<Seen>, Error> {
    let mut monitor = bench.address.connect(bench.database)?;
    bench.session(|session| {
        let mut seen = Seen {
            refusal: attempt(session, &case.session, "session")?,
            ..Seen::default()
        };
        if seen.refusal.is_some() {
            return Ok(Some(seen));
        }
        let pid = pid(session)?;
        let begin = if case.alone { "" } else { "BEGIN" };
        session
            .batch_execute(begin)
            .map_err(Error::server("BEGIN"))?;
        seen.refusal = attempt(session, &case.statement, &case.name)?;
        match &seen.refusal {
            Some(refusal) if *refusal.code() == SqlState::ACTIVE_SQL_TRANSACTION => {
                return Ok(None);
            }
            Some(_) => return Ok(Some(seen)),
            None => {}
        }
        seen.held = locks::sample(&mut monitor, pid)?.held;
        let counters = Counters::of_transaction(session, before)?;
        seen.scanned = counters.scanned(before, &case.statement);
        // Deferred constraints are checked only now.
        seen.refusal = attempt(session, "COMMIT", &case.name)?;
        Ok(Some(seen))
    })
}

fn report(seen: Seen, before: &Relations, after: &Relations) -> Facts {
    let mut facts = seen.facts;
    facts.extend(seen.refusal.as_ref().map(error));
    for (oid, mode) in &seen.held {
        if let Some(relation) = before.get(oid) {
            facts.push(format!(
                "lock {} {} {}",
                relation.name,
                relation.kind,
                mode.sql()
            ));
        }
    }
    for oid in &seen.scanned {
        if let Some(relation) = before.get(oid) {
            facts.push(format!("scan {}", relation.name));
        }
    }
    facts.extend(storage::changes(before, after));
    normalise(facts)
}

/// Runs SQL; the inner value is PostgreSQL's refusal.
pub(crate) fn attempt(
    client: &mut Client,
    sql: &str,
    what: &str,
) -> Result<Option<DbError>, Error> {
    let Err(error) = client.batch_execute(sql) else {
        return Ok(None);
    };
    match error.as_db_error() {
        Some(refusal) => Ok(Some(refusal.clone())),
        None => Err(Error::Server(what.to_owned(), error)),
    }
}

/// Runs statements that need transactions of their own: sent together they
/// would be one.
fn one_by_one(client: &mut Client, sql: &str, what: &str) -> Result<Option<DbError>, Error> {
    for statement in script::read(sql).statements() {
        if let Some(refusal) = attempt(client, statement.span.of(sql), what)? {
            return Ok(Some(refusal));
        }
    }
    Ok(None)
}

pub(crate) fn error(refusal: &DbError) -> String {
    // Messages with a line break would break the golden file.
    let message = refusal.message().replace('\n', " ");
    format!("error {} {message}", refusal.code().code())
}

pub(crate) fn pid(session: &mut Client) -> Result<i32, Error> {
    session
        .query_one("SELECT pg_backend_pid()", &[])
        .map(|row| row.get(0))
        .map_err(Error::server("asking for the process id"))
}
