//! What a schema proves by what it does not name.
//!
//! A name that was never heard of is missing only where the schema says that
//! it is all there is; elsewhere it is taken to exist. `dumps` holds what
//! `pg_dump --schema-only` 15.18 wrote of one database: all of it, or what the
//! file is named for (`--schema=app`, `--table=app.t` and so on).

use lockstep_core::{Options, SourceFile, check};

const ALL: &str = include_str!("dumps/all.sql");
const SCHEMA_APP: &str = include_str!("dumps/schema-app.sql");
const SCHEMA_PUBLIC: &str = include_str!("dumps/schema-public.sql");
const TABLE_APP_T: &str = include_str!("dumps/table-app-t.sql");
const TABLE_PUBLIC_Q: &str = include_str!("dumps/table-public-q.sql");
/// An excerpt by hand: it only defines.
const EXCERPT: &str = "CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY, bits bit(8));
CREATE TABLE q (id int PRIMARY KEY, name text);";
/// A history from the first migration on: what it fills is all there is.
const HISTORY: &str = "CREATE TABLE q (id int);
ALTER TABLE q ADD COLUMN name text;
INSERT INTO q VALUES (1, 'one');";
/// A history whose first migrations nobody gave.
const LATE_HISTORY: &str = "ALTER TABLE users ADD COLUMN name text;
CREATE TABLE q (id int REFERENCES users);
INSERT INTO q VALUES (1);";

/// The SQLSTATE with which the migration's last statement is refused, `certain`
/// when it is known not to be, or `depends`.
fn answer(schema: &str, migration: &str) -> String {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let options = Options {
        schema: vec![file("schema.sql", schema)],
        ..Options::default()
    };
    let report = check(&[file("m.sql", migration)], &options);
    report.statements.last().map_or_else(String::new, |last| {
        let unless = if last.depends_on.is_empty() {
            "certain"
        } else {
            "depends"
        };
        let fails = last.fails.as_ref().map(|it| it.sqlstate.clone());
        fails.unwrap_or_else(|| unless.to_owned())
    })
}

#[test]
fn what_was_never_named_is_missing_only_where_all_is_listed() {
    let cases = [
        // A dump of everything says what there is not.
        (ALL, "CREATE TABLE other.n (a int);", "certain"),
        (ALL, "ALTER TABLE other.missing ADD a int;", "42P01"),
        (ALL, "ALTER TABLE missing ADD a int;", "42P01"),
        (ALL, "ALTER TABLE nowhere.x ADD a int;", "3F000"),
        (ALL, "CREATE TABLE nowhere.x (a int);", "3F000"),
        (ALL, "ALTER TABLE q ADD a missing;", "42704"),
        (ALL, "CREATE INDEX ON q USING gist (id);", "42704"),
        (ALL, "ALTER TABLE other.x ADD a int;", "certain"),
        (ALL, "ALTER TABLE q ALTER id TYPE bigint;", "certain"),
        // A dump of one schema knows that one.
        (SCHEMA_APP, "CREATE TABLE other.n (a int);", "certain"),
        (SCHEMA_APP, "ALTER TABLE other.x ADD a int;", "certain"),
        (SCHEMA_APP, "ALTER TABLE missing ADD a int;", "certain"),
        (SCHEMA_APP, "ALTER TABLE app.missing ADD a int;", "42P01"),
        (SCHEMA_APP, "CREATE TABLE n (a app.mood);", "certain"),
        (SCHEMA_APP, "CREATE TABLE n (a geometry);", "certain"),
        (SCHEMA_APP, "ALTER TABLE app.t ADD a other.kind;", "depends"),
        (
            SCHEMA_APP,
            "CREATE INDEX ON app.t USING gist (id);",
            "certain",
        ),
        (
            SCHEMA_APP,
            "ALTER TABLE app.u ALTER id TYPE bigint;",
            "depends",
        ),
        (SCHEMA_APP, "CREATE SCHEMA app;", "42P06"),
        (SCHEMA_PUBLIC, "ALTER TABLE app.t ADD a int;", "certain"),
        (SCHEMA_PUBLIC, "ALTER TABLE missing ADD a int;", "42P01"),
        (
            SCHEMA_PUBLIC,
            "CREATE INDEX ON q USING gist (id);",
            "certain",
        ),
        // A dump of one table knows that one.
        (TABLE_APP_T, "CREATE TABLE other.n (a int);", "certain"),
        (TABLE_APP_T, "ALTER TABLE app.u ADD a int;", "certain"),
        (TABLE_APP_T, "ALTER TABLE app.t ADD a int;", "certain"),
        (TABLE_APP_T, "ALTER TABLE app.t DROP gone;", "42703"),
        (TABLE_APP_T, "CREATE TABLE app.t (a int);", "42P07"),
        (TABLE_APP_T, "CREATE SCHEMA app;", "42P06"),
        (TABLE_PUBLIC_Q, "ALTER TABLE p ADD a int;", "certain"),
        (TABLE_PUBLIC_Q, "ALTER TABLE app.t ADD a int;", "certain"),
        (
            TABLE_PUBLIC_Q,
            "CREATE INDEX ON q USING gin (id);",
            "certain",
        ),
        // An excerpt knows what it defines.
        (EXCERPT, "CREATE TABLE other.n (a int);", "certain"),
        (EXCERPT, "ALTER TABLE other.x ADD a int;", "certain"),
        (EXCERPT, "ALTER TABLE missing ADD a int;", "certain"),
        (EXCERPT, "ALTER TABLE q DROP gone;", "42703"),
        (EXCERPT, "CREATE INDEX ON q USING gist (id);", "certain"),
        (
            EXCERPT,
            "ALTER TABLE app.t ALTER bits TYPE bit(16);",
            "depends",
        ),
        // A history is all there is when it names nothing that it did not make.
        (HISTORY, "ALTER TABLE missing ADD a int;", "42P01"),
        (HISTORY, "CREATE INDEX ON q USING gist (id);", "42704"),
        (LATE_HISTORY, "ALTER TABLE missing ADD a int;", "certain"),
        (LATE_HISTORY, "ALTER TABLE users ADD a int;", "certain"),
        // Without a schema nothing is missing.
        ("", "ALTER TABLE missing ADD a int;", "certain"),
        ("", "ALTER TABLE nowhere.x ADD a int;", "certain"),
        ("", "CREATE INDEX ON q USING gist (id);", "certain"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(schema, migration, expected)| {
            let found = answer(schema, migration);
            let head = schema.lines().next().unwrap_or_default();
            (found != *expected).then(|| format!("{head}: {migration} {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
