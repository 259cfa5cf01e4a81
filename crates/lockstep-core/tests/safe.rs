//! What good practice recommends is never called a danger or a warning:
//! `tests/safe/*.sql`, each judged beside the tables of `tests/safe/schema.sql`,
//! on every major that takes it.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::fs;

use lockstep_core::report::Severity;
use lockstep_core::{MAJORS, Options, SourceFile, check};

/// What each file asks for at least: `tests/safe` cannot melt away unseen.
const FILES: usize = 60;
const STATEMENTS: usize = 150;

#[test]
fn safe_migrations_are_silent() {
    let folder = common::root().join("tests/safe");
    let read = |name: &str| SourceFile {
        name: name.to_owned(),
        text: fs::read_to_string(folder.join(name)).unwrap(),
    };
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "schema.sql")
        .collect();
    names.sort();
    let mut statements = 0;
    let mut complaints = String::new();
    for name in &names {
        let file = read(name);
        let since = file.text.split_once("-- since: ");
        let since = since.map_or(11, |(_, rest)| rest[..2].parse().unwrap());
        for major in MAJORS.filter(|major| *major >= since) {
            let options = Options {
                postgres: major,
                schema: vec![read("schema.sql")],
                ..Options::default()
            };
            let report = check(std::slice::from_ref(&file), &options);
            if major == 17 {
                statements += report.statements.len();
            } else if report.statements.iter().any(|it| it.fails.is_some()) {
                // Older majors do not know every form.
                continue;
            }
            for finding in &report.findings {
                if finding.severity > Severity::Advice {
                    complaints +=
                        &format!("{name} on {major}: {}: {}\n", finding.rule, finding.title);
                }
            }
        }
    }
    assert_eq!(complaints, "");
    assert!(names.len() >= FILES, "{} files", names.len());
    assert!(statements >= STATEMENTS, "{statements} statements");
    println!(
        "{statements} statements in {} files: no danger, no warning",
        names.len()
    );
}
