//! Damage done to one statement of a script, and what is left of the others.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use lockstep_syntax::lexer::{Lexer, Token, TokenKind};
use lockstep_syntax::script;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    DroppedToken,
    Misspelt,
    CutInHalf,
    CutWithoutSemicolon,
    NoSemicolon,
    StrayOpen,
    StrayClose,
    StrayQuote,
    StrayDoubleQuote,
    StrayDollars,
    StrayComment,
    QuoteDropped,
    QuoteDoubled,
    QuoteInside,
}

pub(crate) const ALL: [Damage; 14] = [
    Damage::DroppedToken,
    Damage::Misspelt,
    Damage::CutInHalf,
    Damage::CutWithoutSemicolon,
    Damage::NoSemicolon,
    Damage::StrayOpen,
    Damage::StrayClose,
    Damage::StrayQuote,
    Damage::StrayDoubleQuote,
    Damage::StrayDollars,
    Damage::StrayComment,
    Damage::QuoteDropped,
    Damage::QuoteDoubled,
    Damage::QuoteInside,
];

/// How the statements of a script are set apart.
const LAYOUTS: [&str; 3] = [";\n", ";\n\n", ";\n\n-- what's next\n"];

/// How many of the other statements were kept.
#[derive(Default)]
pub(crate) struct Tally {
    kept: u32,
    others: u32,
}

impl Tally {
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.kept) / f64::from(self.others) * 100.0
    }

    /// Breaks the first, the last and the statement in the middle in turn, at
    /// its token in the middle and at another.
    pub(crate) fn add(&mut self, damage: Damage, statements: &[&str]) {
        for (turn, broken) in [statements.len() / 2, 0, statements.len() - 1]
            .into_iter()
            .enumerate()
        {
            let layout = LAYOUTS[(turn + statements.len()) % LAYOUTS.len()];
            for place in [500, (statements[broken].len() * 7919 + turn * 331) % 1000] {
                self.script(damage, statements, broken, place, layout);
            }
        }
    }

    fn script(
        &mut self,
        damage: Damage,
        statements: &[&str],
        broken: usize,
        place: usize,
        layout: &str,
    ) {
        let Some(damaged) = damage.done_to(statements[broken], place) else {
            return;
        };
        let mut text = String::new();
        let mut expected: Vec<(usize, Range<usize>)> = Vec::new();
        for (index, statement) in statements.iter().enumerate() {
            if index == broken {
                text.push_str(&damaged);
                let ends = !matches!(damage, Damage::NoSemicolon | Damage::CutWithoutSemicolon);
                text.push_str(if ends { layout } else { &layout[1..] });
                continue;
            }
            let start = text.len();
            text.push_str(statement);
            expected.push((index, start..text.len() + 1));
            text.push_str(layout);
        }
        let script = script::read(&text);
        let found: HashMap<Range<usize>, usize> = script
            .statements()
            .map(|it| (it.span.range(), it.errors.len()))
            .collect();
        for (index, range) in expected {
            self.others += 1;
            let kept = found.contains_key(&range);
            self.kept += u32::from(kept);
            if !kept && std::env::var_os("CORPUS_MISSES").is_some() {
                println!("LOST {damage:?}: {:?} WITH {damaged:?}", statements[index]);
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kept, others) = (self.kept, self.others);
        write!(f, "{kept} of {others} kept, {:.2} %", self.rate())
    }
}

impl Damage {
    /// The broken statement; nothing where this damage cannot be done. `place`
    /// counts thousandths of its tokens.
    fn done_to(self, statement: &str, place: usize) -> Option<String> {
        let tokens: Vec<Token> = Lexer::new(statement)
            .filter(|token| !token.is_trivia())
            .collect();
        let token = tokens[tokens.len() * place / 1000].span;
        let (start, end) = (token.start as usize, token.end as usize);
        let mut text = statement.to_owned();
        match self {
            Damage::DroppedToken => text.replace_range(start..end, ""),
            Damage::Misspelt => text.insert(tokens[0].span.end as usize, 'X'),
            Damage::CutInHalf | Damage::CutWithoutSemicolon if start > 0 => text.truncate(start),
            Damage::CutInHalf | Damage::CutWithoutSemicolon => return None,
            Damage::NoSemicolon => {}
            Damage::StrayOpen => text.insert_str(start, " ( "),
            Damage::StrayClose => text.insert_str(start, " ) "),
            Damage::StrayQuote => text.insert_str(start, " ' "),
            Damage::StrayDoubleQuote => text.insert_str(start, " \" "),
            Damage::StrayDollars => text.insert_str(start, " $$ "),
            Damage::StrayComment => text.insert_str(start, " /* "),
            Damage::QuoteDropped | Damage::QuoteDoubled | Damage::QuoteInside => {
                let strings: Vec<&Token> = tokens
                    .iter()
                    .filter(|it| matches!(it.kind, TokenKind::String | TokenKind::QuotedWord))
                    .collect();
                let string = strings.get(strings.len() * place / 1000)?.span.range();
                let quote = text[string.clone()].chars().next()?.to_string();
                let inside = text[string.start..].char_indices().nth(2)?.0;
                match self {
                    Damage::QuoteDropped if place.is_multiple_of(2) => text.remove(string.end - 1),
                    Damage::QuoteDropped => text.remove(string.start),
                    Damage::QuoteDoubled if place.is_multiple_of(2) => {
                        text.insert_str(string.end, &quote);
                        '\''
                    }
                    Damage::QuoteDoubled => {
                        text.insert_str(string.start, &quote);
                        '\''
                    }
                    _ => {
                        text.insert_str(string.start + inside, &quote);
                        '\''
                    }
                };
            }
        }
        Some(text)
    }
}
