//! What the walk remembers.

use rustc_hash::FxHashSet;

use crate::tree::{Ident, ObjectName};

/// What is known within one bracket.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// A query stands in it; otherwise arguments, a list or an operand.
    pub(super) is_query: bool,
    /// Between `FROM` and `WHERE`: a comma brings another table.
    pub(super) in_from: bool,
    /// The next name is that of a table.
    pub(super) expects_table: bool,
    /// Between `WITH` and the main verb: a comma brings another one.
    pub(super) in_with: bool,
    /// `USING` brings tables, as in `DELETE` and `MERGE`.
    pub(super) using_tables: bool,
    /// The arguments of a call or of syntax like one; `FROM` in them begins
    /// no clause.
    pub(super) is_argument: bool,
    /// `CAST(… AS type)`
    pub(super) is_cast: bool,
    /// The function whose arguments these are, as an index.
    pub(super) call: Option<usize>,
    /// Nothing stands in it, or a lone `*`.
    pub(super) is_empty: bool,
    /// Commas between arguments.
    pub(super) commas: u16,
    /// Behind `ORDER BY`, where commas do not separate arguments.
    pub(super) counted: bool,
    /// A `*` of the query here stands for all columns of its tables.
    pub(super) takes_all: bool,
    /// Names of the outer brackets.
    pub(super) scope_start: usize,
}

impl Frame {
    pub(super) fn arguments(&self) -> u16 {
        if self.is_empty {
            0
        } else {
            self.commas.saturating_add(1)
        }
    }
}

/// The tables that `FOR UPDATE` of a query can lock, under their aliases.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    tables: Vec<(Ident<'a>, ObjectName<'a>)>,
}

impl<'a> Scope<'a> {
    pub(super) fn len(&self) -> usize {
        self.tables.len()
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.tables.truncate(length);
    }

    pub(super) fn push(&mut self, alias: Option<Ident<'a>>, table: ObjectName<'a>) {
        if let Some(alias) = alias.or_else(|| table.parts.last().cloned()) {
            self.tables.push((alias, table));
        }
    }

    /// The tables from `start` on; with `alias`, those under that name.
    pub(super) fn tables(
        &self,
        start: usize,
        alias: Option<&Ident<'a>>,
    ) -> impl Iterator<Item = &ObjectName<'a>> {
        self.tables
            .iter()
            .skip(start)
            .filter(move |(name, _)| alias.is_none_or(|alias| alias.value == name.value))
            .map(|(_, table)| table)
    }
}

/// What a list holds already, by its text; keeps ten megabytes of names from
/// becoming a hundred megabytes of tree.
#[derive(Debug, Default)]
pub(super) struct Seen<'a> {
    /// The first ones, among which looking is faster than hashing.
    first: Vec<(Kind, &'a str)>,
    rest: FxHashSet<(Kind, &'a str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Column,
    Named,
    Cast,
    Read,
}

impl<'a> Seen<'a> {
    /// Whether it is new.
    pub(super) fn insert(&mut self, kind: Kind, text: &'a str) -> bool {
        const FEW: usize = 16;
        let item = (kind, text);
        if self.first.contains(&item) {
            return false;
        }
        if self.first.len() < FEW {
            self.first.push(item);
            return true;
        }
        self.rest.insert(item)
    }
}
