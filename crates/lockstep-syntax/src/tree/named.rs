//! What stored definitions name.

use super::{FunctionCall, Ident, ObjectName, TypeName};

/// What a definition that PostgreSQL stores, as that of a view, a policy or a
/// rule, names: it depends on all of it.
#[derive(Clone, Debug, Default)]
pub struct Named<'a> {
    /// Tables and views read or written, without common table expressions.
    pub tables: Vec<ObjectName<'a>>,
    /// The same under the names by which columns are qualified.
    pub aliases: Vec<(Ident<'a>, ObjectName<'a>)>,
    /// Tables of which a `*` without a qualifier takes all columns: those that
    /// its own query reads, and not those of the subqueries around it or in it.
    pub all_of: Vec<ObjectName<'a>>,
    /// Names that may be columns, qualified where they were; the last part of
    /// `t.*` is `*`.
    pub columns: Vec<ObjectName<'a>>,
    /// The names that `AS` gives to results: a bare name may mean one of them.
    pub labels: Vec<Ident<'a>>,
    /// Functions called.
    pub functions: Vec<FunctionCall<'a>>,
    /// Types cast to.
    pub casts: Vec<TypeName<'a>>,
}

impl<'a> Named<'a> {
    /// Adds what another part of the same definition names.
    pub(crate) fn join(&mut self, other: Named<'a>) {
        self.tables.extend(other.tables);
        self.aliases.extend(other.aliases);
        self.all_of.extend(other.all_of);
        self.columns.extend(other.columns);
        self.labels.extend(other.labels);
        self.functions.extend(other.functions);
        self.casts.extend(other.casts);
    }
}

/// A column of what a query returns.
#[derive(Clone, Debug)]
pub enum Output<'a> {
    /// A column of this name.
    Column(Ident<'a>),
    /// A column whose name is not worked out.
    Unnamed,
    /// `*`, or the `*` of a table or an alias.
    All(Option<Ident<'a>>),
}
