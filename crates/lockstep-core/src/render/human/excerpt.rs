//! The source lines that a finding is about, with carets under them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::page::WIDTH;
use crate::report::{Finding, Severity};

/// Lines shown of a finding that covers more.
const MAX_LINES: usize = 8;
/// Bytes shown of a line; dumps and minified scripts have lines of megabytes.
const MAX_LINE_BYTES: usize = 400;
/// Columns that the drawing takes beside line numbers and source.
const GUTTER: usize = 6;

/// Draws the finding's place in its file; empty where it covers nothing.
pub(super) fn excerpt(
    text: &str,
    range: Range<usize>,
    finding: &Finding,
    indent: usize,
    colour: bool,
) -> String {
    let Some(window) = Window::around(text, range) else {
        return String::new();
    };
    let (level, renderer) = (
        match finding.severity {
            Severity::Danger => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Advice => Level::HELP,
        },
        if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        },
    );
    let digits = (finding.line + MAX_LINES).to_string().len();
    let room = WIDTH.saturating_sub(indent + digits + GUTTER);
    let (source, span) = window.clipped(room);
    let snippet = Snippet::source(source)
        .line_start(finding.line)
        .annotation(AnnotationKind::Primary.span(span));
    renderer
        .term_width(WIDTH.saturating_sub(indent))
        .render(&[Group::with_level(level).element(snippet)])
}

/// The few lines around a finding, so that drawing it costs the same in a
/// file of any size.
struct Window<'a> {
    source: &'a str,
    span: Range<usize>,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, range: Range<usize>) -> Option<Window<'a>> {
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text
            .floor_char_boundary(range.end.min(text.len()))
            .max(start);
        // Only a window is searched for the ends of lines: a file may be one
        // line of megabytes with ten thousand findings in it.
        let near = text.floor_char_boundary(start.saturating_sub(MAX_LINE_BYTES / 2));
        let from = text[near..start]
            .rfind('\n')
            .map_or(near, |it| near + it + 1);

        let mut to = start;
        for number in 0..MAX_LINES {
            let far = text.floor_char_boundary(text.len().min(to + MAX_LINE_BYTES));
            let Some(line) = text[to..far].find('\n') else {
                to = far;
                break;
            };
            to += line;
            if to >= end || number + 1 == MAX_LINES {
                break;
            }
            to += 1;
        }
        let source = text[from..to].trim_end_matches('\r');
        let from_span = (start - from).min(source.len());
        let to_span = (end - from).min(source.len());
        (from_span < to_span).then_some(Window {
            source,
            span: from_span..to_span,
        })
    }

    /// Where the range covers several lines, cuts what is too wide at its
    /// right; the drawing would cut it at its left, where SQL begins.
    fn clipped(&self, room: usize) -> (String, Range<usize>) {
        if !self.source[self.span.clone()].contains('\n') {
            return (self.source.to_owned(), self.span.clone());
        }
        let mut source = String::new();
        let mut span = 0..0;
        let mut offset = 0;
        for line in self.source.split_inclusive('\n') {
            let text = line.trim_end_matches(['\n', '\r']);
            let mut kept: String = text.chars().take(room).collect();
            if kept.len() < text.len() {
                kept.pop();
                kept.push('…');
            }
            let at = |place: usize| source.len() + kept.floor_char_boundary(place - offset);
            let line_end = offset + line.len();
            if (offset..line_end).contains(&self.span.start) {
                span.start = at(self.span.start);
            }
            if offset < self.span.end && self.span.end <= line_end {
                span.end = at(self.span.end);
            }
            source.push_str(&kept);
            if line.ends_with('\n') {
                source.push('\n');
            }
            offset = line_end;
        }
        (source, span)
    }
}
