//! Tables: their columns, constraints, and what `ALTER TABLE` does to them.

use super::{Behavior, Expression, Ident, ObjectName, Query, Span, TypeName};

/// `ALTER TABLE [IF EXISTS] [ONLY] name action, …`, and the forms of `ALTER
/// INDEX`, `ALTER VIEW` and others that share its grammar.
#[derive(Clone, Debug)]
pub struct AlterTable<'a> {
    /// The word after `ALTER`.
    pub object: RelationWord,
    /// `IF EXISTS` was written.
    pub if_exists: bool,
    /// `ONLY` was written.
    pub only: bool,
    /// The relation.
    pub name: ObjectName<'a>,
    /// What is done to it, in order.
    pub actions: Vec<AlterAction<'a>>,
}

/// The kinds of relations that a statement can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationWord {
    /// `TABLE`
    Table,
    /// `INDEX`
    Index,
    /// `VIEW`
    View,
    /// `MATERIALIZED VIEW`
    MaterializedView,
    /// `SEQUENCE`
    Sequence,
    /// `FOREIGN TABLE`
    ForeignTable,
}

/// One action of [`AlterTable`].
#[derive(Clone, Debug)]
pub struct AlterAction<'a> {
    /// From its first word to its last, without the comma.
    pub span: Span,
    /// What it does.
    pub kind: AlterActionKind<'a>,
}

/// What an action of [`AlterTable`] does.
#[derive(Clone, Debug)]
#[cfg_attr(
    target_pointer_width = "64",
    expect(
        clippy::large_enum_variant,
        reason = "`ALTER COLUMN` is matched deep into its change, which a box would hide"
    )
)]
pub enum AlterActionKind<'a> {
    /// `ADD [COLUMN] [IF NOT EXISTS] column`
    AddColumn {
        /// `IF NOT EXISTS` was written.
        if_not_exists: bool,
        /// The column.
        column: Box<ColumnDefinition<'a>>,
    },
    /// `DROP [COLUMN] [IF EXISTS] name`
    DropColumn {
        /// `IF EXISTS` was written.
        if_exists: bool,
        /// The column.
        name: Ident<'a>,
        /// `CASCADE` or `RESTRICT`.
        behavior: Behavior,
    },
    /// `ALTER [COLUMN] name change`
    AlterColumn {
        /// The column.
        name: Ident<'a>,
        /// What is done to it.
        change: ColumnChange<'a>,
    },
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint<'a>>),
    /// `ALTER CONSTRAINT name …`
    AlterConstraint {
        /// The constraint.
        name: Ident<'a>,
        /// `ENFORCED` or `NOT ENFORCED`, when one is written.
        enforced: Option<bool>,
    },
    /// `VALIDATE CONSTRAINT name`
    ValidateConstraint(Ident<'a>),
    /// `DROP CONSTRAINT [IF EXISTS] name`
    DropConstraint {
        /// `IF EXISTS` was written.
        if_exists: bool,
        /// The constraint.
        name: Ident<'a>,
        /// `CASCADE` or `RESTRICT`.
        behavior: Behavior,
    },
    /// `RENAME TO name`
    Rename(Ident<'a>),
    /// `RENAME [COLUMN] old TO new`
    RenameColumn {
        /// The old name.
        from: Ident<'a>,
        /// The new name.
        to: Ident<'a>,
    },
    /// `RENAME CONSTRAINT old TO new`
    RenameConstraint {
        /// The old name.
        from: Ident<'a>,
        /// The new name.
        to: Ident<'a>,
    },
    /// `SET SCHEMA name`
    SetSchema(Ident<'a>),
    /// `ATTACH PARTITION name bound`
    AttachPartition {
        /// The table that becomes a partition.
        partition: ObjectName<'a>,
        /// Its bound.
        bound: PartitionBound<'a>,
    },
    /// `DETACH PARTITION name [CONCURRENTLY | FINALIZE]`
    DetachPartition {
        /// The partition.
        partition: ObjectName<'a>,
        /// `CONCURRENTLY` was written.
        concurrently: bool,
        /// `FINALIZE` was written.
        finalize: bool,
    },
    /// `ENABLE | DISABLE | FORCE | NO FORCE ROW LEVEL SECURITY`
    RowSecurity,
    /// `ENABLE | DISABLE TRIGGER …`
    Trigger,
    /// `OWNER TO role`
    Owner,
    /// `SET (parameter = value, …)`, `RESET (…)`
    Parameters {
        /// The parameter names, folded.
        names: Vec<Ident<'a>>,
    },
    /// An action that is known to PostgreSQL but not yet to this tree.
    Other,
}

/// What `ALTER COLUMN` does.
#[derive(Clone, Debug)]
pub enum ColumnChange<'a> {
    /// `SET DEFAULT expression`
    SetDefault(Expression<'a>),
    /// `DROP DEFAULT`
    DropDefault,
    /// `SET NOT NULL`
    SetNotNull,
    /// `DROP NOT NULL`
    DropNotNull,
    /// `[SET DATA] TYPE type [COLLATE name] [USING expression]`
    SetType {
        /// The new type.
        data_type: TypeName<'a>,
        /// The collation.
        collation: Option<ObjectName<'a>>,
        /// How old values become new ones.
        using: Option<Expression<'a>>,
    },
    /// `SET STATISTICS n`
    SetStatistics,
    /// A change that is known to PostgreSQL but not yet to this tree.
    Other,
}

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
    /// Its collation.
    pub collation: Option<ObjectName<'a>>,
    /// Its constraints, in order.
    pub constraints: Vec<ColumnConstraint<'a>>,
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
}

/// What a column constraint asks for.
#[derive(Clone, Debug)]
pub enum ColumnConstraintKind<'a> {
    /// `NOT NULL`
    NotNull,
    /// `NULL`
    Null,
    /// `DEFAULT expression`
    Default(Expression<'a>),
    /// `GENERATED ALWAYS AS (expression) [STORED | VIRTUAL]`
    Generated {
        /// The expression.
        expression: Expression<'a>,
        /// The last word; none was written when it is `None`.
        storage: Option<GeneratedStorage>,
    },
    /// `GENERATED … AS IDENTITY [(…)]`
    Identity,
    /// `CHECK (expression)`
    Check {
        /// The condition.
        expression: Expression<'a>,
        /// `NO INHERIT` was written.
        no_inherit: bool,
        /// `NOT ENFORCED` was written.
        not_enforced: bool,
    },
    /// `UNIQUE`
    Unique,
    /// `PRIMARY KEY`
    PrimaryKey,
    /// `REFERENCES table [(column)] …`
    References(ForeignKeyTarget<'a>),
}

/// Where a generated column lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedStorage {
    /// Written with the row.
    Stored,
    /// Computed when read.
    Virtual,
}

/// A constraint of the table as a whole.
#[derive(Clone, Debug)]
pub struct TableConstraint<'a> {
    /// From `CONSTRAINT` or the first word to the last.
    pub span: Span,
    /// The name, when one was given.
    pub name: Option<Ident<'a>>,
    /// What it asks for.
    pub kind: TableConstraintKind<'a>,
    /// The words `NOT VALID`.
    pub not_valid: Option<Span>,
    /// The words `NOT ENFORCED`.
    pub not_enforced: Option<Span>,
    /// `DEFERRABLE` was written.
    pub deferrable: bool,
}

/// What a table constraint asks for.
#[derive(Clone, Debug)]
pub enum TableConstraintKind<'a> {
    /// `CHECK (expression) [NO INHERIT]`
    Check {
        /// The condition.
        expression: Expression<'a>,
        /// `NO INHERIT` was written.
        no_inherit: bool,
    },
    /// `NOT NULL column`, from PostgreSQL 18 on.
    NotNull {
        /// The column.
        column: Ident<'a>,
        /// `NO INHERIT` was written.
        no_inherit: bool,
    },
    /// `UNIQUE [NULLS NOT DISTINCT] (columns) …`
    Unique(IndexConstraint<'a>),
    /// `PRIMARY KEY (columns) …`
    PrimaryKey(IndexConstraint<'a>),
    /// `EXCLUDE …`
    Exclude,
    /// `FOREIGN KEY (columns) REFERENCES …`
    ForeignKey {
        /// The referencing columns.
        columns: Vec<Ident<'a>>,
        /// What they reference.
        target: ForeignKeyTarget<'a>,
    },
}

/// The columns or the index behind `UNIQUE` and `PRIMARY KEY`.
#[derive(Clone, Debug, Default)]
pub struct IndexConstraint<'a> {
    /// The key columns, empty with `USING INDEX`.
    pub columns: Vec<Ident<'a>>,
    /// The columns of `INCLUDE (…)`.
    pub include: Vec<Ident<'a>>,
    /// The index of `USING INDEX name`.
    pub using_index: Option<Ident<'a>>,
    /// `NULLS NOT DISTINCT` was written.
    pub nulls_not_distinct: bool,
    /// `WITHOUT OVERLAPS` was written.
    pub without_overlaps: bool,
}

/// What a foreign key references.
#[derive(Clone, Debug)]
pub struct ForeignKeyTarget<'a> {
    /// From `REFERENCES` to the last action.
    pub span: Span,
    /// The referenced table.
    pub table: ObjectName<'a>,
    /// The referenced columns, empty for the primary key.
    pub columns: Vec<Ident<'a>>,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
}

/// What happens to referencing rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// Also when nothing was written.
    #[default]
    NoAction,
    /// `RESTRICT`
    Restrict,
    /// `CASCADE`
    Cascade,
    /// `SET NULL`
    SetNull,
    /// `SET DEFAULT`
    SetDefault,
}

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
    /// The query of `CREATE TABLE … AS`.
    pub as_query: Option<CreateTableAs<'a>>,
}

/// `LIKE source [INCLUDING …]`
#[derive(Clone, Debug)]
pub struct LikeClause<'a> {
    /// The table copied from.
    pub source: ObjectName<'a>,
    /// The words after `INCLUDING`, upper case: `ALL`, `INDEXES`, …
    pub including: Vec<String>,
    /// The words after `EXCLUDING`, upper case.
    pub excluding: Vec<String>,
}

/// `PARTITION BY strategy (keys)`
#[derive(Clone, Debug)]
pub struct PartitionBy<'a> {
    /// From `PARTITION` to the closing bracket.
    pub span: Span,
    /// `range`, `list` or `hash`.
    pub strategy: String,
    /// Columns and expressions of the key.
    pub keys: Vec<Expression<'a>>,
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
    Hash,
}

/// `CREATE TABLE … AS query [WITH [NO] DATA]`
#[derive(Clone, Debug)]
pub struct CreateTableAs<'a> {
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
    /// Its constraints and default.
    pub constraints: Vec<ColumnConstraint<'a>>,
}
