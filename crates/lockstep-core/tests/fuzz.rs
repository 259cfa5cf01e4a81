//! Whatever is pasted, the analysis answers, twice the same, and in time that
//! grows with the text: migrations made of the oracle's statements and of
//! mutated ones, the same on every run, with random options.
//!
//! `FUZZ=100000 cargo test --release -p lockstep-core --test fuzz` does more.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;
#[path = "../../lockstep-syntax/tests/mutation/mod.rs"]
mod mutation;

use std::fs;
use std::time::Duration;

use common::{contract, root};
use lockstep_core::framework::FRAMEWORKS;
use lockstep_core::render::{human, json};
use lockstep_core::{Options, SourceFile, check};
use mutation::Random;

/// What makes a framework recognise a file.
const PRELUDES: [&str; 12] = [
    "",
    "",
    "",
    "BEGIN;\n",
    "-- migrate:up\n",
    "-- migrate:up transaction:false\n",
    "-- +goose Up\n",
    "-- +goose NO TRANSACTION\n-- +goose Up\n",
    "--liquibase formatted sql\n--changeset a:1\n",
    "-- file: one.sql\n",
    "SET search_path TO app, public;\n",
    "diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -0,0 +1,9 @@\n+",
];

const NAMES: [&str; 5] = [
    "a.sql",
    "V2__b.sql",
    "20240101000000_c.up.sql",
    "prisma/migrations/1_d/migration.sql",
    "e/up.sql",
];

struct Case {
    files: Vec<SourceFile>,
    options: Options,
}

fn case(statements: &[String], number: u64) -> Case {
    let mut random = Random::new(number);
    let file = |random: &mut Random, most: usize, hurt: bool| {
        let mut text = (*random.of(&PRELUDES)).to_owned();
        for part in 0..=random.below(most) {
            let mutated = hurt && random.below(3) == 0;
            text += &if mutated {
                mutation::mutated(statements, number * 64 + part as u64)
            } else {
                random.of(statements).clone()
            };
            text += "\n";
        }
        SourceFile {
            name: (*random.of(&NAMES)).to_owned(),
            text,
        }
    };
    let files = (0..=random.below(2))
        .map(|_| file(&mut random, 8, true))
        .collect();
    let schema = (0..random.below(2))
        .map(|_| file(&mut random, 20, false))
        .collect();
    let chosen = random.below(3 * FRAMEWORKS.len());
    Case {
        files,
        options: Options {
            postgres: 11 + u8::try_from(random.below(8)).unwrap(),
            schema,
            framework: FRAMEWORKS.get(chosen).map(|it| it.name.to_owned()),
            ..Options::default()
        },
    }
}

#[test]
fn mutated_migrations() {
    let many = std::env::var("FUZZ").map_or(300, |many| many.parse().unwrap());
    let statements = mutation::statements(&root().join("tests/oracle"));
    for number in 0..many {
        let Case { files, options } = case(&statements, number);
        let show = || format!("{number}: {options:?} {files:#?}");
        let result = std::panic::catch_unwind(|| {
            let report = check(&files, &options);
            if number % 4 == 0 {
                let again = json::report(&check(&files, &options));
                assert_eq!(json::report(&report), again);
                contract::check(&report, &files);
                assert!(!human::report(&report, &files, false).is_empty());
            }
        });
        assert!(result.is_ok(), "{}", show());
    }
}

/// Four times the text takes about four times as long; what takes more is not
/// linear.
#[test]
fn linear_in_the_text() {
    const ONCE: usize = 150;
    let mut slow = Vec::new();
    for (name, before, part) in GROWING {
        let text = |many: usize| -> [SourceFile; 1] {
            let parts = (0..many).map(|n| part.replace('#', &n.to_string()));
            [SourceFile {
                name: "growing.sql".to_owned(),
                text: std::iter::once((*before).to_owned()).chain(parts).collect(),
            }]
        };
        let time = |many| {
            let files = text(many);
            let runs = (0..2).map(|_| {
                let start = cpu();
                drop(check(&files, &Options::default()));
                cpu().saturating_sub(start)
            });
            runs.min().unwrap()
        };
        let (once, more) = (time(ONCE), time(4 * ONCE));
        println!("{name:<32}{once:>12.1?}{more:>12.1?}");
        let limit = once * 9 + Duration::from_millis(20);
        if more > limit {
            slow.push(*name);
        }
    }
    assert!(slow.is_empty(), "not linear: {slow:?}");
}

/// What stands once, and what comes many times; `#` is its number. Partitions
/// are not among them: the bound of each is compared with those of all others.
const GROWING: &[(&str, &str, &str)] = &[
    ("columns", "", "ALTER TABLE t ADD c# int;\n"),
    ("tables", "", "CREATE TABLE t# (id int PRIMARY KEY);\n"),
    ("indexes of one table", "", "CREATE INDEX i# ON t (a);\n"),
    (
        "constraints",
        "",
        "ALTER TABLE t ADD CONSTRAINT c# CHECK (a > #) NOT VALID;\n",
    ),
    (
        "foreign keys",
        "",
        "ALTER TABLE t# ADD FOREIGN KEY (a) REFERENCES u (id);\n",
    ),
    (
        "children",
        "CREATE TABLE p (a int);\n",
        "CREATE TABLE p# () INHERITS (p);\n",
    ),
    (
        "views",
        "CREATE TABLE t (a int);\n",
        "CREATE VIEW v# AS SELECT a FROM t;\n",
    ),
    ("one transaction", "BEGIN;\n", "ALTER TABLE t# ADD a int;\n"),
    (
        "savepoints",
        "BEGIN;\n",
        "SAVEPOINT s#; ALTER TABLE t# ADD a int;\n",
    ),
    (
        "transactions",
        "",
        "BEGIN; ALTER TABLE t ADD c# int; COMMIT;\n",
    ),
    ("rows", "", "INSERT INTO t VALUES (#);\n"),
    ("grants", "", "GRANT SELECT ON t TO r#;\n"),
    ("comments", "", "-- remark #\n"),
    ("unreadable", "", "ALTER TABEL t# ADD a int;\n"),
    (
        "blocks",
        "",
        "DO $$ BEGIN ALTER TABLE t# ADD a int; END $$;\n",
    ),
    ("schemas", "", "CREATE SCHEMA s#; SET search_path TO s#;\n"),
    ("not null", "", "ALTER TABLE t# ALTER a SET NOT NULL;\n"),
];

/// What this thread has computed; other programs do not count where Linux
/// tells.
fn cpu() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|it| it.parse().ok());
    match nanoseconds {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => std::time::UNIX_EPOCH.elapsed().unwrap(),
    }
}
