//! The shape of expressions, by hand and against sqlparser's own trees.
#![expect(clippy::print_stdout, reason = "the rates are its result")]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod judge;

use std::fs;
use std::path::{Path, PathBuf};

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, Expression, Shape, StatementKind, TableConstraintKind,
};

/// What is asked of an expression, and how often sqlparser refuses it although
/// PostgreSQL does not.
#[test]
fn shapes() {
    let cases = [
        // Operands.
        ("NULL::text", "null"),
        ("-1.5::numeric(10, 2)", "literal"),
        ("CAST('{}' AS jsonb)", "literal"),
        ("timestamp with time zone '2026-01-01 00:00+00'", "literal"),
        ("interval '1' day to second (3)", "literal"),
        ("double precision '1'", "literal"),
        ("pg_catalog.int4 '1'", "literal"),
        ("E'a' ", "literal"),
        (":'name'", "literal"),
        (":name", "other"),
        ("$1", "other"),
        ("t.\"A b\"", "\"A b\""),
        ("((a))", "a"),
        ("CAST(a AS text)::char(3)", "cast(a)"),
        ("t.*", "other"),
        ("current_timestamp(3)", "call"),
        (
            "count(*) FILTER (WHERE a > 1) OVER (PARTITION BY b)",
            "call",
        ),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY a)", "call"),
        ("left(a, 1)", "call"),
        ("ARRAY[1, 2][1]", "other"),
        ("(a, b)", "other"),
        ("((SELECT 1) UNION (SELECT 2))", "other"),
        ("EXISTS (SELECT FROM t)", "other"),
        ("CASE WHEN a THEN CASE b WHEN 1 THEN 2 END END", "other"),
        ("(c).field", "other"),
        // Operators, the loosest outermost.
        ("a AND b OR c", "or(and(a, b), c)"),
        ("a AND (b AND c) AND d", "and(a, b, c, d)"),
        ("NOT a AND b", "and(not(a), b)"),
        ("NOT a = 1", "not(a = 1)"),
        (
            "a IS NOT NULL AND b IS NULL",
            "and(a is not null, b is null)",
        ),
        ("a NOTNULL OR b ISNULL", "or(a is not null, b is null)"),
        ("a = 1 IS NULL", "other"),
        ("lower(a) IS NULL", "other"),
        ("a BETWEEN 1 AND 2 AND b", "and(a >= 1, a <= 2, b)"),
        ("a::int NOT BETWEEN 1 AND 2", "not(and(a >= 1, a <= 2))"),
        ("a NOT BETWEEN SYMMETRIC 1 AND 2 OR b", "or(other, b)"),
        ("a NOT IN (1, 2) AND b", "and(a <> 1, a <> 2, b)"),
        ("a IN (1, b) OR c", "or(a = 1, join(a, b), c)"),
        ("a IN (SELECT b FROM t) AND c", "and(other, c)"),
        ("a LIKE 'x' ESCAPE '!' AND b", "and(other, b)"),
        ("a ILIKE ANY (ARRAY['x']) AND b", "and(other, b)"),
        ("a SIMILAR TO 'x' AND b", "and(other, b)"),
        ("a IS DISTINCT FROM 1 AND b", "and(other, b)"),
        ("a IS NOT NFC NORMALIZED AND b", "and(other, b)"),
        ("a IS JSON OBJECT WITH UNIQUE KEYS AND b", "and(other, b)"),
        ("a AT TIME ZONE 'UTC' > b AND c", "and(other, c)"),
        ("a AT LOCAL > b AND c", "and(other, c)"),
        ("a COLLATE \"C\" > 'x' AND b", "and(other, b)"),
        ("a OPERATOR(pg_catalog.=) 1 AND b", "and(other, b)"),
        ("(a, b) OVERLAPS (c, d) AND e", "and(other, e)"),
        ("a @> '{}' AND a ->> 'b' = 'c'", "and(other, other)"),
        ("~ a = 1", "other"),
        ("a = ANY ('{1}') AND b", "and(probe(a), b)"),
        ("a = ANY (ARRAY[1, 2]) AND b", "and(or(a = 1, a = 2), b)"),
        (
            "(a)::text = ANY ((ARRAY['x'::varchar])::text[])",
            "or(a = 'x')",
        ),
        ("a <> ALL (ARRAY[1, 2])", "and(a <> 1, a <> 2)"),
        ("a > ANY (ARRAY[1, 2])", "other"),
        // A column and a literal, the column on the left.
        ("a >= -1", "a >= -1"),
        ("10 > a", "a < 10"),
        ("'x'::text != a", "a <> 'x'"),
        ("a < date '2026-01-01'", "a < '2026-01-01'"),
        // A column and what has one value for all rows.
        ("a = 1 + 1", "probe(a)"),
        ("a > now() - interval '1 day'", "probe(a)"),
        ("$1 = a", "probe(a)"),
        ("a = length('x')", "probe(a)"),
        ("a = length(b)", "other"),
        ("a = b + 1", "other"),
        ("a <> $1", "other"),
        ("a IN (SELECT b FROM t LIMIT 10)", "probe(a)"),
        ("a = ANY (ARRAY(SELECT b FROM t LIMIT 10))", "probe(a)"),
        ("a = ANY ($1)", "probe(a)"),
        ("a NOT IN (SELECT b FROM t LIMIT 10)", "other"),
        ("a = b", "join(a, b)"),
        ("a < b", "other"),
        ("a = NULL", "probe(a)"),
    ];
    for (text, expected) in cases {
        let statement = format!("ALTER TABLE t ADD CHECK ({text});");
        read(&statement, |found| {
            assert!(found.parsed, "{text} is not read");
            assert_eq!(shape(&found.shape, true), expected, "{text}");
        });
    }
}

/// What is no expression has no shape, and is walked over all the same.
#[test]
fn no_expressions() {
    for text in [
        "a +", "a b", "AND", "(a", "a IS", "a::", "a NOT", "CASE a", "a.", "= 1", "1 2",
    ] {
        let statement = format!("ALTER TABLE t ADD CHECK ({text});");
        read(&statement, |found| {
            assert!(!found.parsed, "{text} is read as {:?}", found.shape);
        });
    }
}

/// Whatever sqlparser reads as an expression has the shape that its tree says.
#[test]
fn sqlparser_agrees() {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts = Vec::new();
    for folder in ["crates/lockstep-syntax/tests/golden", "tests/oracle"] {
        for entry in fs::read_dir(workspace.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "sql") {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    for name in ["regress.jsonl", "migrations.jsonl"] {
        texts.extend(corpus(&workspace, name));
    }
    let (mut compared, mut differ) = (0, Vec::new());
    for text in &texts {
        for bracket in brackets(text) {
            if !is_of_postgresql(bracket) {
                continue;
            }
            let Some(theirs) = judge::shape(bracket) else {
                continue;
            };
            compared += 1;
            let statement = format!("ALTER TABLE t ADD CHECK ({bracket}\n);");
            let ours = read(&statement, |found| shape(&found.shape, false));
            if ours.as_deref() != Some(&theirs) {
                differ.push(format!("{bracket}\n  ours {ours:?}, theirs {theirs}"));
            }
        }
    }
    println!("{compared} expressions compared, {} differ", differ.len());
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// Whether it is none of the forms that sqlparser takes for an expression and
/// PostgreSQL does not.
fn is_of_postgresql(bracket: &str) -> bool {
    const NO_OPERANDS: [&str; 12] = [
        "ANALYZE",
        "ARRAY",
        "BINARY",
        "CHECK",
        "CONCURRENTLY",
        "DEFAULT",
        "FREEZE",
        "FULL",
        "ROW",
        "SELECT",
        "VALUES",
        "VERBOSE",
    ];
    let upper = bracket.to_ascii_uppercase();
    let first = upper.split_whitespace().next().unwrap_or_default();
    let first = first.split('(').next().unwrap_or_default();
    !NO_OPERANDS.contains(&first) && !upper.replace("IS NOT NULL", "").contains("NOT NULL")
}

/// The condition of the CHECK constraint that the statement adds.
fn read<T>(statement: &str, answer: impl FnOnce(&Expression<'_>) -> T) -> Option<T> {
    let script = script::read(statement);
    let statement = script.statements().next()?;
    let StatementKind::AlterTable(table) = &statement.kind else {
        return None;
    };
    let AlterActionKind::AddConstraint(constraint) = &table.actions.first()?.kind else {
        return None;
    };
    match &constraint.kind {
        TableConstraintKind::Check(found) => Some(answer(found)),
        _ => None,
    }
}

/// What an index can answer is not what sqlparser is asked about.
fn shape(found: &Shape<'_>, searches: bool) -> String {
    let shape = |found: &Shape<'_>| shape(found, searches);
    let list = |parts: &[Shape<'_>]| parts.iter().map(shape).collect::<Vec<_>>().join(", ");
    match found {
        Shape::Null => "null".to_owned(),
        Shape::Literal => "literal".to_owned(),
        Shape::Column(column) => judge::name(&column.value),
        Shape::Cast(column) => format!("cast({})", judge::name(&column.value)),
        Shape::IsNotNull(column) => format!("{} is not null", judge::name(&column.value)),
        Shape::IsNull(column) => format!("{} is null", judge::name(&column.value)),
        Shape::Not(operand) => format!("not({})", shape(operand)),
        Shape::And(parts) => format!("and({})", list(parts)),
        Shape::Or(parts) => format!("or({})", list(parts)),
        Shape::Compare {
            column,
            operator,
            literal,
        } => format!("{} {operator} {literal}", judge::name(&column.value)),
        Shape::Probe(column) if searches => format!("probe({})", judge::name(&column.value)),
        Shape::Join(left, right) if searches => format!(
            "join({}, {})",
            judge::name(&left.value),
            judge::name(&right.value)
        ),
        Shape::Call => "call".to_owned(),
        Shape::Probe(_) | Shape::Join(..) | Shape::Other => "other".to_owned(),
    }
}

/// What stands between any two brackets of the text.
fn brackets(text: &str) -> Vec<&str> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for token in Lexer::new(text) {
        match token.kind {
            TokenKind::OpenParen => open.push(token.span.end as usize),
            TokenKind::CloseParen => {
                let start = open.pop();
                let inside = start.and_then(|start| text.get(start..token.span.start as usize));
                found.extend(inside.filter(|inside| !inside.trim().is_empty()));
            }
            _ => {}
        }
    }
    found
}

/// The statements of a corpus, where it is there.
fn corpus(workspace: &Path, name: &str) -> Vec<String> {
    let Some(rows) = ["../shared", "../../shared"]
        .iter()
        .map(|place| workspace.join(place).join("corpus").join(name))
        .find_map(|path| fs::read_to_string(path).ok())
    else {
        println!("{name} is not there");
        return Vec::new();
    };
    rows.lines()
        .map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap())
        .map(|row| row["stmt"].as_str().unwrap().to_owned())
        .collect()
}
