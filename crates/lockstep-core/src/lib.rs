//! The shared lint and plan core: what PostgreSQL does with each statement of
//! a migration, why a person should care, and how to do it safely.
//!
//! Everything here is pure and total: no IO, no clock, no randomness, and a
//! report for every input.

pub mod render;
pub mod report;

use report::{Coverage, FrameworkReport, Plan, Report};

/// One file of the migration, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, for messages and for recognising the framework.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What the analysis may assume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The PostgreSQL major, 11 to 18.
    pub postgres: u8,
    /// What already exists: `pg_dump --schema-only` output, or any DDL.
    pub schema: Vec<SourceFile>,
    /// Who runs the files; `None` recognises it from the input.
    pub framework: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            postgres: 17,
            schema: Vec::new(),
            framework: None,
        }
    }
}

/// Analyses a migration.
#[must_use]
pub fn check(_files: &[SourceFile], options: &Options) -> Report {
    Report {
        version: 1,
        postgres: options.postgres,
        framework: FrameworkReport {
            name: "none".to_owned(),
            detected: false,
            wraps_in_transaction: false,
        },
        statements: Vec::new(),
        transactions: Vec::new(),
        findings: Vec::new(),
        plan: Plan {
            needed: false,
            equivalent: true,
            difference: None,
            assumptions: Vec::new(),
            steps: Vec::new(),
            runbook: String::new(),
        },
        coverage: Coverage::default(),
    }
}
