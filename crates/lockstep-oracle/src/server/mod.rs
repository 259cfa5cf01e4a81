//! Real PostgreSQL servers, one a major, on free loopback ports.

mod binaries;
mod process;

use std::ops::RangeInclusive;
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, Config, NoTls};

use crate::error::Error;

pub use process::Server;

/// The majors that Lockstep makes claims about.
pub const MAJORS: RangeInclusive<u8> = 11..=18;

/// Where a server listens.
#[derive(Debug, Clone, Copy)]
pub struct Address {
    /// The server's major version.
    pub major: u8,
    /// Its port on the loopback interface.
    pub port: u16,
}

impl Address {
    /// Opens a session on a database of this server.
    pub fn connect(self, database: &str) -> Result<Client, Error> {
        let attempt = format!("connecting to PostgreSQL {} ({database})", self.major);
        Config::new()
            .host("127.0.0.1")
            .port(self.port)
            .user("postgres")
            .dbname(database)
            .application_name("lockstep-oracle")
            .connect(NoTls)
            .map_err(Error::server(&attempt))
    }

    /// Runs `work` on a database of its own, which is dropped afterwards.
    pub fn with_database<T>(
        self,
        name: &str,
        work: impl FnOnce(&str) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.create_database(name, None)?;
        let result = work(name);
        self.drop_database(name)?;
        result
    }

    /// Makes a database in place of the one of this name, empty or as a copy.
    pub(crate) fn create_database(self, name: &str, template: Option<&str>) -> Result<(), Error> {
        let mut admin = self.connect("postgres")?;
        drop_database(&mut admin, name)?;
        make_tablespace(&mut admin)?;
        let template = template.unwrap_or("template1");
        admin
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
            .map_err(Error::server("creating a database"))
    }

    /// Drops a database, whoever uses it.
    pub(crate) fn drop_database(self, name: &str) -> Result<(), Error> {
        drop_database(&mut self.connect("postgres")?, name)
    }
}

/// A second tablespace, so that there is somewhere to move relations to; all
/// databases of a server share it.
fn make_tablespace(admin: &mut Client) -> Result<(), Error> {
    if has_tablespace(admin)? {
        return Ok(());
    }
    // It cannot be made in a transaction, and several sessions want it at
    // once: the first one makes it, the others look again.
    let sql = "SELECT pg_advisory_lock(hashtext('lockstep_space'))";
    admin.execute(sql, &[]).map_err(Error::server(sql))?;
    if !has_tablespace(admin)? {
        for sql in [
            "SET allow_in_place_tablespaces = on",
            "CREATE TABLESPACE lockstep_space LOCATION ''",
        ] {
            admin.batch_execute(sql).map_err(Error::server(sql))?;
        }
    }
    Ok(())
}

fn has_tablespace(admin: &mut Client) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM pg_tablespace WHERE spcname = 'lockstep_space'";
    let known = admin.query_opt(sql, &[]).map_err(Error::server(sql))?;
    Ok(known.is_some())
}

/// DROP DATABASE … FORCE came with 13 only, and the plain form asks again for
/// the sessions that are left after a tenth of a second only.
fn drop_database(admin: &mut Client, name: &str) -> Result<(), Error> {
    const END: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                       WHERE datname = $1";
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline {
        let left: i64 = admin
            .query_one(END, &[&name])
            .map_err(Error::server("ending the sessions of a database"))?
            .get(0);
        if left == 0 {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    admin
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name}"))
        .map_err(Error::server("dropping a database"))
}
