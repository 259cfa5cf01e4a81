//! Whom a CONCURRENTLY form waits for.
//!
//! Besides queueing for its own locks, such a statement waits for every
//! transaction that holds a lock conflicting with some mode on the table. A
//! session that holds a weak lock, and does nothing, shows with which.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

use super::{attempt, pid};
use crate::case::Case;
use crate::error::Error;
use crate::locks::{self, Held, Mode};
use crate::relations::Relations;
use crate::server::Address;

/// A lock that the bystander holds, and what a wait for it says.
const PROBES: [(&str, &str); 2] = [
    ("ACCESS SHARE", "ACCESS EXCLUSIVE"),
    ("ROW EXCLUSIVE", "SHARE"),
];

/// One fact for each table whose users the statement waits for.
pub(super) fn measure(
    address: Address,
    case: &Case,
    database: &str,
    before: &Relations,
    held: &Held,
) -> Result<Vec<String>, Error> {
    let mut facts = Vec::new();
    for (oid, mode) in held {
        let Some(relation) = before.get(oid) else {
            continue;
        };
        // Weaker locks are never the subject of such a wait.
        if !matches!(relation.kind, "table" | "partitioned table")
            || *mode < Mode::ShareUpdateExclusive
        {
            continue;
        }
        for (bystander, conflicting) in PROBES {
            let probe = format!("{database}_wait");
            let lock = format!(
                "BEGIN; LOCK TABLE ONLY {} IN {bystander} MODE",
                relation.name
            );
            let waits =
                address.with_database(&probe, |probe| waits(address, case, probe, &lock))?;
            if waits {
                facts.push(format!("waits-for {} {conflicting}", relation.name));
                break;
            }
        }
    }
    Ok(facts)
}

fn waits(address: Address, case: &Case, database: &str, lock: &str) -> Result<bool, Error> {
    let mut bystander = address.connect(database)?;
    attempt(&mut bystander, &case.setup, "setup")?;
    attempt(&mut bystander, lock, "the bystander's lock")?;
    let blocker = pid(&mut bystander)?;
    let mut monitor = address.connect(database)?;
    let mut session = address.connect(database)?;
    attempt(&mut session, &case.session, "session")?;
    let pid = pid(&mut session)?;
    let cancel = session.cancel_token();
    let (sender, result) = channel();
    let (statement, name) = (case.statement.clone(), case.name.clone());
    let runner = thread::spawn(move || {
        let _ = sender.send(attempt(&mut session, &statement, &name));
    });
    let deadline = Instant::now() + Duration::from_mins(1);
    let mut waits = false;
    while result.try_recv().is_err() && Instant::now() < deadline {
        let sample = locks::sample(&mut monitor, pid)?;
        if sample.waits_for.is_some() {
            break;
        }
        if sample.waits_for_transaction && blocked_by(&mut monitor, pid, blocker)? {
            waits = true;
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    // The outcome no longer matters, nor whether there is anything to cancel.
    let _ = cancel.cancel_query(NoTls);
    drop(bystander);
    let _ = runner.join();
    Ok(waits)
}

fn blocked_by(monitor: &mut Client, pid: i32, blocker: i32) -> Result<bool, Error> {
    monitor
        .query_one("SELECT $1 = ANY (pg_blocking_pids($2))", &[&blocker, &pid])
        .map(|row| row.get(0))
        .map_err(Error::server("asking who blocks whom"))
}
