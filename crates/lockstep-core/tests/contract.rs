//! Nasty inputs: each gives a report that keeps the contract.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use common::contract;
use lockstep_core::{Options, SourceFile};

fn check(text: &str) {
    for postgres in [11, 17, 18] {
        let files = [SourceFile {
            name: "nasty.sql".to_owned(),
            text: text.to_owned(),
        }];
        let options = Options {
            postgres,
            ..Options::default()
        };
        contract::check(&lockstep_core::check(&files, &options), &files);
    }
}

#[test]
fn empty_inputs() {
    for text in [
        "",
        ";",
        ";;;",
        " \n\t\r\n",
        "-- only a comment",
        "/* never closed",
        "\u{feff}",
    ] {
        check(text);
    }
}

#[test]
fn what_is_never_closed() {
    for text in [
        "SELECT 'abc; ALTER TABLE t ADD c int;",
        "SELECT \"abc; ALTER TABLE t ADD c int;",
        "SELECT $$ abc; ALTER TABLE t ADD c int;",
        "CREATE FUNCTION f() RETURNS int AS $body$ SELECT 1; $$; $bod$",
        "ALTER TABLE t ADD CONSTRAINT c CHECK ((a > 0;",
        "CREATE INDEX ON t (",
        "BEGIN; ALTER TABLE t ADD c int",
    ] {
        check(text);
    }
}

#[test]
fn odd_bytes() {
    for text in [
        "\u{feff}ALTER TABLE t ADD c int;",
        "ALTER TABLE t\r\n  ADD c int;\r\nDROP TABLE t;\r\n",
        "ALTER TABLE t ADD c int;\0DROP TABLE\0t;",
        "ALTER TABLE \"größe\" ADD \"😀\" int; -- ümlaut\nDROP INDEX \"é\";",
        "\u{1a}\u{1a}SELECT 1;\u{1a}",
        "ALTER TABLE t ADD c int;\u{2028}DROP TABLE t;",
        "ALTER TABLE \"a\"\"b\" ADD \"\" int;",
        "ALTER TABLE \"\u{1b}[31mred\" ALTER c SET NOT NULL;",
    ] {
        check(text);
    }
}

#[test]
fn one_bad_statement_hides_no_other() {
    check("ALTER TABLE a ADD b int;\nALTER TABEL oops;\nCREATE INDEX ON a (b);\n");
}

#[test]
fn deep_nesting() {
    for (open, close) in [("(", ")"), ("[", "]"), ("/*", "*/"), ("CASE WHEN ", " END")] {
        let text = format!(
            "ALTER TABLE t ADD CHECK {}1{};",
            open.repeat(20_000),
            close.repeat(20_000)
        );
        check(&text);
    }
    check(&format!("SELECT {}1", "NOT ".repeat(20_000)));
    check(&format!("SELECT 1{}", " + 1".repeat(20_000)));
}

/// Bytes from a fixed linear congruential generator, so that a failure comes
/// again.
#[test]
fn noise() {
    let mut state: u64 = 42;
    let alphabet: Vec<char> = "abc(),;'\"$-/*\\\n \0é😀ALTERTABLE0123".chars().collect();
    let text: String = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        alphabet[usize::try_from(state >> 33).unwrap() % alphabet.len()]
    })
    .take(50_000)
    .collect();
    check(&text);
}
