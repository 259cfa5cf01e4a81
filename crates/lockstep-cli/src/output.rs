//! Prints, and lets go quietly where nobody reads on.

use std::io::{self, IsTerminal, Write};

use crate::error::Error;

/// Prints to standard output. A closed pipe (`lockstep check … | head`) is
/// the reader's choice and no error.
pub(crate) fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(Error::Print { source }),
        _ => Ok(()),
    }
}

/// Prints a line to standard error; nobody is left to tell when that fails.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "lockstep: {line}");
}

/// Whether standard output shows colours: a terminal that can, and a user who
/// does not object (<https://no-color.org>).
pub(crate) fn colour() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal()
        && !set("NO_COLOR")
        && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}
