//! Errors as a person wants them: what was found, what could have stood
//! there, and what was probably meant.

use super::cursor::Cursor;
use super::keywords;
use crate::lexer::{Token, TokenKind};
use crate::tree::{Span, SyntaxError};

/// Boxed, because errors are rare and results are many. Empty while nobody
/// asks what was expected.
#[derive(Debug, Default)]
pub(super) struct Failure(pub(super) Box<SyntaxError>);

pub(super) type Parsed<T> = Result<T, Failure>;

/// The keywords that were asked for in vain.
#[derive(Default)]
pub(super) struct Wanted {
    /// At the last token at which any were.
    at: usize,
    words: Vec<&'static str>,
    /// The same of the token at which some were asked for before, and of the
    /// one before that.
    before: [(usize, Vec<&'static str>); 2],
    /// Keywords of which the first ones were there: how many, and the one
    /// that was missing.
    partial: Vec<(usize, &'static str)>,
}

impl Wanted {
    /// `words` were asked for at token `at`; only the first `matched` of them
    /// were there.
    pub(super) fn push(&mut self, at: usize, words: &'static str, matched: usize) {
        if at != self.at {
            self.before.rotate_right(1);
            let [(before, asked), _] = &mut self.before;
            *before = self.at;
            std::mem::swap(asked, &mut self.words);
            self.at = at;
            self.words.clear();
            self.partial.clear();
        }
        self.words.push(words);
        if matched > 0
            && let Some(missing) = words.split(' ').nth(matched)
        {
            self.partial.push((matched, missing));
        }
    }

    /// What was asked for at token `at` was one of the words that came next, so
    /// the others were not meant.
    pub(super) fn forget(&mut self, at: usize) {
        if self.at == at {
            self.words.clear();
            self.partial.clear();
        }
    }

    pub(super) fn failure(&self, cursor: &Cursor<'_, '_>, label: &'static str) -> Failure {
        let fresh = self.at == cursor.mark();
        // `IF NOT EXIST` is a slip in its third word, not in its first.
        let slip = self
            .partial
            .iter()
            .find(|(ahead, missing)| fresh && is_near(cursor.word_at(*ahead), missing));
        if let Some(&(ahead, missing)) = slip {
            return Failure(Box::new(SyntaxError {
                span: place(cursor, ahead),
                found: found(cursor, ahead),
                expected: missing.to_owned(),
                suggestion: Some(missing.to_owned()),
            }));
        }
        if let Some(failure) = self.taken_for_name(cursor) {
            return failure;
        }
        let words = if fresh { self.words.as_slice() } else { &[] };
        let mut choices: Vec<&str> = Vec::new();
        if !label.is_empty() {
            choices.push(label);
        }
        for word in words {
            if !choices.contains(word) {
                choices.push(word);
            }
        }
        let word = cursor.word_at(0);
        let meant = closest(word, words.iter().copied());
        let suggestion = meant.or_else(|| foreign(cursor)).map(str::to_owned);
        if let Some(failure) = trailing_comma(cursor) {
            return failure;
        }
        let is_name = label.ends_with("name");
        let quote = cursor.peek().map_or("", |token| token.span.of(cursor.text));
        let expected = match (meant, quote) {
            (Some(meant), _) => meant.to_owned(),
            (None, "`") => "names in double quotes".to_owned(),
            (None, "[") if is_name => "names in double quotes".to_owned(),
            _ => enumerate(&choices),
        };
        let in_quotes = is_name && keywords::is_noun(word);
        Failure(Box::new(SyntaxError {
            span: place(cursor, 0),
            found: found(cursor, 0),
            expected,
            suggestion: suggestion
                .or_else(|| in_quotes.then(|| format!("\"{}\"", word.to_ascii_lowercase()))),
        }))
    }

    /// `ADD COLUM a int` reads as a column of the name `colum` and goes wrong
    /// only two words later; the word that was misspelt is the one to show.
    fn taken_for_name(&self, cursor: &Cursor<'_, '_>) -> Option<Failure> {
        let here = cursor.mark();
        let asked = std::iter::once((self.at, &self.words))
            .chain(self.before.iter().map(|(at, words)| (*at, words)));
        for (at, words) in asked {
            let back = here.checked_sub(at).filter(|back| matches!(back, 1 | 2));
            let Some(back) = back else { continue };
            let word = cursor.word_before(back);
            if let Some(meant) = closest(word, words.iter().copied()) {
                return Some(Failure(Box::new(SyntaxError {
                    span: cursor.span_between(at, at + 1),
                    found: format!("\"{word}\""),
                    expected: meant.to_owned(),
                    suggestion: Some(meant.to_owned()),
                })));
            }
        }
        None
    }
}

/// A comma behind which nothing comes.
fn trailing_comma(cursor: &Cursor<'_, '_>) -> Option<Failure> {
    let mark = cursor.mark();
    let before = mark.checked_sub(1)?;
    let is_comma = |token: &Token| token.kind == TokenKind::Comma;
    let closes = cursor
        .peek()
        .is_none_or(|token| token.kind == TokenKind::CloseParen);
    if !closes || !cursor.slice(before, mark).first().is_some_and(is_comma) {
        return None;
    }
    Some(Failure(Box::new(SyntaxError {
        span: cursor.span_between(before, mark),
        found: "a comma with nothing behind it".to_owned(),
        expected: found(cursor, 0).trim_matches('"').to_owned(),
        suggestion: None,
    })))
}

/// What PostgreSQL says instead of a word of another database.
fn foreign(cursor: &Cursor<'_, '_>) -> Option<&'static str> {
    let said = |word: &str| cursor.is_word_at(0, word);
    let identity = ["AUTO_INCREMENT", "AUTOINCREMENT"]
        .iter()
        .any(|it| said(it))
        || said("IDENTITY") && cursor.kind_at(1) == TokenKind::OpenParen;
    match () {
        () if identity => Some("GENERATED BY DEFAULT AS IDENTITY"),
        () if said("MODIFY") => Some("ALTER"),
        () if said("GO") => Some(";"),
        () => None,
    }
}

/// `A`, `A or B`, `A, B or C`; a long list ends in `…`.
fn enumerate(choices: &[&str]) -> String {
    const MANY: usize = 8;
    match choices {
        [] => "something else".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] if choices.len() <= MANY => format!("{} or {last}", first.join(", ")),
        _ => format!("{}, …", choices.get(..MANY).unwrap_or(choices).join(", ")),
    }
}

fn place(cursor: &Cursor<'_, '_>, ahead: usize) -> Span {
    match cursor.peek_at(ahead) {
        Some(token) => token.span,
        None => cursor.end(),
    }
}

/// The token as a person would say it.
fn found(cursor: &Cursor<'_, '_>, ahead: usize) -> String {
    const LONG: usize = 40;
    let Some(token) = cursor.peek_at(ahead) else {
        return "end of statement".to_owned();
    };
    let text = token.span.of(cursor.text);
    let mut shown: String = text.chars().take(LONG).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    match token.kind {
        TokenKind::String | TokenKind::QuotedWord => shown,
        _ => format!("\"{shown}\""),
    }
}

/// The word of `choices` that `word` was probably meant to be; of a choice of
/// several words the first counts.
pub(super) fn closest(
    word: &str,
    choices: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    choices
        .into_iter()
        .map(|choice| choice.split(' ').next().unwrap_or(choice))
        .filter(|choice| is_near(word, choice))
        .min_by_key(|choice| distance(word, choice))
}

/// Whether a slip of the finger makes one word of the other.
fn is_near(word: &str, keyword: &str) -> bool {
    let allowed = match keyword.len() {
        0..=2 => return false,
        3..=5 => 1,
        _ => 2,
    };
    let near = word.len().abs_diff(keyword.len()) <= allowed && word.len() <= 32;
    near && !word.eq_ignore_ascii_case(keyword) && distance(word, keyword) <= allowed
}

/// Edit distance in which two swapped neighbours are one edit.
fn distance(word: &str, keyword: &str) -> usize {
    let word: Vec<char> = word.chars().map(|c| c.to_ascii_uppercase()).collect();
    let keyword: Vec<char> = keyword.chars().map(|c| c.to_ascii_uppercase()).collect();
    let cell = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=keyword.len()).collect();
    for (i, a) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in keyword.iter().enumerate() {
            let mut best = (cell(&last, j + 1) + 1)
                .min(cell(&row, j) + 1)
                .min(cell(&last, j) + usize::from(a != b));
            let swapped = i > 0
                && j > 0
                && word.get(i - 1) == Some(b)
                && keyword.get(j - 1) == Some(a)
                && a != b;
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    cell(&last, keyword.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger() {
        let near = |word| closest(word, ["TABLE", "INDEX", "CREATE", "COLUMN", "IF EXISTS"]);
        assert_eq!(near("TABEL"), Some("TABLE"));
        assert_eq!(near("indx"), Some("INDEX"));
        assert_eq!(near("craete"), Some("CREATE"));
        assert_eq!(near("COLUM"), Some("COLUMN"));
        assert_eq!(near("users"), None);
        assert_eq!(near("i"), None);
    }
}
