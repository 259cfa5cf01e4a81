//! Tools that are built from their source by `cargo install`.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::error::{Error, Result};
use crate::lockfile;
use crate::process;
use crate::setup::{Lane, Need, cache};
use crate::workspace::Workspace;

/// A tool, its version, and how it is built.
pub(crate) struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: String,
    why: &'static str,
    takes: &'static str,
    /// Whether the lock file that the package ships can be used.
    locked: bool,
}

impl CargoTool {
    /// trunk, which turns `index.html` and the crate `web` into a site.
    ///
    /// Newer ones want a newer Rust than this workspace.
    pub(crate) fn trunk() -> CargoTool {
        CargoTool {
            package: "trunk",
            binary: "trunk",
            version: "0.21.14".to_owned(),
            why: "builds and serves the web app",
            takes: "2 to 4 min",
            locked: true,
        }
    }

    /// wasm-bindgen, in the version of the library that the app links.
    pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<CargoTool> {
        Ok(CargoTool {
            package: "wasm-bindgen-cli",
            binary: "wasm-bindgen",
            version: lockfile::version_of(workspace, "wasm-bindgen")?,
            why: "joins WebAssembly and JavaScript, and runs tests in the browser",
            takes: "1 to 2 min",
            // Its lock file names a version that was since withdrawn.
            locked: false,
        })
    }

    /// The folder that holds the tool's programs, if it is there.
    pub(crate) fn find(&self) -> Result<Option<PathBuf>> {
        let file = format!("{}{}", self.binary, env::consts::EXE_SUFFIX);
        let cached = cache::folder(self.package, &self.version)?.join("bin");
        if cached.join(&file).is_file() {
            return Ok(Some(cached));
        }
        let Some(program) = process::on_path(self.binary) else {
            return Ok(None);
        };
        let says = process::capture(Command::new(&program).arg("--version")).unwrap_or_default();
        let right = says.split_whitespace().any(|word| word == self.version);
        Ok(program.parent().filter(|_| right).map(PathBuf::from))
    }

    /// The folder that holds the tool's programs.
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        self.find()?.ok_or_else(|| Error::Missing {
            what: format!("{} {}", self.package, self.version),
            remedy: format!(
                "run `cargo install {} --version {}`",
                self.package, self.version
            ),
        })
    }

    /// What there is to do, if anything.
    pub(crate) fn need(self) -> Result<Option<Need<'static>>> {
        if self.find()?.is_some() {
            return Ok(None);
        }
        Ok(Some(Need {
            what: format!("{} {}", self.package, self.version),
            why: self.why,
            takes: self.takes,
            lane: Lane::Rust,
            install: Box::new(move || self.install()),
        }))
    }

    /// Builds the tool as fast as it can be built: not optimised, without debug
    /// information, and without TLS, since it must not download anything.
    fn install(&self) -> Result<()> {
        let _lock = cache::lock(self.package, &self.version)?;
        if self.find()?.is_some() {
            return Ok(());
        }
        let root = cache::folder(self.package, &self.version)?;
        // The same folder each time: what was interrupted goes on from there.
        let build = root.join("build");
        let mut command = process::cargo();
        command
            .args(["install", self.package, "--version", &self.version])
            .args(["--debug", "--no-default-features", "--quiet"])
            .args(self.locked.then_some("--locked"))
            .arg("--root")
            .arg(&root)
            .arg("--target-dir")
            .arg(&build)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            // This workspace's own settings are none of the tool's.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        process::run_quietly(&mut command)?;
        fs::remove_dir_all(&build).map_err(Error::file("remove", &build))
    }
}
