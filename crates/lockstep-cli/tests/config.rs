//! `lockstep.toml`: where it is found, what it decides, and what is said when
//! it makes no sense.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::fs;

use common::{Expect, Sandbox, check};

const RENAME: &str = "ALTER TABLE t RENAME COLUMN a TO b;\n";

#[test]
fn what_it_decides() {
    let sandbox = Sandbox::new("config", &[("1.sql", RENAME.as_bytes())]);
    let file = sandbox.0.join("lockstep.toml");
    let json = |args: &[&str]| {
        let args = [&["check", "1.sql", "--format", "json"], args].concat();
        let output = sandbox.run(&args, b"");
        assert!(
            output.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        (
            String::from_utf8(output.stdout).unwrap(),
            output.status.code(),
        )
    };
    fs::write(sandbox.0.join("schema.sql"), "CREATE TABLE t (b int);").unwrap();
    for (text, args, part, code) in [
        ("", &[][..], "\"postgres\": 17", 0),
        ("postgres = 15", &[], "\"postgres\": 15", 0),
        ("postgres = 15", &["--pg", "16"], "\"postgres\": 16", 0),
        ("framework = 'goose'", &[], "\"name\": \"goose\"", 0),
        (
            "framework = 'goose'",
            &["--framework", "auto"],
            "\"name\": \"none\"",
            0,
        ),
        ("fail_on = 'warning'", &[], "\"rule\": \"column-rename\"", 1),
        (
            "fail_on = 'warning'",
            &["--fail-on", "never"],
            "\"rule\": \"column-rename\"",
            0,
        ),
        (
            "fail_on = 'warning'\n[severity]\ncolumn-rename = 'off'",
            &[],
            "\"findings\": [",
            0,
        ),
        (
            "[severity]\ncolumn-rename = 'danger'",
            &[],
            "\"severity\": \"danger\"",
            1,
        ),
        ("schema = ['schema.sql']", &[], "\"sqlstate\": \"42703\"", 1),
        (
            "small_table_rows = 5\n[timeouts]\nlongest_lock_timeout = '3s'",
            &[],
            "\"version\": 1",
            0,
        ),
    ] {
        fs::write(&file, text).unwrap();
        let (out, exit) = json(args);
        assert!(out.contains(part), "{text} {args:?}: {out}");
        assert_eq!(exit, Some(code), "{text} {args:?}: {out}");
    }
}

#[test]
fn where_it_is_found() {
    let sandbox = Sandbox::new("config-place", &[("lockstep.toml", b"postgres = 12")]);
    let below = sandbox.0.join("db/migrations");
    fs::create_dir_all(&below).unwrap();
    fs::write(below.join("1.sql"), RENAME).unwrap();
    fs::write(
        sandbox.0.join("db/other.toml"),
        "postgres = 13\nschema = ['s.sql']",
    )
    .unwrap();
    fs::write(sandbox.0.join("db/s.sql"), "CREATE TABLE t (a int);").unwrap();
    let below = Sandbox(below);
    for (sandbox, args, out) in [
        (&below, &["check", "1.sql"][..], "PostgreSQL 12"),
        (
            &below,
            &["check", "1.sql", "--config", "../other.toml"],
            "PostgreSQL 13",
        ),
        (&sandbox, &["check", "db/migrations/1.sql"], "PostgreSQL 12"),
        (
            &sandbox,
            &["check", "--config", "db/other.toml", "db/migrations/1.sql"],
            "PostgreSQL 13",
        ),
    ] {
        check(
            sandbox,
            args,
            b"",
            &Expect {
                code: 0,
                out,
                err: "",
            },
        );
    }
}

#[test]
fn what_makes_no_sense() {
    let sandbox = Sandbox::new("config-wrong", &[("1.sql", RENAME.as_bytes())]);
    for (text, err) in [
        ("postgres = ", "lockstep.toml:1: "),
        (
            "\npostgres = 9",
            "lockstep.toml:2: PostgreSQL 9 is not supported; write a major from 11 to 18",
        ),
        (
            "postgres = 'new'",
            "lockstep.toml:1: the text \"new\", expected a whole number",
        ),
        (
            "framework = 'flyaway'",
            "lockstep.toml:1: no framework is called 'flyaway'; write one of dbmate,",
        ),
        (
            "fail_on = 'fire'",
            "unknown value `fire`, expected one of `danger`, `warning`",
        ),
        (
            "# one\n\npostgre = 17",
            "lockstep.toml:3: unknown setting `postgre`, expected one of `severity`",
        ),
        (
            "x = 1",
            "or an option: `framework`, `postgres`, `schema`, `stats`, `fail_on`",
        ),
        (
            "[severity]\ncolum-rename = 'off'",
            "lockstep.toml:2: no rule is called 'colum-rename'; did you mean 'column-rename'?",
        ),
        (
            "[severity]\nfire = 'off'",
            "`lockstep rules` lists them all",
        ),
        (
            "[severity]\ncolumn-rename = 'loud'",
            "lockstep.toml:2: unknown value `loud`, expected one of `off`, `advice`",
        ),
        (
            "[timeouts]\nlongest_lock_timeout = 'soon'",
            "lockstep.toml:2: \"soon\" is no time; write 2s, 500ms or 1min",
        ),
        (
            "[timeouts]\nlongest = '1s'",
            "lockstep.toml:2: unknown setting `longest`, expected `longest_lock_timeout` or `set_elsewhere`",
        ),
        ("small_table_rows = -1", "lockstep.toml:1: "),
        (
            "schema = 'schema.sql'",
            "lockstep.toml:1: the text \"schema.sql\", expected a list in brackets",
        ),
        ("schema = ['no.sql']", "cannot read no.sql: no such file"),
        ("stats = 'no.json'", "cannot read no.json: no such file"),
    ] {
        fs::write(sandbox.0.join("lockstep.toml"), text).unwrap();
        check(
            &sandbox,
            &["check", "1.sql"],
            b"",
            &Expect {
                code: 2,
                out: "",
                err,
            },
        );
    }
    let args = ["check", "1.sql", "--config", "none.toml"];
    let err = "cannot read none.toml: no such file";
    check(
        &sandbox,
        &args,
        b"",
        &Expect {
            code: 2,
            out: "",
            err,
        },
    );
}
