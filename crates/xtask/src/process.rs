//! Starting other programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::error::{Error, Result};

/// Runs a program whose output is for the reader.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|source| start_error(command, source))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed {
        command: shown(command),
        status,
        output: String::new(),
    })
}

/// Runs a program whose output matters only when it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    output(command).map(drop)
}

/// Runs a program and returns what it printed to its standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    String::from_utf8(output.stdout)
        .map_err(|_| Error::Unexpected(format!("`{}` printed no UTF-8", shown(command))))
}

/// Whether a program can be started and ends well.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    output(command).is_ok()
}

/// Where a program is found on `PATH`.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Puts folders in front of the `PATH` that a program sees.
pub(crate) fn prepend_path(command: &mut Command, folders: &[&Path]) -> Result<()> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(
        folders
            .iter()
            .map(|&it| it.to_owned())
            .chain(env::split_paths(&inherited)),
    )
    .map_err(|error| Error::Unexpected(error.to_string()))?;
    command.env("PATH", path);
    Ok(())
}

/// npm is a script on Windows, which is started only by its full name.
pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// The cargo that runs this command.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A command line, for messages.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|it| it.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn output(command: &mut Command) -> Result<Output> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| start_error(command, source))?;
    if output.status.success() {
        return Ok(output);
    }
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Err(Error::Failed {
        command: shown(command),
        status: output.status,
        output: text,
    })
}

/// The error for a program that did not even start.
pub(crate) fn start_error(command: &Command, source: std::io::Error) -> Error {
    Error::Start {
        program: shown(command),
        source,
    }
}
