//! How long clients wait while a migration runs: as it was written, and by
//! its plan.
//!
//! `tests/traffic` holds `schema.sql`, `rows.sql` (`:rows` stands for their
//! number), `clients.sql`, of which each client sends one statement after the
//! other (`:id` stands for a row that is there, `:n` for a number that is
//! different each time), and the migrations in `migrations/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use lockstep_syntax::script;
use postgres::Client;

use super::contract::{Kind, Plan, Step, Unit, units};
use super::fixture;
use super::stage::wrapped;
use crate::error::Error;
use crate::random::Random;
use crate::server::Address;

/// How many clients there are; each has a connection of its own.
const CLIENTS: usize = 4;
/// What a client does between two statements.
const PAUSE: Duration = Duration::from_millis(2);
/// How long clients are watched before and after, and while nothing happens.
const CALM: Duration = Duration::from_millis(1500);
/// How often a step is tried that did not get its lock.
const TRIES: usize = 50;
/// How long to wait before trying it again.
const RETRY: Duration = Duration::from_millis(500);

/// The traffic, and the migrations that run in it.
#[derive(Debug)]
pub struct Traffic {
    schema: PathBuf,
    rows: String,
    clients: Vec<String>,
    migrations: Vec<PathBuf>,
}

/// The longest that a client waited for an answer.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// While nothing else ran: what machine and server need by themselves.
    pub calm: Duration,
    /// While the migration ran as it was written.
    pub written: Duration,
    /// While the steps of its plan ran.
    pub planned: Duration,
}

impl Traffic {
    /// Reads a directory.
    pub fn read(directory: &Path) -> Result<Self, Error> {
        let text = |name: &str| {
            let path = directory.join(name);
            fs::read_to_string(&path).map_err(Error::file(&path))
        };
        let folder = directory.join("migrations");
        let mut migrations = Vec::new();
        for entry in fs::read_dir(&folder).map_err(Error::file(&folder))? {
            migrations.push(entry.map_err(Error::file(&folder))?.path());
        }
        migrations.sort();
        let clients = text("clients.sql")?;
        Ok(Self {
            schema: directory.join("schema.sql"),
            rows: text("rows.sql")?,
            clients: script::read(&clients)
                .statements()
                .map(|statement| statement.span.of(&clients).to_owned())
                .collect(),
            migrations,
        })
    }

    /// Runs each migration whose name contains `filter` in its traffic, and
    /// hands on what was measured as soon as it is known.
    pub fn measure(
        &self,
        address: Address,
        lockstep: &Path,
        rows: usize,
        filter: &str,
        mut report: impl FnMut(&str, Waits),
    ) -> Result<(), Error> {
        let filled = format!("traffic_filled_{}", std::process::id());
        let used = format!("traffic_{}", std::process::id());
        address.with_database(&filled, |filled| {
            let schema = fs::read_to_string(&self.schema).map_err(Error::file(&self.schema))?;
            let mut client = address.connect(filled)?;
            for sql in [
                &*schema,
                &self.rows.replace(":rows", &rows.to_string()),
                "VACUUM ANALYZE",
            ] {
                client
                    .batch_execute(sql)
                    .map_err(Error::server("filling the tables"))?;
            }
            drop(client);
            for path in &self.migrations {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                if !name.contains(filter) {
                    continue;
                }
                let text = fs::read_to_string(path).map_err(Error::file(path))?;
                let plan = fixture::plan(
                    lockstep,
                    address.major,
                    Path::new("."),
                    &self.schema,
                    std::slice::from_ref(path),
                )?;
                let run = |work: &dyn Fn() -> Result<(), Error>| {
                    address.create_database(&used, Some(filled))?;
                    let waited = self.under_traffic(address, &used, rows, work);
                    address.drop_database(&used)?;
                    waited
                };
                let calm = run(&|| {
                    thread::sleep(CALM);
                    Ok(())
                })?;
                let written = run(&|| as_written(address, &used, &text))?;
                let planned = run(&|| as_planned(address, &used, &plan))?;
                report(
                    &name,
                    Waits {
                        calm,
                        written,
                        planned,
                    },
                );
            }
            Ok(())
        })
    }

    /// The longest wait of any client while `work` runs.
    fn under_traffic(
        &self,
        address: Address,
        database: &str,
        rows: usize,
        work: &dyn Fn() -> Result<(), Error>,
    ) -> Result<Duration, Error> {
        let over = AtomicBool::new(false);
        let longest = AtomicU64::new(0);
        let next = AtomicUsize::new(rows + 1);
        let (ready, are_ready) = channel();
        thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|number| {
                    let ready = ready.clone();
                    let (over, longest, next) = (&over, &longest, &next);
                    scope.spawn(move || {
                        let mut session = address.connect(database)?;
                        let mut random = Random::new(number as u64);
                        let mut one = || {
                            let new = next.fetch_add(1, Ordering::Relaxed);
                            let statement = random.pick(&self.clients);
                            send(&mut session, statement, 1 + random.below(rows), new)
                        };
                        one()?;
                        let _ = ready.send(());
                        while !over.load(Ordering::Relaxed) {
                            let start = Instant::now();
                            one()?;
                            let micros = u64::try_from(start.elapsed().as_micros());
                            longest.fetch_max(micros.unwrap_or(u64::MAX), Ordering::Relaxed);
                            thread::sleep(PAUSE);
                        }
                        Ok::<_, Error>(())
                    })
                })
                .collect();
            let result = all_ready(&are_ready).and_then(|()| work());
            thread::sleep(PAUSE);
            over.store(true, Ordering::Relaxed);
            for client in clients {
                client
                    .join()
                    .unwrap_or(Err(Error::Lost("a client of the traffic")))?;
            }
            result
        })?;
        Ok(Duration::from_micros(longest.into_inner()))
    }
}

/// Sends one statement; none may fail, whatever else goes on.
fn send(session: &mut Client, statement: &str, old: usize, new: usize) -> Result<(), Error> {
    let sql = statement
        .replace(":id", &old.to_string())
        .replace(":n", &new.to_string());
    session
        .batch_execute(&sql)
        .map_err(Error::server(statement))
}

fn all_ready(ready: &Receiver<()>) -> Result<(), Error> {
    for _ in 0..CLIENTS {
        ready
            .recv_timeout(Duration::from_mins(1))
            .map_err(|_| Error::Lost("a client of the traffic"))?;
    }
    Ok(())
}

/// Statement by statement, as `psql -f` sends them.
fn as_written(address: Address, database: &str, text: &str) -> Result<(), Error> {
    let mut session = address.connect(database)?;
    for Unit { session: set, sql } in units(text) {
        for part in [set, sql] {
            session.batch_execute(&part).map_err(Error::server(&part))?;
        }
    }
    Ok(())
}

/// Step by step; one that does not get its lock in time is tried again.
fn as_planned(address: Address, database: &str, plan: &Plan) -> Result<(), Error> {
    for step in plan.steps.iter().filter(|step| step.kind == Kind::Sql) {
        let mut tries = 0;
        loop {
            tries += 1;
            match one_step(&mut address.connect(database)?, step) {
                Ok(()) => break,
                Err(error) if tries < TRIES && is_lock_timeout(&error) => thread::sleep(RETRY),
                Err(error) => return Err(Error::server(&step.sql)(error)),
            }
        }
    }
    Ok(())
}

fn one_step(session: &mut Client, step: &Step) -> Result<(), postgres::Error> {
    for unit in step.units() {
        session.batch_execute(&unit.session)?;
        session.batch_execute(&wrapped(&unit, step))?;
    }
    Ok(())
}

fn is_lock_timeout(error: &postgres::Error) -> bool {
    error.code() == Some(&postgres::error::SqlState::LOCK_NOT_AVAILABLE)
}
