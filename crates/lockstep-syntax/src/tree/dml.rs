//! Statements that read and write rows, and those that steer the session.

use super::{Behavior, Expression, Ident, NamedOption, ObjectName, Query, Span, Statement};

/// `INSERT INTO table …`
#[derive(Clone, Debug)]
pub struct Insert<'a> {
    /// The table.
    pub table: ObjectName<'a>,
    /// The list of columns, brackets included.
    pub columns: Option<Span>,
    /// What it reads, common table expressions and `RETURNING` included.
    pub query: Query<'a>,
    /// The rows come from a query, not from `VALUES`.
    pub from_query: bool,
    /// `ON CONFLICT … DO UPDATE` was written.
    pub on_conflict_update: bool,
}

/// `UPDATE table SET …`
#[derive(Clone, Debug)]
pub struct Update<'a> {
    /// The table.
    pub table: ObjectName<'a>,
    /// `ONLY` was written.
    pub only: bool,
    /// The alias, when one was given.
    pub alias: Option<Ident<'a>>,
    /// The columns assigned.
    pub columns: Vec<Ident<'a>>,
    /// What stands between `SET` and `FROM`, `WHERE`, `RETURNING` or the end.
    pub assignments: Span,
    /// `FROM …` was written.
    pub has_from: bool,
    /// The condition.
    pub condition: Option<Expression<'a>>,
    /// What else it reads: `FROM`, subqueries, common table expressions.
    pub query: Query<'a>,
}

/// `DELETE FROM table …`
#[derive(Clone, Debug)]
pub struct Delete<'a> {
    /// The table.
    pub table: ObjectName<'a>,
    /// `ONLY` was written.
    pub only: bool,
    /// The alias, when one was given.
    pub alias: Option<Ident<'a>>,
    /// `USING …` was written.
    pub has_using: bool,
    /// The condition.
    pub condition: Option<Expression<'a>>,
    /// What else it reads.
    pub query: Query<'a>,
}

/// `MERGE INTO table USING …`
#[derive(Clone, Debug)]
pub struct Merge<'a> {
    /// The table.
    pub table: ObjectName<'a>,
    /// What it reads.
    pub query: Query<'a>,
}

/// `TRUNCATE table, …`
#[derive(Clone, Debug)]
pub struct Truncate<'a> {
    /// The tables, each with whether `ONLY` stood before it.
    pub tables: Vec<(ObjectName<'a>, bool)>,
    /// `RESTART IDENTITY` was written.
    pub restart_identity: bool,
    /// `CASCADE` or `RESTRICT`.
    pub behavior: Behavior,
}

/// `COPY table FROM | TO …`
#[derive(Clone, Debug)]
pub struct Copy<'a> {
    /// The table; none for `COPY (query) TO`.
    pub table: Option<ObjectName<'a>>,
    /// It writes to the table.
    pub from: bool,
    /// `FROM stdin`: data follows the statement.
    pub stdin: bool,
    /// The columns; empty for all.
    pub columns: Vec<Ident<'a>>,
    /// `PROGRAM` was written.
    pub program: bool,
    /// The options, whichever way they were written.
    pub options: Vec<NamedOption<'a>>,
    /// The condition of `COPY … FROM … WHERE`.
    pub condition: Option<Expression<'a>>,
    /// The statement of `COPY (statement) TO`: a query, or one that writes
    /// and returns rows.
    pub query: Option<Box<Statement<'a>>>,
}

/// `LOCK [TABLE] table, … [IN mode MODE] [NOWAIT]`
#[derive(Clone, Debug)]
pub struct LockTable<'a> {
    /// The tables, each with whether `ONLY` stood before it.
    pub tables: Vec<(ObjectName<'a>, bool)>,
    /// The mode in upper case, `ACCESS EXCLUSIVE` when none was written.
    pub mode: String,
    /// `NOWAIT` was written.
    pub nowait: bool,
}

/// Transaction control.
#[derive(Clone, Debug)]
pub enum TransactionControl<'a> {
    /// `BEGIN`, `START TRANSACTION`, with its modes as written
    Begin(Span),
    /// `COMMIT`, `END`
    Commit {
        /// `AND CHAIN`: the next transaction begins at once.
        chain: bool,
    },
    /// `ROLLBACK`, `ABORT`
    Rollback {
        /// `AND CHAIN`: the next transaction begins at once.
        chain: bool,
    },
    /// `SAVEPOINT name`
    Savepoint(Ident<'a>),
    /// `ROLLBACK TO name`
    RollbackTo(Ident<'a>),
    /// `RELEASE name`
    Release(Ident<'a>),
    /// `PREPARE TRANSACTION`, `COMMIT PREPARED`, `ROLLBACK PREPARED`
    TwoPhase,
    /// `SET TRANSACTION`, `SET SESSION CHARACTERISTICS`, `SET CONSTRAINTS`;
    /// what stands behind these words.
    Characteristics(Span),
}

/// `SET [LOCAL | SESSION] name = value`, `RESET name`
#[derive(Clone, Debug)]
pub struct SetParameter<'a> {
    /// `LOCAL` was written.
    pub local: bool,
    /// The parameter, folded: `lock_timeout`, `search_path`, `timezone` for
    /// `SET TIME ZONE`, `role` for `SET ROLE`, `all` for `RESET ALL`.
    pub name: std::borrow::Cow<'a, str>,
    /// The values as written, unquoted; empty for `RESET` and `TO DEFAULT`.
    pub values: Vec<std::borrow::Cow<'a, str>>,
}
