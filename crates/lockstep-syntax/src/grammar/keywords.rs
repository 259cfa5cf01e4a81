//! PostgreSQL's keywords, as far as they decide how a statement is read.

pub(crate) use crate::eight::same;

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

/// Whether a kind of object begins with this word.
pub(crate) fn begins_object(word: &str) -> bool {
    OBJECT_STARTS.contains(word)
}

/// Whether a word begins a clause of a query, or is otherwise no name there.
pub(crate) fn begins_clause(word: &str) -> bool {
    CLAUSE_STARTS.contains(word) || is_reserved(word)
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

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// The words that a statement can begin with.
pub(super) fn statement_starts() -> impl Iterator<Item = &'static str> {
    STATEMENT_STARTS.all.iter().copied()
}

#[cfg(test)]
pub(super) fn object_starts() -> &'static [&'static str] {
    OBJECT_STARTS.all
}

/// Keywords in upper case, sorted, where those of each letter begin and, as
/// bits, how long they are: most words that are asked for are none.
struct Words {
    all: &'static [&'static str],
    starts: [u8; 27],
    lengths: [u32; 26],
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
        let mut lengths = [0; 26];
        index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            lengths[(word[0] - b'A') as usize] |= 1 << word.len();
            index += 1;
        }
        Words {
            all: words,
            starts,
            lengths,
        }
    }

    /// Whether it is one of them, in any case.
    fn contains(&self, word: &str) -> bool {
        let word = word.as_bytes();
        let Some(letter) = word.first() else {
            return false;
        };
        let letter = usize::from((letter & !0x20).wrapping_sub(b'A'));
        let lengths = self.lengths.get(letter).copied().unwrap_or_default();
        lengths & 1 << word.len().min(31) != 0 && self.holds(letter, word)
    }

    #[inline(never)]
    fn holds(&self, letter: usize, word: &[u8]) -> bool {
        let (Some(&start), Some(&end)) = (self.starts.get(letter), self.starts.get(letter + 1))
        else {
            return false;
        };
        let words = self.all.get(usize::from(start)..usize::from(end));
        words.is_some_and(|words| words.iter().any(|it| same(word, it.as_bytes())))
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

/// The first words of the kinds of objects that `command.rs` lists.
static OBJECT_STARTS: Words = Words::new(&[
    "ACCESS",
    "AGGREGATE",
    "CAST",
    "COLLATION",
    "CONVERSION",
    "DATABASE",
    "DEFAULT",
    "DOMAIN",
    "EVENT",
    "EXTENSION",
    "FOREIGN",
    "FUNCTION",
    "GROUP",
    "INDEX",
    "LANGUAGE",
    "LARGE",
    "MATERIALIZED",
    "OPERATOR",
    "OWNED",
    "POLICY",
    "PROCEDURAL",
    "PROCEDURE",
    "PUBLICATION",
    "ROLE",
    "ROUTINE",
    "RULE",
    "SCHEMA",
    "SEQUENCE",
    "SERVER",
    "STATISTICS",
    "SUBSCRIPTION",
    "SYSTEM",
    "TABLE",
    "TABLESPACE",
    "TEXT",
    "TRANSFORM",
    "TRIGGER",
    "TYPE",
    "USER",
    "VIEW",
]);

/// Words of clauses that are not reserved.
static CLAUSE_STARTS: Words = Words::new(&[
    "AT", "BETWEEN", "DELETE", "ESCAPE", "EXISTS", "FILTER", "INSERT", "MERGE", "NULLS",
    "OPERATOR", "OVER", "ROW", "ROWS", "SET", "TRIM", "UPDATE", "VALUES",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(NOUNS.all.is_sorted() && NOUNS.all.iter().all(|it| is_reserved(it)));
        assert!(RESERVED.all.is_sorted());
        assert!(RESERVED_FOR_FUNCTIONS.all.is_sorted());
        assert!(STATEMENT_STARTS.all.is_sorted());
        assert!(OBJECT_STARTS.all.is_sorted());
        assert!(CLAUSE_STARTS.all.is_sorted());
    }

    #[test]
    fn case_does_not_matter() {
        assert!(is_reserved("Select"));
        assert!(is_reserved("left") && !is_fully_reserved("left"));
        assert!(!is_reserved("name"));
        assert!(begins_statement("alter"));
        assert!(!is_reserved("") && !is_reserved(&"a".repeat(64)));
    }
}
