//! What each command does, version by version: the reference.
//!
//! The commands are cases that were measured on real servers
//! (`tests/oracle/reference.sql`), and the analysis that answers here is held
//! to those measurements by a test, so that this is no second list.

mod gather;

use serde::{Deserialize, Serialize};

use crate::report::{Severity, StatementReport};

pub use gather::{entries, rule_pages};

/// One form of a command.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Entry {
    /// The command and the form, `alter-table/set-not-null`.
    pub name: String,
    /// The statement.
    pub sql: String,
    /// What it does, for each range of majors that agree.
    pub answers: Vec<Answer>,
}

/// What a command does on some majors.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Answer {
    /// The first of them.
    pub from: u8,
    /// The last.
    pub to: u8,
    /// Its effects there.
    pub statement: StatementReport,
}

/// The page of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RulePage {
    /// The rule's identifier.
    pub id: String,
    /// How serious it is.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// What, why, what to do, in Markdown.
    pub docs: String,
    /// The majors it exists on, `12-17`.
    pub versions: String,
    /// Title and address of the page where PostgreSQL says so.
    pub source: (String, String),
    /// Migrations in which it is found.
    pub bad: Vec<Example>,
    /// Migrations in which it is not.
    pub good: Vec<Example>,
}

/// A migration, and what exists before it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Example {
    /// The migration.
    pub sql: String,
    /// What exists before it, as DDL; empty where nothing is given.
    pub schema: String,
    /// The major it is judged for.
    pub postgres: u8,
}
