//! Lists in brackets: storage parameters and the options of foreign objects.

use super::cursor::Cursor;
use super::error::Parsed;
use super::names::is_name;
use super::push;
use crate::lexer::TokenKind;
use crate::tree::{GenericOption, OptionAction, StorageParameter};

impl<'a> Cursor<'a, '_> {
    /// `(name [= value], …)`, where a name may have a part before a dot.
    pub(super) fn parameters(&mut self) -> Parsed<Box<[StorageParameter<'a>]>> {
        self.expect_open()?;
        let mut parameters = Vec::new();
        loop {
            let mut name = self.any_ident("a parameter name")?;
            if self.accept_kind(TokenKind::Dot).is_some() {
                let part = self.any_ident("a parameter name")?;
                name.value = format!("{}.{}", name.value, part.value).into();
                name.span = name.span.cover(part.span);
            }
            let mut value = None;
            if self.accept_operator("=") {
                let mark = self.mark();
                self.skip_until(|cursor| cursor.kind_at(0) == TokenKind::Comma);
                if self.mark() == mark {
                    return Err(self.fail("a value"));
                }
                value = Some(self.span_from(mark).of(self.text));
            }
            push(&mut parameters, StorageParameter { name, value });
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_kind(TokenKind::CloseParen, "=, a comma or )")?;
        Ok(parameters.into())
    }

    /// `(parameters)`, when a bracket comes next.
    pub(super) fn optional_parameters(&mut self) -> Parsed<Box<[StorageParameter<'a>]>> {
        if self.kind_at(0) == TokenKind::OpenParen {
            self.parameters()
        } else {
            Ok(Box::default())
        }
    }

    /// What follows `OPTIONS`: `(name 'value', …)`; `altered` says whether
    /// `ADD`, `SET` and `DROP` may stand before the names.
    pub(super) fn generic_options(&mut self, altered: bool) -> Parsed<Box<[GenericOption<'a>]>> {
        const ACTIONS: [(&str, OptionAction); 3] = [
            ("ADD", OptionAction::Add),
            ("SET", OptionAction::Set),
            ("DROP", OptionAction::Drop),
        ];
        self.expect_open()?;
        let mut options = Vec::new();
        loop {
            // An option, too, may be called `set`: then its value follows.
            let action = ACTIONS
                .into_iter()
                .find(|(word, _)| altered && is_name(self.kind_at(1)) && self.accept(word))
                .map_or(OptionAction::Add, |(_, action)| action);
            let name = self.any_ident("an option name")?;
            let value = match action {
                OptionAction::Drop => None,
                _ => Some(self.string("a string")?.span.of(self.text)),
            };
            let option = GenericOption {
                action,
                name,
                value,
            };
            push(&mut options, option);
            if !self.accept_comma() {
                break;
            }
        }
        self.expect_close()?;
        Ok(options.into())
    }
}
