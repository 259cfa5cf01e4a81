//! Chromium and its driver, for the tests that need a real browser.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::process;
use crate::setup::{Lane, Need, npm};
use crate::workspace::Workspace;

/// Flags that keep the browser from talking to anybody but the page's server.
pub(crate) const FLAGS: [&str; 6] = [
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
];

/// The browser: `CHROMIUM`, or what is on `PATH`.
pub(crate) fn chromium() -> Result<PathBuf> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    find("Chromium", "CHROMIUM", &names)
}

/// Its driver, which has to be of its version: `CHROMEDRIVER`, or what is on `PATH`.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    find("ChromeDriver", "CHROMEDRIVER", &["chromedriver"])
}

/// What there is to do to drive the browser.
pub(crate) fn needs(workspace: &Workspace) -> Vec<Need<'static>> {
    let packages = npm::packages(workspace.browser_tests(), "they drive the browser");
    [need(), packages].into_iter().flatten().collect()
}

/// What there is to do to have both, where we know how.
fn need() -> Option<Need<'static>> {
    // Where a variable names a wrong file, installing another one is no help.
    let installable =
        |variable: &str, found: Result<PathBuf>| found.is_err() && env::var_os(variable).is_none();
    if !installable("CHROMIUM", chromium()) && !installable("CHROMEDRIVER", chromedriver()) {
        return None;
    }
    let install = apt_get()?;
    Some(Need {
        what: "Chromium and ChromeDriver".to_owned(),
        why: "the browser tests run in a real browser",
        takes: "about 40 s",
        lane: Lane::Packages,
        install: Box::new(move || {
            process::run_quietly(install().args(["update", "-qq"]))?;
            process::run_quietly(
                install()
                    .args(["install", "-qq", "--no-install-recommends"])
                    .args(["chromium", "chromium-driver"]),
            )
        }),
    })
}

/// How apt-get is called, where it exists and may be used without asking.
fn apt_get() -> Option<impl Fn() -> Command + Send> {
    process::on_path("apt-get")?;
    let is_root = process::capture(Command::new("id").arg("-u")).is_ok_and(|it| it.trim() == "0");
    if !is_root && !process::succeeds(Command::new("sudo").args(["-n", "true"])) {
        return None;
    }
    Some(move || {
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        command
            .args((!is_root).then_some("-n"))
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    })
}

fn find(what: &str, variable: &str, names: &[&str]) -> Result<PathBuf> {
    let missing = |remedy: String| Error::Missing {
        what: what.to_owned(),
        remedy,
    };
    match env::var_os(variable).map(PathBuf::from) {
        Some(path) if path.is_file() => Ok(path),
        Some(path) => Err(missing(format!(
            "{variable}={} names no file",
            path.display()
        ))),
        None => names
            .iter()
            .find_map(|name| process::on_path(name))
            .ok_or_else(|| missing(format!("install {what} or set {variable}=/path/to/it"))),
    }
}
