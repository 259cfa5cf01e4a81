//! The syntax tree: what one statement says, every part with its byte range.
//!
//! The tree follows PostgreSQL's `gram.y` but keeps only what lock analysis
//! and rewriting need; the rest of a statement stays in reach through its
//! [`Span`]. It borrows from the text: an identifier is copied only where
//! folding or unescaping changes it.

mod alter_table;
mod column;
mod constraint;
mod ddl;
mod dml;
mod expression;
mod index;
mod name;
mod object;
mod option;
mod sequence;
mod table;
mod utility;

use std::ops::Range;

pub use alter_table::*;
pub use column::*;
pub use constraint::*;
pub use ddl::*;
pub use dml::*;
pub use expression::*;
pub use index::*;
pub use name::*;
pub use object::*;
pub use option::*;
pub use sequence::*;
pub use table::*;
pub use utility::*;

/// A range of bytes of the file, `start` included, `end` not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text of this range, empty when the range does not fit `text`.
    ///
    /// ```
    /// # use lockstep_syntax::tree::Span;
    /// assert_eq!(Span::new(0, 6).of("SELECT 1"), "SELECT");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// As a range of indexes.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// One statement of a script.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// From the first token to the last, the semicolon included, leading
    /// comments not.
    pub span: Span,
    /// PostgreSQL's command tag, such as `ALTER TABLE`; empty when not even
    /// the command is known.
    pub command: &'static str,
    /// What it says.
    pub kind: StatementKind<'a>,
    /// What could not be read. A statement with errors keeps what was read
    /// before the first of them.
    pub errors: Vec<SyntaxError>,
    /// Clauses that are valid SQL but that the tree does not hold; the
    /// statement is understood only in part.
    pub skipped: Vec<Span>,
}

/// Something that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What was found, as a person would say it: `"TABEL"`, `end of statement`.
    pub found: String,
    /// What could have stood there: `a column name`, `TABLE, INDEX or VIEW`.
    pub expected: String,
    /// What was probably meant, for a near miss.
    pub suggestion: Option<String>,
}

/// The statements, by what they do.
#[derive(Clone, Debug)]
pub enum StatementKind<'a> {
    /// `ALTER TABLE`, and the forms of `ALTER INDEX | VIEW | SEQUENCE |
    /// MATERIALIZED VIEW | FOREIGN TABLE` that share its grammar.
    AlterTable(AlterTable<'a>),
    /// `ALTER TABLE ALL IN TABLESPACE …` and its kin.
    MoveAll(Box<MoveAll<'a>>),
    /// `CREATE TABLE`, `CREATE TABLE … AS`.
    CreateTable(Box<CreateTable<'a>>),
    /// `CREATE INDEX`.
    CreateIndex(Box<CreateIndex<'a>>),
    /// `DROP` of any kind of object.
    Drop(Box<Drop<'a>>),
    /// `CREATE TRIGGER`, `CREATE CONSTRAINT TRIGGER`.
    CreateTrigger(Box<CreateTrigger<'a>>),
    /// `CREATE FUNCTION`, `CREATE PROCEDURE`.
    CreateFunction(Box<CreateFunction<'a>>),
    /// `CREATE POLICY`.
    CreatePolicy(CreatePolicy<'a>),
    /// `CREATE VIEW`, `CREATE MATERIALIZED VIEW`.
    CreateView(Box<CreateView<'a>>),
    /// `CREATE SCHEMA`.
    CreateSchema(CreateSchema<'a>),
    /// `CREATE SEQUENCE`.
    CreateSequence(CreateSequence<'a>),
    /// `CREATE TYPE`.
    CreateType(CreateType<'a>),
    /// `CREATE DOMAIN`.
    CreateDomain(Box<CreateDomain<'a>>),
    /// `SELECT`, `VALUES`, `TABLE`, `WITH … SELECT`.
    Select(Box<Query<'a>>),
    /// `INSERT`.
    Insert(Box<Insert<'a>>),
    /// `UPDATE`.
    Update(Box<Update<'a>>),
    /// `DELETE`.
    Delete(Box<Delete<'a>>),
    /// `MERGE`.
    Merge(Box<Merge<'a>>),
    /// `TRUNCATE`.
    Truncate(Truncate<'a>),
    /// `COPY`.
    Copy(Box<Copy<'a>>),
    /// `LOCK TABLE`.
    Lock(LockTable<'a>),
    /// `BEGIN`, `COMMIT`, `ROLLBACK`, `SAVEPOINT` and their kin.
    Transaction(TransactionControl<'a>),
    /// `SET`, `RESET`.
    Set(SetParameter<'a>),
    /// `DO`.
    Do(Body<'a>),
    /// `VACUUM`, `ANALYZE`.
    Maintenance(Maintenance<'a>),
    /// `REINDEX`.
    Reindex(Box<Reindex<'a>>),
    /// `CLUSTER`, `REPACK`.
    Cluster(Box<Cluster<'a>>),
    /// `REFRESH MATERIALIZED VIEW`.
    Refresh(Refresh<'a>),
    /// `COMMENT ON`.
    Comment(Box<Comment<'a>>),
    /// `SECURITY LABEL`.
    SecurityLabel(Box<Comment<'a>>),
    /// `ALTER` of functions, types, domains, schemas, policies, triggers,
    /// rules, statistics, extensions; the common forms of publications and
    /// subscriptions.
    AlterObject(Box<AlterObject<'a>>),
    /// `CREATE RULE`.
    CreateRule(Box<CreateRule<'a>>),
    /// `CREATE STATISTICS`.
    CreateStatistics(Box<CreateStatistics<'a>>),
    /// `CREATE EXTENSION`.
    CreateExtension(Box<CreateExtension<'a>>),
    /// `CREATE PUBLICATION`, `ALTER PUBLICATION`.
    Publication(Box<Publication<'a>>),
    /// `CREATE SUBSCRIPTION`, `ALTER SUBSCRIPTION`.
    Subscription(Box<Subscription<'a>>),
    /// `GRANT`, `REVOKE`.
    Grant(Box<Grant<'a>>),
    /// `REASSIGN OWNED`, `DROP OWNED`.
    Owned(Owned<'a>),
    /// `IMPORT FOREIGN SCHEMA`.
    ImportForeignSchema(Box<ImportForeignSchema<'a>>),
    /// `EXPLAIN`.
    Explain(Box<Explain<'a>>),
    /// `PREPARE`.
    Prepare(Box<Prepare<'a>>),
    /// `EXECUTE` of a prepared statement, `CALL`.
    Execute(Box<Execute<'a>>),
    /// `DECLARE … CURSOR`.
    DeclareCursor(Box<DeclareCursor<'a>>),
    /// `FETCH`, `MOVE`, `CLOSE`, `DEALLOCATE`, `SHOW`.
    Session {
        /// The cursor, statement or parameter; none for `ALL`.
        name: Option<Ident<'a>>,
        /// What stands before a cursor's name: how far it moves.
        clauses: Span,
    },
    /// A command that names no relation: `CREATE ROLE`, `ALTER OPERATOR`,
    /// `LISTEN`, `CHECKPOINT`. What follows its first words, as a range.
    Clauses(Span),
    /// A command of which only the tag could be read.
    Other,
    /// Not a command of PostgreSQL.
    Unknown,
    /// A part of a statement, at the border of a hunk: the rest of it is not
    /// at hand.
    Fragment,
}
