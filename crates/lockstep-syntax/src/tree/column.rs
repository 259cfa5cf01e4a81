//! Columns and the constraints written with them.

use super::{
    ConstraintProperties, Expression, ForeignKeyTarget, GenericOption, Ident, Identity,
    IndexStorage, ObjectName, Span, TypeName,
};

/// A column of `CREATE TABLE` or `ADD COLUMN`.
#[derive(Clone, Debug)]
pub struct ColumnDefinition<'a> {
    /// From the name to the last constraint.
    pub span: Span,
    /// Its name.
    pub name: Ident<'a>,
    /// Its type; none for the columns of `CREATE TABLE … OF` and for a type
    /// that could not be read.
    pub data_type: Option<TypeName<'a>>,
    /// How its values are stored, where anything is said of it.
    pub storage: Option<Box<ColumnStorage<'a>>>,
    /// Its collation.
    pub collation: Option<Box<ObjectName<'a>>>,
    /// Its constraints, in order.
    pub constraints: Vec<ColumnConstraint<'a>>,
}

/// What stands between the type of a column and its constraints.
#[derive(Clone, Debug)]
pub struct ColumnStorage<'a> {
    /// `STORAGE PLAIN | EXTERNAL | EXTENDED | MAIN | DEFAULT`
    pub storage: Option<Ident<'a>>,
    /// `COMPRESSION method`, `default` for `DEFAULT`.
    pub compression: Option<Ident<'a>>,
    /// `OPTIONS (…)` of a foreign table's column.
    pub options: Box<[GenericOption<'a>]>,
}

/// A constraint written with its column.
#[derive(Clone, Debug)]
pub struct ColumnConstraint<'a> {
    /// From `CONSTRAINT` or the first word to the last.
    pub span: Span,
    /// The name, when one was given.
    pub name: Option<Ident<'a>>,
    /// What it asks for.
    pub kind: ColumnConstraintKind<'a>,
    /// `DEFERRABLE`, `NOT ENFORCED` and their kin.
    pub properties: ConstraintProperties,
}

/// What a column constraint asks for.
#[derive(Clone, Debug)]
pub enum ColumnConstraintKind<'a> {
    /// `NOT NULL`
    NotNull,
    /// `NULL`
    Null,
    /// `DEFAULT expression`
    Default(Box<Expression<'a>>),
    /// `GENERATED ALWAYS AS (expression) [STORED | VIRTUAL]`
    Generated {
        /// The expression.
        expression: Box<Expression<'a>>,
        /// The last word; none was written when it is `None`.
        storage: Option<GeneratedStorage>,
    },
    /// `GENERATED … AS IDENTITY [(…)]`
    Identity(Identity<'a>),
    /// `CHECK (expression)`
    Check(Box<Expression<'a>>),
    /// `UNIQUE [NULLS [NOT] DISTINCT]`
    Unique {
        /// `NULLS NOT DISTINCT` was written.
        nulls_not_distinct: bool,
        /// How its index is stored, where anything is said of it.
        storage: Option<Box<IndexStorage<'a>>>,
    },
    /// `PRIMARY KEY`
    PrimaryKey {
        /// How its index is stored, where anything is said of it.
        storage: Option<Box<IndexStorage<'a>>>,
    },
    /// `REFERENCES table [(column)] …`
    References(Box<ForeignKeyTarget<'a>>),
}

/// Where a generated column lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedStorage {
    /// Written with the row.
    Stored,
    /// Computed when read.
    Virtual,
}
