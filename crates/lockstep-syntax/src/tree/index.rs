//! Indexes, and the parts that their definitions share with constraints.

use std::borrow::Cow;

use super::{Expression, Ident, ObjectName, Span, StorageParameter};

/// `CREATE INDEX`.
#[derive(Clone, Debug)]
pub struct CreateIndex<'a> {
    /// `UNIQUE` was written.
    pub unique: bool,
    /// The word `INDEX`, where a quick fix puts `CONCURRENTLY` behind.
    pub index_word: Span,
    /// `CONCURRENTLY` was written.
    pub concurrently: bool,
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// The name, when one was given.
    pub name: Option<Ident<'a>>,
    /// `ON ONLY` was written.
    pub only: bool,
    /// The table or materialized view.
    pub table: ObjectName<'a>,
    /// The access method, `btree` when none was written.
    pub method: Cow<'a, str>,
    /// The key.
    pub keys: Vec<IndexKey<'a>>,
    /// The columns of `INCLUDE (…)`.
    pub include: Vec<Ident<'a>>,
    /// `NULLS NOT DISTINCT` was written.
    pub nulls_not_distinct: bool,
    /// How it is stored, where anything is said of it.
    pub storage: Option<Box<IndexStorage<'a>>>,
    /// The text between the table name and `WHERE` or the end: method, key,
    /// `INCLUDE`, `WITH`, `TABLESPACE`.
    pub definition: Span,
    /// The predicate of a partial index.
    pub predicate: Option<Expression<'a>>,
}

/// One part of an index key, or of a partition key, which has no order.
#[derive(Clone, Debug)]
pub struct IndexKey<'a> {
    /// All of it, operator class and order included.
    pub span: Span,
    /// A column or an expression.
    pub expression: Expression<'a>,
    /// The column, when the part is one.
    pub column: Option<Ident<'a>>,
    /// `COLLATE name`
    pub collation: Option<Box<ObjectName<'a>>>,
    /// The operator class, when one was given.
    pub operator_class: Option<Box<OperatorClass<'a>>>,
    /// `ASC` or `DESC`.
    pub descending: Option<bool>,
    /// `NULLS FIRST` or `NULLS LAST`.
    pub nulls_first: Option<bool>,
}

/// An operator class with its parameters.
#[derive(Clone, Debug)]
pub struct OperatorClass<'a> {
    /// Its name.
    pub name: ObjectName<'a>,
    /// `(parameter = value, …)`
    pub parameters: Box<[StorageParameter<'a>]>,
}

/// `[WITH (…)] [[USING INDEX] TABLESPACE name]`
#[derive(Clone, Debug)]
pub struct IndexStorage<'a> {
    /// The storage parameters.
    pub parameters: Box<[StorageParameter<'a>]>,
    /// The tablespace.
    pub tablespace: Option<Ident<'a>>,
}
