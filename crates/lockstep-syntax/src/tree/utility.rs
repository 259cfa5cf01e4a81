//! Maintenance, privileges, cursors, and statements that hold another.

use super::{
    Behavior, FunctionCall, GenericOption, Ident, NamedOption, ObjectName, ObjectReference, Query,
    Span, Statement, TypeName,
};

/// `VACUUM`, `ANALYZE`
#[derive(Clone, Debug)]
pub struct Maintenance<'a> {
    /// `VACUUM`
    pub vacuum: bool,
    /// `FULL`
    pub full: bool,
    /// `ANALYZE`
    pub analyze: bool,
    /// The options, whichever way they were written.
    pub options: Vec<NamedOption<'a>>,
    /// The tables; empty for all of them.
    pub tables: Vec<MaintainedTable<'a>>,
}

/// A table of [`Maintenance`].
#[derive(Clone, Debug)]
pub struct MaintainedTable<'a> {
    /// The table.
    pub name: ObjectName<'a>,
    /// `ONLY` was written.
    pub only: bool,
    /// The columns to analyze; empty for all.
    pub columns: Vec<Ident<'a>>,
}

/// `REINDEX [(options)] kind [CONCURRENTLY] [name]`
#[derive(Clone, Debug)]
pub struct Reindex<'a> {
    /// What is rebuilt.
    pub target: ReindexTarget,
    /// The word of the target, where a quick fix puts `CONCURRENTLY` behind.
    pub target_word: Span,
    /// The word `CONCURRENTLY` was written, not the option.
    pub concurrently: bool,
    /// The options in brackets.
    pub options: Vec<NamedOption<'a>>,
    /// The index, table, schema or database.
    pub name: Option<ObjectName<'a>>,
}

/// What [`Reindex`] rebuilds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReindexTarget {
    /// `INDEX`
    Index,
    /// `TABLE`
    Table,
    /// `SCHEMA`
    Schema,
    /// `DATABASE`
    Database,
    /// `SYSTEM`
    System,
}

/// `CLUSTER [table [USING index]]`, and `REPACK` of PostgreSQL 19.
#[derive(Clone, Debug)]
pub struct Cluster<'a> {
    /// `REPACK` was written.
    pub repack: bool,
    /// The options in brackets.
    pub options: Vec<NamedOption<'a>>,
    /// The table; none for all that were clustered before.
    pub table: Option<ObjectName<'a>>,
    /// The index whose order it takes.
    pub index: Option<Ident<'a>>,
}

/// `REFRESH MATERIALIZED VIEW [CONCURRENTLY] name [WITH [NO] DATA]`
#[derive(Clone, Debug)]
pub struct Refresh<'a> {
    /// `CONCURRENTLY` was written.
    pub concurrently: bool,
    /// The materialized view.
    pub name: ObjectName<'a>,
    /// False for `WITH NO DATA`.
    pub with_data: bool,
}

/// `GRANT`, `REVOKE`
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    /// `REVOKE` was written.
    pub revoke: bool,
    /// The privileges, or the roles of which membership is granted.
    pub privileges: Vec<Privilege<'a>>,
    /// The kind of the objects, `TABLE` when none was written; none for the
    /// membership in roles.
    pub kind: Option<&'static str>,
    /// `ALL … IN SCHEMA`: the objects named are schemas.
    pub in_schema: bool,
    /// The objects.
    pub objects: Vec<ObjectReference<'a>>,
    /// Who gets or loses them.
    pub roles: Vec<Ident<'a>>,
    /// `WITH GRANT OPTION` or `GRANT OPTION FOR` was written.
    pub grant_option: bool,
    /// The options of a membership.
    pub options: Vec<NamedOption<'a>>,
    /// The role of `GRANTED BY`.
    pub granted_by: Option<Ident<'a>>,
    /// `CASCADE` or `RESTRICT` of a `REVOKE`.
    pub behavior: Behavior,
}

/// A privilege, perhaps on some columns only.
#[derive(Clone, Debug)]
pub struct Privilege<'a> {
    /// Its words as written.
    pub words: Span,
    /// The columns.
    pub columns: Vec<Ident<'a>>,
}

/// `REASSIGN OWNED BY roles TO role`, `DROP OWNED BY roles`
#[derive(Clone, Debug)]
pub struct Owned<'a> {
    /// The roles whose objects are meant.
    pub roles: Vec<Ident<'a>>,
    /// The new owner; none when the objects are dropped.
    pub to: Option<Ident<'a>>,
    /// `CASCADE` or `RESTRICT`.
    pub behavior: Behavior,
}

/// `COMMENT ON object IS …`, `SECURITY LABEL … ON object IS …`
#[derive(Clone, Debug)]
pub struct Comment<'a> {
    /// The object; for a column the last part of its name is the column.
    pub object: ObjectReference<'a>,
    /// The provider of `SECURITY LABEL FOR provider`.
    pub provider: Option<Span>,
    /// The words of the comment; none for `IS NULL`.
    pub text: Option<Span>,
}

/// `EXPLAIN [ANALYZE] statement`
#[derive(Clone, Debug)]
pub struct Explain<'a> {
    /// The statement is carried out, too.
    pub analyze: bool,
    /// The options, whichever way they were written.
    pub options: Vec<NamedOption<'a>>,
    /// The statement explained.
    pub statement: Statement<'a>,
}

/// `PREPARE name [(types)] AS statement`
#[derive(Clone, Debug)]
pub struct Prepare<'a> {
    /// Its name.
    pub name: Ident<'a>,
    /// The types of its parameters.
    pub types: Vec<TypeName<'a>>,
    /// The statement prepared.
    pub statement: Statement<'a>,
}

/// `EXECUTE name [(values)]`, `CALL procedure(arguments)`
#[derive(Clone, Debug)]
pub struct Execute<'a> {
    /// The procedure; none for a prepared statement.
    pub procedure: Option<ObjectName<'a>>,
    /// The prepared statement.
    pub prepared: Option<Ident<'a>>,
    /// What stands between the brackets.
    pub arguments: Span,
    /// Functions called in the arguments.
    pub functions: Vec<FunctionCall<'a>>,
    /// Tables read by subqueries in the arguments.
    pub reads: Vec<ObjectName<'a>>,
}

/// `DECLARE name … CURSOR … FOR query`
#[derive(Clone, Debug)]
pub struct DeclareCursor<'a> {
    /// Its name.
    pub name: Ident<'a>,
    /// What stands before `CURSOR`: `SCROLL`, `BINARY` and their kin.
    pub options: Span,
    /// `WITH HOLD`: it outlives its transaction.
    pub hold: bool,
    /// The query.
    pub query: Query<'a>,
}

/// `IMPORT FOREIGN SCHEMA remote … FROM SERVER server INTO schema`
#[derive(Clone, Debug)]
pub struct ImportForeignSchema<'a> {
    /// The schema on the other side.
    pub remote: Ident<'a>,
    /// `EXCEPT (…)` instead of `LIMIT TO (…)`.
    pub except: bool,
    /// The tables in brackets.
    pub tables: Vec<ObjectName<'a>>,
    /// The server.
    pub server: Ident<'a>,
    /// The schema that the tables are created in.
    pub into: Ident<'a>,
    /// `OPTIONS (…)`
    pub options: Box<[GenericOption<'a>]>,
}
