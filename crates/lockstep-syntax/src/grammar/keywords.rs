//! PostgreSQL's keywords, as far as they decide how a statement is read.

/// Whether a word cannot be a name without quotes: `reserved` in the manual's
/// table, also those that may name a function or a type.
pub(crate) fn is_reserved(word: &str) -> bool {
    contains(RESERVED, word) || contains(RESERVED_FOR_FUNCTIONS, word)
}

/// Whether a word can name neither a relation nor a function.
pub(crate) fn is_fully_reserved(word: &str) -> bool {
    contains(RESERVED, word)
}

/// Whether a word is one that people name things with, and reserved.
pub(super) fn is_noun(word: &str) -> bool {
    contains(NOUNS, word)
}

/// Whether a statement of SQL can begin with this word.
pub(crate) fn begins_statement(word: &str) -> bool {
    contains(STATEMENT_STARTS, word)
}

/// The words that a statement can begin with.
pub(super) fn statement_starts() -> impl Iterator<Item = &'static str> {
    STATEMENT_STARTS.iter().copied()
}

/// Whether a sorted list of upper-case words holds this one in any case.
fn contains(words: &[&str], word: &str) -> bool {
    let mut buffer = [0_u8; 20];
    let Some(upper) = buffer.get_mut(..word.len()) else {
        return false;
    };
    upper.copy_from_slice(word.as_bytes());
    upper.make_ascii_uppercase();
    words
        .binary_search_by(|candidate| candidate.as_bytes().cmp(upper))
        .is_ok()
}

const NOUNS: &[&str] = &[
    "ARRAY", "COLUMN", "DESC", "END", "FULL", "GROUP", "LIMIT", "OFFSET", "ORDER", "TABLE", "USER",
    "WINDOW",
];

const RESERVED: &[&str] = &[
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
];

const RESERVED_FOR_FUNCTIONS: &[&str] = &[
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
];

const STATEMENT_STARTS: &[&str] = &[
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
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(NOUNS.is_sorted() && NOUNS.iter().all(|it| is_reserved(it)));
        assert!(RESERVED.is_sorted());
        assert!(RESERVED_FOR_FUNCTIONS.is_sorted());
        assert!(STATEMENT_STARTS.is_sorted());
    }

    #[test]
    fn case_does_not_matter() {
        assert!(is_reserved("Select"));
        assert!(is_reserved("left") && !is_fully_reserved("left"));
        assert!(!is_reserved("name"));
        assert!(begins_statement("alter"));
    }
}
