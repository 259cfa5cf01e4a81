//! Where things are in this repository.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::process;

/// This clone of the repository.
pub(crate) struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks cargo, which knows of `CARGO_TARGET_DIR` and of configuration files.
    pub(crate) fn find() -> Result<Workspace> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let answer = process::capture(
            process::cargo()
                .args(["metadata", "--no-deps", "--format-version=1"])
                .arg("--manifest-path")
                .arg(manifest),
        )?;
        let answer: Value = serde_json::from_str(&answer)
            .map_err(|error| Error::Unexpected(format!("cargo metadata: {error}")))?;
        let folder = |key: &str| {
            answer[key]
                .as_str()
                .map(PathBuf::from)
                .ok_or_else(|| Error::Unexpected(format!("cargo metadata gives no {key}")))
        };
        Ok(Workspace {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
        })
    }

    /// The release build of the site.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The browser tests.
    pub(crate) fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/e2e")
    }

    /// The JavaScript behind the editor, an npm package of its own.
    pub(crate) fn editor(&self) -> PathBuf {
        self.root.join("web/editor")
    }

    /// cargo, started in the workspace's root.
    pub(crate) fn cargo(&self) -> std::process::Command {
        let mut command = process::cargo();
        command.current_dir(&self.root);
        command
    }
}
