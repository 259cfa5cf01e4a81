//! `CREATE SEQUENCE` and the options of sequences.

use super::create_table::Persistence;
use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{CreateSequence, SequenceOption, SequenceOptionKind, StatementKind};

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE … SEQUENCE`.
    pub(super) fn create_sequence(
        &mut self,
        persistence: Persistence,
    ) -> Parsed<StatementKind<'a>> {
        let if_not_exists = self.accept("IF NOT EXISTS");
        let mut sequence = CreateSequence {
            temporary: persistence.temporary,
            unlogged: persistence.unlogged,
            if_not_exists,
            name: self.object_name("a sequence name")?,
            options: Box::default(),
        };
        let read = self.sequence_options();
        if let Some(options) = self.recover(read) {
            sequence.options = options;
        }
        Ok(StatementKind::CreateSequence(sequence))
    }

    /// The options of `CREATE SEQUENCE`, `ALTER SEQUENCE` and of identity
    /// columns, as many as come.
    pub(super) fn sequence_options(&mut self) -> Parsed<Box<[SequenceOption<'a>]>> {
        let mut options = Vec::new();
        while let Some(option) = self.sequence_option()? {
            push(&mut options, option);
        }
        Ok(options.into())
    }

    /// Whether the word ahead begins an option of a sequence.
    pub(super) fn at_sequence_option(&self, ahead: usize) -> bool {
        const STARTS: [&str; 13] = [
            "AS",
            "CACHE",
            "CYCLE",
            "INCREMENT",
            "LOGGED",
            "MAXVALUE",
            "MINVALUE",
            "NO",
            "OWNED",
            "RESTART",
            "SEQUENCE",
            "START",
            "UNLOGGED",
        ];
        STARTS.iter().any(|word| self.is_word_at(ahead, word))
    }

    /// One option of a sequence, when one comes next.
    pub(super) fn sequence_option(&mut self) -> Parsed<Option<SequenceOption<'a>>> {
        use SequenceOptionKind as Kind;
        let mark = self.mark();
        let kind = if self.accept("AS") {
            Kind::As(Box::new(self.data_type()?))
        } else if self.accept("INCREMENT") {
            self.accept("BY");
            Kind::Increment(self.signed_number()?)
        } else if self.accept("MINVALUE") {
            Kind::MinValue(Some(self.signed_number()?))
        } else if self.accept("MAXVALUE") {
            Kind::MaxValue(Some(self.signed_number()?))
        } else if self.accept("NO MINVALUE") {
            Kind::MinValue(None)
        } else if self.accept("NO MAXVALUE") {
            Kind::MaxValue(None)
        } else if self.accept("START") {
            self.accept("WITH");
            Kind::Start(self.signed_number()?)
        } else if self.accept("RESTART") {
            let valued = self.accept("WITH")
                || self.kind_at(0) == TokenKind::Number
                || self.is_operator_at(0, "-")
                || self.is_operator_at(0, "+");
            let value = if valued {
                Some(self.signed_number()?)
            } else {
                None
            };
            Kind::Restart(value)
        } else if self.accept("CACHE") {
            Kind::Cache(self.signed_number()?)
        } else if self.accept("CYCLE") {
            Kind::Cycle(true)
        } else if self.accept("NO CYCLE") {
            Kind::Cycle(false)
        } else if self.accept("OWNED BY") {
            Kind::OwnedBy(self.object_name("a column or NONE")?)
        } else if self.accept("SEQUENCE NAME") {
            Kind::Name(self.object_name("a sequence name")?)
        } else if self.accept("LOGGED") {
            Kind::Logged(true)
        } else if self.accept("UNLOGGED") {
            Kind::Logged(false)
        } else {
            return Ok(None);
        };
        let span = self.span_from(mark);
        Ok(Some(SequenceOption { span, kind }))
    }

    /// `[+ | -] number`, as written.
    fn signed_number(&mut self) -> Parsed<&'a str> {
        let mark = self.mark();
        if !self.accept_operator("-") {
            self.accept_operator("+");
        }
        // A number that a template or psql fills in is one, too.
        let filled_in = matches!(self.kind_at(0), TokenKind::Template | TokenKind::Variable);
        if !filled_in || self.advance().is_none() {
            self.expect_kind(TokenKind::Number, "a number")?;
        }
        Ok(self.span_from(mark).of(self.text))
    }
}
