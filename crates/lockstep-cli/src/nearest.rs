//! What somebody may have meant who wrote a name that does not exist.

/// The name that is most like the word, where one is like it at all: most of
/// its words are there, or few letters differ.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase().replace(['_', ' '], "-");
    names
        .map(|name| (unlike(&word, name), name))
        .filter(|(unlike, name)| *unlike <= name.len() / 3)
        .min()
        .map(|(_, name)| name)
}

/// How many letters differ; words that are only missing count little.
fn unlike(word: &str, name: &str) -> usize {
    let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    let words: Vec<&str> = name.split('-').collect();
    if !parts.is_empty() && parts.iter().all(|part| words.contains(part)) {
        // Of several that hold all the words, the shortest comes first.
        return words.len() - parts.len().min(words.len());
    }
    distance(word, name)
}

/// The number of letters to add, drop or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (number, letter) in a.chars().enumerate() {
        let mut corner = number;
        let mut left = number + 1;
        for (cell, other) in row
            .iter_mut()
            .zip(std::iter::once(None).chain(b.chars().map(Some)))
        {
            let Some(other) = other else {
                *cell = left;
                continue;
            };
            let replaced = corner + usize::from(letter != other);
            corner = *cell;
            left = replaced.min(corner + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = [
        "set-not-null-scan",
        "check-constraint-scan",
        "table-rename",
        "column-rename",
    ];

    #[test]
    fn finds_what_was_meant() {
        for (word, name) in [
            ("set-not-nul-scan", Some("set-not-null-scan")),
            ("set_not_null_scan", Some("set-not-null-scan")),
            ("not-null", Some("set-not-null-scan")),
            ("Table-Rename", Some("table-rename")),
            ("tabel-rename", Some("table-rename")),
            ("fire", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, NAMES.into_iter()), name, "{word}");
        }
    }

    #[test]
    fn counts_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }
}
