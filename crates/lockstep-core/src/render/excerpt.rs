//! Where a finding stands in its file, and the few lines around it.

use std::ops::Range;

use lockstep_syntax::tree::Span;

use crate::report::Finding;
use crate::source::Source;

/// Lines shown of a finding that covers more.
pub(super) const MAX_LINES: usize = 8;
/// Bytes shown of a line; dumps and minified scripts have lines of megabytes.
const MAX_LINE_BYTES: usize = 400;

/// The file that holds these bytes of a text given, and where in it they are.
pub(super) fn locate<'s, 'a>(
    sources: &'s [Source<'a>],
    given: usize,
    range: &Range<usize>,
) -> Option<(&'s Source<'a>, Range<usize>)> {
    let mut there = sources.iter().filter(|source| source.given == given);
    there.find_map(|source| Some((source, source.locate(range.clone())?)))
}

/// The lines of a finding, and where it stands among them.
pub(super) fn of<'s>(sources: &'s [Source<'_>], finding: &Finding) -> Option<Window<'s>> {
    let (source, range) = locate(sources, finding.source, &(finding.start..finding.end))?;
    Window::around(&source.text, range)
}

/// A stretch of a file in lines and columns from 1, in Unicode scalar values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub(super) start: (usize, usize),
    /// The last line, and the column behind the last character.
    pub(super) end: (usize, usize),
}

impl Region {
    /// Of a finding; where its text is not at hand, its first character.
    pub(super) fn of(sources: &[Source<'_>], finding: &Finding) -> Region {
        let start = (finding.line, finding.column);
        let found = locate(sources, finding.source, &(finding.start..finding.end));
        let end = found.map_or(start, |(source, range)| Region::within(source, &range).end);
        Region {
            start,
            end: end.max(start),
        }
    }

    /// Of a range of a file.
    pub(super) fn within(source: &Source<'_>, range: &Range<usize>) -> Region {
        let at = |byte: usize| {
            let byte = u32::try_from(byte).unwrap_or(u32::MAX);
            let place = source.place(Span::new(byte, byte));
            (place.line, place.column)
        };
        let start = at(range.start);
        if range.is_empty() {
            return Region { start, end: start };
        }
        // What stands behind the last character may be another hunk's.
        let last = source.text.floor_char_boundary(range.end - 1);
        let (line, column) = at(last);
        Region {
            start,
            end: (line, column + 1),
        }
    }
}

/// The few lines around a finding, so that drawing it costs the same in a
/// file of any size.
pub(super) struct Window<'a> {
    pub(super) source: &'a str,
    #[cfg_attr(
        not(feature = "render-human"),
        expect(dead_code, reason = "only a terminal draws carets")
    )]
    pub(super) span: Range<usize>,
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
}
