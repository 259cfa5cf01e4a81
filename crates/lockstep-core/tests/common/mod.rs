//! What the tests of this crate share: golden files and the contract.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};

use lockstep_core::SourceFile;

pub(crate) mod by_hand;
pub(crate) mod contract;

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Compares with a golden file; `UPDATE_EXPECT=1` writes it instead.
pub(crate) fn golden(path: &Path, actual: &str) {
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, actual).unwrap();
        return;
    }
    let line = expected
        .lines()
        .zip(actual.lines())
        .position(|(old, new)| old != new)
        .unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    panic!(
        "{} is out of date from line {}:\n- {}\n+ {}\nread the difference, then bless it with UPDATE_EXPECT=1",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(end)"),
        actual.lines().nth(line).unwrap_or("(end)"),
    );
}

/// The migrations whose plans are proven on servers, with their schemas.
pub(crate) fn plans() -> Vec<(String, Vec<SourceFile>, Vec<SourceFile>)> {
    let folder = root().join("tests/plans");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let read = |name: &str| SourceFile {
            name: name.to_owned(),
            text: fs::read_to_string(folder.join(name)).unwrap(),
        };
        if !folder.join("schema.sql").exists() {
            continue;
        }
        let mut files = files_below(&folder, "migrations");
        if files.is_empty() {
            files.push("migration.sql".to_owned());
        }
        files.sort();
        found.push((
            folder.file_name().unwrap().to_string_lossy().into_owned(),
            vec![read("schema.sql")],
            files.iter().map(|file| read(file)).collect(),
        ));
    }
    found.sort_by(|left, right| left.0.cmp(&right.0));
    found
}

/// The paths of files below a folder, as a framework gives them.
fn files_below(root: &Path, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return files;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let below = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files.extend(files_below(root, &below));
        } else {
            files.push(below);
        }
    }
    files
}
