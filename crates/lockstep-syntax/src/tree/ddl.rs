//! Definitions of things other than tables.

use super::{
    ConstraintProperties, Expression, Ident, ObjectName, Query, Span, Statement, StorageParameter,
    TypeName,
};

/// What a `DROP` does to dependents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behavior {
    /// Refuses when there are any; also when nothing was written.
    #[default]
    Restrict,
    /// Drops them too.
    Cascade,
}

/// `DROP kind [CONCURRENTLY] [IF EXISTS] name, … [ON table] [behavior]`
#[derive(Clone, Debug)]
pub struct Drop<'a> {
    /// The words after `DROP`.
    pub object: DropObject,
    /// The last of those words, where a quick fix puts `CONCURRENTLY` behind.
    pub object_word: Span,
    /// `CONCURRENTLY` was written.
    pub concurrently: bool,
    /// `IF EXISTS` was written.
    pub if_exists: bool,
    /// What is dropped: the type of a cast or a transform, the operator itself
    /// as the last part of its name, the role of a user mapping.
    pub names: Vec<ObjectName<'a>>,
    /// The arguments behind the names, brackets included, or what else tells
    /// them apart; fewer than names when some have none.
    pub arguments: Vec<Span>,
    /// The table of `DROP TRIGGER | POLICY | RULE name ON table`.
    pub table: Option<ObjectName<'a>>,
    /// `CASCADE` or `RESTRICT`.
    pub behavior: Behavior,
    /// `(FORCE)` of `DROP DATABASE` was written.
    pub force: bool,
}

/// The kinds of objects that can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropObject {
    /// `TABLE`
    Table,
    /// `INDEX`
    Index,
    /// `TRIGGER`
    Trigger,
    /// `POLICY`
    Policy,
    /// `RULE`
    Rule,
    /// `VIEW`
    View,
    /// `MATERIALIZED VIEW`
    MaterializedView,
    /// `SEQUENCE`
    Sequence,
    /// `FUNCTION`, `PROCEDURE`, `ROUTINE`
    Function,
    /// `SCHEMA`
    Schema,
    /// `TYPE`
    Type,
    /// `DOMAIN`
    Domain,
    /// `FOREIGN TABLE`
    ForeignTable,
    /// Any other.
    Other,
}

/// `CREATE TRIGGER`.
#[derive(Clone, Debug)]
pub struct CreateTrigger<'a> {
    /// `OR REPLACE` was written.
    pub or_replace: bool,
    /// `CONSTRAINT` was written.
    pub constraint: bool,
    /// Its name.
    pub name: Ident<'a>,
    /// When it fires.
    pub timing: TriggerTiming,
    /// What it fires on.
    pub events: Vec<TriggerEvent<'a>>,
    /// The table or view.
    pub table: ObjectName<'a>,
    /// The table of `FROM table`, of constraint triggers.
    pub from: Option<ObjectName<'a>>,
    /// When a constraint trigger fires.
    pub properties: ConstraintProperties,
    /// The name of `REFERENCING OLD TABLE AS name`.
    pub old_table: Option<Ident<'a>>,
    /// The name of `REFERENCING NEW TABLE AS name`.
    pub new_table: Option<Ident<'a>>,
    /// `FOR EACH ROW`; otherwise it fires once a statement.
    pub for_each_row: bool,
    /// The words `FOR EACH ROW` or `FOR EACH STATEMENT`, when written.
    pub for_each: Option<Span>,
    /// The condition of `WHEN (…)`.
    pub condition: Option<Expression<'a>>,
    /// The function.
    pub function: ObjectName<'a>,
    /// What stands between the brackets after the function.
    pub arguments: Span,
}

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerTiming {
    /// `BEFORE`
    Before,
    /// `AFTER`
    After,
    /// `INSTEAD OF`
    InsteadOf,
}

/// What a trigger fires on.
#[derive(Clone, Debug)]
pub enum TriggerEvent<'a> {
    /// `INSERT`
    Insert,
    /// `UPDATE [OF columns]`
    Update(Vec<Ident<'a>>),
    /// `DELETE`
    Delete,
    /// `TRUNCATE`
    Truncate,
}

/// `CREATE FUNCTION`, `CREATE PROCEDURE`.
#[derive(Clone, Debug)]
pub struct CreateFunction<'a> {
    /// `OR REPLACE` was written.
    pub or_replace: bool,
    /// It is a procedure.
    pub procedure: bool,
    /// Its name.
    pub name: ObjectName<'a>,
    /// What stands between the brackets after the name.
    pub arguments: Span,
    /// Number of arguments.
    pub argument_count: u16,
    /// The arguments, and the columns of `RETURNS TABLE`.
    pub parameters: Vec<Parameter<'a>>,
    /// The type of `RETURNS`; none for `RETURNS TABLE` and procedures.
    pub returns: Option<TypeName<'a>>,
    /// Its volatility, `Volatile` when none was written.
    pub volatility: Volatility,
    /// Its other options, as written.
    pub options: Vec<Span>,
    /// Its body.
    pub body: Body<'a>,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    /// What it carries.
    pub mode: ParameterMode,
    /// Its name, when one was given.
    pub name: Option<Ident<'a>>,
    /// Its type.
    pub data_type: TypeName<'a>,
    /// Its default.
    pub default: Option<Expression<'a>>,
}

/// What a parameter of a function carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterMode {
    /// `IN`, also when nothing was written
    In,
    /// `OUT`
    Out,
    /// `INOUT`, `IN OUT`
    InOut,
    /// `VARIADIC`
    Variadic,
    /// A column of `RETURNS TABLE (…)`
    Table,
}

/// How often a function's result may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Volatility {
    /// Never.
    Immutable,
    /// Not within a statement.
    Stable,
    /// At any call.
    #[default]
    Volatile,
}

/// The body of a function or of a `DO` block, read for the statements inside.
#[derive(Clone, Debug, Default)]
pub struct Body<'a> {
    /// The text between the quotes, or from `BEGIN ATOMIC` to `END`.
    pub span: Span,
    /// The language, folded; `plpgsql` for a `DO` that names none.
    pub language: std::borrow::Cow<'a, str>,
    /// The SQL statements inside, in order, with byte ranges of the file:
    /// static SQL, and `EXECUTE` of a literal.
    pub statements: Vec<Statement<'a>>,
    /// It runs SQL that is put together at run time, or it is in a language
    /// that is not read.
    pub dynamic: bool,
    /// It holds `COMMIT` or `ROLLBACK` as a statement of its own.
    pub commits: bool,
    /// Which of its statements run, and how often, is decided at run time.
    pub conditional: bool,
}

/// `CREATE POLICY name ON table …`
#[derive(Clone, Debug)]
pub struct CreatePolicy<'a> {
    /// Its name.
    pub name: Ident<'a>,
    /// The table.
    pub table: ObjectName<'a>,
    /// `AS RESTRICTIVE` was written.
    pub restrictive: bool,
    /// The command of `FOR`, `ALL` when none was written.
    pub command: &'static str,
    /// The roles of `TO`, empty for everybody.
    pub roles: Vec<Ident<'a>>,
    /// The condition of `USING (…)`.
    pub using: Option<Span>,
    /// The condition of `WITH CHECK (…)`.
    pub check: Option<Span>,
    /// Tables that `USING` and `WITH CHECK` read.
    pub reads: Vec<ObjectName<'a>>,
}

/// `CREATE [OR REPLACE] [MATERIALIZED] VIEW`
#[derive(Clone, Debug)]
pub struct CreateView<'a> {
    /// `MATERIALIZED` was written.
    pub materialized: bool,
    /// `OR REPLACE` was written.
    pub or_replace: bool,
    /// `TEMPORARY` was written.
    pub temporary: bool,
    /// `RECURSIVE` was written.
    pub recursive: bool,
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// Its name.
    pub name: ObjectName<'a>,
    /// The names that its columns get, empty for those of the query.
    pub columns: Vec<Ident<'a>>,
    /// The access method of `USING`.
    pub method: Option<Ident<'a>>,
    /// `WITH (…)`
    pub parameters: Box<[StorageParameter<'a>]>,
    /// `TABLESPACE name`
    pub tablespace: Option<Ident<'a>>,
    /// Its query.
    pub query: Query<'a>,
    /// False for `WITH NO DATA`.
    pub with_data: bool,
    /// `WITH [CASCADED | LOCAL] CHECK OPTION`
    pub check_option: Option<CheckOption>,
}

/// Which conditions a row that is written through a view has to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOption {
    /// `LOCAL`: those of the view itself.
    Local,
    /// `CASCADED`, or nothing: also those of the views below.
    Cascaded,
}

/// `CREATE SCHEMA [IF NOT EXISTS] name [element …]`
#[derive(Clone, Debug)]
pub struct CreateSchema<'a> {
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// Its name, when one was given.
    pub name: Option<Ident<'a>>,
    /// The role of `AUTHORIZATION`.
    pub owner: Option<Ident<'a>>,
    /// What is created in it at once.
    pub elements: Vec<Statement<'a>>,
}
