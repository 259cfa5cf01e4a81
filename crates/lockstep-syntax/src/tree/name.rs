//! Names and types.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

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
    pub parts: Parts<'a>,
}

/// The parts of a name, as a slice. A single one, as most names have, needs
/// no memory of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct Parts<'a>(OneOrMany<'a>);

#[derive(Clone, PartialEq, Eq)]
enum OneOrMany<'a> {
    One(Ident<'a>),
    Many(Vec<Ident<'a>>),
}

impl<'a> Parts<'a> {
    /// Of a name that is not qualified.
    #[must_use]
    pub fn one(part: Ident<'a>) -> Self {
        Parts(OneOrMany::One(part))
    }

    /// Adds a part behind the last.
    pub fn push(&mut self, part: Ident<'a>) {
        let mut parts = std::mem::take(self).into_vec();
        parts.push(part);
        *self = Parts(OneOrMany::Many(parts));
    }

    /// Takes the last part.
    pub fn pop(&mut self) -> Option<Ident<'a>> {
        let mut parts = match std::mem::take(self).0 {
            OneOrMany::One(part) => return Some(part),
            OneOrMany::Many(parts) => parts,
        };
        let last = parts.pop();
        *self = Parts(OneOrMany::Many(parts));
        last
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Ident<'a>] {
        self
    }

    fn into_vec(self) -> Vec<Ident<'a>> {
        match self.0 {
            OneOrMany::One(part) => {
                let mut parts = Vec::with_capacity(2);
                parts.push(part);
                parts
            }
            OneOrMany::Many(parts) => parts,
        }
    }
}

impl Default for Parts<'_> {
    fn default() -> Self {
        Parts(OneOrMany::Many(Vec::new()))
    }
}

impl<'a> Deref for Parts<'a> {
    type Target = [Ident<'a>];

    fn deref(&self) -> &Self::Target {
        match &self.0 {
            OneOrMany::One(part) => std::slice::from_ref(part),
            OneOrMany::Many(parts) => parts,
        }
    }
}

impl DerefMut for Parts<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match &mut self.0 {
            OneOrMany::One(part) => std::slice::from_mut(part),
            OneOrMany::Many(parts) => parts,
        }
    }
}

impl<'a> FromIterator<Ident<'a>> for Parts<'a> {
    fn from_iter<I: IntoIterator<Item = Ident<'a>>>(parts: I) -> Self {
        Parts(OneOrMany::Many(parts.into_iter().collect()))
    }
}

impl<'a> IntoIterator for Parts<'a> {
    type Item = Ident<'a>;
    type IntoIter = std::vec::IntoIter<Ident<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
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
    /// The modifiers as written: `["10", "2"]` for `numeric(10, 2)`; `["1"]`
    /// for `char` and `bit`.
    pub modifiers: Box<[&'a str]>,
    /// Number of array dimensions, 0 for a scalar.
    pub dimensions: u8,
    /// `serial2`, `serial4` or `serial8` was written (name is then `int2`,
    /// `int4` or `int8`).
    pub serial: bool,
    /// `SETOF` was written.
    pub setof: bool,
    /// `%TYPE` was written: it is the type of the column of that name.
    pub of_column: bool,
}
