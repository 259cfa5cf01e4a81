//! What the commands need on the machine, and how it gets there.
//!
//! Nothing is fetched but through the ordinary clients of package registries
//! (cargo, npm, rustup, apt-get). Tools go into a cache of the user's, shared
//! by all clones, and stay there under their name and version.

pub(crate) mod browser;
pub(crate) mod cache;
pub(crate) mod cargo_tool;
pub(crate) mod npm;
pub(crate) mod rust;

use std::thread;
use std::time::Instant;

use crate::error::{Error, Result};
use crate::stages::seconds;

/// Who does an installation: each lane does one thing at a time, and the lanes
/// run side by side, because one computes and the other waits for downloads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// cargo and rustup.
    Rust,
    /// npm and apt-get.
    Packages,
}

/// Something that is missing and can be installed.
pub(crate) struct Need<'a> {
    /// What, with its version.
    pub(crate) what: String,
    /// What it is used for.
    pub(crate) why: &'static str,
    /// How long it takes, measured on two cores.
    pub(crate) takes: &'static str,
    /// Who installs it.
    pub(crate) lane: Lane,
    /// Does it.
    pub(crate) install: Box<dyn FnOnce() -> Result<()> + Send + 'a>,
}

/// Installs what is missing and says so, one line for each thing.
///
/// A failure does not keep the rest from being installed; the errors are
/// returned together.
pub(crate) fn install(needs: Vec<Need<'_>>) -> Result<()> {
    if needs.is_empty() {
        return Ok(());
    }
    println!("Missing here, and being installed now, once:");
    for need in &needs {
        println!("  {}, {} ({})", need.what, need.why, need.takes);
    }
    let (rust, packages): (Vec<_>, Vec<_>) =
        needs.into_iter().partition(|need| need.lane == Lane::Rust);
    let errors: Vec<Error> = thread::scope(|scope| {
        let other = scope.spawn(|| install_in_turn(packages));
        let mut errors = install_in_turn(rust);
        match other.join() {
            Ok(more) => errors.extend(more),
            Err(_) => errors.push(Error::Unexpected("an installation panicked".to_owned())),
        }
        errors
    });
    if errors.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Err(Error::Unexpected(lines.join("\n")))
}

fn install_in_turn(needs: Vec<Need<'_>>) -> Vec<Error> {
    let mut errors = Vec::new();
    for need in needs {
        let start = Instant::now();
        match (need.install)() {
            Ok(()) => println!("  installed {} in {}", need.what, seconds(start.elapsed())),
            Err(error) => {
                println!("  could not install {}", need.what);
                errors.push(error);
            }
        }
    }
    errors
}
