//! What can go wrong while driving real servers.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the oracle itself; a statement that PostgreSQL refuses is not
/// one, it is a fact.
#[derive(Debug)]
pub enum Error {
    /// A file or directory could not be read, written or removed.
    File(PathBuf, io::Error),
    /// A program that the oracle needs is missing or could not be started.
    Program(String, io::Error),
    /// A program ran and failed; its output.
    Failed(String, String),
    /// No binaries are published for this machine.
    Platform(String),
    /// A case file does not have the form that `case` describes.
    Case {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        problem: String,
    },
    /// The plan does not have the form of the report contract.
    Plan(String),
    /// The server refused something that is not under test.
    Server(String, postgres::Error),
    /// A session ended without an answer.
    Lost(&'static str),
}

impl Error {
    /// Wraps an input/output error with the path that it is about.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |error| Self::File(path, error)
    }

    /// Wraps a server's error with what was being attempted.
    pub fn server(attempt: &str) -> impl FnOnce(postgres::Error) -> Self + use<> {
        let attempt = attempt.to_owned();
        move |error| Self::Server(attempt, error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Program(program, error) => write!(f, "cannot start `{program}`: {error}"),
            Self::Failed(program, output) => write!(f, "`{program}` failed:\n{}", output.trim()),
            Self::Platform(name) => write!(f, "no PostgreSQL servers are published for {name}"),
            Self::Case {
                file,
                line,
                problem,
            } => write!(f, "{}:{line}: {problem}", file.display()),
            Self::Plan(problem) => write!(f, "the plan: {problem}"),
            Self::Server(attempt, error) => match error.as_db_error() {
                Some(db) => write!(f, "{attempt}: {} {}", db.code().code(), db.message()),
                None => write!(f, "{attempt}: {error}"),
            },
            Self::Lost(what) => write!(f, "{what} ended without an answer"),
        }
    }
}

impl std::error::Error for Error {}
