//! The source lines that a finding is about, with carets under them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::page::WIDTH;
use crate::render::excerpt::{MAX_LINES, Window};
use crate::report::{Finding, Severity};

/// Columns that the drawing takes beside line numbers and source.
const GUTTER: usize = 6;

/// Draws the finding's place in its file.
pub(super) fn draw(window: &Window<'_>, finding: &Finding, indent: usize, colour: bool) -> String {
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
    let (source, span) = clipped(window, room);
    let snippet = Snippet::source(source)
        .line_start(finding.line)
        .annotation(AnnotationKind::Primary.span(span));
    renderer
        .term_width(WIDTH.saturating_sub(indent))
        .render(&[Group::with_level(level).element(snippet)])
}

/// Where the range covers several lines, cuts what is too wide at its
/// right; the drawing would cut it at its left, where SQL begins.
fn clipped(window: &Window<'_>, room: usize) -> (String, Range<usize>) {
    if !window.source[window.span.clone()].contains('\n') {
        return (window.source.to_owned(), window.span.clone());
    }
    let mut source = String::new();
    let mut span = 0..0;
    let mut offset = 0;
    for line in window.source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let mut kept: String = text.chars().take(room).collect();
        if kept.len() < text.len() {
            kept.pop();
            kept.push('…');
        }
        let at = |place: usize| source.len() + kept.floor_char_boundary(place - offset);
        let line_end = offset + line.len();
        if (offset..line_end).contains(&window.span.start) {
            span.start = at(window.span.start);
        }
        if offset < window.span.end && window.span.end <= line_end {
            span.end = at(window.span.end);
        }
        source.push_str(&kept);
        if line.ends_with('\n') {
            source.push('\n');
        }
        offset = line_end;
    }
    (source, span)
}
