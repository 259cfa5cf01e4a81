//! `lockstep plan --out DIR`: the steps as files of the framework, and the
//! runbook.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use lockstep_core::render::human;
use lockstep_core::report::Report;
use lockstep_core::step_files::step_files;

use crate::error::Error;

/// Writes the steps and the runbook; returns the lines to print.
pub(crate) fn write(directory: &Path, report: &Report) -> Result<String, Error> {
    refuse_old_files(directory)?;
    // Files whose name shows no number are numbered by the clock, where their
    // framework does so.
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let files = step_files(report, now.map_or(0, |it| it.as_secs()));
    if files.is_empty() {
        return Ok(format!("{}Nothing written.\n", human::plan(report, false)));
    }
    let mut printed = String::new();
    for file in files {
        let path = directory.join(&file.path);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, &file.content));
        written.map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        // Writing to a String cannot fail.
        let _ = writeln!(printed, "{}", path.display());
    }
    Ok(printed)
}

/// A step of an older plan among the new ones would be run with them.
fn refuse_old_files(directory: &Path) -> Result<(), Error> {
    let path = directory.to_owned();
    match fs::read_dir(directory).map(Iterator::count) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Error::OutNotEmpty { path }),
        Err(source) => match source.kind() {
            io::ErrorKind::NotFound => Ok(()),
            io::ErrorKind::NotADirectory => Err(Error::OutNotEmpty { path }),
            _ => Err(Error::Write { path, source }),
        },
    }
}
