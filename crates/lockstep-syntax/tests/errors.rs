//! What a person is told about a statement that is wrong.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use lockstep_syntax::line_index::LineIndex;
use lockstep_syntax::script;

/// The first error of a script as `line:column found … expected …`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let script = script::read(text);
    let error = script
        .statements()
        .find_map(|statement| statement.errors.first())
        .unwrap();
    let (line, column) = LineIndex::new(text).line_column(text, error.span.start);
    let meant = match &error.suggestion {
        Some(meant) => format!("; did you mean {meant}?"),
        None => String::new(),
    };
    let (found, wanted) = (&error.found, &error.expected);
    let found = format!("{line}:{column} found {found}, expected {wanted}{meant}");
    assert_eq!(found, expected);
}

#[track_caller]
fn suggests(text: &str, suggestion: &str) {
    let script = script::read(text);
    let found = script
        .statements()
        .find_map(|statement| statement.errors.first()?.suggestion.as_deref());
    assert_eq!(found, Some(suggestion));
}

#[test]
fn near_misses() {
    suggests("ALTER TABEL t ADD a int", "TABLE");
    suggests("CRAETE TABLE t ()", "CREATE");
    suggests("ALTER TABLE t ADD COLUM a int", "COLUMN");
    suggests("CREATE INDX i ON t (a)", "INDEX");
    suggests("CREATE INDEX CONCURENTLY i ON t (a)", "CONCURRENTLY");
    suggests("CREATE TABLE IF NOT EXIST t (a int)", "EXISTS");
    suggests("DROP TABLE IF EXIST t", "EXISTS");
    suggests("ALTER TABLE t ALTER COLUMN a SET NOT NUL", "NULL");
    suggests(
        "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENECS u",
        "REFERENCES",
    );
    suggests("ALTER TABLE t VALIDATE CONSTRAIN c", "CONSTRAINT");
    suggests("CREATE TABLE t (a int NOT NULL DEFALT 1)", "DEFAULT");
    suggests("DROP TABLE t CASCAD", "CASCADE");
    suggests("UPDTE t SET a = 1", "UPDATE");
    suggests("LOCK TABLE t IN ACCESS EXCLUSVE MODE", "EXCLUSIVE");
    suggests("TRUNCATE t CASCDE", "CASCADE");
    suggests(
        "CREATE TRIGGER a AFTER INSRT ON t EXECUTE FUNCTION f()",
        "INSERT",
    );
}

#[test]
fn what_was_found_and_expected() {
    check(
        "\n  ALTER TABLE",
        "2:14 found end of statement, expected a table name, IF EXISTS or ONLY",
    );
    check(
        "ALTER TABLE t ADD COLUMN a NOT NULL;",
        "1:28 found \"NOT\", expected a data type or SETOF",
    );
    check(
        "SELECT 1;\nCREATE TABLE t (a int b text);",
        "2:23 found \"b\", expected a comma, ), STORAGE, COMPRESSION, OPTIONS, COLLATE, NOT ENFORCED, DEFERRABLE, NOT DEFERRABLE, …",
    );
    check("CREATE INDEX i t (a);", "1:16 found \"t\", expected ON");
    check(
        "FOO BAR",
        "1:1 found \"FOO\", expected a command such as ALTER or CREATE",
    );
    check("SELECT (1;", "1:8 found \"(\", expected a closing )");
    check(
        "SELECT 1);",
        "1:9 found \")\", expected an opening bracket before it",
    );
    check("DELETE t WHERE a = 1", "1:8 found \"t\", expected FROM");
    check(
        "INSERT INTO t (a) VALUES (1) (2)",
        "1:30 found \"(\", expected a comma, ON CONFLICT, RETURNING or end of statement",
    );
    check(
        "SELECT 'a",
        "1:8 found an unclosed string, expected a closing '",
    );
    check(
        "DO $x$ BEGIN",
        "1:4 found an unclosed dollar quote, expected a closing $x$",
    );
    check(
        "ALTER TABLE t RENAME a TO table;",
        "1:27 found \"table\", expected a column name",
    );
}

#[test]
fn objects_beside_tables() {
    suggests("ALTER TYPE mood ADD VALU 'x'", "VALUE");
    suggests("ALTER TYPE mood ADD VALUE 'x' AFTR 'y'", "AFTER");
    suggests("ALTER DOMAIN d VALIDAT CONSTRAINT c", "VALIDATE");
    suggests("REINDEX TABEL t", "TABLE");
    suggests("REFRESH MATERIALIZED VIEW CONCURENTLY m", "CONCURRENTLY");
    suggests("CREATE PUBLICATION p FOR TABEL t", "TABLE");
    suggests("GRANT SELECT ON t TO joe WITH GRANT OPTON", "OPTION");
    suggests("ALTER FUNCTION f() IMMUTABEL", "IMMUTABLE");
    check(
        "ALTER TYPE mood ADD VALUE x",
        "1:27 found \"x\", expected the new value as a string or IF NOT EXISTS",
    );
    check(
        "EXPLAIN DROP TABLE t",
        "1:9 found \"DROP\", expected a statement, ANALYZE, ANALYSE, VERBOSE, SELECT, INSERT, UPDATE, DELETE, …",
    );
    check(
        "COMMENT ON TRIGGER g IS 'x'",
        "1:22 found \"IS\", expected ON",
    );
    check(
        "DROP OPERATOR + (int)",
        "1:21 found \")\", expected a comma and the right operand's type, or NONE",
    );
}

#[test]
fn words_of_other_databases() {
    suggests_nothing_at(
        "CREATE TABLE t (id int DEFAULT 0 AUTO_INCREMENT)",
        "AUTO_INCREMENT",
    );
    suggests_nothing_at("CREATE TABLE t (id int AUTO_INCREMENT)", "AUTO_INCREMENT");
    suggests_nothing_at("ALTER TABLE t ADD a int DEFAULT 1 AFTER b", "AFTER");
    suggests_nothing_at("CREATE TABLE t (a int) ENGINE = InnoDB", "ENGINE");
}

#[track_caller]
fn suggests_nothing_at(text: &str, place: &str) {
    let script = script::read(text);
    let error = script
        .statements()
        .find_map(|it| it.errors.first())
        .unwrap();
    assert_eq!(error.span.of(text), place);
    assert_eq!(error.suggestion, None);
}

#[test]
fn a_missing_semicolon() {
    let text = "ALTER TABLE t ADD a int\nALTER TABLE t ADD b int;\n";
    check(text, "1:24 found \"ALTER\", expected ;");
    assert_eq!(script::read(text).statements().count(), 2);
}
