//! Colours for the SQL of the plan. A reading aid and no more: whatever it
//! gets wrong, the text stays the same.

/// What a piece of SQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Names, operators, white space.
    Plain,
    /// A word of SQL.
    Keyword,
    /// A string, however quoted.
    Text,
    /// `-- …` or `/* … */`.
    Comment,
    /// A number.
    Number,
}

/// Cuts SQL into classified pieces, which joined give the text again.
#[must_use]
pub fn pieces(sql: &str) -> Vec<(Class, &str)> {
    let mut pieces: Vec<(Class, &str)> = Vec::new();
    let mut rest = sql;
    let mut plain_from = 0;
    let mut position = 0;
    while !rest.is_empty() {
        let (class, length) = next(rest);
        if class != Class::Plain {
            if plain_from < position {
                pieces.push((Class::Plain, &sql[plain_from..position]));
            }
            pieces.push((class, &rest[..length]));
            plain_from = position + length;
        }
        position += length;
        rest = &rest[length..];
    }
    if plain_from < position {
        pieces.push((Class::Plain, &sql[plain_from..]));
    }
    pieces
}

/// Class and byte length of the piece at the start of a text that is not
/// empty.
fn next(rest: &str) -> (Class, usize) {
    let mut characters = rest.chars();
    match characters.next() {
        Some('-') if rest.starts_with("--") => (Class::Comment, until(rest, "\n", 0)),
        Some('/') if rest.starts_with("/*") => (Class::Comment, after(rest, "*/", 2)),
        Some('\'') => (Class::Text, after(rest, "'", 1)),
        Some('"') => (Class::Plain, after(rest, "\"", 1)),
        Some('$') => dollar_quoted(rest),
        Some(digit) if digit.is_ascii_digit() => {
            let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '.');
            (Class::Number, end.unwrap_or(rest.len()))
        }
        Some(letter) if letter.is_alphabetic() || letter == '_' => {
            let end = rest.find(|it: char| !it.is_alphanumeric() && it != '_' && it != '$');
            let length = end.unwrap_or(rest.len());
            let class = if is_keyword(&rest[..length]) {
                Class::Keyword
            } else {
                Class::Plain
            };
            (class, length)
        }
        Some(other) => (Class::Plain, other.len_utf8()),
        None => (Class::Plain, rest.len()),
    }
}

/// Only the opening and closing tags of `$$ … $$` are text: what stands
/// between them is SQL again in all that the plan writes.
fn dollar_quoted(rest: &str) -> (Class, usize) {
    let tag = rest[1..].find(|it: char| !it.is_alphanumeric() && it != '_');
    match tag {
        Some(length) if rest[1 + length..].starts_with('$') => (Class::Text, length + 2),
        _ => (Class::Plain, 1),
    }
}

fn until(rest: &str, end: &str, from: usize) -> usize {
    rest[from..].find(end).map_or(rest.len(), |at| from + at)
}

fn after(rest: &str, end: &str, from: usize) -> usize {
    rest[from..]
        .find(end)
        .map_or(rest.len(), |at| from + at + end.len())
}

fn is_keyword(word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    KEYWORDS.binary_search(&upper.as_str()).is_ok()
}

/// The words of SQL and PL/pgSQL that plans use, in order.
const KEYWORDS: &[&str] = &[
    "ADD",
    "AFTER",
    "ALL",
    "ALTER",
    "ALWAYS",
    "ANALYZE",
    "AND",
    "AS",
    "ASC",
    "ATTACH",
    "BEFORE",
    "BEGIN",
    "BETWEEN",
    "BY",
    "CALL",
    "CASCADE",
    "CASE",
    "CHECK",
    "COLUMN",
    "COMMENT",
    "COMMIT",
    "CONCURRENTLY",
    "CONFLICT",
    "CONSTRAINT",
    "CREATE",
    "CURRENT",
    "DECLARE",
    "DEFAULT",
    "DEFERRABLE",
    "DELETE",
    "DESC",
    "DETACH",
    "DISABLE",
    "DISTINCT",
    "DO",
    "DROP",
    "EACH",
    "ELSE",
    "ELSIF",
    "ENABLE",
    "END",
    "EXCLUDE",
    "EXECUTE",
    "EXISTS",
    "EXIT",
    "FALSE",
    "FOR",
    "FOREIGN",
    "FROM",
    "FUNCTION",
    "GENERATED",
    "GRANT",
    "GROUP",
    "HAVING",
    "IDENTITY",
    "IF",
    "IN",
    "INCLUDE",
    "INDEX",
    "INHERIT",
    "INITIALLY",
    "INSERT",
    "INTO",
    "INVALID",
    "IS",
    "JOIN",
    "KEY",
    "LANGUAGE",
    "LEFT",
    "LIKE",
    "LIMIT",
    "LOCAL",
    "LOCK",
    "LOOP",
    "MATERIALIZED",
    "NEW",
    "NEXT",
    "NO",
    "NOT",
    "NOTHING",
    "NULL",
    "OF",
    "OLD",
    "ON",
    "ONLY",
    "OR",
    "ORDER",
    "OWNED",
    "PARTITION",
    "PRIMARY",
    "PROCEDURE",
    "RAISE",
    "REFERENCES",
    "REFERENCING",
    "REFRESH",
    "REINDEX",
    "RENAME",
    "REPLACE",
    "RESET",
    "RETURN",
    "RETURNS",
    "ROLLBACK",
    "ROW",
    "SCHEMA",
    "SELECT",
    "SEQUENCE",
    "SET",
    "STATEMENT",
    "STORED",
    "TABLE",
    "THEN",
    "TO",
    "TRIGGER",
    "TRUE",
    "TRUNCATE",
    "TYPE",
    "UNIQUE",
    "UPDATE",
    "USING",
    "VACUUM",
    "VALID",
    "VALIDATE",
    "VALUES",
    "VIEW",
    "VIRTUAL",
    "WHEN",
    "WHERE",
    "WHILE",
    "WITH",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_in_order() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn strings_comments_and_words_are_told_apart() {
        assert_eq!(
            pieces("SET x = '2s'; -- SET"),
            [
                (Class::Keyword, "SET"),
                (Class::Plain, " x = "),
                (Class::Text, "'2s'"),
                (Class::Plain, "; "),
                (Class::Comment, "-- SET"),
            ]
        );
    }

    #[test]
    fn nothing_is_lost() {
        for sql in [
            "",
            "'",
            "\"",
            "$",
            "$$",
            "/*",
            "--",
            "é🦀 1.5e3 $tag$ x $tag$",
            "\"SET\" 'SET",
        ] {
            let joined: String = pieces(sql).iter().map(|(_, piece)| *piece).collect();
            assert_eq!(joined, sql);
        }
    }
}
