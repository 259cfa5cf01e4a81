//! What comes from npm: `wasm-opt`, the editor's and the browser tests' packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::process;
use crate::setup::{Lane, Need, cache};

/// The version of the package `binaryen`, which holds `wasm-opt`.
const BINARYEN: &str = "132.0.0";

/// Quiet, and without the scripts that packages want to run after installing.
const FLAGS: [&str; 4] = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"];

/// Refuses a machine without Node.js, which brings npm.
pub(crate) fn check_node() -> Result<()> {
    let missing = |found: &str| Error::Missing {
        what: format!("Node.js 20 or newer{found}"),
        remedy: "install it from your system's packages or from nodejs.org".to_owned(),
    };
    let version =
        process::capture(Command::new("node").arg("--version")).map_err(|_| missing(""))?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    match major.and_then(|it| it.parse::<u32>().ok()) {
        Some(20..) => Ok(()),
        _ => Err(missing(&format!(" (here is {})", version.trim()))),
    }
}

/// The folder with `wasm-opt`, if it is there.
pub(crate) fn wasm_opt_folder() -> Result<PathBuf> {
    let folder = cache::folder("binaryen", BINARYEN)?.join("node_modules/.bin");
    if folder.join("wasm-opt").exists() {
        return Ok(folder);
    }
    Err(Error::Missing {
        what: format!("wasm-opt of binaryen {BINARYEN}"),
        remedy: "it comes from npm; see the errors above".to_owned(),
    })
}

/// What there is to do to have `wasm-opt`.
pub(crate) fn wasm_opt() -> Option<Need<'static>> {
    if wasm_opt_folder().is_ok() {
        return None;
    }
    Some(Need {
        what: format!("wasm-opt of binaryen {BINARYEN}"),
        why: "makes the WebAssembly smaller",
        takes: "about 5 s",
        lane: Lane::Packages,
        install: Box::new(|| {
            check_node()?;
            let _lock = cache::lock("binaryen", BINARYEN)?;
            let folder = cache::folder("binaryen", BINARYEN)?;
            fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
            process::run_quietly(
                process::npm()
                    .arg("install")
                    .args(FLAGS)
                    .arg("--prefix")
                    .arg(&folder)
                    .arg(format!("binaryen@{BINARYEN}")),
            )
        }),
    })
}

/// What there is to do to have the packages that a folder's lock file names.
pub(crate) fn packages(folder: PathBuf, why: &'static str) -> Option<Need<'static>> {
    let wanted = fs::read(folder.join("package-lock.json")).ok()?;
    if fs::read(stamp(&folder)).is_ok_and(|installed| installed == wanted) {
        return None;
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    Some(Need {
        what: format!("npm packages of {name}"),
        why,
        takes: "about 5 s",
        lane: Lane::Packages,
        install: Box::new(move || {
            check_node()?;
            process::run_quietly(process::npm().arg("ci").args(FLAGS).current_dir(&folder))?;
            let stamp = stamp(&folder);
            fs::write(&stamp, &wanted).map_err(Error::file("write", &stamp))
        }),
    })
}

/// A copy of the lock file that was installed: `npm ci` starts by removing
/// everything, so it must not run when there is nothing to do.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.installed-lock.json")
}
