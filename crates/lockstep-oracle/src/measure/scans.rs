//! Which tables were read from end to end.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use postgres::Client;

use crate::error::Error;
use crate::relations::{Relation, Relations};

/// What the statistics system counted for each table.
#[derive(Debug, Default)]
pub(super) struct Counters(BTreeMap<u32, Counter>);

#[derive(Debug, Default, Clone, Copy)]
struct Counter {
    scans: i64,
    rows: i64,
    blocks: i64,
}

/// Bytes of a block in every binary that we fetch.
const BLOCK: i64 = 8192;

impl Counters {
    /// Counts of the session's open transaction.
    pub(super) fn of_transaction(session: &mut Client, tables: &Relations) -> Result<Self, Error> {
        Self::query(
            session,
            "SELECT o, pg_stat_get_xact_numscans(o), pg_stat_get_xact_tuples_returned(o), \
             pg_stat_get_xact_blocks_fetched(o) FROM unnest($1::oid[]) o",
            tables,
        )
    }

    /// Counts of all sessions since the database was made.
    pub(super) fn of_database(session: &mut Client, tables: &Relations) -> Result<Self, Error> {
        Self::query(
            session,
            "SELECT o, pg_stat_get_numscans(o), pg_stat_get_tuples_returned(o), \
             pg_stat_get_blocks_fetched(o) FROM unnest($1::oid[]) o",
            tables,
        )
    }

    fn query(session: &mut Client, sql: &str, tables: &Relations) -> Result<Self, Error> {
        let oids: Vec<u32> = tables.keys().copied().collect();
        let rows = session
            .query(sql, &[&oids])
            .map_err(Error::server("reading the scan counters"))?;
        let number = |value: Option<i64>| value.unwrap_or_default();
        Ok(Self(
            rows.iter()
                .map(|row| {
                    let counter = Counter {
                        scans: number(row.get(1)),
                        rows: number(row.get(2)),
                        blocks: number(row.get(3)),
                    };
                    (row.get(0), counter)
                })
                .collect(),
        ))
    }

    /// What has been counted since an earlier look.
    pub(super) fn since(mut self, earlier: &Self) -> Self {
        for (oid, counter) in &mut self.0 {
            let before = earlier.0.get(oid).copied().unwrap_or_default();
            counter.scans -= before.scans;
            counter.rows -= before.rows;
            counter.blocks -= before.blocks;
        }
        self
    }

    /// Tables of which at least nine tenths were read in order.
    ///
    /// VACUUM and ANALYZE read blocks without a scan that is counted, so
    /// their blocks are; for other statements blocks say nothing, because
    /// index look-ups fetch the same ones again and again.
    pub(super) fn scanned(&self, tables: &Relations, statement: &str) -> BTreeSet<u32> {
        let command = statement.trim_start().get(..7).unwrap_or_default();
        let by_blocks =
            command.eq_ignore_ascii_case("vacuum ") || command.eq_ignore_ascii_case("analyze");
        let whole = |table: &Relation, counter: &Counter| {
            let most = |part: i64, all: i64| all > 0 && part * 10 >= all * 9;
            (counter.scans > 0 && most(counter.rows, table.rows))
                || (by_blocks && most(counter.blocks, table.bytes / BLOCK))
        };
        self.0
            .iter()
            .filter(|(oid, counter)| {
                tables.get(oid).is_some_and(|table| {
                    matches!(table.kind, "table" | "materialized view") && whole(table, counter)
                })
            })
            .map(|(oid, _)| *oid)
            .collect()
    }
}

/// A catalog that nothing else reads in order. Statistics of a session arrive
/// late but in order: once a scan of it is counted, so is all that came before.
const MARK: &str = "pg_largeobject_metadata";

/// Leaves a mark after what the session has done.
pub(super) fn mark(session: &mut Client) -> Result<(), Error> {
    // The sum needs the rows themselves, which no index holds.
    session
        .batch_execute(&format!("SELECT sum(lomowner::bigint) FROM {MARK}"))
        .map_err(Error::server("marking the statistics"))
}

/// Waits until this many marks have been counted; the sessions that left
/// them have to be closed.
pub(super) fn settle(session: &mut Client, marks: i64) -> Result<(), Error> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        let seen: i64 = session
            .query_one(
                "SELECT coalesce(pg_stat_get_numscans($1::text::regclass), 0)",
                &[&MARK],
            )
            .map_err(Error::server("waiting for the statistics"))?
            .get(0);
        if seen >= marks {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Err(Error::Lost("the statistics collector"))
}
