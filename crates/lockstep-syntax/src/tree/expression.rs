//! Expressions and queries, summarised.

use super::{Ident, ObjectName, Span, TypeName};

/// An expression. What lock analysis asks of it is answered by the fields;
/// its text is `span.of(text)`.
#[derive(Clone, Debug)]
pub struct Expression<'a> {
    /// All of it, without the brackets that the grammar asks for around it.
    pub span: Span,
    /// The shape of the outermost node.
    pub shape: Shape<'a>,
    /// Functions called, anywhere in it, in order of appearance; `now()` for
    /// `CURRENT_TIMESTAMP` and its kin is not listed (they are stable).
    pub functions: Vec<FunctionCall<'a>>,
    /// Names that may be columns, in order of appearance, without repetition.
    pub columns: Vec<Ident<'a>>,
    /// Tables read by subqueries.
    pub tables: Vec<ObjectName<'a>>,
    /// Types cast to.
    pub casts: Vec<TypeName<'a>>,
    /// False when it is no expression that we can read, and the other fields
    /// come from its tokens alone.
    pub parsed: bool,
}

/// A function call inside an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionCall<'a> {
    /// Its name.
    pub name: ObjectName<'a>,
    /// Number of arguments, 0 for `f()` and for `f(*)`.
    pub arguments: u16,
}

/// What the outermost node of an expression is, as far as proofs and defaults
/// need it.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    /// `NULL`, also cast: `NULL::int`.
    Null,
    /// A literal, also signed or cast: `-1`, `'x'::text`, `true`, `'{}'`.
    Literal,
    /// A bare column, also qualified.
    Column(Ident<'a>),
    /// A column under casts, whose types are [`Expression::casts`].
    Cast(Ident<'a>),
    /// `operand IS NOT NULL` where the operand is a column.
    IsNotNull(Ident<'a>),
    /// `operand IS NULL` where the operand is a column.
    IsNull(Ident<'a>),
    /// `NOT operand`.
    Not(Box<Shape<'a>>),
    /// `a AND b AND …`, flattened.
    And(Vec<Shape<'a>>),
    /// `a OR b OR …`, flattened.
    Or(Vec<Shape<'a>>),
    /// A comparison of a column with a literal: `k >= 10`. The operator is
    /// normalised so that the column is on the left.
    Compare {
        /// The column.
        column: Ident<'a>,
        /// One of `=`, `<>`, `<`, `<=`, `>`, `>=`.
        operator: &'static str,
        /// The literal as written.
        literal: &'a str,
    },
    /// A column beside what is no literal and no column, in a comparison that an
    /// index can answer: `k = $1`, `k > now()`, `k IN (SELECT … LIMIT 10)`.
    Probe(Ident<'a>),
    /// `a = b` of two columns.
    Join(Ident<'a>, Ident<'a>),
    /// A call.
    Call,
    /// Anything else.
    Other,
}

/// A query, or the part of a data-modifying statement that reads.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// All of it.
    pub span: Span,
    /// Tables and views read, without common table expressions.
    pub reads: Vec<ObjectName<'a>>,
    /// Tables locked by `FOR UPDATE`, `FOR SHARE` and their kin (all that are
    /// read, when no `OF` names them).
    pub locks_rows_of: Vec<ObjectName<'a>>,
    /// Tables written by data-modifying common table expressions.
    pub writes: Vec<ObjectName<'a>>,
    /// The table that `SELECT … INTO` creates.
    pub into: Option<ObjectName<'a>>,
    /// A table that one `FROM` has twice under the same name.
    pub twice: Option<ObjectName<'a>>,
    /// Functions called.
    pub functions: Vec<FunctionCall<'a>>,
}
