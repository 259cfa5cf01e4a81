//! Proving on a server that a plan keeps its laws.
//!
//! The laws are those of the report contract; law 3 and 7 need no server and
//! are the core's own tests.

mod contract;
mod fixture;
mod in_the_way;
mod interrupt;
mod laws;
mod stage;
mod state;
mod traffic;

use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::error::Error;
use crate::run::Servers;
use crate::server::Address;
pub use fixture::Fixture;
use fixture::Open;
pub use traffic::{Traffic, Waits};

/// What one plan turned out to be on one major.
#[derive(Debug)]
pub struct Verdict {
    /// Number of steps, those that are not SQL included.
    pub steps: usize,
    /// Broken laws, a line each; empty for a good plan.
    pub broken: Vec<String>,
    /// Broken laws that the fixture knows of.
    pub open: Vec<String>,
    /// What is worth knowing but breaks no law.
    pub notes: Vec<String>,
}

/// Whether a plan keeps the laws.
#[derive(Clone, Copy, Debug)]
pub enum Standing {
    /// All of them.
    Proved,
    /// All but those that the fixture knows of.
    Open,
    /// Not all.
    Broken,
}

impl Verdict {
    /// That of a plan that could not even be tried.
    fn broken(problem: String) -> Self {
        Self {
            steps: 0,
            broken: vec![problem],
            open: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether the plan keeps the laws.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (self.broken.is_empty(), self.open.is_empty()) {
            (true, true) => Standing::Proved,
            (true, false) => Standing::Open,
            _ => Standing::Broken,
        }
    }
}

/// Proves the plans for these fixtures on all servers, and hands on each
/// verdict, with the fixture and the major, as soon as it is known.
pub fn prove_all(
    fixtures: &[Fixture],
    lockstep: &Path,
    servers: &Servers,
    report: &(impl Fn(&Fixture, u8, &Verdict) + Sync),
) -> Result<(), Error> {
    let mut trials = Vec::new();
    for fixture in fixtures {
        for address in servers.addresses() {
            if fixture.majors.contains(&address.major) {
                trials.push((fixture, *address));
            }
        }
    }
    let next = AtomicUsize::new(0);
    let worker = |number: usize| {
        while let Some((fixture, address)) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
            let verdict = match prove(fixture, lockstep, *address, number) {
                // A fixture that cannot be played is no reason to leave out others.
                Err(Error::Plan(problem)) => Verdict::broken(problem),
                verdict => verdict?,
            };
            report(fixture, address.major, &verdict);
        }
        Ok::<_, Error>(())
    };
    let worker = &worker;
    // Most of the time is spent waiting for the servers.
    let threads = 2 * thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|number| scope.spawn(move || worker(number)))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or(Err(Error::Lost("a proving thread")))
        })
    })
}

/// Proves the plan that `lockstep` makes for a fixture.
fn prove(
    fixture: &Fixture,
    lockstep: &Path,
    address: Address,
    worker: usize,
) -> Result<Verdict, Error> {
    let plan = fixture.plan(lockstep, address.major)?;
    let database = format!("oracle_plan_{}_{worker}", process::id());
    let mut verdict = laws::Proof {
        fixture,
        plan: &plan,
        address,
        database,
        verdict: Verdict {
            steps: plan.steps.len(),
            broken: Vec::new(),
            open: Vec::new(),
            notes: Vec::new(),
        },
    }
    .run()?;
    settle_open(&mut verdict, &fixture.open, address.major);
    Ok(verdict)
}

/// Sets apart what the fixture says is broken; a law that holds in spite of
/// that is reported, so that the list can only get shorter.
fn settle_open(verdict: &mut Verdict, open: &[Open], major: u8) {
    for Open { law, .. } in open.iter().filter(|open| open.majors.contains(&major)) {
        let (known, broken): (Vec<_>, Vec<_>) = std::mem::take(&mut verdict.broken)
            .into_iter()
            .partition(|line| line.starts_with(law.as_str()));
        verdict.broken = broken;
        if known.is_empty() {
            verdict.broken.push(format!("{law} is no longer open"));
        }
        verdict.open.extend(known);
    }
}
