//! Texts and comments of the languages in which migrations are written.

use std::fmt::Write;

use lockstep_syntax::lexer::{Lexer, TokenKind};

use crate::framework::layout::Language;

impl Language {
    /// What begins a comment.
    fn comment_mark(self) -> &'static str {
        match self {
            Language::Sql | Language::SqlInGoTemplate | Language::SqlThroughJdbc => "--",
            Language::Ruby | Language::Python | Language::PythonWithBinds | Language::Elixir => "#",
            Language::JavaScript
            | Language::JavaScriptWithBinds
            | Language::CSharp
            | Language::Php
            | Language::Rust => "//",
        }
    }

    /// A comment, a line for each of the text's.
    pub(super) fn comment(self, text: &str) -> String {
        let mut comment = String::new();
        // A carriage return alone ends a line comment of SQL, too.
        for line in text.trim_end().split(['\n', '\r']) {
            let gap = if line.is_empty() { "" } else { " " };
            let _ = writeln!(comment, "{}{gap}{}", self.comment_mark(), self.inert(line));
        }
        comment
    }

    /// A statement as the file writes it: as it stands, or as a text in quotes.
    pub(super) fn statement(self, sql: &str) -> String {
        match self {
            Language::Sql | Language::SqlInGoTemplate => self.inert(sql),
            Language::SqlThroughJdbc => doubled(sql),
            Language::Ruby => heredoc("<<~'", "'", "", sql),
            Language::Php => heredoc("<<<'", "'", "", sql),
            Language::Elixir => {
                let quotes = if sql.contains("\"\"\"") {
                    "'''"
                } else {
                    "\"\"\""
                };
                format!("~S{quotes}\n{sql}\n{quotes}")
            }
            Language::Python => python(sql),
            Language::PythonWithBinds => python(&binds(sql)),
            Language::JavaScript => javascript(sql),
            Language::JavaScriptWithBinds => javascript(&sql.replace('?', "\\?")),
            Language::CSharp => format!("@\"{}\"", sql.replace('"', "\"\"")),
            Language::Rust => {
                let mut hashes = String::from("#");
                while sql.contains(&format!("\"{hashes}")) {
                    hashes.push('#');
                }
                format!("r{hashes}\"{sql}\"{hashes}")
            }
        }
    }

    /// Text in which nothing means more than it says.
    fn inert(self, text: &str) -> String {
        match self {
            Language::SqlInGoTemplate => text.replace("{{", "{{ \"{{\" }}"),
            _ => text.to_owned(),
        }
    }
}

/// A text that ends at a word that no line of it begins with.
fn heredoc(open: &str, quote: &str, close: &str, sql: &str) -> String {
    let mut word = String::from("SQL");
    while sql.lines().any(|line| line.trim_start().starts_with(&word)) {
        word.push('_');
    }
    format!("{open}{word}{quote}\n{sql}\n{word}{close}")
}

/// Source: Python's language reference, "String and Bytes literals".
fn python(sql: &str) -> String {
    let mut text = sql.replace('\\', "\\\\").replace("\"\"\"", "\"\"\\\"");
    if text.ends_with('"') {
        text.insert(text.len() - 1, '\\');
    }
    format!("\"\"\"{text}\"\"\"")
}

/// Source: ECMAScript, "Template Literals".
fn javascript(sql: &str) -> String {
    let text = sql.replace('\\', "\\\\");
    let text = text.replace('`', "\\`").replace("${", "\\${");
    format!("`{text}`")
}

/// Operators with a question mark, as the JDBC driver wants them; in quotes it
/// leaves them alone.
///
/// Source: `core/Parser.java` of pgjdbc/pgjdbc.
fn doubled(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut end = 0;
    for token in Lexer::new(sql) {
        if token.kind == TokenKind::Operator {
            let (start, behind) = (token.span.start as usize, token.span.end as usize);
            text.push_str(&sql[end..start]);
            text.push_str(&sql[start..behind].replace('?', "??"));
            end = behind;
        }
    }
    text.push_str(&sql[end..]);
    text
}

/// `:name` behind anything but a colon, a word or a backslash stands for a
/// value in `SQLAlchemy`'s `text()`, unless a backslash is before it.
///
/// Source: `BIND_PARAMS` in `lib/sqlalchemy/sql/compiler.py` of
/// sqlalchemy/sqlalchemy.
fn binds(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut before = ' ';
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let value = c == ':'
            && !matches!(before, ':' | '\\')
            && !is_word(before)
            && rest.peek().is_some_and(|next| is_word(*next));
        if value {
            text.push('\\');
        }
        text.push(c);
        before = c;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_hold_what_would_end_them() {
        for (language, sql, text) in [
            (Language::Sql, "SELECT '{{';", "SELECT '{{';"),
            (
                Language::SqlInGoTemplate,
                "SELECT '{{';",
                "SELECT '{{ \"{{\" }}';",
            ),
            (
                Language::SqlThroughJdbc,
                "SELECT a ?| b, '?', $$ ? $$",
                "SELECT a ??| b, '?', $$ ? $$",
            ),
            (
                Language::Ruby,
                "SELECT 1\nSQL;",
                "<<~'SQL_'\nSELECT 1\nSQL;\nSQL_",
            ),
            (Language::Php, "SELECT 1", "<<<'SQL'\nSELECT 1\nSQL"),
            (
                Language::Python,
                r#"SELECT '\', """" AS "b""#,
                r#""""SELECT '\\', ""\"" AS "b\"""""#,
            ),
            (
                Language::PythonWithBinds,
                "SELECT a::text, ':b', b[1:c]",
                r#""""SELECT a::text, '\\:b', b[1:c]""""#,
            ),
            (
                Language::JavaScript,
                r"SELECT '${a} `\d`'",
                r"`SELECT '\${a} \`\\d\`'`",
            ),
            (Language::JavaScriptWithBinds, "a ? b", r"`a \\? b`"),
            (
                Language::Elixir,
                "SELECT \"\"\"\"",
                "~S'''\nSELECT \"\"\"\"\n'''",
            ),
            (Language::CSharp, "SELECT \"a\"", "@\"SELECT \"\"a\"\"\""),
            (
                Language::Rust,
                "SELECT 1 AS \"#\"",
                "r##\"SELECT 1 AS \"#\"\"##",
            ),
        ] {
            assert_eq!(language.statement(sql), text, "{language:?}");
        }
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(
            Language::Sql.comment("a\n\nb\rc\n"),
            "-- a\n--\n-- b\n-- c\n"
        );
        assert_eq!(Language::Python.comment("a"), "# a\n");
        assert_eq!(Language::CSharp.comment("a"), "// a\n");
    }
}
