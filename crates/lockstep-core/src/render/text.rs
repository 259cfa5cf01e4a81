//! Words of unknown origin, made fit to be shown.

/// Takes from text of unknown origin what would move the cursor, change
/// colours or reverse the reading order, and shows it instead.
pub(super) fn clean(text: &str) -> String {
    // Nearly all of it is fit as it is.
    if text.bytes().all(|it| matches!(it, b' '..=b'~' | b'\n')) {
        return text.to_owned();
    }
    text.chars()
        .map(|it| match it {
            '\n' => '\n',
            '\t' => ' ',
            // The pictures of the control characters stand in their order.
            '\0'..='\x1f' => char::from_u32(0x2400 + it as u32).unwrap_or('\u{fffd}'),
            '\x7f' => '\u{2421}',
            '\u{80}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            _ => it,
        })
        .collect()
}

/// `1 step`, `2 steps`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_control_characters_instead_of_obeying_them() {
        assert_eq!(clean("a\x1b[31mb\u{202e}c\td"), "a\u{241b}[31mb\u{fffd}c d");
    }

    #[test]
    fn lists_as_prose() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&items[..0]), "");
        assert_eq!(list(&items[..1]), "a");
        assert_eq!(list(&items), "a, b and c");
    }
}
