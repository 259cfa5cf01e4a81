//! No input loses a byte, panics or hangs.
//!
//! `cargo run --release --example robust` says how long such inputs take.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::script::{self, Piece, Script};
use lockstep_syntax::tree::{Span, Statement, StatementKind};

/// Every byte in one piece, in one token; statements begin and end at tokens.
#[track_caller]
fn check(text: &str) -> Script<'_> {
    let mut end = 0;
    for token in Lexer::new(text) {
        assert_eq!(token.span.start, end);
        assert!(token.span.end > end);
        assert!(text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    assert_eq!(end as usize, text.len());
    let script = script::read(text);
    let mut end = 0;
    for piece in &script.pieces {
        let span = piece.span();
        assert_eq!(span.start, end);
        assert!(span.end > end);
        assert!(text.get(span.range()).is_some());
        end = span.end;
        if let Piece::Statement(statement) = piece {
            check_statement(text, statement, span);
        }
    }
    assert_eq!(end as usize, text.len());
    script
}

fn check_statement(text: &str, statement: &Statement<'_>, around: Span) {
    let span = statement.span;
    assert!(around.start <= span.start && span.end <= around.end);
    let written = span.of(text);
    assert!(!written.starts_with(char::is_whitespace));
    for error in &statement.errors {
        assert!(span.start <= error.span.start && error.span.end <= span.end);
    }
    let bodies = match &statement.kind {
        StatementKind::Do(body) => &body.statements,
        StatementKind::CreateFunction(function) => &function.body.statements,
        _ => return,
    };
    for inner in bodies {
        check_statement(text, inner, span);
    }
}

const SCRIPT: &str = include_str!("golden/scripts.sql");
const ROUTINES: &str = include_str!("golden/routines.sql");
const TABLES: &str = include_str!("golden/alter_table.sql");
const QUERIES: &str = include_str!("golden/queries.sql");
const SESSION: &str = include_str!("golden/session.sql");
const TYPES: &str = include_str!("golden/types.sql");
const DEPENDENTS: &str = include_str!("golden/dependents.sql");
const UTILITY: &str = include_str!("golden/utility.sql");

#[test]
fn prefixes_of_good_scripts() {
    for text in [
        SCRIPT, ROUTINES, QUERIES, SESSION, TYPES, DEPENDENTS, UTILITY,
    ] {
        for (index, _) in text.char_indices().step_by(5) {
            check(&text[..index]);
        }
    }
}

#[test]
fn good_scripts_without_any_one_token() {
    for text in [
        SCRIPT, ROUTINES, TABLES, QUERIES, SESSION, TYPES, DEPENDENTS, UTILITY,
    ] {
        for token in Lexer::new(text).filter(|token| !token.is_trivia()) {
            let mut damaged = text.to_owned();
            damaged.replace_range(token.span.range(), "");
            check(&damaged);
        }
    }
}

#[test]
fn random_text() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..2_000 {
        let length = random.below(300);
        let bytes: Vec<u8> = (0..length)
            .map(|_| random.next().to_le_bytes()[3])
            .collect();
        check(&String::from_utf8_lossy(&bytes));
    }
}

/// Random sequences of what the lexer treats apart.
#[test]
fn random_tokens() {
    const PARTS: [&str; 48] = [
        "SELECT",
        "ALTER TABLE",
        "t",
        "(",
        ")",
        "[",
        "]",
        ";",
        ",",
        "'",
        "\"",
        "$$",
        "$a$",
        "--",
        "/*",
        "*/",
        "\n",
        "\r\n",
        " ",
        "E'",
        "U&\"",
        "{{",
        "}}",
        "${",
        "}",
        ":",
        "::",
        "\\",
        "\\g",
        "BEGIN",
        "ATOMIC",
        "END",
        "CREATE FUNCTION f()",
        "AS",
        "DO",
        "EXECUTE",
        "INSERT INTO",
        "VALUES",
        "COPY t FROM stdin;",
        "\\.",
        "\u{feff}",
        "\0",
        "ü",
        "1",
        "+",
        "CASE",
        "WITH",
        "CREATE RULE",
    ];
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20_000 {
        let length = random.below(30);
        let parts: Vec<&str> = (0..length)
            .map(|_| PARTS[random.below(PARTS.len())])
            .collect();
        check(&parts.join(["", " "][random.below(2)]));
    }
}

#[test]
fn deep_and_long() {
    const MANY: usize = 100_000;
    // What is walked token by token is slow without optimisation.
    const SOME: usize = 20_000;
    for text in ["(", ")", "[", "/*", "$a$", "{{", "'", "\"", "NOT ", "- "] {
        check(&text.repeat(MANY));
    }
    check(&format!(
        "SELECT {}1{};",
        "(".repeat(MANY),
        ")".repeat(MANY)
    ));
    let around = |open: &str, close: &str| {
        let (open, close) = (open.repeat(SOME), close.repeat(SOME));
        check(&format!("ALTER TABLE t ADD CHECK ({open}a{close});"));
    };
    around("(", ")");
    around("ARRAY[", "]");
    around("NOT ", "");
    around("- ", "");
    around("a AND ", "");
    around("1+", "");
    around("CASE WHEN ", " END");
    around("(SELECT ", ")");
    around("", "::int");
    around("", "[1]");
    check(&format!("SELECT 1{};", " UNION SELECT 1".repeat(SOME)));
    let (open, close) = ("(".repeat(SOME), " JOIN u ON true)".repeat(SOME));
    check(&format!("SELECT * FROM {open}t{close};"));
}

/// The deepest expression whose shape is read fits a small stack.
#[test]
fn expressions_at_their_limits() {
    const MANY: usize = 20_000;
    for depth in (1..120).chain([MANY]) {
        let nested = |open: &str, close: &str| {
            let (open, close) = (open.repeat(depth), close.repeat(depth));
            check(&format!("SELECT {open}1{close};"));
            check(&format!("ALTER TABLE t ADD CHECK ({open}1{close});"));
        };
        nested("(", ")");
        nested("f(", ")");
        nested("ARRAY[", "]");
        nested("(SELECT ", ")");
        nested("CASE WHEN true THEN ", " END");
        nested("CASE ", " WHEN 1 THEN 1 END");
        nested("NOT ", "");
        nested("- ", "");
        nested("1 IN (", ")");
        nested("(SELECT * FROM (SELECT ", ") x)");
        nested("EXISTS (SELECT 1 WHERE ", ")");
        nested("NOT EXISTS (SELECT 1 WHERE ", ")");
        nested("CAST(", " AS int)");
        nested("NOT f(", ")");
        nested("a OR b AND NOT c = d ~ e - f * - (", ")");
        nested("a IN (1) AND b BETWEEN (", ") AND 1");
        nested("CASE WHEN NOT (", ") THEN 1 END");
    }
    for chain in [600, MANY] {
        for (start, link) in [
            ("", "1 + "),
            ("NOT ", "a IS NULL AND "),
            ("", "- "),
            ("", "NOT "),
        ] {
            let chain = link.repeat(chain);
            check(&format!("ALTER TABLE t ADD CHECK ({start}{chain}1);"));
        }
        check(&format!(
            "ALTER TABLE t ADD CHECK (a{});",
            "::int".repeat(chain)
        ));
        check(&format!("SELECT {}1;", "1 + ".repeat(chain)));
        check(&format!("SELECT {}1;", "1 + - ".repeat(chain / 2)));
        check(&format!("SELECT 1{};", " UNION ALL SELECT 1".repeat(chain)));
        check(&format!("SELECT {}true;", "NOT ".repeat(chain)));
        check(&format!("SELECT {}1;", "- ".repeat(chain)));
        check(&format!("SELECT 1{};", "::int".repeat(chain)));
        check(&format!("SELECT a{};", "[1]".repeat(chain)));
        check(&format!("SELECT a{};", " COLLATE \"C\"".repeat(chain)));
        check(&format!(
            "SELECT * FROM a{};",
            " JOIN a ON true".repeat(chain)
        ));
        check(&format!("SELECT {}1;", "1 = 1 AND ".repeat(chain / 2)));
    }
}

#[test]
fn what_surrounds_statements() {
    for text in [
        "", "\u{feff}", "\0", "\r", ";", " ; ; ", "--", "-- a", "\\", "\\q", "/*", "'",
    ] {
        check(text);
    }
    let commands =
        |text: &str| -> Vec<&str> { check(text).statements().map(|it| it.command).collect() };
    assert_eq!(
        commands("\u{feff}BEGIN;\r\nCOMMIT;\r\n"),
        ["BEGIN", "COMMIT"]
    );
    assert_eq!(commands("BEGIN;\0COMMIT"), ["BEGIN", "COMMIT"]);
    assert_eq!(commands("BEGIN; DO $$ x"), ["BEGIN", "DO"]);
    assert_eq!(commands("BEGIN; /* COMMIT;"), ["BEGIN"]);
}

/// Statements behind a broken one are still there.
#[test]
fn one_bad_statement_hides_no_other() {
    let around = |broken: &str| -> Vec<String> {
        let text = format!("LOCK a;\n{broken}\nLOCK b;\nDELETE FROM c WHERE d = 'e';\n");
        let script = check(&text);
        let good = script.statements().filter(|it| it.errors.is_empty());
        good.map(|it| it.span.of(&text).to_owned()).collect()
    };
    for broken in [
        "ALTER TABEL x;",
        "INSERT INTO t VALUES ('it's');",
        "SELECT ((1;",
        "SELECT 1));",
        "SELECT 'a;",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1;",
        "UPDATE t SET a = \"b;",
    ] {
        assert_eq!(
            around(broken),
            ["LOCK a;", "LOCK b;", "DELETE FROM c WHERE d = 'e';"],
            "{broken}"
        );
    }
}

/// Ten megabytes of rows cost no more than ten times as much.
#[test]
fn rows_of_an_insert_are_not_kept() {
    let text = format!("INSERT INTO t VALUES {}(1);", "(1, now()),".repeat(200_000));
    let script = check(&text);
    let statement = script.statements().next().unwrap();
    let StatementKind::Insert(insert) = &statement.kind else {
        unreachable!("it is an INSERT");
    };
    assert!(insert.query.functions.len() <= 4096);
}

/// A small generator of random numbers, the same on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % limit
    }
}
