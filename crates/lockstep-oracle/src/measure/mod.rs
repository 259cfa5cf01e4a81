//! Runs one case on one server and says what PostgreSQL did.
//!
//! Most statements run in a transaction that is looked at just before it
//! commits. Those that PostgreSQL refuses there run on their own, slowed down
//! so that their locks can be seen (`stepped`).

mod gates;
mod scans;
mod stepped;
mod storage;
mod waits;

use std::collections::BTreeSet;

use postgres::Client;
use postgres::error::{DbError, SqlState};

use crate::case::Case;
use crate::error::Error;
use crate::facts::{Facts, normalise};
use crate::locks::{self, Held};
use crate::relations::{self, Relations};
use crate::server::Address;
use scans::Counters;
use waits::Bystander;

/// What was seen while the statement ran.
#[derive(Debug, Default)]
struct Seen {
    held: Held,
    scanned: BTreeSet<u32>,
    /// Words that need no further interpretation.
    facts: Vec<String>,
}

/// Measures a case in a database of its own.
pub(crate) fn measure(address: Address, case: &Case, database: &str) -> Result<Facts, Error> {
    address.with_database(database, |database| {
        let mut owner = address.connect(database)?;
        if let Some(refusal) = attempt(&mut owner, &case.setup, "setup")? {
            return Ok(normalise([format!("setup-{}", error(&refusal))]));
        }
        let before = relations::list(&mut owner)?;
        scans::mark(&mut owner)?;
        drop(owner);
        let seen = if let Some(seen) = in_transaction(address, case, database, &before)? {
            seen
        } else {
            let mut seen = stepped::run(address, case, database, &before)?;
            if !seen.facts.iter().any(|fact| fact.starts_with("error")) {
                let bystander = Bystander {
                    address,
                    case,
                    database,
                };
                bystander.hidden(&before, &mut seen.held)?;
                seen.facts.extend(bystander.users(&before, &seen.held)?);
            }
            seen.facts.push("refuses-transaction".to_owned());
            seen
        };
        let after = relations::list(&mut address.connect(database)?)?;
        Ok(report(seen, &before, &after))
    })
}

/// None where PostgreSQL refuses to run the statement in a transaction.
fn in_transaction(
    address: Address,
    case: &Case,
    database: &str,
    before: &Relations,
) -> Result<Option<Seen>, Error> {
    let mut monitor = address.connect(database)?;
    let mut session = address.connect(database)?;
    let mut seen = Seen::default();
    if let Some(refusal) = attempt(&mut session, &case.session, "session")? {
        seen.facts.push(format!("setup-{}", error(&refusal)));
        return Ok(Some(seen));
    }
    let pid = pid(&mut session)?;
    session
        .batch_execute("BEGIN")
        .map_err(Error::server("BEGIN"))?;
    if let Some(refusal) = attempt(&mut session, &case.statement, &case.name)? {
        if *refusal.code() == SqlState::ACTIVE_SQL_TRANSACTION {
            return Ok(None);
        }
        seen.facts.push(error(&refusal));
        return Ok(Some(seen));
    }
    seen.held = locks::sample(&mut monitor, pid)?.held;
    let counters = Counters::of_transaction(&mut session, before)?;
    seen.scanned = counters.scanned(before, &case.statement);
    // Deferred constraints are checked only now.
    if let Some(refusal) = attempt(&mut session, "COMMIT", &case.name)? {
        seen.facts.push(error(&refusal));
    }
    Ok(Some(seen))
}

fn report(seen: Seen, before: &Relations, after: &Relations) -> Facts {
    let mut facts = seen.facts;
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
fn attempt(client: &mut Client, sql: &str, what: &str) -> Result<Option<DbError>, Error> {
    let Err(error) = client.batch_execute(sql) else {
        return Ok(None);
    };
    match error.as_db_error() {
        Some(refusal) => Ok(Some(refusal.clone())),
        None => Err(Error::Server(what.to_owned(), error)),
    }
}

fn error(refusal: &DbError) -> String {
    // Messages with a line break would break the golden file.
    let message = refusal.message().replace('\n', " ");
    format!("error {} {message}", refusal.code().code())
}

fn pid(session: &mut Client) -> Result<i32, Error> {
    session
        .query_one("SELECT pg_backend_pid()", &[])
        .map(|row| row.get(0))
        .map_err(Error::server("asking for the process id"))
}
