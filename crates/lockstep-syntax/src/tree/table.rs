//! `CREATE TABLE` and `CREATE DOMAIN`.

use super::{
    ColumnConstraint, ColumnDefinition, GenericOption, Ident, IndexKey, ObjectName, Query, Span,
    StorageParameter, TableConstraint, TypeName,
};

/// `CREATE TABLE`, in all its forms.
#[derive(Clone, Debug)]
pub struct CreateTable<'a> {
    /// `TEMPORARY` was written, or the schema is `pg_temp`.
    pub temporary: bool,
    /// `UNLOGGED` was written.
    pub unlogged: bool,
    /// `FOREIGN` was written.
    pub foreign: bool,
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// Its name.
    pub name: ObjectName<'a>,
    /// Its columns.
    pub columns: Vec<ColumnDefinition<'a>>,
    /// Its table constraints.
    pub constraints: Vec<TableConstraint<'a>>,
    /// The `LIKE` clauses.
    pub like: Vec<LikeClause<'a>>,
    /// The parents of `INHERITS (…)`.
    pub inherits: Vec<ObjectName<'a>>,
    /// The type of `OF type`.
    pub of_type: Option<ObjectName<'a>>,
    /// `PARTITION BY …`
    pub partition_by: Option<PartitionBy<'a>>,
    /// `PARTITION OF parent bound`
    pub partition_of: Option<PartitionOf<'a>>,
    /// `USING method`
    pub method: Option<Ident<'a>>,
    /// `WITH (…)`
    pub parameters: Box<[StorageParameter<'a>]>,
    /// `WITHOUT OIDS` was written.
    pub without_oids: bool,
    /// `ON COMMIT …`
    pub on_commit: Option<OnCommit>,
    /// `TABLESPACE name`
    pub tablespace: Option<Ident<'a>>,
    /// `SERVER name OPTIONS (…)` of a foreign table.
    pub server: Option<ForeignServer<'a>>,
    /// The query of `CREATE TABLE … AS`.
    pub as_query: Option<CreateTableAs<'a>>,
}

/// What becomes of a temporary table when the transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCommit {
    /// `PRESERVE ROWS`
    PreserveRows,
    /// `DELETE ROWS`
    DeleteRows,
    /// `DROP`
    Drop,
}

/// Where the rows of a foreign table are.
#[derive(Clone, Debug)]
pub struct ForeignServer<'a> {
    /// The server.
    pub name: Ident<'a>,
    /// `OPTIONS (…)`
    pub options: Box<[GenericOption<'a>]>,
}

/// `LIKE source [INCLUDING …]`
#[derive(Clone, Debug)]
pub struct LikeClause<'a> {
    /// The table copied from.
    pub source: ObjectName<'a>,
    /// The words after `INCLUDING`, upper case: `ALL`, `INDEXES`, …
    pub including: Vec<&'static str>,
    /// The words after `EXCLUDING`, upper case.
    pub excluding: Vec<&'static str>,
}

/// `PARTITION BY strategy (keys)`
#[derive(Clone, Debug)]
pub struct PartitionBy<'a> {
    /// From `PARTITION` to the closing bracket.
    pub span: Span,
    /// How rows find their partition.
    pub strategy: PartitionStrategy,
    /// Columns and expressions of the key.
    pub keys: Vec<IndexKey<'a>>,
}

/// How rows find their partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionStrategy {
    /// `RANGE`
    Range,
    /// `LIST`
    List,
    /// `HASH`
    Hash,
}

/// `PARTITION OF parent bound`
#[derive(Clone, Debug)]
pub struct PartitionOf<'a> {
    /// The partitioned table.
    pub parent: ObjectName<'a>,
    /// The bound.
    pub bound: PartitionBound<'a>,
}

/// The bound of a partition.
#[derive(Clone, Debug)]
pub struct PartitionBound<'a> {
    /// From `FOR VALUES` or `DEFAULT` to the end.
    pub span: Span,
    /// What it says.
    pub kind: PartitionBoundKind<'a>,
}

/// What a partition bound says; values as written.
#[derive(Clone, Debug)]
pub enum PartitionBoundKind<'a> {
    /// `DEFAULT`
    Default,
    /// `FOR VALUES IN (…)`
    List(Vec<&'a str>),
    /// `FOR VALUES FROM (…) TO (…)`
    Range {
        /// Inclusive lower bound, a value a key column.
        from: Vec<&'a str>,
        /// Exclusive upper bound.
        to: Vec<&'a str>,
    },
    /// `FOR VALUES WITH (MODULUS m, REMAINDER r)`
    Hash {
        /// The number of parts.
        modulus: u32,
        /// Which of them.
        remainder: u32,
    },
}

/// `CREATE TABLE … AS query | EXECUTE name [WITH [NO] DATA]`
#[derive(Clone, Debug)]
pub struct CreateTableAs<'a> {
    /// The names that the columns get, empty for those of the query.
    pub columns: Vec<Ident<'a>>,
    /// The prepared statement of `EXECUTE name`, which stands in place of the
    /// query.
    pub execute: Option<Ident<'a>>,
    /// The query.
    pub query: Query<'a>,
    /// False for `WITH NO DATA`.
    pub with_data: bool,
}

/// `CREATE DOMAIN name AS type …`
#[derive(Clone, Debug)]
pub struct CreateDomain<'a> {
    /// Its name.
    pub name: ObjectName<'a>,
    /// The type under it.
    pub data_type: Option<TypeName<'a>>,
    /// Its collation.
    pub collation: Option<ObjectName<'a>>,
    /// Its constraints and default.
    pub constraints: Vec<ColumnConstraint<'a>>,
}
