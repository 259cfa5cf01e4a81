//! Slowing a statement down so that its locks can be seen.
//!
//! A statement that commits within itself cannot be looked at before it
//! commits. But each of its transactions writes to a system catalog after it
//! has taken its locks, and needs ROW EXCLUSIVE on it for that. A session
//! that holds SHARE on the catalog makes it wait there, and then its locks
//! stand in `pg_locks` for as long as we like. Two sessions a catalog take
//! turns, the second queued behind the statement before the first lets go: so
//! the next transaction cannot slip through.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use postgres::Client;

use super::pid;
use crate::error::Error;
use crate::locks;
use crate::server::Address;

/// Catalogs that the statements which refuse a transaction write to.
const CATALOGS: [&str; 8] = [
    "pg_class",
    "pg_index",
    "pg_inherits",
    "pg_constraint",
    "pg_trigger",
    "pg_attribute",
    "pg_statistic",
    "pg_depend",
];

/// All gates, closed.
pub(super) struct Gates(Vec<Gate>);

struct Gate {
    catalog: u32,
    closed: Keeper,
    spare: Keeper,
}

/// A session that closes a gate or lets go of it.
struct Keeper {
    pid: i32,
    orders: Option<Sender<Order>>,
    done: Receiver<Order>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Close,
    Open,
}

impl Gates {
    /// Closes the gate of every catalog.
    pub(super) fn close(
        address: Address,
        database: &str,
        monitor: &mut Client,
    ) -> Result<Self, Error> {
        let mut gates = Vec::new();
        for catalog in CATALOGS {
            let oid = monitor
                .query_one("SELECT $1::text::regclass::oid", &[&catalog])
                .map_err(Error::server("looking up a catalog"))?
                .get(0);
            let closed = Keeper::new(address, database, catalog)?;
            closed.order(Order::Close)?;
            closed.wait(Order::Close)?;
            let spare = Keeper::new(address, database, catalog)?;
            gates.push(Gate {
                catalog: oid,
                closed,
                spare,
            });
        }
        Ok(Self(gates))
    }

    /// Lets a statement that waits for this catalog go on to the next gate.
    pub(super) fn pass(&mut self, catalog: u32, monitor: &mut Client) -> Result<(), Error> {
        let Some(gate) = self.0.iter_mut().find(|gate| gate.catalog == catalog) else {
            return Ok(());
        };
        gate.spare.order(Order::Close)?;
        // Queued behind the statement, or through if it has gone.
        loop {
            let sample = locks::sample(monitor, gate.spare.pid)?;
            if sample.waits_for.is_some() || sample.held.contains_key(&catalog) {
                break;
            }
            thread::sleep(Duration::from_micros(200));
        }
        gate.closed.order(Order::Open)?;
        gate.closed.wait(Order::Open)?;
        std::mem::swap(&mut gate.closed, &mut gate.spare);
        Ok(())
    }
}

impl Keeper {
    fn new(address: Address, database: &str, catalog: &str) -> Result<Self, Error> {
        let mut session = address.connect(database)?;
        let pid = pid(&mut session)?;
        let (orders, inbox) = channel();
        let (outbox, done) = channel();
        // LOCK TABLE leaves no snapshot behind, so nothing waits for this
        // session but the gate.
        let close = format!("BEGIN; LOCK TABLE pg_catalog.{catalog} IN SHARE MODE");
        let thread = thread::spawn(move || {
            for order in inbox {
                let sql = match order {
                    Order::Close => close.as_str(),
                    Order::Open => "COMMIT",
                };
                if session.batch_execute(sql).is_err() || outbox.send(order).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            pid,
            orders: Some(orders),
            done,
            thread: Some(thread),
        })
    }

    fn order(&self, order: Order) -> Result<(), Error> {
        self.orders
            .as_ref()
            .and_then(|orders| orders.send(order).ok())
            .ok_or(Error::Lost("a gate"))
    }

    fn wait(&self, order: Order) -> Result<(), Error> {
        loop {
            if self.done.recv().map_err(|_| Error::Lost("a gate"))? == order {
                return Ok(());
            }
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // Closing the channel ends the thread, and with it the session.
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // A gate that is waiting in a queue gets its turn once the others
            // have gone; there is no need to wait for it.
            drop(thread);
        }
    }
}
