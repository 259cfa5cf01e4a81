//! `CREATE FUNCTION`, `CREATE PROCEDURE`, `DO`.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::error::Parsed;
use crate::body;
use crate::lexer::{Token, TokenKind};
use crate::tree::{
    Body, CreateFunction, Parameter, ParameterMode, Span, StatementKind, Volatility,
};

impl<'a> Cursor<'a, '_> {
    /// What follows `CREATE [OR REPLACE] FUNCTION | PROCEDURE`.
    pub(super) fn create_function(
        &mut self,
        or_replace: bool,
        procedure: bool,
    ) -> Parsed<StatementKind<'a>> {
        let name = self.function_name("a function name")?;
        self.expect_open()?;
        let mark = self.mark();
        let parameters = if self.kind_at(0) == TokenKind::CloseParen {
            Vec::new()
        } else {
            self.list(Self::parameter)?
        };
        let arguments = if parameters.is_empty() {
            let here = self.peek().map_or(0, |token| token.span.start);
            Span::new(here, here)
        } else {
            self.span_from(mark)
        };
        self.expect_close()?;
        let mut function = Box::new(CreateFunction {
            or_replace,
            procedure,
            name,
            arguments,
            argument_count: u16::try_from(parameters.len()).unwrap_or(u16::MAX),
            parameters,
            returns: None,
            volatility: Volatility::Volatile,
            options: Vec::new(),
            body: Body {
                language: Cow::Borrowed("sql"),
                span: self.span_from(self.mark()),
                ..Body::default()
            },
        });
        let read = self.function_options(&mut function);
        self.recover(read);
        Ok(StatementKind::CreateFunction(function))
    }

    fn function_options(&mut self, function: &mut CreateFunction<'a>) -> Parsed<()> {
        let mut source = None;
        let mut volatility = None;
        if self.accept("RETURNS TABLE") {
            let columns = self.bracketed(Self::parameter)?;
            let columns = columns.into_iter().map(|column| Parameter {
                mode: ParameterMode::Table,
                ..column
            });
            function.parameters.extend(columns);
        } else if !self.at("RETURNS NULL") && self.accept("RETURNS") {
            function.returns = Some(self.data_type()?);
        }
        loop {
            let mark = self.mark();
            if self.common_function_option(&mut volatility, &mut function.options)? {
            } else if self.accept("LANGUAGE") {
                function.body.language = self.language()?;
            } else if self.accept("WINDOW") {
                function.options.push(self.span_from(mark));
            } else if self.accept("TRANSFORM") {
                self.list(|cursor| {
                    cursor.expect("FOR TYPE")?;
                    cursor.data_type()
                })?;
                function.options.push(self.span_from(mark));
            } else if self.accept("AS") {
                source = Some(self.string("the body as a string")?);
                let mark = self.mark();
                if self.accept_comma() {
                    self.string("the name of a symbol")?;
                    function.options.push(self.span_from(mark));
                }
            } else {
                break;
            }
        }
        if self.at("BEGIN ATOMIC") {
            let language = std::mem::take(&mut function.body.language);
            function.body = self.atomic_body();
            function.body.language = language;
        } else if self.accept("RETURN") {
            let mark = self.mark();
            self.skip_until(|_| false);
            function.body.span = self.span_from(mark);
            let tokens = self.slice(mark, self.mark());
            function.body.statements = body::reading_expression(self.text, tokens)
                .into_iter()
                .collect();
        }
        function.volatility = volatility.unwrap_or_default();
        if let Some(source) = source {
            let language = std::mem::take(&mut function.body.language);
            function.body = body::of_string(self.text, source, language, self.nesting);
        }
        Ok(())
    }

    /// One of the options that `CREATE` and `ALTER FUNCTION` share; false when
    /// none comes.
    pub(super) fn common_function_option(
        &mut self,
        volatility: &mut Option<Volatility>,
        options: &mut Vec<Span>,
    ) -> Parsed<bool> {
        const FLAGS: [&str; 9] = [
            "LEAKPROOF",
            "NOT LEAKPROOF",
            "CALLED ON NULL INPUT",
            "RETURNS NULL ON NULL INPUT",
            "STRICT",
            "EXTERNAL SECURITY INVOKER",
            "EXTERNAL SECURITY DEFINER",
            "SECURITY INVOKER",
            "SECURITY DEFINER",
        ];
        const VOLATILITIES: [(&str, Volatility); 3] = [
            ("IMMUTABLE", Volatility::Immutable),
            ("STABLE", Volatility::Stable),
            ("VOLATILE", Volatility::Volatile),
        ];
        let mark = self.mark();
        if let Some((_, found)) = VOLATILITIES.iter().find(|(word, _)| self.accept(word)) {
            *volatility = Some(*found);
            return Ok(true);
        }
        if self.accept_any(&FLAGS).is_some() {
        } else if self.accept("COST") || self.accept("ROWS") {
            self.number()?;
        } else if self.accept("PARALLEL") {
            if self.accept_any(&["SAFE", "RESTRICTED", "UNSAFE"]).is_none() {
                return Err(self.fail(""));
            }
        } else if self.accept("SUPPORT") {
            self.function_name("a function name")?;
        } else if self.accept("SET") {
            self.set_parameter(false, Self::at_function_option)?;
        } else if self.accept("RESET") {
            self.reset()?;
        } else {
            return Ok(false);
        }
        options.push(self.span_from(mark));
        Ok(true)
    }

    /// Whether another option of a function begins: `SET a = b` ends here.
    fn at_function_option(&self) -> bool {
        [
            "AS",
            "LANGUAGE",
            "BEGIN",
            "RETURN",
            "SET",
            "SECURITY",
            "STABLE",
            "IMMUTABLE",
            "VOLATILE",
            "STRICT",
            "COST",
            "ROWS",
            "PARALLEL",
            "LEAKPROOF",
            "WINDOW",
            "RESET",
            "RETURNS",
            "CALLED",
            "NOT",
            "EXTERNAL",
            "SUPPORT",
            "TRANSFORM",
            "RESTRICT",
        ]
        .iter()
        .any(|word| self.is_word_at(0, word))
    }

    fn language(&mut self) -> Parsed<Cow<'a, str>> {
        if let Some(token) = self.accept_kind(TokenKind::String) {
            let name = super::names::unquote(token.span.of(self.text), '\'');
            return Ok(Cow::Owned(name.to_ascii_lowercase()));
        }
        Ok(self.ident("a language")?.value)
    }

    /// A string of any kind.
    pub(super) fn string(&mut self, label: &'static str) -> Parsed<Token> {
        match self.peek() {
            // What a variable or a template becomes is the author's affair.
            Some(token)
                if is_string(token.kind)
                    || matches!(token.kind, TokenKind::Variable | TokenKind::Template) =>
            {
                self.advance();
                // `'a' newline 'b'` is one string in pieces.
                let mut end = token.span.end;
                while let Some(piece) = self.peek()
                    && piece.kind == TokenKind::String
                    && token.kind == TokenKind::String
                    && Span::new(end, piece.span.start)
                        .of(self.text)
                        .contains(['\n', '\r'])
                {
                    end = piece.span.end;
                    self.advance();
                }
                Ok(token)
            }
            _ => Err(self.fail(label)),
        }
    }

    /// `BEGIN ATOMIC statement; … END`
    fn atomic_body(&mut self) -> Body<'a> {
        let mark = self.mark();
        self.accept("BEGIN ATOMIC");
        let first = self.mark();
        let mut cases = 0_u32;
        self.skip_until(|cursor| {
            if cursor.is_word_at(0, "CASE") {
                cases += 1;
            } else if cursor.is_word_at(0, "END") {
                if cases == 0 {
                    return true;
                }
                cases -= 1;
            }
            false
        });
        let statements = self.slice(first, self.mark());
        self.accept("END");
        let span = self.span_from(mark);
        body::of_tokens(self.text, statements, span, self.nesting)
    }

    /// What follows `DO`.
    pub(super) fn do_block(&mut self) -> Parsed<StatementKind<'a>> {
        let mut language = Cow::Borrowed("plpgsql");
        let mut source = None;
        loop {
            if self.accept("LANGUAGE") {
                language = self.language()?;
            } else if self.peek().is_some_and(|token| is_string(token.kind)) {
                source = Some(self.string("a string")?);
            } else {
                break;
            }
        }
        let Some(source) = source else {
            return Err(self.fail("a block of code as a string"));
        };
        let block = body::of_string(self.text, source, language, self.nesting);
        Ok(StatementKind::Do(block))
    }
}

fn is_string(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::String
            | TokenKind::EscapeString
            | TokenKind::UnicodeString
            | TokenKind::NationalString
            | TokenKind::DollarString
    )
}
