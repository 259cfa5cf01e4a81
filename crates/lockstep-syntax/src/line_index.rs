//! Byte offsets to lines and columns.

use crate::lexer::offset;

/// Where the lines of a text begin.
///
/// `\n`, `\r\n` and a lone `\r` each end one line, as editors see it.
///
/// ```
/// # use lockstep_syntax::line_index::LineIndex;
/// let text = "a\r\nüb";
/// let index = LineIndex::new(text);
/// assert_eq!(index.line_column(text, 5), (2, 2));
/// assert_eq!(index.line_column(text, 99), (2, 3));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(index + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(offset(index + 1));
            }
        }
        LineIndex { starts }
    }

    /// Line and column of a byte, both from 1; the column counts Unicode
    /// scalar values. An offset beyond the end is the end, one inside a
    /// character is the character.
    #[must_use]
    pub fn line_column(&self, text: &str, byte: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|index| self.starts.get(index))
            .map_or(0, |&start| start as usize);
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        // A byte order mark stands in the file and not in its first line.
        let marked = start == 0 && text.starts_with('\u{feff}');
        let start = if marked { '\u{feff}'.len_utf8() } else { start };
        let column = text
            .get(start..end)
            .map_or(0, |before| before.chars().count());
        (offset(line), offset(column + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u32, u32)]) {
        let index = LineIndex::new(text);
        let found: Vec<_> = text
            .char_indices()
            .map(|(byte, _)| index.line_column(text, offset(byte)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_kind_of_line_break_is_one() {
        check("a\nb", &[(1, 1), (1, 2), (2, 1)]);
        check("a\r\nb", &[(1, 1), (1, 2), (1, 3), (2, 1)]);
        check("a\rb", &[(1, 1), (1, 2), (2, 1)]);
        check("\n\r\n\r", &[(1, 1), (2, 1), (2, 2), (3, 1)]);
    }

    #[test]
    fn a_byte_order_mark_is_in_no_column() {
        check("\u{feff}ab\nc", &[(1, 1), (1, 1), (1, 2), (1, 3), (2, 1)]);
    }

    #[test]
    fn columns_count_characters() {
        check("ü🦀x", &[(1, 1), (1, 2), (1, 3)]);
        let index = LineIndex::new("ü🦀x");
        assert_eq!(index.line_column("ü🦀x", 3), (1, 2));
        assert_eq!(LineIndex::new("").line_column("", 0), (1, 1));
    }
}
