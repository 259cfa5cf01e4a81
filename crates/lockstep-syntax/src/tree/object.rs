//! Objects beside tables: types, domains, rules, publications and their kin.

use std::borrow::Cow;

use super::{Behavior, Expression, Ident, ObjectName, Span, Statement, TypeName, Volatility};

/// One option of a list in brackets: `name`, `name value` or `name = value`.
#[derive(Clone, Debug)]
pub struct NamedOption<'a> {
    /// Its name, folded.
    pub name: Cow<'a, str>,
    /// Its value as written; empty when none was.
    pub value: Span,
}

/// An object as `COMMENT`, `GRANT`, `SECURITY LABEL` and `ALTER EXTENSION`
/// name it.
#[derive(Clone, Debug)]
pub struct ObjectReference<'a> {
    /// The words of its kind, upper case: `TABLE`, `COLUMN`, `OPERATOR CLASS`.
    pub kind: &'static str,
    /// Its name; the type of a domain, a cast or a transform; the operator
    /// itself as last part. None for large objects.
    pub name: Option<ObjectName<'a>>,
    /// What tells it from others of its name: the arguments, brackets included;
    /// the index method, the language or the server.
    pub arguments: Option<Span>,
    /// The table, or domain, of `ON name`.
    pub table: Option<ObjectName<'a>>,
}

/// `ALTER` of an object that is no relation.
#[derive(Clone, Debug)]
pub struct AlterObject<'a> {
    /// `IF EXISTS` was written.
    pub if_exists: bool,
    /// The object.
    pub object: ObjectReference<'a>,
    /// What is done to it.
    pub change: ObjectChange<'a>,
}

/// What [`AlterObject`] does.
#[derive(Clone, Debug)]
pub enum ObjectChange<'a> {
    /// `RENAME TO name`
    Rename(Ident<'a>),
    /// `SET SCHEMA name`
    SetSchema(Ident<'a>),
    /// `OWNER TO role`
    Owner(Ident<'a>),
    /// `[NO] DEPENDS ON EXTENSION name`
    DependsOnExtension {
        /// False for `NO DEPENDS`.
        depends: bool,
        /// The extension.
        extension: Ident<'a>,
    },
    /// `SET STATISTICS target`; none for `DEFAULT`.
    Statistics(Option<i32>),
    /// The options of a function.
    Function {
        /// Its volatility, when it is among them.
        volatility: Option<Volatility>,
        /// The other ones, as written.
        options: Vec<Span>,
    },
    /// What is changed of a policy.
    Policy {
        /// The tables that `USING` and `WITH CHECK` read.
        reads: Vec<ObjectName<'a>>,
        /// All of it, as written.
        clauses: Span,
    },
    /// `UPDATE [TO version]` of an extension, the version as written.
    Update(Option<Span>),
    /// `ADD` to an extension.
    AddMember(ObjectReference<'a>),
    /// `DROP` from an extension.
    DropMember(ObjectReference<'a>),
    /// `SET (option, …)`
    Options(Vec<NamedOption<'a>>),
    /// Values of an enum: `ADD VALUE`, `RENAME VALUE`, `DROP VALUE`.
    EnumValue(EnumChange<'a>),
    /// Attributes of a composite type.
    Attributes(Vec<AttributeChange<'a>>),
    /// Default and constraints of a domain.
    Domain(Box<DomainChange<'a>>),
}

/// What is done to the values of an enum.
#[derive(Clone, Debug)]
pub enum EnumChange<'a> {
    /// `ADD VALUE [IF NOT EXISTS] value [BEFORE | AFTER neighbour]`
    Add {
        /// `IF NOT EXISTS` was written.
        if_not_exists: bool,
        /// The new value.
        value: Cow<'a, str>,
        /// It stands before its neighbour, not behind.
        before: bool,
        /// The value that it stands beside.
        neighbour: Option<Cow<'a, str>>,
    },
    /// `RENAME VALUE from TO to`
    Rename {
        /// The old spelling.
        from: Cow<'a, str>,
        /// The new one.
        to: Cow<'a, str>,
    },
    /// `DROP VALUE value`, which PostgreSQL knows only to refuse it.
    Drop,
}

/// One change to the attributes of a composite type.
#[derive(Clone, Debug)]
pub struct AttributeChange<'a> {
    /// From its first word to its last.
    pub span: Span,
    /// The attribute.
    pub name: Ident<'a>,
    /// What is done to it.
    pub kind: AttributeChangeKind<'a>,
    /// `CASCADE` reaches the tables of the type.
    pub behavior: Behavior,
}

/// What [`AttributeChange`] does.
#[derive(Clone, Debug)]
pub enum AttributeChangeKind<'a> {
    /// `ADD ATTRIBUTE name type`
    Add(AttributeType<'a>),
    /// `DROP ATTRIBUTE [IF EXISTS] name`
    Drop {
        /// `IF EXISTS` was written.
        if_exists: bool,
    },
    /// `ALTER ATTRIBUTE name TYPE type`
    Type(AttributeType<'a>),
    /// `RENAME ATTRIBUTE name TO name`
    Rename(Ident<'a>),
}

/// The type of an attribute: `type [COLLATE collation]`
#[derive(Clone, Debug)]
pub struct AttributeType<'a> {
    /// The type.
    pub data_type: TypeName<'a>,
    /// The collation.
    pub collation: Option<ObjectName<'a>>,
}

/// What `ALTER DOMAIN` does to default and constraints.
#[derive(Clone, Debug)]
pub enum DomainChange<'a> {
    /// `SET DEFAULT expression`, `DROP DEFAULT`
    Default(Option<Expression<'a>>),
    /// `SET NOT NULL`
    SetNotNull,
    /// `DROP NOT NULL`
    DropNotNull,
    /// `ADD [CONSTRAINT name] CHECK (…) | NOT NULL [NOT VALID]`
    AddConstraint {
        /// Its name, when one was given.
        name: Option<Ident<'a>>,
        /// The condition; none for `NOT NULL`.
        check: Option<Expression<'a>>,
        /// `NOT VALID` was written.
        not_valid: bool,
    },
    /// `DROP CONSTRAINT [IF EXISTS] name`
    DropConstraint {
        /// `IF EXISTS` was written.
        if_exists: bool,
        /// Its name.
        name: Ident<'a>,
        /// `CASCADE` or `RESTRICT`.
        behavior: Behavior,
    },
    /// `VALIDATE CONSTRAINT name`
    Validate(Ident<'a>),
    /// `RENAME CONSTRAINT from TO to`
    RenameConstraint(Ident<'a>, Ident<'a>),
}

/// `CREATE TYPE name …`
#[derive(Clone, Debug)]
pub struct CreateType<'a> {
    /// Its name.
    pub name: ObjectName<'a>,
    /// What it is.
    pub definition: TypeDefinition<'a>,
}

/// What a type is made of.
#[derive(Clone, Debug)]
pub enum TypeDefinition<'a> {
    /// A name alone, to be defined later.
    Shell,
    /// `AS ENUM (…)`
    Enum(Vec<Cow<'a, str>>),
    /// `AS (name type, …)`
    Composite(Vec<(Ident<'a>, AttributeType<'a>)>),
    /// `AS RANGE (…)`
    Range(Vec<NamedOption<'a>>),
    /// `(INPUT = …, OUTPUT = …, …)`
    Base(Vec<NamedOption<'a>>),
}

/// `CREATE [OR REPLACE] RULE name AS ON event TO table …`
#[derive(Clone, Debug)]
pub struct CreateRule<'a> {
    /// `OR REPLACE` was written.
    pub or_replace: bool,
    /// Its name.
    pub name: Ident<'a>,
    /// `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    pub event: &'static str,
    /// The table or view.
    pub table: ObjectName<'a>,
    /// The condition of `WHERE`.
    pub condition: Option<Expression<'a>>,
    /// `INSTEAD` was written.
    pub instead: bool,
    /// What it does; empty for `NOTHING`.
    pub actions: Vec<Statement<'a>>,
}

/// `CREATE STATISTICS [IF NOT EXISTS] [name] [(kind, …)] ON … FROM table`
#[derive(Clone, Debug)]
pub struct CreateStatistics<'a> {
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// Its name, when one was given.
    pub name: Option<ObjectName<'a>>,
    /// The kinds of statistics asked for.
    pub kinds: Vec<Ident<'a>>,
    /// Columns and expressions.
    pub keys: Vec<Expression<'a>>,
    /// The table.
    pub table: ObjectName<'a>,
}

/// `CREATE EXTENSION [IF NOT EXISTS] name …`
#[derive(Clone, Debug)]
pub struct CreateExtension<'a> {
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// Its name.
    pub name: Ident<'a>,
    /// The schema that its objects go to.
    pub schema: Option<Ident<'a>>,
    /// The version, as written.
    pub version: Option<Span>,
    /// `CASCADE`: what it needs is installed, too.
    pub cascade: bool,
}

/// `CREATE PUBLICATION`, `ALTER PUBLICATION`.
#[derive(Clone, Debug)]
pub struct Publication<'a> {
    /// Its name.
    pub name: Ident<'a>,
    /// What is done with its objects.
    pub change: PublicationChange,
    /// `FOR ALL TABLES` was written.
    pub all_tables: bool,
    /// Tables, with what is published of them.
    pub tables: Vec<PublishedTable<'a>>,
    /// The schemas of `TABLES IN SCHEMA`.
    pub schemas: Vec<Ident<'a>>,
    /// The options of `WITH (…)` or `SET (…)`.
    pub options: Vec<NamedOption<'a>>,
}

/// What is done with the objects of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationChange {
    /// `CREATE PUBLICATION`
    Create,
    /// `ADD`
    Add,
    /// `SET`, of objects or options
    Set,
    /// `DROP`
    Drop,
}

/// A table of a publication.
#[derive(Clone, Debug)]
pub struct PublishedTable<'a> {
    /// The table.
    pub name: ObjectName<'a>,
    /// `ONLY` was written.
    pub only: bool,
    /// The columns published; empty for all.
    pub columns: Vec<Ident<'a>>,
    /// The condition of `WHERE (…)`.
    pub condition: Option<Expression<'a>>,
}

/// `CREATE SUBSCRIPTION`, `ALTER SUBSCRIPTION`.
#[derive(Clone, Debug)]
pub struct Subscription<'a> {
    /// Its name.
    pub name: Ident<'a>,
    /// The words of what is done: `CREATE`, `CONNECTION`, `REFRESH
    /// PUBLICATION`, `ADD PUBLICATION`, `ENABLE` and so on.
    pub change: &'static str,
    /// The publications named.
    pub publications: Vec<Ident<'a>>,
    /// The options of `WITH (…)`, `SET (…)` or `SKIP (…)`.
    pub options: Vec<NamedOption<'a>>,
}
