//! Lists of options that many statements share.

use super::Ident;

/// `name [= value]` of a list in brackets.
#[derive(Clone, Debug)]
pub struct StorageParameter<'a> {
    /// Its name, with the part before the dot: `toast.autovacuum_enabled`.
    pub name: Ident<'a>,
    /// The value as written.
    pub value: Option<&'a str>,
}

/// An option of a foreign table or of one of its columns.
#[derive(Clone, Debug)]
pub struct GenericOption<'a> {
    /// What is done; `Add` when nothing is said.
    pub action: OptionAction,
    /// Its name.
    pub name: Ident<'a>,
    /// The value as written; `DROP` has none.
    pub value: Option<&'a str>,
}

/// What is done to an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionAction {
    /// `ADD`
    Add,
    /// `SET`
    Set,
    /// `DROP`
    Drop,
}
