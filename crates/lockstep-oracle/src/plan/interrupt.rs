//! Stopping a step half-way.

use std::fmt::Write as _;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use postgres::NoTls;

use super::contract::Step;
use super::stage::{Stage, wrapped};
use crate::error::Error;
use crate::measure::{attempt, pid};

/// Runs the step beside a transaction that is in its way on every old table,
/// and cancels it where it waits. True if it was cut off.
pub(super) fn interrupt(stage: &mut Stage<'_>, step: &Step) -> Result<bool, Error> {
    let tables = stage.old_tables()?;
    let (address, database) = (stage.bench().address, stage.bench().database);
    let mut bystander = address.connect(database)?;
    let mut obstacle = "BEGIN;".to_owned();
    for table in &tables {
        // A writer: index builds wait for it, and so does a batch that comes
        // to its row.
        let _ = write!(
            obstacle,
            "LOCK TABLE ONLY {table} IN ROW EXCLUSIVE MODE;\
             SELECT FROM ONLY {table} ORDER BY ctid DESC LIMIT 1 FOR UPDATE;"
        );
    }
    attempt(&mut bystander, &obstacle, "the transaction in the way")?;

    let mut monitor = address.connect(database)?;
    let mut session = address.connect(database)?;
    let pid = pid(&mut session)?;
    let cancel = session.cancel_token();
    let (sender, result) = channel();
    let parts: Vec<String> = step
        .units()
        .iter()
        .flat_map(|unit| [unit.session.clone(), wrapped(unit, step)])
        .collect();
    let runner = thread::spawn(move || {
        let run = || {
            for part in &parts {
                if attempt(&mut session, part, "a step")?.is_some() {
                    return Ok(true);
                }
            }
            Ok::<_, Error>(false)
        };
        let mut run = run;
        let _ = sender.send(run());
    });
    let deadline = Instant::now() + Duration::from_secs(30);
    while !runner.is_finished() && Instant::now() < deadline {
        let waits = monitor
            .query_opt(
                "SELECT coalesce(wait_event_type = 'Lock', false) FROM pg_stat_activity WHERE pid = $1",
                &[&pid],
            )
            .map_err(Error::server("looking at the step"))?
            .is_some_and(|row| row.get(0));
        if waits {
            // A step that is cut off and goes on by itself is cut off again.
            cancel
                .cancel_query(NoTls)
                .map_err(Error::server("cancelling the step"))?;
        }
        thread::sleep(Duration::from_millis(20));
    }
    drop(bystander);
    let _ = runner.join();
    result.recv().unwrap_or(Err(Error::Lost("the step")))
}
