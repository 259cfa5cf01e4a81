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
use crate::server::Address;
pub use fixture::Fixture;

/// What one plan turned out to be on one major.
#[derive(Debug)]
pub struct Verdict {
    /// Number of steps, those that are not SQL included.
    pub steps: usize,
    /// Broken laws, a line each; empty for a good plan.
    pub broken: Vec<String>,
    /// What is worth knowing but breaks no law.
    pub notes: Vec<String>,
}

/// Proves the plan that `lockstep` makes for a fixture.
pub fn prove(fixture: &Fixture, lockstep: &Path, address: Address) -> Result<Verdict, Error> {
    let plan = fixture.plan(lockstep, address.major)?;
    let database = format!("oracle_plan_{}", process::id());
    laws::Proof {
        fixture,
        plan: &plan,
        address,
        database,
        verdict: Verdict {
            steps: plan.steps.len(),
            broken: Vec::new(),
            notes: Vec::new(),
        },
    }
    .run()
}
