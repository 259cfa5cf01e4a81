//! What PostgreSQL brings along, read from its servers: tables of lines that
//! are a kind, the first and the last major that has the words, and the words.
//! `lockstep-oracle builtins` writes them.

use rustc_hash::FxHashMap;

/// One table, a line for each word in each kind and range of majors, in the
/// order of words and then of kinds.
pub(super) struct Builtins {
    lines: Vec<Line>,
    /// The first major of each word of the kinds that list objects, which is
    /// asked more often than anything else.
    objects: FxHashMap<&'static str, u8>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    word: &'static str,
    kind: &'static str,
    first: u8,
    last: u8,
}

impl Builtins {
    /// Reads a table, in which lines of these kinds list objects.
    pub(super) fn read(text: &'static str, objects: &[&str]) -> Self {
        let mut lines = Vec::new();
        for line in text.lines() {
            let mut parts = line.split(' ');
            let (Some(kind), Some(first), Some(last)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            if let (Ok(first), Ok(last)) = (first.parse(), last.parse()) {
                lines.extend(parts.map(|word| Line {
                    word,
                    kind,
                    first,
                    last,
                }));
            }
        }
        lines.sort_unstable();
        let mut found = FxHashMap::default();
        for line in lines.iter().filter(|line| objects.contains(&line.kind)) {
            let first = found.entry(line.word).or_insert(line.first);
            *first = line.first.min(*first);
        }
        Builtins {
            lines,
            objects: found,
        }
    }

    /// Whether a major has a word of a kind.
    pub(super) fn has(&self, kind: &str, word: &str, major: u8) -> bool {
        self.of(word)
            .any(|line| line.kind == kind && line.is_of(major))
    }

    /// The first major that has an object.
    pub(super) fn since(&self, object: &str) -> Option<u8> {
        self.objects.get(object).copied()
    }

    /// Whether any major has a word of a kind.
    pub(super) fn has_ever(&self, kind: &str, word: &str) -> bool {
        self.of(word).any(|line| line.kind == kind)
    }

    /// The words of a kind that a major has, in the order of their bytes.
    pub(super) fn words(&self, kind: &str, major: u8) -> impl Iterator<Item = &'static str> {
        self.lines
            .iter()
            .filter(move |line| line.kind == kind && line.is_of(major))
            .map(|line| line.word)
    }

    /// The rest of the first kind that begins so and has the word.
    pub(super) fn kind_of(&self, prefix: &str, word: &str, major: u8) -> Option<&'static str> {
        self.of(word)
            .filter(|line| line.is_of(major))
            .find_map(|line| line.kind.strip_prefix(prefix))
    }

    fn of(&self, word: &str) -> impl Iterator<Item = &Line> {
        let start = self.lines.partition_point(|line| line.word < word);
        self.lines[start..]
            .iter()
            .take_while(move |line| line.word == word)
    }
}

impl Line {
    fn is_of(&self, major: u8) -> bool {
        (self.first..=self.last).contains(&major)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_majors() {
        let table = Builtins::read("a 11 12 x y\na 14 18 x\nb/c 11 17 z\nb/d 18 18 z\n", &["a"]);
        assert!(table.has("a", "x", 12) && !table.has("a", "x", 13) && table.has("a", "x", 14));
        assert_eq!(table.since("y"), Some(11));
        assert_eq!(table.since("z"), None);
        assert!(table.has_ever("b/d", "z"));
        assert_eq!(table.words("a", 12).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(table.kind_of("b/", "z", 18), Some("d"));
    }
}
