//! All ranges of a tree, found in its `Debug` form while it is written, so
//! that no field can be forgotten.

use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hasher};

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::tree::{Span, Statement};

/// Panics when a range of the tree does not nest or does not keep to tokens.
/// Gives a digest of the tree that does not depend on where it stands.
pub(crate) fn check(text: &str, statement: &Statement<'_>) -> u64 {
    let mut walk = Walk {
        text,
        base: statement.span.start,
        frames: vec![Frame::default()],
        statements: Vec::new(),
        spans: Vec::new(),
        word: String::new(),
        literal: None,
        escaped: false,
        digest: DefaultHasher::new(),
    };
    write!(walk, "{statement:?}").unwrap();
    let mut borders = vec![(Vec::new(), Vec::new()); walk.statements.len()];
    for (index, span) in walk.statements.iter().enumerate() {
        for token in Lexer::within(text, *span).filter(|token| !token.is_trivia()) {
            borders[index].0.push(token.span.start);
            borders[index].1.push(token.span.end);
        }
    }
    for (span, index) in walk.spans {
        let (starts, ends) = &borders[index];
        let begins = starts.binary_search(&span.start).is_ok();
        // A string that was cut off ends with its statement.
        let closes =
            ends.binary_search(&span.end).is_ok() || span.end == walk.statements[index].end;
        let empty = span.start == span.end && (begins || closes);
        let of = span.of(text);
        assert!(
            begins && closes || empty,
            "{of:?} at {span:?} is no tokens of {text:?}"
        );
    }
    walk.digest.finish()
}

/// Something in brackets of the `Debug` form.
#[derive(Default)]
struct Frame {
    name: String,
    /// The field that is being written.
    field: String,
    /// Its own range.
    own: Option<Span>,
    /// What its parts cover.
    hull: Option<Span>,
    /// The numbers of a range.
    numbers: Vec<u32>,
    statement: usize,
}

struct Walk<'a> {
    text: &'a str,
    base: u32,
    frames: Vec<Frame>,
    statements: Vec<Span>,
    /// With the statement that each is in.
    spans: Vec<(Span, usize)>,
    word: String,
    /// The quote that ends the literal.
    literal: Option<char>,
    escaped: bool,
    digest: DefaultHasher,
}

impl Write for Walk<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        for c in part.chars() {
            self.see(c);
        }
        Ok(())
    }
}

impl Walk<'_> {
    fn see(&mut self, c: char) {
        if let Some(quote) = self.literal {
            self.digest.write_u32(c.into());
            match c {
                _ if self.escaped => self.escaped = false,
                '\\' => self.escaped = true,
                _ if c == quote => self.literal = None,
                _ => {}
            }
            return;
        }
        if c.is_alphanumeric() || c == '_' {
            self.word.push(c);
            return;
        }
        let in_span = self.frames.last().is_some_and(|frame| frame.name == "Span");
        match (in_span, self.word.parse::<u32>()) {
            (true, Ok(number)) => {
                self.digest.write_u32(number.wrapping_sub(self.base));
                self.frames.last_mut().unwrap().numbers.push(number);
                self.word.clear();
            }
            _ => self.digest.write(self.word.as_bytes()),
        }
        self.digest.write_u32(c.into());
        match c {
            '"' | '\'' => self.literal = Some(c),
            '{' | '(' | '[' => self.open(),
            '}' | ')' | ']' => self.close(),
            ':' => {
                let field = std::mem::take(&mut self.word);
                self.frames.last_mut().unwrap().field = field;
            }
            // `Name {`: the name is still wanted.
            ' ' => {}
            _ => self.word.clear(),
        }
    }

    fn open(&mut self) {
        let name = std::mem::take(&mut self.word);
        let mut statement = self.frames.last().unwrap().statement;
        if name == "Statement" {
            statement = self.statements.len();
            self.statements.push(Span::default());
        }
        self.frames.push(Frame {
            name,
            statement,
            ..Frame::default()
        });
    }

    fn close(&mut self) {
        self.word.clear();
        let frame = self.frames.pop().unwrap();
        if let [start, end] = frame.numbers[..] {
            return self.span(Span::new(start, end), frame.statement);
        }
        if let (Some(own), Some(hull)) = (frame.own, frame.hull) {
            let nests = own.start <= hull.start && hull.end <= own.end;
            let name = frame.name;
            assert!(nests, "{hull:?} in {name} at {own:?} of {:?}", self.text);
        }
        if let Some(covered) = frame.own.or(frame.hull) {
            self.frames.last_mut().unwrap().cover(covered);
        }
    }

    fn span(&mut self, span: Span, statement: usize) {
        let fits = span.start <= span.end && self.text.get(span.range()).is_some();
        assert!(fits, "{span:?} of {:?}", self.text);
        let frame = self.frames.last_mut().unwrap();
        // A body is the inside of a literal.
        if frame.name != "Body" {
            self.spans.push((span, statement));
        }
        if frame.field == "span" {
            if frame.name == "Statement" {
                self.statements[statement] = span;
            }
            frame.own = Some(span);
        } else {
            frame.cover(span);
        }
    }
}

impl Frame {
    fn cover(&mut self, span: Span) {
        self.hull = Some(self.hull.map_or(span, |hull| hull.cover(span)));
    }
}
