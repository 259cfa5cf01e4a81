//! Which statements of a hunk are there in part.

use lockstep_syntax::script::{self, Hunk, Piece};
use lockstep_syntax::tree::{Span, StatementKind};

/// Reads one hunk with nothing known of what is around it, and compares what
/// its statements are: `…` for a fragment, else the command, with `!` behind
/// it where there is an error.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let hunk = Hunk {
        span: Span::new(0, end),
        begins: false,
        ends: false,
    };
    let script = script::read_hunks(text, &[hunk]);
    let mut at = 0;
    for piece in &script.pieces {
        assert_eq!(piece.span().start, at, "a gap");
        at = piece.span().end;
        if let Piece::Statement(statement) = piece {
            assert!(!statement.span.of(text).starts_with(char::is_whitespace));
        }
    }
    assert_eq!(at, end, "lost bytes");
    let found: Vec<String> = script
        .statements()
        .map(|statement| match statement.kind {
            StatementKind::Fragment => "…".to_owned(),
            _ if statement.errors.is_empty() => statement.command.to_owned(),
            _ => format!("{}!", statement.command),
        })
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn whole_statements_are_read() {
    check(
        "DROP TABLE a;\nDROP TABLE b;\n",
        &["DROP TABLE", "DROP TABLE"],
    );
    check("", &[]);
    check("\n-- only a comment\n", &[]);
}

#[test]
fn the_end_of_one_and_the_begin_of_another() {
    check(
        "  age int,\n  name text\n);\nDROP TABLE a;\nALTER TABLE b\n  ADD COLUMN c int,\n",
        &["…", "DROP TABLE", "…"],
    );
    check("CREATE TABLE a (\n  b int,\n", &["…"]);
    check("  b int,\n  c int,\n", &["…"]);
}

#[test]
fn an_error_in_the_middle_stays_one() {
    check(
        "DROP TABLE a;\nDROP TABEL b;\nDROP TABLE c;\n",
        &["DROP TABLE", "!", "DROP TABLE"],
    );
}

#[test]
fn the_inside_of_a_routine() {
    check(
        "  RETURN 1;\nEND;\n$$ LANGUAGE plpgsql;\nDROP TABLE a;\n",
        &["…", "DROP TABLE"],
    );
    check(
        "\n  UPDATE a SET b = 1;\nEND\n$f$;\nCREATE FUNCTION g() RETURNS int AS $f$\nBEGIN\n",
        &["…", "…"],
    );
    check(
        "  UPDATE a SET b = 1;\n  IF x THEN\n    RETURN 1;\n  END IF;\n  RETURN 2;\n",
        &["…", "…", "…", "…"],
    );
    check("DO $$ BEGIN\n  DROP TABLE a;\n", &["…"]);
    check(
        "DROP TABLE a;\nDO $$ BEGIN PERFORM 1; END $$;\n",
        &["DROP TABLE", "DO"],
    );
}

#[test]
fn what_is_known_to_be_whole_is_judged() {
    let text = "DROP TABEL a;\nDROP TABLE b";
    let hunk = Hunk {
        span: Span::new(0, 26),
        begins: true,
        ends: true,
    };
    let script = script::read_hunks(text, &[hunk]);
    assert!(
        script
            .statements()
            .all(|it| !matches!(it.kind, StatementKind::Fragment))
    );
}
