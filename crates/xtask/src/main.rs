//! The development commands of this repository: `cargo xtask <command>`.
//!
//! Each command is one file in [`commands`]; what commands need on the machine
//! is installed by [`setup`].
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool for developers talks by printing"
)]

mod arguments;
mod commands;
mod error;
mod licences;
mod lockfile;
mod process;
mod setup;
mod site;
mod sizes;
mod stages;
mod wasm;
mod workspace;

use std::process::ExitCode;

use arguments::Arguments;
use error::{Error, Result};
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "help".to_owned());
    if matches!(name.as_str(), "help" | "-h" | "--help") {
        print!("{}", commands::help());
        return Ok(());
    }
    let command = commands::find(&name)
        .ok_or_else(|| Error::Usage(format!("no command `{name}`\n\n{}", commands::help())))?;
    let workspace = Workspace::find()?;
    (command.run)(&workspace, Arguments::new(command.usage, arguments))
}
