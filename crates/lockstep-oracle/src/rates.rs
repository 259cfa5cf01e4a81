//! How fast servers scan, rewrite and index: the constants of the core's
//! `sizes::Model`.

use std::collections::BTreeMap;
use std::process;
use std::time::Instant;

use postgres::Client;

use crate::error::Error;
use crate::run::Servers;
use crate::server::Address;

/// Work by its name, and the slowest and the fastest rate that was seen.
pub type Rates = BTreeMap<&'static str, [u64; 2]>;

/// Narrow rows of numbers, and wide rows of text: both are found in practice.
const TABLES: [&str; 2] = [
    "SELECT g AS id, g AS a, g AS b FROM generate_series(1, 1500000) g",
    "SELECT g AS id, md5(g::text) AS a, repeat(md5(g::text), 10) AS b \
     FROM generate_series(1, 200000) g",
];

/// What is timed, and what a second of it is counted in.
const WORK: [(&str, &str, &str); 6] = [
    (
        "scan bytes",
        "bytes",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0)",
    ),
    (
        "scan bytes",
        "bytes",
        "ALTER TABLE t ALTER COLUMN id SET NOT NULL",
    ),
    (
        "rewrite bytes",
        "bytes",
        "ALTER TABLE t ALTER COLUMN id TYPE numeric",
    ),
    (
        "rewrite bytes",
        "bytes",
        "ALTER TABLE t ADD COLUMN n double precision DEFAULT random()",
    ),
    ("index rows", "rows", "CREATE INDEX i ON t (id)"),
    ("index rows", "rows", "CREATE INDEX i ON t (a, b)"),
];

/// Times each kind of work on each server.
pub fn measure(servers: &Servers) -> Result<Rates, Error> {
    let mut rates = Rates::new();
    // One after the other: they would slow each other down.
    for address in servers.addresses() {
        let database = format!("rates_{}", process::id());
        address.with_database(&database, |database| on(*address, database, &mut rates))?;
    }
    Ok(rates)
}

fn on(address: Address, database: &str, rates: &mut Rates) -> Result<(), Error> {
    let mut session = address.connect(database)?;
    for rows in TABLES {
        run(
            &mut session,
            &format!("CREATE TABLE t AS {rows}; VACUUM ANALYZE t"),
        )?;
        let size = session
            .query_one("SELECT pg_table_size('t'), (SELECT count(*) FROM t)", &[])
            .map_err(Error::server("asking for the size"))?;
        let (bytes, count): (i64, i64) = (size.get(0), size.get(1));
        for (name, unit, statement) in WORK {
            let amount = if unit == "bytes" { bytes } else { count };
            run(&mut session, "BEGIN")?;
            let started = Instant::now();
            run(&mut session, statement)?;
            let spent = started.elapsed().as_micros().max(1);
            run(&mut session, "ROLLBACK")?;
            let rate = u128::from(amount.unsigned_abs()) * 1_000_000 / spent;
            let rate = u64::try_from(rate).unwrap_or(u64::MAX);
            let known = rates.entry(name).or_insert([rate, rate]);
            *known = [known[0].min(rate), known[1].max(rate)];
        }
        run(&mut session, "DROP TABLE t")?;
    }
    Ok(())
}

fn run(session: &mut Client, sql: &str) -> Result<(), Error> {
    // VACUUM is refused in the transaction that several statements make.
    for statement in sql.split("; ") {
        session
            .batch_execute(statement)
            .map_err(Error::server(statement))?;
    }
    Ok(())
}
