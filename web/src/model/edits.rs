//! Applying a quick fix to the text.

use lockstep_core::order;
use lockstep_core::report::Edit;

/// The text with the edits made, whose offsets count UTF-16 code units. Edits
/// that do not fit the text are left out.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    order::sort_by(&mut sorted, |one, other| {
        (one.start, one.end).cmp(&(other.start, other.end))
    });
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in sorted {
        if edit.start < done || edit.end < edit.start || edit.end > units.len() {
            continue;
        }
        out.push_str(&String::from_utf16_lossy(&units[done..edit.start]));
        out.push_str(&edit.text);
        done = edit.end;
    }
    out.push_str(&String::from_utf16_lossy(&units[done..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit {
            start,
            end,
            text: text.to_owned(),
        }
    }

    #[test]
    fn offsets_count_utf16_units() {
        let text = "-- 🦀\nCREATE INDEX i ON t (a);";
        let start = "-- 🦀\nCREATE INDEX".encode_utf16().count();
        assert_eq!(
            apply(text, &[edit(start, start, " CONCURRENTLY")]),
            "-- 🦀\nCREATE INDEX CONCURRENTLY i ON t (a);"
        );
    }

    #[test]
    fn edits_are_made_in_order_of_place() {
        assert_eq!(apply("abc", &[edit(2, 3, "C"), edit(0, 1, "A")]), "AbC");
    }

    #[test]
    fn edits_that_do_not_fit_are_left_out() {
        assert_eq!(
            apply("abc", &[edit(0, 2, "x"), edit(1, 3, "y"), edit(9, 9, "z")]),
            "xc"
        );
    }
}
