//! Statements that PostgreSQL refuses to run in a transaction.

use std::sync::mpsc::{TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::bench::Bench;
use super::gates::Gates;
use super::scans::{self, Counters};
use super::{Seen, attempt, one_by_one, pid};
use crate::case::Case;
use crate::error::Error;
use crate::locks::{self, strengthen};
use crate::relations::Relations;

/// Runs the statement from gate to gate, noting its locks at each.
pub(crate) fn run(bench: &mut Bench<'_>, case: &Case, before: &Relations) -> Result<Seen, Error> {
    let (address, database) = (bench.address, bench.database);
    let mut monitor = address.connect(database)?;
    bench.settle(&mut monitor)?;
    let earlier = Counters::of_database(&mut monitor, before)?;

    let mut session = address.connect(database)?;
    if let Some(refusal) = attempt(&mut session, &case.session, "session")? {
        return Ok(Seen {
            refusal: Some(refusal),
            ..Seen::default()
        });
    }
    let pid = pid(&mut session)?;
    let mut gates = Gates::close(address, database, &mut monitor)?;
    let (sender, result) = channel();
    let (statement, name) = (case.statement.clone(), case.name.clone());
    let runner = thread::spawn(move || {
        let outcome = one_by_one(&mut session, &statement, &name)
            .and_then(|refusal| scans::mark(&mut session).map(|()| refusal));
        // The other end is gone only when the measurement was given up.
        let _ = sender.send(outcome);
    });

    let mut seen = Seen::default();
    let deadline = Instant::now() + Duration::from_mins(2);
    let outcome = loop {
        match result.try_recv() {
            Ok(outcome) => break outcome?,
            Err(TryRecvError::Disconnected) => return Err(Error::Lost("the measured session")),
            Err(TryRecvError::Empty) if Instant::now() > deadline => {
                return Err(Error::Lost("the measured statement"));
            }
            Err(TryRecvError::Empty) => {}
        }
        let sample = locks::sample(&mut monitor, pid)?;
        let Some((relation, _)) = sample.waits_for else {
            thread::sleep(Duration::from_micros(500));
            continue;
        };
        // `pg_locks` reads weak locks before strong ones: only a second look,
        // now that the statement stands still, sees all of them.
        for (relation, mode) in locks::sample(&mut monitor, pid)?.held {
            strengthen(&mut seen.held, relation, mode);
        }
        gates.pass(relation, &mut monitor)?;
    };
    drop(gates);
    // The session is closed with its thread; only then are its statistics sent.
    let _ = runner.join();
    bench.marked();
    seen.refusal = outcome;
    if seen.refusal.is_some() {
        // Like any other failure: what it locked on the way is not measured.
        seen.held.clear();
        return Ok(seen);
    }
    bench.settle(&mut monitor)?;
    let counters = Counters::of_database(&mut monitor, before)?.since(&earlier);
    seen.scanned = counters.scanned(before, &case.statement);
    Ok(seen)
}
