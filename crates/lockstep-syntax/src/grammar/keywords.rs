//! PostgreSQL's keywords, as far as they decide how a statement is read.

/// Whether a word cannot be a name without quotes: `reserved` in the manual's
/// table, also those that may name a function or a type.
pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.contains(word) || RESERVED_FOR_FUNCTIONS.contains(word)
}

/// Whether a word can name neither a relation nor a function.
pub(crate) fn is_fully_reserved(word: &str) -> bool {
    RESERVED.contains(word)
}

/// Whether a word is one that people name things with, and reserved.
pub(super) fn is_noun(word: &str) -> bool {
    NOUNS.contains(word)
}

/// Whether a statement of SQL can begin with this word.
pub(crate) fn begins_statement(word: &str) -> bool {
    STATEMENT_STARTS.contains(word)
}

/// A word in lower case, to be compared with keywords; empty when it is longer
/// than any of them.
pub(crate) struct Lower {
    bytes: [u8; 20],
    length: usize,
}

impl Lower {
    pub(crate) fn of(word: &str) -> Self {
        let mut bytes = [0; 20];
        let length = match bytes.get_mut(..word.len()) {
            Some(lower) => {
                lower.copy_from_slice(word.as_bytes());
                lower.make_ascii_lowercase();
                word.len()
            }
            None => 0,
        };
        Lower { bytes, length }
    }

    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The words that a statement can begin with.
pub(super) fn statement_starts() -> impl Iterator<Item = &'static str> {
    STATEMENT_STARTS.words.iter().copied()
}

/// Keywords in upper case, sorted, and where those of each letter begin.
struct Words {
    words: &'static [&'static str],
    starts: [u8; 27],
}

impl Words {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are fewer than 256 keywords"
    )]
    const fn new(words: &'static [&'static str]) -> Self {
        let mut starts = [0; 27];
        let mut letter = 0;
        let mut index = 0;
        while letter < starts.len() {
            while index < words.len() && ((words[index].as_bytes()[0] - b'A') as usize) < letter {
                index += 1;
            }
            starts[letter] = index as u8;
            letter += 1;
        }
        Words { words, starts }
    }

    /// Whether it is one of them, in any case.
    fn contains(&self, word: &str) -> bool {
        let Some(letter) = word.as_bytes().first() else {
            return false;
        };
        let letter = usize::from((letter & !0x20).wrapping_sub(b'A'));
        let (Some(&start), Some(&end)) = (self.starts.get(letter), self.starts.get(letter + 1))
        else {
            return false;
        };
        self.words
            .get(usize::from(start)..usize::from(end))
            .is_some_and(|words| words.iter().any(|it| it.eq_ignore_ascii_case(word)))
    }
}

static NOUNS: Words = Words::new(&[
    "ARRAY", "COLUMN", "DESC", "END", "FULL", "GROUP", "LIMIT", "OFFSET", "ORDER", "TABLE", "USER",
    "WINDOW",
]);

static RESERVED: Words = Words::new(&[
    "ALL",
    "ANALYSE",
    "ANALYZE",
    "AND",
    "ANY",
    "ARRAY",
    "AS",
    "ASC",
    "ASYMMETRIC",
    "BOTH",
    "CASE",
    "CAST",
    "CHECK",
    "COLLATE",
    "COLUMN",
    "CONSTRAINT",
    "CREATE",
    "CURRENT_CATALOG",
    "CURRENT_DATE",
    "CURRENT_ROLE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "CURRENT_USER",
    "DEFAULT",
    "DEFERRABLE",
    "DESC",
    "DISTINCT",
    "DO",
    "ELSE",
    "END",
    "EXCEPT",
    "FALSE",
    "FETCH",
    "FOR",
    "FOREIGN",
    "FROM",
    "GRANT",
    "GROUP",
    "HAVING",
    "IN",
    "INITIALLY",
    "INTERSECT",
    "INTO",
    "LATERAL",
    "LEADING",
    "LIMIT",
    "LOCALTIME",
    "LOCALTIMESTAMP",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "ONLY",
    "OR",
    "ORDER",
    "PLACING",
    "PRIMARY",
    "REFERENCES",
    "RETURNING",
    "SELECT",
    "SESSION_USER",
    "SOME",
    "SYMMETRIC",
    "SYSTEM_USER",
    "TABLE",
    "THEN",
    "TO",
    "TRAILING",
    "TRUE",
    "UNION",
    "UNIQUE",
    "USER",
    "USING",
    "VARIADIC",
    "WHEN",
    "WHERE",
    "WINDOW",
    "WITH",
]);

static RESERVED_FOR_FUNCTIONS: Words = Words::new(&[
    "AUTHORIZATION",
    "BINARY",
    "COLLATION",
    "CONCURRENTLY",
    "CROSS",
    "CURRENT_SCHEMA",
    "FREEZE",
    "FULL",
    "ILIKE",
    "INNER",
    "IS",
    "ISNULL",
    "JOIN",
    "LEFT",
    "LIKE",
    "NATURAL",
    "NOTNULL",
    "OUTER",
    "OVERLAPS",
    "RIGHT",
    "SIMILAR",
    "TABLESAMPLE",
    "VERBOSE",
]);

static STATEMENT_STARTS: Words = Words::new(&[
    "ABORT",
    "ALTER",
    "ANALYSE",
    "ANALYZE",
    "BEGIN",
    "CALL",
    "CHECKPOINT",
    "CLOSE",
    "CLUSTER",
    "COMMENT",
    "COMMIT",
    "COPY",
    "CREATE",
    "DEALLOCATE",
    "DECLARE",
    "DELETE",
    "DISCARD",
    "DO",
    "DROP",
    "END",
    "EXECUTE",
    "EXPLAIN",
    "FETCH",
    "GRANT",
    "IMPORT",
    "INSERT",
    "LISTEN",
    "LOAD",
    "LOCK",
    "MERGE",
    "MOVE",
    "NOTIFY",
    "PREPARE",
    "REASSIGN",
    "REFRESH",
    "REINDEX",
    "RELEASE",
    "REPACK",
    "RESET",
    "REVOKE",
    "ROLLBACK",
    "SAVEPOINT",
    "SECURITY",
    "SELECT",
    "SET",
    "SHOW",
    "START",
    "TABLE",
    "TRUNCATE",
    "UNLISTEN",
    "UPDATE",
    "VACUUM",
    "VALUES",
    "WAIT",
    "WITH",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(NOUNS.words.is_sorted() && NOUNS.words.iter().all(|it| is_reserved(it)));
        assert!(RESERVED.words.is_sorted());
        assert!(RESERVED_FOR_FUNCTIONS.words.is_sorted());
        assert!(STATEMENT_STARTS.words.is_sorted());
    }

    #[test]
    fn case_does_not_matter() {
        assert!(is_reserved("Select"));
        assert!(is_reserved("left") && !is_fully_reserved("left"));
        assert!(!is_reserved("name"));
        assert!(begins_statement("alter"));
    }
}
