//! What the options add to a report: how long it takes, and what another major
//! does differently.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use common::contract;
use lockstep_core::report::{Estimate, Range, Report};
use lockstep_core::{Options, SourceFile, check};

fn report(text: &str, options: &Options) -> Report {
    let files = [SourceFile {
        name: "m.sql".to_owned(),
        text: text.to_owned(),
    }];
    let report = check(&files, options);
    contract::check(&report, &files);
    report
}

/// Round numbers: a second is a million bytes or a thousand rows at best, and
/// a tenth of that at worst.
const STATS: &str = r#"{
    "model": {
        "scan_bytes_per_second": [100000, 1000000],
        "rewrite_bytes_per_second": [100000, 1000000],
        "index_rows_per_second": [100, 1000]
    },
    "public.users": {"rows": 3000, "bytes": 2000000, "writes_per_second": 7},
    "public.teams": {"rows": 1, "bytes": 8192}
}"#;

const SCHEMA: &str = "CREATE TABLE users (id int PRIMARY KEY, email text, team int);
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE others (email text);";

fn estimates(text: &str) -> Vec<Option<Estimate>> {
    let options = Options {
        schema: vec![SourceFile {
            name: "schema.sql".to_owned(),
            text: SCHEMA.to_owned(),
        }],
        stats: Some(serde_json::from_str(STATS).unwrap()),
        ..Options::default()
    };
    let report = report(text, &options);
    report.statements.iter().map(|it| it.estimate).collect()
}

fn seconds(low: u64, high: u64) -> Range {
    Range {
        low_ms: low * 1000,
        high_ms: high * 1000,
    }
}

#[test]
fn work_takes_as_long_as_the_table_is_large() {
    let found =
        estimates("CREATE INDEX ON users (email); CREATE INDEX CONCURRENTLY ON users (team);");
    let build = seconds(3, 30);
    assert_eq!(
        found,
        [
            Some(Estimate {
                lasts: build,
                blocked: Some(build),
                waiting_writes: 210
            }),
            Some(Estimate {
                lasts: build,
                blocked: None,
                waiting_writes: 0
            }),
        ]
    );
}

#[test]
fn a_lock_blocks_until_its_transaction_ends() {
    let found = estimates(
        "BEGIN; ALTER TABLE users ADD COLUMN score int;
         ALTER TABLE users ADD CHECK (id > 0); COMMIT;",
    );
    assert_eq!(found[1].unwrap().lasts, Range::default());
    assert_eq!(found[1].unwrap().blocked, Some(seconds(2, 20)));
    assert_eq!(found[2].unwrap().lasts, seconds(2, 20));
}

#[test]
fn a_lock_that_is_rolled_back_blocks_no_longer() {
    let found = estimates(
        "BEGIN; SAVEPOINT here; ALTER TABLE users ADD COLUMN score int; ROLLBACK TO here;
         ALTER TABLE users ADD CHECK (id > 0); COMMIT;",
    );
    assert_eq!(found[2], None);
}

#[test]
fn nothing_is_said_of_tables_without_sizes() {
    assert_eq!(estimates("CREATE INDEX ON others (email);"), [None]);
    // Those who wait for the first lock wait for the index on the second table.
    let found =
        estimates("BEGIN; CREATE INDEX ON users (email); CREATE INDEX ON others (email); COMMIT;");
    assert_eq!(found[1].unwrap().lasts, seconds(3, 30));
    assert_eq!(found[1].unwrap().blocked, None);
}

fn differences(text: &str, postgres: u8, other: u8) -> Vec<String> {
    let options = Options {
        postgres,
        compare_with: Some(other),
        ..Options::default()
    };
    let comparison = report(text, &options).comparison.unwrap();
    assert_eq!(comparison.postgres, other);
    let statements = comparison.statements.into_iter();
    statements.flat_map(|it| it.differences).collect()
}

#[test]
fn two_majors_are_compared() {
    let check = |text: &str, expected: &[&str]| assert_eq!(differences(text, 17, 11), expected);
    check("ALTER TABLE users ADD COLUMN score int;", &[]);
    check(
        "CREATE UNIQUE INDEX ON users (email) NULLS NOT DISTINCT;",
        &["PostgreSQL 11 refuses it: NULLS NOT DISTINCT came with PostgreSQL 15"],
    );
    check(
        "ALTER TABLE events DETACH PARTITION events_1;",
        &["public.events_1: ACCESS EXCLUSIVE on 17, SHARE UPDATE EXCLUSIVE on 11"],
    );
}
