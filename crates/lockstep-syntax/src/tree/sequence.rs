//! Sequences.

use super::{ObjectName, Span, TypeName};

/// An option of a sequence.
#[derive(Clone, Debug)]
pub struct SequenceOption<'a> {
    /// All of it.
    pub span: Span,
    /// What it says.
    pub kind: SequenceOptionKind<'a>,
}

/// What an option of a sequence says; numbers as written.
#[derive(Clone, Debug)]
pub enum SequenceOptionKind<'a> {
    /// `AS type`
    As(Box<TypeName<'a>>),
    /// `CACHE n`
    Cache(&'a str),
    /// `CYCLE`, or `NO CYCLE` when false.
    Cycle(bool),
    /// `INCREMENT [BY] n`
    Increment(&'a str),
    /// `MINVALUE n`; none for `NO MINVALUE`.
    MinValue(Option<&'a str>),
    /// `MAXVALUE n`; none for `NO MAXVALUE`.
    MaxValue(Option<&'a str>),
    /// `OWNED BY table.column`; `none` for `OWNED BY NONE`.
    OwnedBy(ObjectName<'a>),
    /// `SEQUENCE NAME name`
    Name(ObjectName<'a>),
    /// `START [WITH] n`
    Start(&'a str),
    /// `RESTART [[WITH] n]`
    Restart(Option<&'a str>),
    /// `LOGGED`, or `UNLOGGED` when false.
    Logged(bool),
}

/// `CREATE SEQUENCE [IF NOT EXISTS] name …`
#[derive(Clone, Debug)]
pub struct CreateSequence<'a> {
    /// `TEMPORARY` was written.
    pub temporary: bool,
    /// `UNLOGGED` was written.
    pub unlogged: bool,
    /// `IF NOT EXISTS` was written.
    pub if_not_exists: bool,
    /// Its name.
    pub name: ObjectName<'a>,
    /// Its options, in order.
    pub options: Box<[SequenceOption<'a>]>,
}
