//! What keeps the command from running: which file, what is wrong with it,
//! and what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

use lockstep_core::rules::RULES;

use crate::nearest::nearest;

#[derive(Debug)]
pub(crate) enum Error {
    /// A file that was named cannot be read.
    Read { path: PathBuf, source: io::Error },
    /// `--stats` names a file of another form.
    Stats {
        path: PathBuf,
        source: serde_json::Error,
    },
    /// Standard input broke off.
    ReadStandardInput { source: io::Error },
    /// `-` stands twice on the command line.
    StandardInputTwice,
    /// `--out` names something that holds files already.
    OutNotEmpty { path: PathBuf },
    /// A step cannot be written.
    Write { path: PathBuf, source: io::Error },
    /// A line of `lockstep.toml` makes no sense.
    Config {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// `lockstep explain` is asked for a rule that there is not.
    UnknownRule { rule: String },
    /// The report cannot be printed.
    Print { source: io::Error },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read { path, source } => {
                let path = path.display();
                match source.kind() {
                    io::ErrorKind::NotFound => write!(
                        f,
                        "cannot read {path}: no such file; give a path or '-' for standard input"
                    ),
                    io::ErrorKind::IsADirectory => write!(
                        f,
                        "cannot read {path}: it is a directory; give its files in the order in which they run"
                    ),
                    _ => write!(f, "cannot read {path}: {source}"),
                }
            }
            Error::Stats { path, source } => write!(
                f,
                "cannot read {}: {source}; it has to look like {{\"public.users\": {{\"rows\": 5000000, \"bytes\": 900000000}}}}",
                path.display()
            ),
            Error::ReadStandardInput { source } => {
                write!(f, "cannot read standard input: {source}")
            }
            Error::StandardInputTwice => {
                write!(f, "standard input can be read once; give '-' one time")
            }
            Error::OutNotEmpty { path } => write!(
                f,
                "will not write into {}: it is not an empty directory; give a new one, so that no old step is mixed with the new ones",
                path.display()
            ),
            Error::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Error::Config {
                path,
                line,
                message,
            } => write!(f, "{}:{line}: {message}", path.display()),
            Error::UnknownRule { rule } => {
                write!(f, "no rule is called '{rule}'")?;
                let names = RULES.iter().map(|rule| rule.id);
                match nearest(rule, names) {
                    Some(name) => write!(f, "; did you mean '{name}'?"),
                    None => write!(f, "; `lockstep rules` lists them all"),
                }
            }
            Error::Print { source } => write!(f, "cannot print the report: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Stats { source, .. } => Some(source),
            Error::Read { source, .. }
            | Error::ReadStandardInput { source }
            | Error::Write { source, .. }
            | Error::Print { source } => Some(source),
            Error::StandardInputTwice
            | Error::OutNotEmpty { .. }
            | Error::Config { .. }
            | Error::UnknownRule { .. } => None,
        }
    }
}
