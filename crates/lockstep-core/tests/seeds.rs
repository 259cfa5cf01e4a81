//! The migrations of the seed documents and their golden reports:
//! `tests/seeds/<seed>/<migration>.sql` beside `<migration>.report.json`, which
//! is what `lockstep check --format json <path from the root>` prints, and
//! `<migration>.check.txt` and `<migration>.plan.txt`, which are what people see.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{contract, golden, root};
use lockstep_core::render::{human, json};
use lockstep_core::{Options, SourceFile};

const RENDERINGS: [&str; 3] = ["report.json", "check.txt", "plan.txt"];

/// Every migration, as paths from the root, in a stable order.
fn migrations() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        // What exists before is not a migration.
        .filter(|path| path.file_name().is_some_and(|it| it != "schema.sql"))
        .collect();
    found.sort();
    assert!(found.len() >= 10, "the seeds are gone: {found:?}");
    found
}

fn files() -> Vec<PathBuf> {
    let seeds = fs::read_dir(root().join("tests/seeds")).unwrap();
    seeds
        .map(|seed| seed.unwrap().path())
        .filter(|seed| seed.is_dir())
        .flat_map(|seed| fs::read_dir(seed).unwrap())
        .map(|file| {
            file.unwrap()
                .path()
                .strip_prefix(root())
                .unwrap()
                .to_owned()
        })
        .collect()
}

fn check(migration: &Path) {
    let files = [SourceFile {
        name: migration.to_str().unwrap().replace('\\', "/"),
        text: fs::read_to_string(root().join(migration)).unwrap(),
    }];
    let report = lockstep_core::check(&files, &Options::default());
    contract::check(&report, &files);
    let again = lockstep_core::check(&files, &Options::default());
    assert_eq!(
        json::report(&report),
        json::report(&again),
        "not the same bytes twice"
    );

    let beside = |extension| root().join(migration.with_extension(extension));
    golden(&beside("report.json"), &json::report(&report));
    golden(&beside("check.txt"), &human::report(&report, &files, false));
    golden(&beside("plan.txt"), &human::plan(&report, false));
}

#[test]
fn reports_of_the_seeds() {
    for migration in migrations() {
        check(&migration);
    }
}

#[test]
fn no_golden_file_without_its_migration() {
    let migrations = migrations();
    for path in files() {
        let name = path.to_str().unwrap();
        let base = RENDERINGS
            .iter()
            .find_map(|it| name.strip_suffix(&format!(".{it}")));
        if let Some(base) = base {
            let migration = PathBuf::from(format!("{base}.sql"));
            assert!(
                migrations.contains(&migration),
                "{name} is an orphan: delete it"
            );
        } else {
            assert_eq!(path.extension().unwrap(), "sql", "{name}: what is it?");
        }
    }
}
