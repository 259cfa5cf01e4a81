//! The Markdown that runbooks are written in: headings, lists, paragraphs,
//! code. Anything else is shown as it was written.
//!
//! ```
//! use lockstep_core::document::{Block, Span, blocks};
//! let read = blocks("Look at `pg_locks`");
//! let [Block::Paragraph(spans)] = &read[..] else { panic!("one paragraph") };
//! assert_eq!(spans[1], Span::Code("pg_locks".to_owned()));
//! ```

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `## …`, with its level.
    Heading(usize, Vec<Span>),
    /// Running text.
    Paragraph(Vec<Span>),
    /// `- …`, or `1. …` with the number that the first item has.
    List(Option<usize>, Vec<Vec<Span>>),
    /// A fenced block.
    Code(String),
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Words(String),
    /// `` `code` ``.
    Code(String),
    /// `**strong**`.
    Strong(String),
}

/// Reads a document.
#[must_use]
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines = markdown.lines();
    let mut open = false;
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            let indent = line.len() - line.trim_start().len();
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.trim_start().starts_with("```"))
                .map(|line| without_indent(line, indent))
                .collect();
            blocks.push(Block::Code(code.join("\n")));
            open = false;
        } else if trimmed.is_empty() {
            open = false;
        } else if let Some((level, title)) = heading(trimmed) {
            blocks.push(Block::Heading(level, spans(title)));
            open = false;
        } else if let Some((number, item)) = item(trimmed) {
            match blocks.last_mut() {
                Some(Block::List(first, items)) if first.is_some() == number.is_some() => {
                    items.push(spans(item));
                }
                _ => blocks.push(Block::List(number, vec![spans(item)])),
            }
            open = true;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(before)) if open => join(before, trimmed),
                Some(Block::List(_, items)) if open => {
                    if let Some(last) = items.last_mut() {
                        join(last, trimmed);
                    }
                }
                _ => blocks.push(Block::Paragraph(spans(trimmed))),
            }
            open = true;
        }
    }
    blocks
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (1..=6)
        .contains(&level)
        .then(|| title.strip_prefix(' '))
        .flatten()
        .map(|title| (level, title.trim()))
}

fn item(line: &str) -> Option<(Option<usize>, &str)> {
    if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((None, item));
    }
    let (number, item) = line.split_once(". ")?;
    Some((Some(number.parse().ok()?), item))
}

/// The line without as much of its indentation as the fence around it has.
fn without_indent(line: &str, indent: usize) -> &str {
    let own = line.len() - line.trim_start_matches(' ').len();
    &line[own.min(indent)..]
}

fn join(before: &mut Vec<Span>, line: &str) {
    before.push(Span::Words(" ".to_owned()));
    before.extend(spans(line));
}

fn spans(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['`', '*', '\\', '&']) {
        let (before, marked) = rest.split_at(at);
        if let Some((meant, length)) = escape(marked) {
            push_words(&mut spans, before);
            push_words(&mut spans, meant);
            rest = &marked[length..];
            continue;
        }
        let (mark, make): (&str, fn(&str) -> Span) = if marked.starts_with('`') {
            let ticks = marked.len() - marked.trim_start_matches('`').len();
            (&marked[..ticks], |text| {
                Span::Code(unpadded(text).to_owned())
            })
        } else if marked.starts_with("**") {
            ("**", |text| Span::Strong(text.to_owned()))
        } else {
            (&marked[..1], |text| Span::Words(text.to_owned()))
        };
        let inside = &marked[mark.len()..];
        let marks = mark.starts_with('`') || mark == "**";
        let Some(end) = closing(inside, mark).filter(|_| marks) else {
            push_words(&mut spans, &rest[..at + mark.len()]);
            rest = inside;
            continue;
        };
        push_words(&mut spans, before);
        spans.push(make(&inside[..end]));
        rest = &inside[end + mark.len()..];
    }
    push_words(&mut spans, rest);
    spans
}

/// A character behind a backslash, or one by its name, and how long that is
/// as it is written.
fn escape(text: &str) -> Option<(&str, usize)> {
    for (written, meant) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        if text.starts_with(written) {
            return Some((meant, written.len()));
        }
    }
    let meant = text.strip_prefix('\\')?.get(..1)?;
    let punctuation = meant.bytes().all(|it| it.is_ascii_punctuation());
    punctuation.then_some((meant, 2))
}

/// Where the same mark stands again; one of backticks is not part of a longer
/// row of them.
fn closing(text: &str, mark: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(mark)?;
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        if run <= mark.len() {
            return Some(at);
        }
        from = at + run;
    }
}

/// Code that begins or ends with a backtick stands between two spaces.
fn unpadded(code: &str) -> &str {
    let inner = code.strip_prefix(' ').and_then(|it| it.strip_suffix(' '));
    inner.filter(|it| !it.trim().is_empty()).unwrap_or(code)
}

fn push_words(spans: &mut Vec<Span>, words: &str) {
    if words.is_empty() {
        return;
    }
    if let Some(Span::Words(before)) = spans.last_mut() {
        before.push_str(words);
    } else {
        spans.push(Span::Words(words.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Span {
        Span::Words(text.to_owned())
    }

    #[test]
    fn a_runbook_is_read() {
        let markdown = "## Before\n\nCheck `pg_locks`\nfirst, **always**.\n\n1. One\n2. Two\n   more\n\n```sql\nSELECT 1;\n```\n";
        assert_eq!(
            blocks(markdown),
            [
                Block::Heading(2, vec![words("Before")]),
                Block::Paragraph(vec![
                    words("Check "),
                    Span::Code("pg_locks".to_owned()),
                    words(" "),
                    words("first, "),
                    Span::Strong("always".to_owned()),
                    words("."),
                ]),
                Block::List(
                    Some(1),
                    vec![
                        vec![words("One")],
                        vec![words("Two"), words(" "), words("more")]
                    ]
                ),
                Block::Code("SELECT 1;".to_owned()),
            ]
        );
    }

    #[test]
    fn code_may_hold_backticks() {
        let code = |text: &str| Span::Code(text.to_owned());
        for (markdown, expected) in [
            ("``a`b``", code("a`b")),
            ("`` `a` ``", code("`a`")),
            ("`a``b`", code("a``b")),
        ] {
            assert_eq!(blocks(markdown), [Block::Paragraph(vec![expected])]);
        }
    }

    #[test]
    fn what_is_escaped_is_meant() {
        assert_eq!(
            blocks(r"a\`b\`c \_d\_ &lt;e&gt; &amp;f; & \g `\_`"),
            [Block::Paragraph(vec![
                words(r"a`b`c _d_ <e> &f; & \g "),
                Span::Code(r"\_".to_owned()),
            ])]
        );
    }

    #[test]
    fn marks_without_an_end_are_words() {
        assert_eq!(
            blocks("a * b ` c"),
            [Block::Paragraph(vec![words("a * b ` c")])]
        );
        assert_eq!(
            blocks("#no heading"),
            [Block::Paragraph(vec![words("#no heading")])]
        );
    }

    #[test]
    fn code_inside_a_list_keeps_the_numbers_going() {
        assert_eq!(
            blocks("1. One\n   ```\n   a\n     b\n   ```\n2. Two"),
            [
                Block::List(Some(1), vec![vec![words("One")]]),
                Block::Code("a\n  b".to_owned()),
                Block::List(Some(2), vec![vec![words("Two")]]),
            ]
        );
    }

    #[test]
    fn an_open_fence_ends_with_the_text() {
        assert_eq!(
            blocks("```\nSELECT 1;"),
            [Block::Code("SELECT 1;".to_owned())]
        );
    }
}
