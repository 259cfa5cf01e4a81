//! Versions that the lock file has chosen.

use std::fs;

use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// The version of a package in `Cargo.lock`.
///
/// wasm-bindgen's command line and library must be of the very same version,
/// and the library's is chosen there.
pub(crate) fn version_of(workspace: &Workspace, package: &str) -> Result<String> {
    let path = workspace.root.join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    find(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Error::Unexpected(format!("Cargo.lock has no package {package}")))
}

/// Cargo writes `version` on the line after `name`; that is all we need of TOML.
fn find<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::find;

    const LOCK: &str = "[[package]]\nname = \"one\"\nversion = \"1.2.3\"\n\n\
                        [[package]]\nname = \"one-more\"\nversion = \"0.1.0\"\n";

    #[test]
    fn finds_the_version_by_the_whole_name() {
        assert_eq!(find(LOCK, "one-more"), Some("0.1.0"));
        assert_eq!(find(LOCK, "one"), Some("1.2.3"));
        assert_eq!(find(LOCK, "two"), None);
    }
}
