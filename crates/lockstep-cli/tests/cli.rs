//! The command from outside: what it prints, where, and its exit code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::fs;
use std::process::{Command, Stdio};

use common::{Expect, Sandbox, check};

#[test]
fn what_keeps_it_from_running() {
    let sandbox = Sandbox::new("unusable", &[("a.sql", b"SELECT 1;")]);
    fs::create_dir(sandbox.0.join("migrations")).unwrap();
    for (args, err) in [
        (
            &["check", "x.sql"][..],
            "lockstep: error: cannot read x.sql: no such file; give a path or '-' for standard input\n",
        ),
        (&["check", "a.sql", "x.sql"], "cannot read x.sql"),
        (
            &["check", "migrations"],
            "cannot read migrations: it is a directory",
        ),
        (
            &["check", "a.sql", "--schema", "y.sql"],
            "cannot read y.sql",
        ),
        (&["check", "-", "-"], "standard input can be read once"),
        (
            &["check", "-", "--schema", "-"],
            "standard input can be read once",
        ),
        (&["check", "--pg", "10"], "10 is not in 11..=18"),
        (&["check", "--pg", "nine"], "invalid digit"),
        (
            &["check", "--format", "xml"],
            "[possible values: human, json, markdown, html, sarif, github]",
        ),
        (
            &["plan", "--format", "sarif"],
            "[possible values: human, json, markdown]",
        ),
        (
            &["explain", "set-not-nul-scan"],
            "no rule is called 'set-not-nul-scan'; did you mean 'set-not-null-scan'?",
        ),
        (
            &["explain", "fire"],
            "no rule is called 'fire'; `lockstep rules` lists them all",
        ),
        (
            &["check", "--fail-on", "fire"],
            "[possible values: danger, warning, advice, never]",
        ),
        (
            &["check", "--frmat", "json"],
            "a similar argument exists: '--format'",
        ),
        (
            &["check", "a.sql", "--stats", "a.json"],
            "cannot read a.json: no such file",
        ),
        (
            &["check", "a.sql", "--stats", "a.sql"],
            "it has to look like {\"public.users\":",
        ),
        (&["check", "--out", "steps"], "unexpected argument '--out'"),
        (&["chekc"], "a similar subcommand exists: 'check'"),
        (&[], "Usage: lockstep"),
    ] {
        check(
            &sandbox,
            args,
            b"",
            &Expect {
                code: 2,
                out: "",
                err,
            },
        );
    }
}

#[test]
fn help_and_version() {
    let sandbox = Sandbox::new("help", &[]);
    for (args, out) in [
        (
            &["--help"][..],
            "Exit codes: 0 nothing at or above --fail-on",
        ),
        (&["check", "--help"], "11 to 18 (17 if nothing is said)"),
        (&["plan", "--help"], "--out <DIR>"),
        (&["--version"], "lockstep 0."),
        (&["rules"], "danger\n  backfill-in-ddl-transaction "),
        (
            &["rules", "--format", "markdown"],
            "| `set-not-null-scan` | danger |",
        ),
        (
            &["explain", "set-not-null-scan"],
            "SET NOT NULL;\n    danger  line 1: ",
        ),
        (
            &["explain", "set-not-null-scan", "--format", "markdown"],
            "# `set-not-null-scan`\n\n**danger** · PostgreSQL 11 to 18\n",
        ),
        (
            &["explain", "set-not-null-scan", "--format", "json"],
            "\"bad\": [\n    {\n      \"sql\": ",
        ),
        (
            &["rules", "--format", "json"],
            "\"id\": \"set-not-null-scan\",",
        ),
    ] {
        check(
            &sandbox,
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
fn files_and_standard_input() {
    let sandbox = Sandbox::new(
        "sources",
        &[
            ("a.sql", b"SELECT 1;\n"),
            ("b.sql", b"SELECT 2;\n"),
            ("empty.sql", b""),
        ],
    );
    for (args, stdin) in [
        (&["check", "a.sql"][..], ""),
        (&["check", "a.sql", "b.sql"], ""),
        (&["check", "-"], "SELECT 1;"),
        (&["check"], "SELECT 1;"),
        (&["check", "a.sql", "-", "b.sql"], "SELECT 3;"),
        (
            &["check", "--schema", "-", "a.sql"],
            "CREATE TABLE t (c int);",
        ),
        (&["check", "empty.sql"], ""),
        (&["check"], ""),
    ] {
        for (format, out) in [
            ("human", "."),
            ("json", "\"version\": 1,"),
            ("markdown", "## Lockstep: "),
            ("html", "<!doctype html>"),
            ("sarif", "\"version\": \"2.1.0\""),
            ("github", "."),
        ] {
            let args = [args, &["--format", format]].concat();
            check(
                &sandbox,
                &args,
                stdin.as_bytes(),
                &Expect {
                    code: 0,
                    out,
                    err: "",
                },
            );
        }
    }
}

#[test]
fn the_worst_finding_decides() {
    let danger = "ALTER TABLE t ALTER c SET NOT NULL;";
    let warning = "ALTER TABLE t RENAME TO u;";
    let sandbox = Sandbox::new("worst", &[]);
    for (sql, limit, code) in [
        (danger, "danger", 1),
        (danger, "never", 0),
        (warning, "danger", 0),
        (warning, "warning", 1),
        (warning, "advice", 1),
        ("SELECT 1;", "advice", 0),
        // Not understood is a finding and never a failure to run.
        ("ALTER TABEL t;", "danger", 1),
        ("ALTER TABEL t;", "never", 0),
    ] {
        for command in ["check", "plan"] {
            let output = sandbox.run(&[command, "--fail-on", limit], sql.as_bytes());
            assert_eq!(
                output.status.code(),
                Some(code),
                "{command} --fail-on {limit}: {sql}"
            );
        }
    }
}

#[test]
fn options_reach_the_core() {
    let sandbox = Sandbox::new(
        "options",
        &[("schema.sql", b"CREATE TABLE t (c int NOT NULL);")],
    );
    let args = [
        "check",
        "--format",
        "json",
        "--pg",
        "18",
        "--framework",
        "dbmate",
    ];
    let args = [&args[..], &["--schema", "schema.sql"]].concat();
    let output = sandbox.run(&args, b"ALTER TABLE t ALTER c SET NOT NULL;");
    let report = String::from_utf8(output.stdout).unwrap();
    for part in [
        "\"postgres\": 18",
        "\"name\": \"dbmate\",\n    \"detected\": false",
        "\"file\": \"stdin\"",
        "\"scans\": []",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
}

#[test]
fn a_diff_is_judged_by_its_new_side() {
    let diff = b"diff --git a/db/1.sql b/db/1.sql
--- a/db/1.sql
+++ b/db/1.sql
@@ -7,2 +7,3 @@ SET lock_timeout = '2s';
 DROP INDEX a;
-CREATE INDEX CONCURRENTLY b ON orders (b);
+
+CREATE INDEX b ON orders (b);
diff --git a/notes.md b/notes.md
--- a/notes.md
+++ b/notes.md
@@ -1 +1 @@
-Old.
+New.
";
    let sandbox = Sandbox::new("diff", &[]);
    for out in [
        "db/1.sql:9:8",
        "not changed by the diff",
        "Left out, since it is not SQL: notes.md.\n      stdin:10",
    ] {
        let expect = Expect {
            code: 1,
            out,
            err: "",
        };
        check(&sandbox, &["check", "-"], diff, &expect);
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_told_and_read() {
    let sandbox = Sandbox::new("latin1", &[("latin1.sql", b"-- gr\xf6\xdfe\nSELECT 1;\n")]);
    let args = ["check", "--format", "json", "latin1.sql"];
    let expect = Expect {
        code: 0,
        out: "\"version\": 1,",
        err: "warning: latin1.sql is not UTF-8 from byte 5 on",
    };
    check(&sandbox, &args, b"", &expect);
}

#[test]
fn no_colour_where_nobody_sees_it() {
    let sandbox = Sandbox::new("colour", &[("a.sql", b"DROP TABLE t;")]);
    let output = sandbox.run(&["check", "a.sql"], b"");
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let sandbox = Sandbox::new("pipe", &[]);
    let sql = "ALTER TABLE t ADD COLUMN c int;\n".repeat(5_000);
    fs::write(sandbox.0.join("long.sql"), sql).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_lockstep"))
        .args([
            "check",
            "--format",
            "json",
            "--fail-on",
            "never",
            "long.sql",
        ])
        .current_dir(&sandbox.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn writes_files_of_the_framework() {
    let sql = b"-- migrate:up\nCREATE INDEX i ON t (c);\nALTER TABLE t ALTER c SET NOT NULL;\n-- migrate:down\n";
    let sandbox = Sandbox::new("steps", &[("20240115101500_a.sql", sql)]);
    let args = [
        "plan",
        "--out",
        "a/b",
        "--fail-on",
        "never",
        "20240115101500_a.sql",
    ];
    let output = sandbox.run(&args, b"");
    assert_eq!(output.status.code(), Some(0));
    let printed = String::from_utf8(output.stdout).unwrap();
    let last: Vec<&str> = printed
        .lines()
        .map(|path| path.strip_prefix("a/b/").unwrap())
        .collect();
    assert_eq!(
        last,
        [
            "release-1/db/migrations/20240115101500_build_i_while_writes_go_on.sql",
            "release-2/db/migrations/20240115101501_refuse_new_nulls_in_c.sql",
            "release-2/db/migrations/20240115101502_prove_that_no_old_row_of_t_holds_null_in_c.sql",
            "release-2/db/migrations/20240115101503_set_c_not_null_and_drop_the_proof.sql",
            "RUNBOOK.md",
        ]
    );
    let read = |path: &str| fs::read_to_string(sandbox.0.join("a/b").join(path)).unwrap();
    assert!(read(last[0]).contains("\n-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY"));
    assert!(read(last[4]).contains("**Ship code that never writes NULL"));
    // The second time the directory is full.
    assert_eq!(sandbox.run(&args, b"").status.code(), Some(2));
}

#[test]
fn will_not_mix_steps_with_older_files() {
    let sandbox = Sandbox::new(
        "mixed",
        &[("a.sql", b"ALTER TABLE t ALTER c SET NOT NULL;")],
    );
    let steps = sandbox.0.join("steps");
    fs::create_dir(&steps).unwrap();
    fs::write(steps.join("001_old.sql"), "").unwrap();
    let args = ["plan", "a.sql", "--out", "steps"];
    let expect = Expect {
        code: 2,
        out: "",
        err: "it is not an empty directory",
    };
    check(&sandbox, &args, b"", &expect);
}
