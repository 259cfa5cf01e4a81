//! Names of relations, and how PostgreSQL writes them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::LazyLock;

use rustc_hash::{FxHashSet, FxHasher};

/// A schema-qualified name.
///
/// Catalogs hold each name many times and compare and look up names more than
/// anything else. So a copy shares the text, one comparison does (the schema,
/// a byte that no identifier can hold, and the name in it), and the hash is
/// worked out once.
#[derive(Clone)]
pub struct Name {
    text: Rc<str>,
    /// How long the schema is.
    schema: u32,
    hash: u32,
}

/// The names made last, each at the place that its hash says. A statement names
/// the same few objects many times, and the next one names them again: most
/// names that are asked for are there already.
struct Last {
    names: [Option<Name>; 256],
    /// Where names are put together, so that each is allocated once.
    joined: String,
}

thread_local! {
    static LAST: RefCell<Last> = const {
        RefCell::new(Last {
            names: [const { None }; 256],
            joined: String::new(),
        })
    };
}

impl Name {
    /// The name `name` in `schema`.
    #[must_use]
    pub fn new(schema: impl AsRef<str>, name: impl AsRef<str>) -> Self {
        Name::joined(schema.as_ref(), name.as_ref())
    }

    fn joined(schema: &str, name: &str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(schema.as_bytes());
        hasher.write(name.as_bytes());
        let hash = hasher.finish();
        #[expect(clippy::cast_possible_truncation, reason = "half a hash is one, too")]
        let hash = (hash ^ (hash >> 32)) as u32;
        LAST.with_borrow_mut(|Last { names, joined }| {
            let last = &mut names[hash as usize % names.len()];
            if let Some(last) = last
                && last.hash == hash
                && last.is(schema, name)
            {
                return last.clone();
            }
            joined.clear();
            joined.push_str(schema);
            joined.push('\0');
            joined.push_str(name);
            let made = Name {
                text: joined.as_str().into(),
                // No text is read that is longer than its offsets can say.
                schema: u32::try_from(schema.len()).unwrap_or(u32::MAX),
                hash,
            };
            *last = Some(made.clone());
            made
        })
    }

    /// Whether it is the name `name` in `schema`.
    fn is(&self, schema: &str, name: &str) -> bool {
        let text = self.text.as_bytes();
        text.len() == schema.len() + 1 + name.len()
            && text.ends_with(name.as_bytes())
            && text.starts_with(schema.as_bytes())
            && self.schema as usize == schema.len()
    }

    /// The schema.
    #[must_use]
    pub fn schema(&self) -> &str {
        &self.text[..self.schema as usize]
    }

    /// The name in it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.text[self.schema as usize + 1..]
    }

    /// Which of `2^bits` parts of a set it is kept in, where that is kept in parts.
    pub(super) fn part(&self, bits: u32) -> usize {
        self.hash as usize >> (u32::BITS - bits)
    }

    /// Another name in the same schema.
    #[must_use]
    pub fn sibling(&self, name: impl AsRef<str>) -> Self {
        Name::new(self.schema(), name)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.hash == other.hash && (Rc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.hash);
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Name) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Name) -> Ordering {
        if Rc::ptr_eq(&self.text, &other.text) {
            Ordering::Equal
        } else {
            self.text.cmp(&other.text)
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Name")
            .field("schema", &self.schema())
            .field("name", &self.name())
            .finish()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&quote(self.schema()))?;
        formatter.write_str(".")?;
        formatter.write_str(&quote(self.name()))
    }
}

/// An identifier as it has to be written in SQL: quoted only where PostgreSQL
/// would have to.
///
/// Source: `quote_identifier` in `src/backend/utils/adt/ruleutils.c`.
///
/// ```
/// # use lockstep_core::catalog::quote;
/// assert_eq!(quote("users"), "users");
/// assert_eq!(quote("Order"), "\"Order\"");
/// assert_eq!(quote("user"), "\"user\"");
/// ```
#[must_use]
pub fn quote(identifier: &str) -> Cow<'_, str> {
    let starts = |first: &u8| !first.is_ascii_digit();
    let plain = identifier.as_bytes().first().is_some_and(starts)
        && identifier.bytes().all(|byte| PLAIN[usize::from(byte)])
        && !is_keyword(identifier);
    if plain {
        Cow::Borrowed(identifier)
    } else {
        Cow::Owned(format!("\"{}\"", identifier.replace('"', "\"\"")))
    }
}

/// The bytes of which a name that needs no quotes is made.
const PLAIN: [bool; 256] = {
    let bytes = b"abcdefghijklmnopqrstuvwxyz0123456789_";
    let mut plain = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        plain[bytes[at] as usize] = true;
        at += 1;
    }
    plain
};

/// Whether it is one of [`KEYWORDS`], which is asked of every name that is
/// shown.
fn is_keyword(word: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| KEYWORDS.iter().copied().collect());
    // Names are often longer than every keyword.
    word.len() <= LONGEST_KEYWORD && KNOWN.contains(word)
}

/// A string literal.
///
/// ```
/// # use lockstep_core::catalog::literal;
/// assert_eq!(literal("it's"), "'it''s'");
/// ```
#[must_use]
pub fn literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if text.contains('\\') {
        // The same value whatever standard_conforming_strings says.
        format!("E'{}'", quoted.replace('\\', "\\\\"))
    } else {
        format!("'{quoted}'")
    }
}

/// The longest identifier PostgreSQL keeps, in bytes (`NAMEDATALEN` - 1).
const LONGEST: usize = 63;

/// A name as PostgreSQL makes it for an object that was given none:
/// `table_columns_label`, the longer of the two parts cut until it fits.
///
/// Source: `makeObjectName` in `src/backend/commands/indexcmds.c`.
///
/// ```
/// # use lockstep_core::catalog::object_name;
/// assert_eq!(object_name("users", "email", "key"), "users_email_key");
/// ```
#[must_use]
pub fn object_name(table: &str, columns: &str, label: &str) -> String {
    let overhead = usize::from(!columns.is_empty()) + usize::from(!label.is_empty()) + label.len();
    let available = LONGEST.saturating_sub(overhead);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > available {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let mut name = clip(table, first).to_owned();
    for part in [clip(columns, second), label] {
        if !part.is_empty() {
            name.push('_');
            name.push_str(part);
        }
    }
    name
}

/// A name as PostgreSQL keeps it.
pub(super) fn kept(name: &str) -> &str {
    clip(name, LONGEST)
}

/// At most `length` bytes of `text`, never half a character.
fn clip(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// How long the longest of [`KEYWORDS`] is.
const LONGEST_KEYWORD: usize = 17;

/// The keywords that cannot be used as a bare identifier everywhere, sorted.
///
/// Source: `pg_get_keywords()` of PostgreSQL 18, all categories but `U`.
const KEYWORDS: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
        assert!(KEYWORDS.len() > 100);
        let longest = KEYWORDS.iter().map(|it| it.len()).max();
        assert_eq!(longest, Some(LONGEST_KEYWORD));
    }

    #[test]
    fn long_names_are_cut_as_postgresql_cuts_them() {
        let name = object_name(&"t".repeat(60), &"c".repeat(60), "key");
        assert_eq!(name.len(), 63);
        assert_eq!(name, format!("{}_{}_key", "t".repeat(29), "c".repeat(29)));
    }
}
