//! `CREATE INDEX`.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{CreateIndex, IndexKey, OperatorClass, Shape, Span, StatementKind};

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE [UNIQUE] INDEX`.
    pub(super) fn create_index(
        &mut self,
        unique: bool,
        index_word: Span,
    ) -> Parsed<StatementKind<'a>> {
        let concurrently = self.accept("CONCURRENTLY");
        let if_not_exists = self.accept("IF NOT EXISTS");
        let name = if !if_not_exists && self.at("ON") {
            None
        } else {
            Some(self.ident("an index name")?)
        };
        self.expect("ON")?;
        let (table, only) = self.maybe_only()?;
        let mut index = Box::new(CreateIndex {
            unique,
            index_word,
            concurrently,
            if_not_exists,
            name,
            only,
            table,
            method: Cow::Borrowed("btree"),
            keys: Vec::new(),
            include: Vec::new(),
            nulls_not_distinct: false,
            storage: None,
            definition: Span::default(),
            predicate: None,
        });
        let mark = self.mark();
        let read = self.index_definition(&mut index);
        index.definition = self.span_from(mark);
        if self.recover(read).is_some() && self.accept("WHERE") {
            let predicate = self.expression_until(|_| false);
            index.predicate = self.recover(predicate);
        }
        Ok(StatementKind::CreateIndex(index))
    }

    fn index_definition(&mut self, index: &mut CreateIndex<'a>) -> Parsed<()> {
        if self.accept("USING") {
            index.method = self.ident("an index method")?.value;
        }
        self.expect_open()?;
        loop {
            let key = self.index_key()?;
            push(&mut index.keys, key);
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        if self.accept("INCLUDE") {
            index.include = self.bracketed_idents("a column name")?;
        }
        index.nulls_not_distinct = self.nulls_not_distinct();
        index.storage = self.index_storage("TABLESPACE")?;
        Ok(())
    }

    /// `column | call | (expression)`, then collation, operator class, order.
    pub(super) fn index_key(&mut self) -> Parsed<IndexKey<'a>> {
        let mark = self.mark();
        let mut key = self.partition_key()?;
        if let Some(class) = &mut key.operator_class {
            class.parameters = self.optional_parameters()?;
        }
        key.descending = self.one_of("ASC", "DESC");
        key.nulls_first = self.one_of("NULLS LAST", "NULLS FIRST");
        key.span = self.span_from(mark);
        Ok(key)
    }

    /// False for the first of two choices, true for the second.
    fn one_of(&mut self, first: &'static str, second: &'static str) -> Option<bool> {
        self.accept_any(&[first, second]).map(|index| index == 1)
    }

    /// `column | call | (expression)`, then collation and operator class.
    pub(super) fn partition_key(&mut self) -> Parsed<IndexKey<'a>> {
        let mark = self.mark();
        let expression = if self.kind_at(0) == TokenKind::OpenParen {
            self.bracketed_expression()?
        } else {
            // A call, or a column: `a.b` is neither and is an error later.
            let called =
                self.kind_at(1) == TokenKind::OpenParen || self.kind_at(1) == TokenKind::Dot;
            if called {
                self.function_name("a column name or an expression")?;
                self.bracket_group()?;
            } else if self.call_without_brackets() {
                self.advance();
            } else {
                self.ident("a column name or an expression")?;
            }
            self.expression_between(mark, self.mark())
        };
        let bare = self.mark() == mark + 1;
        let column = match &expression.shape {
            Shape::Column(column) if bare => Some(column.clone()),
            _ => None,
        };
        let mut key = IndexKey {
            span: self.span_from(mark),
            expression,
            column,
            collation: None,
            operator_class: None,
            descending: None,
            nulls_first: None,
        };
        if self.accept("COLLATE") {
            key.collation = Some(Box::new(self.object_name("a collation")?));
        }
        let other = ["ASC", "DESC", "NULLS", "WITH"]
            .iter()
            .any(|word| self.at(word));
        if !other && self.at_type() {
            key.operator_class = Some(Box::new(OperatorClass {
                name: self.object_name("an operator class")?,
                parameters: Box::default(),
            }));
        }
        key.span = self.span_from(mark);
        Ok(key)
    }

    /// `CURRENT_DATE` and its kin are calls without brackets.
    fn call_without_brackets(&self) -> bool {
        let word = self.word_at(0);
        word.len() > 8
            && word
                .get(..8)
                .is_some_and(|start| start.eq_ignore_ascii_case("CURRENT_"))
    }
}
