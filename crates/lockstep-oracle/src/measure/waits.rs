//! Whom a CONCURRENTLY form waits for.
//!
//! Besides queueing for its own locks, such a statement waits for every
//! transaction that holds a lock conflicting with some mode on the table. A
//! session that holds a weak lock, and does nothing, shows with which.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

use super::{attempt, one_by_one, pid};
use crate::case::Case;
use crate::error::Error;
use crate::locks::{self, Held, Mode, strengthen};
use crate::relations::{Relation, Relations};
use crate::server::Address;

/// A lock that the bystander holds, and what a wait for it says.
const USERS: [(Mode, Mode); 2] = [
    (Mode::AccessShare, Mode::AccessExclusive),
    (Mode::RowExclusive, Mode::Share),
];

/// Locks of the bystander that let ever stronger requests through: what the
/// statement waits for at each is the first request that conflicts.
const BARRIERS: [Mode; 4] = [
    Mode::AccessExclusive,
    Mode::Exclusive,
    Mode::RowExclusive,
    Mode::AccessShare,
];

/// What a statement waits for when a bystander holds one lock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    Nothing,
    Lock(Mode),
    Transaction,
}

/// A bystander beside one statement.
pub(super) struct Bystander<'a> {
    pub(super) address: Address,
    pub(super) case: &'a Case,
    pub(super) database: &'a str,
    pub(super) template: Option<&'a str>,
}

impl Bystander<'_> {
    /// One fact for each table whose users the statement waits for.
    pub(super) fn users(&self, before: &Relations, held: &Held) -> Result<Vec<String>, Error> {
        let mut facts = Vec::new();
        for (oid, mode) in held {
            // Weaker locks are never the subject of such a wait.
            let Some(table) = before.get(oid).filter(|relation| is_table(relation)) else {
                continue;
            };
            if *mode < Mode::ShareUpdateExclusive {
                continue;
            }
            for (lock, conflicting) in USERS {
                if self.wait(table, lock)? == Wait::Transaction {
                    facts.push(format!("waits-for {} {}", table.name, conflicting.sql()));
                    break;
                }
            }
        }
        Ok(facts)
    }

    /// Adds locks on tables that no gate has shown, because the transaction
    /// that took them wrote nothing: VACUUM's on a partitioned parent.
    pub(super) fn hidden(&self, before: &Relations, held: &mut Held) -> Result<(), Error> {
        for (oid, table) in before.iter().filter(|(_, relation)| is_table(relation)) {
            if held.contains_key(oid) {
                continue;
            }
            for lock in BARRIERS {
                match self.wait(table, lock)? {
                    Wait::Lock(mode) => strengthen(held, *oid, mode),
                    // Not locked at all: weaker barriers stop nothing either.
                    _ if lock == Mode::AccessExclusive => break,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn wait(&self, table: &Relation, lock: Mode) -> Result<Wait, Error> {
        let name = format!("{}_wait", self.database);
        let lock = format!(
            "BEGIN; LOCK TABLE ONLY {} IN {} MODE",
            table.name,
            lock.sql()
        );
        self.address.create_database(&name, self.template)?;
        let wait = self.observe(&name, &lock)?;
        self.address.drop_database(&name)?;
        Ok(wait)
    }

    fn observe(&self, database: &str, lock: &str) -> Result<Wait, Error> {
        let mut bystander = self.address.connect(database)?;
        attempt(&mut bystander, &self.case.setup, "setup")?;
        // Asked first: a query in the open transaction would leave a snapshot
        // behind, and the statement would wait for that.
        let blocker = pid(&mut bystander)?;
        attempt(&mut bystander, lock, "the bystander's lock")?;
        let mut monitor = self.address.connect(database)?;
        let mut session = self.address.connect(database)?;
        attempt(&mut session, &self.case.session, "session")?;
        let pid = pid(&mut session)?;
        let cancel = session.cancel_token();
        let (sender, result) = channel();
        let (statement, name) = (self.case.statement.clone(), self.case.name.clone());
        let runner = thread::spawn(move || {
            let _ = sender.send(one_by_one(&mut session, &statement, &name));
        });
        let deadline = Instant::now() + Duration::from_mins(1);
        let mut wait = Wait::Nothing;
        while result.try_recv().is_err() && Instant::now() < deadline {
            let sample = locks::sample(&mut monitor, pid)?;
            if let Some((_, mode)) = sample.waits_for {
                wait = Wait::Lock(mode);
                break;
            }
            if sample.waits_for_transaction && blocked_by(&mut monitor, pid, blocker)? {
                wait = Wait::Transaction;
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        // The outcome no longer matters, nor whether there is anything to cancel.
        let _ = cancel.cancel_query(NoTls);
        drop(bystander);
        let _ = runner.join();
        Ok(wait)
    }
}

fn is_table(relation: &Relation) -> bool {
    matches!(relation.kind, "table" | "partitioned table")
}

fn blocked_by(monitor: &mut Client, pid: i32, blocker: i32) -> Result<bool, Error> {
    monitor
        .query_one("SELECT $1 = ANY (pg_blocking_pids($2))", &[&blocker, &pid])
        .map(|row| row.get(0))
        .map_err(Error::server("asking who blocks whom"))
}
