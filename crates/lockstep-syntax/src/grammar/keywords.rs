//! PostgreSQL's keywords, as far as they decide how a statement is read.

pub(crate) use crate::eight::same;

/// Whether a word cannot be a name without quotes: `reserved` in the manual's
/// table, also those that may name a function or a type.
pub(crate) fn is_reserved(word: &str) -> bool {
    is(word, RESERVED | OF_FUNCTIONS)
}

/// Whether a word can name neither a relation nor a function.
pub(crate) fn is_fully_reserved(word: &str) -> bool {
    is(word, RESERVED)
}

/// Whether a word is one that people name things with, and reserved.
pub(super) fn is_noun(word: &str) -> bool {
    is(word, NOUN)
}

/// Whether a kind of object begins with this word.
pub(crate) fn begins_object(word: &str) -> bool {
    is(word, OBJECT)
}

/// Whether a word begins a clause of a query, or is otherwise no name there.
pub(crate) fn begins_clause(word: &str) -> bool {
    is(word, CLAUSE | RESERVED | OF_FUNCTIONS)
}

/// Whether a statement of SQL can begin with this word.
pub(crate) fn begins_statement(word: &str) -> bool {
    is(word, STATEMENT)
}

/// The words that a statement can begin with.
pub(super) fn statement_starts() -> impl Iterator<Item = &'static str> {
    all(STATEMENT)
}

/// The words that a kind of object can begin with.
#[cfg(test)]
pub(super) fn object_starts() -> impl Iterator<Item = &'static str> {
    all(OBJECT)
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

fn all(what: u8) -> impl Iterator<Item = &'static str> {
    let words = KEYWORDS.iter().filter(move |(_, is)| is & what != 0);
    words.map(|(word, _)| *word)
}

/// Whether a word, in any case, is one of those things.
fn is(word: &str, what: u8) -> bool {
    let word = word.as_bytes();
    let mut place = place(word);
    while let Some(index) = PLACES[place % PLACES.len()].checked_sub(1)
        && let Some((keyword, is)) = KEYWORDS.get(usize::from(index))
    {
        if same(word, keyword.as_bytes()) {
            return is & what != 0;
        }
        place += 1;
    }
    false
}

/// Where a word is looked for first in [`PLACES`]. The factors are such that few
/// keywords are in the way of each other.
const fn place(word: &[u8]) -> usize {
    let (Some(first), Some(last)) = (word.first(), word.last()) else {
        return 0;
    };
    (*first & 0x1f) as usize * 53 + (*last & 0x1f) as usize * 59 + word.len() * 14
}

/// Where the keywords stand in their list, counted from one, by what they begin
/// and end with; most words that are asked for are none, and find a zero.
static PLACES: [u8; 512] = {
    let mut places = [0; 512];
    let mut index = 0;
    while index < KEYWORDS.len() {
        let mut place = place(KEYWORDS[index].0.as_bytes());
        while places[place % 512] != 0 {
            place += 1;
        }
        index += 1;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "there are fewer than 256 keywords"
        )]
        {
            places[place % 512] = index as u8;
        }
    }
    places
};

/// Cannot be a name.
const RESERVED: u8 = 1;
/// Can be the name of a function or a type only.
const OF_FUNCTIONS: u8 = 2;
/// A statement can begin with it.
const STATEMENT: u8 = 4;
/// The first word of a kind of objects that `command.rs` lists.
const OBJECT: u8 = 8;
/// A word of clauses that is not reserved.
const CLAUSE: u8 = 16;
/// People name things with it.
const NOUN: u8 = 32;

/// In upper case, sorted, with what they are.
const KEYWORDS: &[(&str, u8)] = &[
    ("ABORT", STATEMENT),
    ("ACCESS", OBJECT),
    ("AGGREGATE", OBJECT),
    ("ALL", RESERVED),
    ("ALTER", STATEMENT),
    ("ANALYSE", RESERVED | STATEMENT),
    ("ANALYZE", RESERVED | STATEMENT),
    ("AND", RESERVED),
    ("ANY", RESERVED),
    ("ARRAY", RESERVED | NOUN),
    ("AS", RESERVED),
    ("ASC", RESERVED),
    ("ASYMMETRIC", RESERVED),
    ("AT", CLAUSE),
    ("AUTHORIZATION", OF_FUNCTIONS),
    ("BEGIN", STATEMENT),
    ("BETWEEN", CLAUSE),
    ("BINARY", OF_FUNCTIONS),
    ("BOTH", RESERVED),
    ("CALL", STATEMENT),
    ("CASE", RESERVED),
    ("CAST", RESERVED | OBJECT),
    ("CHECK", RESERVED),
    ("CHECKPOINT", STATEMENT),
    ("CLOSE", STATEMENT),
    ("CLUSTER", STATEMENT),
    ("COLLATE", RESERVED),
    ("COLLATION", OF_FUNCTIONS | OBJECT),
    ("COLUMN", RESERVED | NOUN),
    ("COMMENT", STATEMENT),
    ("COMMIT", STATEMENT),
    ("CONCURRENTLY", OF_FUNCTIONS),
    ("CONSTRAINT", RESERVED),
    ("CONVERSION", OBJECT),
    ("COPY", STATEMENT),
    ("CREATE", RESERVED | STATEMENT),
    ("CROSS", OF_FUNCTIONS),
    ("CURRENT_CATALOG", RESERVED),
    ("CURRENT_DATE", RESERVED),
    ("CURRENT_ROLE", RESERVED),
    ("CURRENT_SCHEMA", OF_FUNCTIONS),
    ("CURRENT_TIME", RESERVED),
    ("CURRENT_TIMESTAMP", RESERVED),
    ("CURRENT_USER", RESERVED),
    ("DATABASE", OBJECT),
    ("DEALLOCATE", STATEMENT),
    ("DECLARE", STATEMENT),
    ("DEFAULT", RESERVED | OBJECT),
    ("DEFERRABLE", RESERVED),
    ("DELETE", STATEMENT | CLAUSE),
    ("DESC", RESERVED | NOUN),
    ("DISCARD", STATEMENT),
    ("DISTINCT", RESERVED),
    ("DO", RESERVED | STATEMENT),
    ("DOMAIN", OBJECT),
    ("DROP", STATEMENT),
    ("ELSE", RESERVED),
    ("END", RESERVED | STATEMENT | NOUN),
    ("ESCAPE", CLAUSE),
    ("EVENT", OBJECT),
    ("EXCEPT", RESERVED),
    ("EXECUTE", STATEMENT),
    ("EXISTS", CLAUSE),
    ("EXPLAIN", STATEMENT),
    ("EXTENSION", OBJECT),
    ("FALSE", RESERVED),
    ("FETCH", RESERVED | STATEMENT),
    ("FILTER", CLAUSE),
    ("FOR", RESERVED),
    ("FOREIGN", RESERVED | OBJECT),
    ("FREEZE", OF_FUNCTIONS),
    ("FROM", RESERVED),
    ("FULL", OF_FUNCTIONS | NOUN),
    ("FUNCTION", OBJECT),
    ("GRANT", RESERVED | STATEMENT),
    ("GROUP", RESERVED | OBJECT | NOUN),
    ("HAVING", RESERVED),
    ("ILIKE", OF_FUNCTIONS),
    ("IMPORT", STATEMENT),
    ("IN", RESERVED),
    ("INDEX", OBJECT),
    ("INITIALLY", RESERVED),
    ("INNER", OF_FUNCTIONS),
    ("INSERT", STATEMENT | CLAUSE),
    ("INTERSECT", RESERVED),
    ("INTO", RESERVED),
    ("IS", OF_FUNCTIONS),
    ("ISNULL", OF_FUNCTIONS),
    ("JOIN", OF_FUNCTIONS),
    ("LANGUAGE", OBJECT),
    ("LARGE", OBJECT),
    ("LATERAL", RESERVED),
    ("LEADING", RESERVED),
    ("LEFT", OF_FUNCTIONS),
    ("LIKE", OF_FUNCTIONS),
    ("LIMIT", RESERVED | NOUN),
    ("LISTEN", STATEMENT),
    ("LOAD", STATEMENT),
    ("LOCALTIME", RESERVED),
    ("LOCALTIMESTAMP", RESERVED),
    ("LOCK", STATEMENT),
    ("MATERIALIZED", OBJECT),
    ("MERGE", STATEMENT | CLAUSE),
    ("MOVE", STATEMENT),
    ("NATURAL", OF_FUNCTIONS),
    ("NOT", RESERVED),
    ("NOTIFY", STATEMENT),
    ("NOTNULL", OF_FUNCTIONS),
    ("NULL", RESERVED),
    ("NULLS", CLAUSE),
    ("OFFSET", RESERVED | NOUN),
    ("ON", RESERVED),
    ("ONLY", RESERVED),
    ("OPERATOR", OBJECT | CLAUSE),
    ("OR", RESERVED),
    ("ORDER", RESERVED | NOUN),
    ("OUTER", OF_FUNCTIONS),
    ("OVER", CLAUSE),
    ("OVERLAPS", OF_FUNCTIONS),
    ("OWNED", OBJECT),
    ("PLACING", RESERVED),
    ("POLICY", OBJECT),
    ("PREPARE", STATEMENT),
    ("PRIMARY", RESERVED),
    ("PROCEDURAL", OBJECT),
    ("PROCEDURE", OBJECT),
    ("PUBLICATION", OBJECT),
    ("REASSIGN", STATEMENT),
    ("REFERENCES", RESERVED),
    ("REFRESH", STATEMENT),
    ("REINDEX", STATEMENT),
    ("RELEASE", STATEMENT),
    ("REPACK", STATEMENT),
    ("RESET", STATEMENT),
    ("RETURNING", RESERVED),
    ("REVOKE", STATEMENT),
    ("RIGHT", OF_FUNCTIONS),
    ("ROLE", OBJECT),
    ("ROLLBACK", STATEMENT),
    ("ROUTINE", OBJECT),
    ("ROW", CLAUSE),
    ("ROWS", CLAUSE),
    ("RULE", OBJECT),
    ("SAVEPOINT", STATEMENT),
    ("SCHEMA", OBJECT),
    ("SECURITY", STATEMENT),
    ("SELECT", RESERVED | STATEMENT),
    ("SEQUENCE", OBJECT),
    ("SERVER", OBJECT),
    ("SESSION_USER", RESERVED),
    ("SET", STATEMENT | CLAUSE),
    ("SHOW", STATEMENT),
    ("SIMILAR", OF_FUNCTIONS),
    ("SOME", RESERVED),
    ("START", STATEMENT),
    ("STATISTICS", OBJECT),
    ("SUBSCRIPTION", OBJECT),
    ("SYMMETRIC", RESERVED),
    ("SYSTEM", OBJECT),
    ("SYSTEM_USER", RESERVED),
    ("TABLE", RESERVED | STATEMENT | OBJECT | NOUN),
    ("TABLESAMPLE", OF_FUNCTIONS),
    ("TABLESPACE", OBJECT),
    ("TEXT", OBJECT),
    ("THEN", RESERVED),
    ("TO", RESERVED),
    ("TRAILING", RESERVED),
    ("TRANSFORM", OBJECT),
    ("TRIGGER", OBJECT),
    ("TRIM", CLAUSE),
    ("TRUE", RESERVED),
    ("TRUNCATE", STATEMENT),
    ("TYPE", OBJECT),
    ("UNION", RESERVED),
    ("UNIQUE", RESERVED),
    ("UNLISTEN", STATEMENT),
    ("UPDATE", STATEMENT | CLAUSE),
    ("USER", RESERVED | OBJECT | NOUN),
    ("USING", RESERVED),
    ("VACUUM", STATEMENT),
    ("VALUES", STATEMENT | CLAUSE),
    ("VARIADIC", RESERVED),
    ("VERBOSE", OF_FUNCTIONS),
    ("VIEW", OBJECT),
    ("WAIT", STATEMENT),
    ("WHEN", RESERVED),
    ("WHERE", RESERVED),
    ("WINDOW", RESERVED | NOUN),
    ("WITH", RESERVED | STATEMENT),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_and_found() {
        assert!(KEYWORDS.is_sorted() && KEYWORDS.len() < 255);
        for (word, what) in KEYWORDS {
            assert!(is(word, *what) && is(&word.to_ascii_lowercase(), *what));
            assert!(!is(word, !what));
        }
        assert!(all(NOUN).all(is_reserved));
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
