//! Proving on a server that a plan keeps its laws.
//!
//! The laws are those of the report contract; law 3 and 7 need no server and
//! are the core's own tests.

mod contract;
mod fixture;
mod interrupt;
mod laws;
mod stage;
mod state;

use std::path::Path;
use std::process;

use crate::error::Error;
use crate::run::Servers;
use crate::server::Address;
pub use fixture::Fixture;
use fixture::Open;

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

/// Proves the plans for these fixtures on all servers: name, major, verdict.
pub fn prove_all(
    fixtures: &[Fixture],
    lockstep: &Path,
    servers: &Servers,
) -> Result<Vec<(String, u8, Verdict)>, Error> {
    let parts = servers.each(|address| {
        fixtures
            .iter()
            .filter(|fixture| fixture.majors.contains(&address.major))
            .map(|fixture| Ok((fixture.name.clone(), prove(fixture, lockstep, address)?)))
            .collect::<Result<Vec<_>, _>>()
    })?;
    let mut verdicts: Vec<_> = parts
        .into_iter()
        .flat_map(|(major, verdicts)| {
            verdicts
                .into_iter()
                .map(move |(name, verdict)| (name, major, verdict))
        })
        .collect();
    verdicts.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    Ok(verdicts)
}

/// Proves the plan that `lockstep` makes for a fixture.
fn prove(fixture: &Fixture, lockstep: &Path, address: Address) -> Result<Verdict, Error> {
    let plan = fixture.plan(lockstep, address.major)?;
    let database = format!("oracle_plan_{}", process::id());
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
