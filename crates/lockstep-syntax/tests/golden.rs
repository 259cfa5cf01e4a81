//! Every `tests/golden/*.sql` has its tree beside it, in `*.tree`.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the trees anew.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod dump;

use std::fs;
use std::path::{Path, PathBuf};

use lockstep_syntax::script;

#[test]
fn trees() {
    let mut failed = Vec::new();
    for sql in files("sql") {
        if !check(&sql) {
            failed.push(sql.file_name().unwrap().to_owned());
        }
    }
    assert!(failed.is_empty(), "not as expected: {failed:?}");
}

#[test]
fn every_tree_belongs_to_a_script() {
    for tree in files("tree") {
        let sql = tree.with_extension("sql");
        assert!(sql.exists(), "{} has no script", tree.display());
    }
}

/// Whether a script has the tree beside it; says what differs if not.
fn check(sql: &Path) -> bool {
    let text = fs::read_to_string(sql).unwrap();
    let found = dump::script(&script::read(&text));
    let tree = sql.with_extension("tree");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&tree, &found).unwrap();
        return true;
    }
    let expected = fs::read_to_string(&tree).unwrap_or_default();
    let differs = expected
        .lines()
        .zip(found.lines())
        .enumerate()
        .find(|(_, (expected, found))| expected != found);
    if let Some((line, (expected, found))) = differs {
        eprintln_difference(&tree, line + 1, expected, found);
    }
    expected == found
}

#[expect(clippy::print_stderr, reason = "it is what a failing test says")]
fn eprintln_difference(tree: &Path, line: usize, expected: &str, found: &str) {
    eprintln!("{}:{line}\n- {expected}\n+ {found}", tree.display());
}

fn files(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    files
}
