//! The user's folder of tools, shared by all clones of this repository.

use std::env;
use std::fs::{self, File};
use std::path::PathBuf;

use crate::error::{Error, Result};

/// The folder of one version of one tool, such as `…/lockstep/trunk-0.21.14`.
pub(crate) fn folder(tool: &str, version: &str) -> Result<PathBuf> {
    Ok(root()?.join(format!("{tool}-{version}")))
}

/// Waits until no other clone is installing this tool, and keeps others
/// waiting for as long as the returned file is held.
pub(crate) fn lock(tool: &str, version: &str) -> Result<File> {
    let root = root()?;
    fs::create_dir_all(&root).map_err(Error::file("create", &root))?;
    let path = root.join(format!("{tool}-{version}.lock"));
    let file = File::create(&path).map_err(Error::file("create", &path))?;
    file.lock().map_err(Error::file("lock", &path))?;
    Ok(file)
}

fn root() -> Result<PathBuf> {
    let named = |variable: &str| {
        env::var_os(variable)
            .filter(|it| !it.is_empty())
            .map(PathBuf::from)
    };
    named("LOCKSTEP_TOOLS")
        .or_else(|| named("XDG_CACHE_HOME").map(|it| it.join("lockstep")))
        .or_else(|| env::home_dir().map(|it| it.join(".cache/lockstep")))
        .ok_or_else(|| Error::Missing {
            what: "a folder for tools".to_owned(),
            remedy: "set LOCKSTEP_TOOLS to one".to_owned(),
        })
}
