//! Which indexes find referencing rows, against what was measured.
//!
//! What a statement reads is the planner's choice in general, and not compared;
//! here each table has one index that PostgreSQL takes whenever it can.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes the helpers of an integration test for production code"
)]

use std::fs;
use std::path::PathBuf;

use lockstep_core::{Options, SourceFile, check};
use lockstep_oracle::run::golden;
use lockstep_oracle::{case, facts};

#[test]
fn referencing_rows_are_found_as_measured() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("tests/oracle/foreign_key_index.sql");
    let table = facts::parse(&fs::read_to_string(golden(&file)).unwrap());
    let source = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    for case in case::read(&file).unwrap() {
        for (major, facts) in &table[&case.name] {
            let options = Options {
                postgres: *major,
                schema: vec![source("schema.sql", &case.setup)],
                schema_is_complete: true,
                ..Options::default()
            };
            let report = check(&[source("migration.sql", &case.statement)], &options);
            let scans = report.statements.iter().flat_map(|it| &it.scans);
            let told: Vec<&str> = scans.map(String::as_str).collect();
            let words = facts.iter().filter_map(|fact| fact.strip_prefix("scan "));
            let measured: Vec<&str> = words.collect();
            assert_eq!(told, measured, "{} on {major}", case.name);
        }
    }
}
