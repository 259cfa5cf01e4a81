//! Starting and stopping one server.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};

use super::Address;
use super::binaries::{fetch, run};
use crate::error::Error;

/// A server that stops, and leaves nothing behind, when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: Address,
    account: Account,
    native: PathBuf,
    home: PathBuf,
    data: PathBuf,
}

/// PostgreSQL refuses to run as root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Account {
    Own,
    Nobody,
}

impl Server {
    /// Starts a server of this major with an empty cluster.
    pub fn start(major: u8) -> Result<Self, Error> {
        let native = fetch(major)?;
        let name = format!("lockstep-oracle-{}-{major}", process::id());
        let home = env::temp_dir().join(&name);
        let data = in_memory().map_or_else(|| home.join("data"), |memory| memory.join(name));
        for directory in [&home, &data] {
            if directory.exists() {
                fs::remove_dir_all(directory).map_err(Error::file(directory))?;
            }
            fs::create_dir_all(directory).map_err(Error::file(directory))?;
        }
        let account = if run(Command::new("id").arg("-u"))?.trim() == "0" {
            Account::Nobody
        } else {
            Account::Own
        };
        let port = free_port(&home)?;
        let mut server = Self {
            address: Address { major, port },
            account,
            native,
            home,
            data,
        };
        server.prepare()?;
        server.boot()?;
        Ok(server)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> Address {
        self.address
    }

    /// Root's home is closed to other users on most systems, and with it the
    /// cache: the unprivileged server then runs from a copy.
    fn prepare(&mut self) -> Result<(), Error> {
        if self.account == Account::Own {
            return Ok(());
        }
        run(Command::new("chown")
            .arg("nobody")
            .args([&self.home, &self.data]))?;
        let postgres = self.native.join("bin/postgres");
        let readable = run(self.command("test").arg("-x").arg(postgres)).is_ok();
        if !readable {
            let copy = self.home.join("native");
            run(Command::new("cp").arg("-a").arg(&self.native).arg(&copy))?;
            run(Command::new("chmod").args(["-R", "a+rX"]).arg(&copy))?;
            self.native = copy;
        }
        Ok(())
    }

    fn boot(&self) -> Result<(), Error> {
        run(self
            .command("initdb")
            .arg("-D")
            .arg(&self.data)
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"])
            .args(["--locale=C", "--no-sync"]))?;
        // Durability is of no use here. Autovacuum would take locks of its
        // own; parallel builds would read tables in other processes.
        let settings = format!(
            "-p {} -k '' -h 127.0.0.1 -F -c autovacuum=off -c synchronous_commit=off \
             -c full_page_writes=off -c timezone=UTC -c max_connections=100 \
             -c max_parallel_workers=0 -c max_parallel_maintenance_workers=0 -c jit=off \
             -c max_locks_per_transaction=256 -c max_prepared_transactions=4 \
             -c max_wal_size=128MB",
            self.address.port
        );
        // pg_ctl passes its output on to the server, which would keep our
        // pipe open for ever: hence the log file and no pipe.
        let status = self
            .command("pg_ctl")
            .arg("-D")
            .arg(&self.data)
            .arg("-l")
            .arg(self.data.join("log"))
            .args(["-w", "-t", "60", "-o", &settings, "start"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .map_err(|error| Error::Program("pg_ctl".to_owned(), error))?;
        if status.success() {
            return Ok(());
        }
        let log = fs::read_to_string(self.data.join("log")).unwrap_or_default();
        Err(Error::Failed("pg_ctl".to_owned(), log))
    }

    /// A program of this server, run by the account that owns the cluster.
    fn command(&self, program: &str) -> Command {
        let own = self.native.join("bin").join(program);
        let program = if own.exists() {
            own
        } else {
            Path::new(program).to_owned()
        };
        let mut command = match self.account {
            Account::Own => Command::new(program),
            Account::Nobody => {
                let mut command = Command::new("setpriv");
                command
                    .args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"])
                    .arg(program);
                command
            }
        };
        let variable = if cfg!(target_os = "macos") {
            "DYLD_LIBRARY_PATH"
        } else {
            "LD_LIBRARY_PATH"
        };
        command
            .env(variable, self.native.join("lib"))
            .current_dir(&self.home);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and nothing is lost: the
        // cluster is temporary.
        let _ = self
            .command("pg_ctl")
            .arg("-D")
            .arg(&self.data)
            .args(["-m", "immediate", "-w", "stop"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        for directory in [&self.data, &self.home] {
            let _ = fs::remove_dir_all(directory);
        }
    }
}

/// Where Linux keeps files in memory, if there is room for clusters: most of
/// the time of a case goes into the files of its database.
fn in_memory() -> Option<PathBuf> {
    const ENOUGH_KIB: u64 = 4 << 20;
    let free = run(Command::new("df").args(["-k", "--output=avail", "/dev/shm"])).ok()?;
    let free: u64 = free.lines().last()?.trim().parse().ok()?;
    (free >= ENOUGH_KIB).then(|| PathBuf::from("/dev/shm"))
}

fn free_port(home: &Path) -> Result<u16, Error> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(Error::file(home))?;
    let address = listener.local_addr().map_err(Error::file(home))?;
    Ok(address.port())
}
