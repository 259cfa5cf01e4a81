//! Constraints of a table as a whole, and foreign keys.

use super::{Expression, Ident, IndexKey, IndexStorage, ObjectName, Span};

/// A constraint of the table as a whole.
#[derive(Clone, Debug)]
pub struct TableConstraint<'a> {
    /// From `CONSTRAINT` or the first word to the last.
    pub span: Span,
    /// The name, when one was given.
    pub name: Option<Ident<'a>>,
    /// What it asks for.
    pub kind: TableConstraintKind<'a>,
    /// `DEFERRABLE`, `NOT VALID` and their kin.
    pub properties: ConstraintProperties,
}

/// What stands behind a constraint, in any order; none where nothing is
/// written of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConstraintProperties {
    /// `DEFERRABLE` or `NOT DEFERRABLE`.
    pub deferrable: Option<bool>,
    /// `INITIALLY DEFERRED` or `INITIALLY IMMEDIATE`.
    pub initially_deferred: Option<bool>,
    /// `ENFORCED` or `NOT ENFORCED`.
    pub enforced: Option<bool>,
    /// `INHERIT` or `NO INHERIT`.
    pub inherit: Option<bool>,
    /// `NOT VALID` was written.
    pub not_valid: bool,
}

impl ConstraintProperties {
    /// Whether it can be deferred; `INITIALLY DEFERRED` says so, too.
    #[must_use]
    pub fn is_deferrable(self) -> bool {
        self.deferrable == Some(true) || self.initially_deferred == Some(true)
    }

    /// Whether `NOT ENFORCED` was written.
    #[must_use]
    pub fn is_not_enforced(self) -> bool {
        self.enforced == Some(false)
    }

    /// Whether `NO INHERIT` was written.
    #[must_use]
    pub fn is_no_inherit(self) -> bool {
        self.inherit == Some(false)
    }
}

/// What a table constraint asks for.
#[derive(Clone, Debug)]
pub enum TableConstraintKind<'a> {
    /// `CHECK (expression)`
    Check(Expression<'a>),
    /// `NOT NULL column`, from PostgreSQL 18 on.
    NotNull {
        /// The column.
        column: Ident<'a>,
    },
    /// `UNIQUE [NULLS NOT DISTINCT] (columns) …`
    Unique(IndexConstraint<'a>),
    /// `PRIMARY KEY (columns) …`
    PrimaryKey(IndexConstraint<'a>),
    /// `EXCLUDE …`
    Exclude(Box<Exclusion<'a>>),
    /// `FOREIGN KEY (columns) REFERENCES …`
    ForeignKey {
        /// The referencing columns.
        columns: Vec<Ident<'a>>,
        /// `PERIOD` stands before the last of them.
        period: bool,
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
    /// How its index is stored, where anything is said of it.
    pub storage: Option<Box<IndexStorage<'a>>>,
}

/// `EXCLUDE [USING method] (key WITH operator, …) …`
#[derive(Clone, Debug, Default)]
pub struct Exclusion<'a> {
    /// The access method, `btree` when none was written.
    pub method: Option<Ident<'a>>,
    /// What is compared, and the operator as written.
    pub elements: Vec<(IndexKey<'a>, &'a str)>,
    /// The columns of `INCLUDE (…)`.
    pub include: Vec<Ident<'a>>,
    /// How its index is stored, where anything is said of it.
    pub storage: Option<Box<IndexStorage<'a>>>,
    /// The predicate of `WHERE (…)`.
    pub predicate: Option<Expression<'a>>,
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
    /// `PERIOD` stands before the last of them.
    pub period: bool,
    /// `MATCH`.
    pub match_kind: MatchKind,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// The columns of `ON DELETE SET NULL (…)` and `SET DEFAULT (…)`, empty
    /// for all of them.
    pub on_delete_columns: Vec<Ident<'a>>,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
}

/// When a key with NULLs in it is in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchKind {
    /// Also when nothing was written.
    #[default]
    Simple,
    /// `MATCH FULL`
    Full,
    /// `MATCH PARTIAL`, which PostgreSQL reads and refuses.
    Partial,
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
