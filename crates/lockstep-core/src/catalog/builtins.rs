//! What PostgreSQL brings along, read from its servers: tables of lines that
//! are a kind, the first and the last major that has the words, and the words.
//! `lockstep-oracle builtins` writes them.

use rustc_hash::FxHashMap;

/// One table: in which majors each word is of which kinds.
pub(super) struct Builtins {
    words: FxHashMap<&'static str, Word>,
    /// The words of each kind, in the order of their bytes.
    kinds: FxHashMap<&'static str, Vec<&'static str>>,
}

/// A word of a table.
#[derive(Default)]
struct Word {
    lines: Vec<Line>,
    /// The first major that has it, where a kind lists objects, which is asked
    /// more often than anything else.
    since: Option<u8>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    kind: &'static str,
    first: u8,
    last: u8,
}

impl Builtins {
    /// Reads a table, in which lines of these kinds list objects.
    pub(super) fn read(text: &'static str, objects: &[&str]) -> Self {
        let mut table = Builtins {
            words: FxHashMap::default(),
            kinds: FxHashMap::default(),
        };
        for line in text.lines() {
            let mut parts = line.split(' ');
            let (Some(kind), Some(first), Some(last)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let (Ok(first), Ok(last)) = (first.parse(), last.parse()) {
                let is_object = objects.contains(&kind);
                for name in parts {
                    let word = table.words.entry(name).or_default();
                    word.lines.push(Line { kind, first, last });
                    if is_object && word.since.is_none_or(|since| first < since) {
                        word.since = Some(first);
                    }
                    table.kinds.entry(kind).or_default().push(name);
                }
            }
        }
        let words = table.words.values_mut();
        words.for_each(|word| word.lines.sort_unstable());
        table.kinds.values_mut().for_each(|words| {
            words.sort_unstable();
            words.dedup();
        });
        table
    }

    /// Whether a major has a word of a kind, which is given in its parts.
    pub(super) fn has(&self, kind: &[&str], word: &str, major: u8) -> bool {
        self.find(kind, word, major).is_some()
    }

    /// The word, where a major has it of a kind, which is given in its parts.
    pub(super) fn find(&self, kind: &[&str], word: &str, major: u8) -> Option<&'static str> {
        let (word, Word { lines, .. }) = self.words.get_key_value(word)?;
        // Most kinds of a word are of another length, which is told at once.
        let length = kind.iter().map(|part| part.len() + 1).sum::<usize>();
        let mut of_length = lines.iter().filter(|line| line.kind.len() + 1 == length);
        of_length
            .any(|line| line.is_of(major) && line.is(kind))
            .then_some(word)
    }

    /// The first major that has an object.
    pub(super) fn since(&self, object: &str) -> Option<u8> {
        self.words.get(object)?.since
    }

    /// Whether any major has a word of a kind.
    pub(super) fn has_ever(&self, kind: &str, word: &str) -> bool {
        self.lines(word).iter().any(|line| line.kind == kind)
    }

    /// The words of a kind that a major has, in the order of their bytes.
    pub(super) fn words(&self, kind: &str, major: u8) -> impl Iterator<Item = &'static str> {
        let words = self.kinds.get(kind).into_iter().flatten().copied();
        words.filter(move |word| self.kinds(word, major).any(|it| it == kind))
    }

    /// The kinds that a word is of on a major, in the order of their bytes.
    pub(super) fn kinds(&self, word: &str, major: u8) -> impl Iterator<Item = &'static str> {
        let lines = self.lines(word).iter();
        lines
            .filter(move |line| line.is_of(major))
            .map(|line| line.kind)
    }

    fn lines(&self, word: &str) -> &[Line] {
        self.words.get(word).map_or(&[], |word| &word.lines)
    }
}

impl Line {
    fn is_of(&self, major: u8) -> bool {
        (self.first..=self.last).contains(&major)
    }

    /// Whether its kind is made of these parts.
    fn is(&self, kind: &[&str]) -> bool {
        let Some((last, parts)) = kind.split_last() else {
            return false;
        };
        let mut rest = self.kind;
        for part in parts {
            let behind = rest.strip_prefix(part);
            match behind.and_then(|behind| behind.strip_prefix('/')) {
                Some(behind) => rest = behind,
                None => return false,
            }
        }
        rest == *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_majors() {
        let table = Builtins::read("a 11 12 x y\na 14 18 x\nb/c 11 17 z\nb/d 18 18 z\n", &["a"]);
        assert!(table.has(&["a"], "x", 12) && !table.has(&["a"], "x", 13));
        assert!(table.has(&["a"], "x", 14) && table.has(&["b", "c"], "z", 11));
        assert_eq!(table.since("y"), Some(11));
        assert_eq!(table.since("z"), None);
        assert!(table.has_ever("b/d", "z"));
        assert_eq!(table.words("a", 12).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(table.kinds("z", 18).collect::<Vec<_>>(), ["b/d"]);
    }
}
