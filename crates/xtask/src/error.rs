//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitStatus;

/// The result of everything here.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command could not do its work, in words for who typed it.
#[derive(Debug)]
pub(crate) enum Error {
    /// The command line makes no sense.
    Usage(String),
    /// Something the machine lacks, which only its owner can install.
    Missing {
        /// What is missing.
        what: String,
        /// What to do about it.
        remedy: String,
    },
    /// A program could not be started.
    Start {
        /// The program, as it was called.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended badly.
    Failed {
        /// The command line.
        command: String,
        /// How it ended.
        status: ExitStatus,
        /// What it printed, where that was held back.
        output: String,
    },
    /// A file could not be read or written.
    File {
        /// What was tried, with the path.
        action: String,
        /// What the system said.
        source: io::Error,
    },
    /// Another program gave an answer that was not understood.
    Unexpected(String),
    /// A check of the repository found something.
    Check(String),
}

impl Error {
    /// For `map_err` after file operations: `Error::file("read", path)`.
    pub(crate) fn file(action: &str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let action = format!("{action} {}", path.display());
        move |source| Error::File { action, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage(message) | Error::Unexpected(message) | Error::Check(message) => {
                f.write_str(message)
            }
            Error::Missing { what, remedy } => write!(f, "{what} is missing: {remedy}"),
            Error::Start { program, source } => write!(f, "cannot start `{program}`: {source}"),
            Error::Failed {
                command,
                status,
                output,
            } => {
                if !output.is_empty() {
                    writeln!(f, "{}", output.trim_end())?;
                }
                write!(f, "`{command}` ended with {status}")
            }
            Error::File { action, source } => write!(f, "cannot {action}: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Start { source, .. } | Error::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
