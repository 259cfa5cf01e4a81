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
pub(crate) fn plans() -> Vec<(String, Vec<SourceFile>, SourceFile)> {
    let folder = root().join("tests/plans");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
        let Some(text) = read("migration.sql") else {
            continue;
        };
        let schema = read("schema.sql")
            .map(|text| SourceFile {
                name: "schema.sql".to_owned(),
                text,
            })
            .into_iter()
            .collect();
        let migration = SourceFile {
            name: "migration.sql".to_owned(),
            text,
        };
        found.push((
            folder.file_name().unwrap().to_string_lossy().into_owned(),
            schema,
            migration,
        ));
    }
    found.sort_by(|left, right| left.0.cmp(&right.0));
    found
}
