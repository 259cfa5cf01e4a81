//! A script: its statements and everything between them.

use crate::tree::{Span, Statement};

/// A file, cut into pieces that together hold every byte of it.
#[derive(Clone, Debug)]
pub struct Script<'a> {
    /// The file's text.
    pub text: &'a str,
    /// Its pieces, in order, without gap or overlap.
    pub pieces: Vec<Piece<'a>>,
}

/// A piece of a [`Script`].
#[derive(Clone, Debug)]
pub enum Piece<'a> {
    /// A statement, its semicolon included.
    Statement(Statement<'a>),
    /// A comment between statements; `-- migrate:up` is one.
    Comment(Span),
    /// White space, a byte order mark, a lone semicolon.
    Space(Span),
    /// A meta-command of psql: `\i file`, `\set name value`.
    MetaCommand(Span),
    /// The data after `COPY … FROM stdin`, up to and with `\.`.
    CopyData(Span),
}

impl<'a> Script<'a> {
    /// The statements, in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement<'a>> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Statement(statement) => Some(statement),
            _ => None,
        })
    }
}

/// Reads a script. Never fails: what cannot be read is a statement with
/// errors.
#[must_use]
pub fn read(text: &str) -> Script<'_> {
    Script {
        text,
        pieces: Vec::new(),
    }
}
