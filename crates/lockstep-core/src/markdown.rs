//! Markdown that shows a text as it is, whatever stands in it.
//!
//! Names come from migrations, and a quoted identifier may hold anything: a
//! backtick, a pipe, a tag, a mention that would send somebody a message.
//! Source: the `GitHub` Flavored Markdown specification.

/// The text as prose on one line.
pub(crate) fn prose(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match it {
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '\n' | '\r' | '\t' => shown.push(' '),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => shown.extend(['\\', it]),
            // Inside a word it emphasises nothing.
            '_' if before.is_alphanumeric() && next.is_alphanumeric() => shown.push(it),
            '_' => shown.extend(['\\', it]),
            // At the start it would begin a heading or an item.
            '#' | '+' | '-' | '=' if shown.is_empty() => shown.extend(['\\', it]),
            '.' | ')' if !shown.is_empty() && shown.chars().all(|it| it.is_ascii_digit()) => {
                shown.extend(['\\', it]);
            }
            // A word joiner, which nobody sees, keeps it from being a mention
            // or a reference to an issue; a backslash does not.
            '@' | '#' if next.is_alphanumeric() => shown.extend([it, '\u{2060}']),
            _ => shown.push(it),
        }
        before = it;
    }
    shown
}

/// The text as a span of code; inside a table a pipe needs a backslash there,
/// too.
pub(crate) fn code(text: &str, in_table: bool) -> String {
    let mut shown = text.replace(['\n', '\r', '\t'], " ");
    if in_table {
        shown = shown.replace('|', "\\|");
    }
    if shown.trim().is_empty() {
        "\u{a0}".clone_into(&mut shown);
    }
    let ticks = "`".repeat(longest_run(&shown) + 1);
    let pad = if shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{ticks}{pad}{shown}{pad}{ticks}")
}

/// The text as a block of SQL.
pub(crate) fn block(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}sql\n{}\n{fence}\n", text.trim_end())
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|it| it != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays_prose() {
        for (text, shown) in [
            ("orders_user_id_fkey is new", "orders_user_id_fkey is new"),
            ("_private_ *bold*", "\\_private\\_ \\*bold\\*"),
            ("</details>&lt;", "&lt;/details&gt;&amp;lt;"),
            ("a|b\\|c", "a\\|b\\\\\\|c"),
            ("ask @team, see #12", "ask @\u{2060}team, see #\u{2060}12"),
            ("# not\na heading", "\\# not a heading"),
            ("1. no item", "1\\. no item"),
            ("[x](y) `z", "\\[x\\](y) \\`z"),
        ] {
            assert_eq!(prose(text), shown);
        }
    }

    #[test]
    fn code_outgrows_its_backticks() {
        assert_eq!(code("a", false), "`a`");
        assert_eq!(code("a`b", false), "``a`b``");
        assert_eq!(code("`", false), "`` ` ``");
        assert_eq!(code("a|b", true), "`a\\|b`");
        assert_eq!(code("", false), "`\u{a0}`");
        assert_eq!(block("a\n````\n"), "`````sql\na\n````\n`````\n");
    }
}
