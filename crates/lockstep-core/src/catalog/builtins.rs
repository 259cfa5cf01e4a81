//! What PostgreSQL brings along, read from its servers: tables of lines that
//! are a kind, the first and the last major that has the words, and the words.
//! `lockstep-oracle builtins` writes them.

use std::collections::BTreeMap;

/// One table.
pub(super) struct Builtins(BTreeMap<&'static str, Vec<Line>>);

struct Line {
    first: u8,
    last: u8,
    /// In the order of their bytes.
    words: Vec<&'static str>,
}

impl Builtins {
    pub(super) fn read(text: &'static str) -> Self {
        let mut kinds: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
        for line in text.lines() {
            let mut parts = line.split(' ');
            let (Some(kind), Some(first), Some(last)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let (Ok(first), Ok(last)) = (first.parse(), last.parse()) {
                let words = parts.collect();
                let line = Line { first, last, words };
                kinds.entry(kind).or_default().push(line);
            }
        }
        Builtins(kinds)
    }

    /// Whether a major has a word of a kind.
    pub(super) fn has(&self, kind: &str, word: &str, major: u8) -> bool {
        self.lines(kind, word)
            .any(|line| line.first <= major && major <= line.last)
    }

    /// The first major that has a word of a kind.
    pub(super) fn since(&self, kind: &str, word: &str) -> Option<u8> {
        self.lines(kind, word).map(|line| line.first).min()
    }

    fn lines(&self, kind: &str, word: &str) -> impl Iterator<Item = &Line> {
        let lines = self.0.get(kind).into_iter().flatten();
        lines.filter(move |line| line.words.binary_search(&word).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_majors() {
        let table = Builtins::read("a 11 12 x y\na 14 18 x\n");
        assert!(table.has("a", "x", 12) && !table.has("a", "x", 13) && table.has("a", "x", 14));
        assert_eq!(table.since("a", "y"), Some(11));
    }
}
