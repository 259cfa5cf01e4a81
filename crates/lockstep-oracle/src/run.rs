//! Measuring case files on all servers, in parallel.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::case::{self, Case};
use crate::error::Error;
use crate::facts::Table;
use crate::measure::room::Room;
use crate::server::{Address, Server};

/// Servers started for this run, or ones that run already.
#[derive(Debug)]
pub struct Servers {
    addresses: Vec<Address>,
    // Held so that they live as long as the addresses are used.
    _owned: Vec<Server>,
}

impl Servers {
    /// Starts one server a major.
    pub fn start(majors: &[u8]) -> Result<Self, Error> {
        let owned = majors
            .iter()
            .map(|major| Server::start(*major))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            addresses: owned.iter().map(Server::address).collect(),
            _owned: owned,
        })
    }

    /// Uses servers that listen on `base` + major.
    #[must_use]
    pub fn running(base: u16, majors: &[u8]) -> Self {
        let address = |major: &u8| Address {
            major: *major,
            port: base + u16::from(*major),
        };
        Self {
            addresses: majors.iter().map(address).collect(),
            _owned: Vec::new(),
        }
    }

    /// Where they listen.
    #[must_use]
    pub fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// Does some work on each server, on several of them at a time: servers
    /// are independent, but each does one thing at a time.
    pub(crate) fn each<T: Send>(
        &self,
        work: impl Fn(Address) -> Result<T, Error> + Sync,
    ) -> Result<Vec<(u8, T)>, Error> {
        let next = AtomicUsize::new(0);
        let worker = || {
            let mut parts = Vec::new();
            while let Some(address) = self.addresses.get(next.fetch_add(1, Ordering::Relaxed)) {
                parts.push((address.major, work(*address)?));
            }
            Ok::<_, Error>(parts)
        };
        // Most of the time is spent waiting for the servers.
        let threads = 2 * thread::available_parallelism().map_or(1, usize::from);
        let mut parts = thread::scope(|scope| {
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
            threads
                .into_iter()
                .map(|thread| {
                    thread
                        .join()
                        .unwrap_or(Err(Error::Lost("a measuring thread")))
                })
                .collect::<Result<Vec<_>, _>>()
        })?
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
        parts.sort_by_key(|(major, _)| *major);
        Ok(parts)
    }
}

/// The cases of one file and their facts.
#[derive(Debug)]
pub struct Measured {
    /// The case file.
    pub file: PathBuf,
    /// The cases' names in the order of the file.
    pub names: Vec<String>,
    /// What was measured.
    pub table: Table,
}

/// Measures the cases of these files whose names contain `filter`.
pub fn measure_files(
    servers: &Servers,
    files: &[PathBuf],
    filter: &str,
) -> Result<Vec<Measured>, Error> {
    let mut read = Vec::new();
    for file in files {
        let mut cases = case::read(file)?;
        cases.retain(|case| case.name.contains(filter));
        read.push((file.clone(), cases));
    }
    let parts = servers.each(|address| measure_on(address, &read))?;
    let mut measured: Vec<Measured> = read
        .iter()
        .map(|(file, cases)| Measured {
            file: file.clone(),
            names: cases.iter().map(|case| case.name.clone()).collect(),
            table: Table::new(),
        })
        .collect();
    for (major, tables) in parts {
        for (file, table) in measured.iter_mut().zip(tables) {
            for (case, facts) in table {
                file.table.entry(case).or_default().insert(major, facts);
            }
        }
    }
    Ok(measured)
}

type OneMajor = BTreeMap<String, Vec<String>>;

fn measure_on(address: Address, files: &[(PathBuf, Vec<Case>)]) -> Result<Vec<OneMajor>, Error> {
    // Several runs may share a server.
    let database = format!("oracle_{}", process::id());
    let mut room = Room::new(address, &database, None);
    let mut measured = Vec::new();
    for (_, cases) in files {
        let mut table = OneMajor::new();
        for case in cases {
            table.insert(case.name.clone(), room.measure(case)?);
        }
        measured.push(table);
    }
    room.close()?;
    Ok(measured)
}

/// Where the facts of a case file are kept.
#[must_use]
pub fn golden(file: &Path) -> PathBuf {
    file.with_extension("facts")
}
