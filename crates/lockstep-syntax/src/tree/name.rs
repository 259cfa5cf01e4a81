//! Names and types.

use std::borrow::Cow;

use super::Span;

/// An identifier as PostgreSQL stores it: folded to lower case unless it was
/// quoted, unescaped, cut to 63 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident<'a> {
    /// Where it stands, quotes included.
    pub span: Span,
    /// Its value.
    pub value: Cow<'a, str>,
}

/// A name of one to three parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectName<'a> {
    /// From the first part to the last.
    pub span: Span,
    /// `[name]`, `[schema, name]` or `[database, schema, name]`; never empty.
    pub parts: Vec<Ident<'a>>,
}

impl ObjectName<'_> {
    /// The last part.
    #[must_use]
    pub fn name(&self) -> &str {
        self.parts.last().map_or("", |part| &part.value)
    }

    /// The part before the last.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        let index = self.parts.len().checked_sub(2)?;
        Some(&self.parts[index].value)
    }
}

/// A data type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName<'a> {
    /// All of it, `SETOF`, modifiers and array bounds included.
    pub span: Span,
    /// The name in PostgreSQL's internal spelling: `int4`, `varchar`,
    /// `timestamptz`, `bpchar`; other types as written, folded.
    pub name: Cow<'a, str>,
    /// The schema, when one was written (`pg_catalog` is dropped).
    pub schema: Option<Box<Ident<'a>>>,
    /// The modifiers as written: `["10", "2"]` for `numeric(10, 2)`.
    pub modifiers: Box<[&'a str]>,
    /// Number of array dimensions, 0 for a scalar.
    pub dimensions: u8,
    /// `serial2`, `serial4` or `serial8` was written (name is then `int2`,
    /// `int4` or `int8`).
    pub serial: bool,
}
