//! The files that a text given holds, and where each byte of them stands in it.
//!
//! A paste may be one file, several behind `-- file:` lines, or a diff, of
//! which the new side is what runs. Everything behind this module sees files;
//! only here is known where their bytes came from.

mod diff;
mod marker;

use std::borrow::Cow;
#[cfg(feature = "render-text")]
use std::ops::Range;

use lockstep_syntax::line_index::LineIndex;
use lockstep_syntax::script::{self, Hunk, Script};
use lockstep_syntax::tree::Span;

use crate::SourceFile;
use crate::report::{DiffSide, Fix, Note};

/// A file that was found in a text given.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    /// Its name: of the file given, of the marker or of the diff.
    pub(crate) name: Cow<'a, str>,
    /// Its text, as it runs.
    pub(crate) text: Cow<'a, str>,
    /// Number of the text given, from 0.
    pub(crate) given: usize,
    /// The stretches of the text given that it is made of, in order.
    runs: Vec<Run>,
    /// Their numbers in the order in which they stand in the text given.
    #[cfg(feature = "render-text")]
    in_given: Vec<u32>,
    /// What of the file is at hand, where that is not all; a diff has hunks.
    hunks: Option<Vec<Hunk>>,
    lines: LineIndex,
}

/// Bytes that stand together in the file and in the text given.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    /// First byte in the file.
    at: u32,
    /// First byte in the text given.
    given: u32,
    /// Line of the first byte in the file that is meant, from 1.
    line: u32,
    /// Number of the patch that it stands in, in a diff.
    patch: u32,
    /// The diff adds it.
    added: bool,
}

/// Where something stands, for people and for editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// First byte in the text given.
    pub(crate) start: usize,
    /// One past its last byte there.
    pub(crate) end: usize,
    /// Line in the file, from 1.
    pub(crate) line: usize,
    /// Column in the file, from 1.
    pub(crate) column: usize,
    /// Whether the diff adds a line of it.
    pub(crate) diff: Option<DiffSide>,
}

/// The files that the texts given hold, in order, and what was left out.
pub(crate) fn open(given: &[SourceFile]) -> (Vec<Source<'_>>, Vec<Note>) {
    let mut sources = Vec::new();
    let mut notes = Vec::new();
    for (number, file) in given.iter().enumerate() {
        if diff::is_diff(&file.text) {
            diff::read(number, file, &mut sources, &mut notes);
        } else {
            marker::read(number, file, &mut sources);
        }
    }
    (sources, notes)
}

impl<'a> Source<'a> {
    fn new(name: Cow<'a, str>, text: Cow<'a, str>, given: usize, runs: Vec<Run>) -> Self {
        Source {
            #[cfg(feature = "render-text")]
            in_given: in_given(&runs),
            lines: LineIndex::new(&text),
            name,
            text,
            given,
            runs,
            hunks: None,
        }
    }

    /// Reads it.
    pub(crate) fn script(&self) -> Script<'_> {
        match &self.hunks {
            None => script::read(&self.text),
            Some(hunks) => script::read_hunks(&self.text, hunks),
        }
    }

    /// Where a range of the file stands.
    pub(crate) fn place(&self, span: Span) -> Place {
        let run = self.run(span.start);
        let (line, column) = self.lines.line_column(&self.text, span.start);
        let (first, _) = self.lines.line_column(&self.text, run.at);
        let start = run.given + span.start.saturating_sub(run.at);
        let end = match self.last_run(span) {
            Some((last, end)) => last.given + (end - last.at),
            None => start,
        };
        Place {
            start: start as usize,
            end: end as usize,
            line: (run.line + line.saturating_sub(first)) as usize,
            column: column as usize,
            diff: self.hunks.is_some().then(|| self.side(span)),
        }
    }

    /// The run that a range ends in, and where. A series of patches may make one
    /// statement of lines that stand far apart: then only those that stand with
    /// the first of them count.
    fn last_run(&self, span: Span) -> Option<(Run, u32)> {
        if span.is_empty() {
            return None;
        }
        let touched = self
            .runs
            .get(self.index(span.start)..=self.index(span.end - 1))?;
        let together =
            |pair: &&[Run]| matches!(pair, [a, b] if a.patch == b.patch && a.given < b.given);
        let last = touched.windows(2).take_while(together).count();
        let end = touched.get(last + 1).map_or(span.end, |next| next.at);
        touched.get(last).map(|run| (*run, end))
    }

    fn side(&self, span: Span) -> DiffSide {
        let first = self.index(span.start);
        let touched = self.runs.iter().skip(first);
        let mut touched = touched.take_while(|run| run.at < span.end.max(span.start + 1));
        if touched.any(|run| run.added) {
            DiffSide::Added
        } else {
            DiffSide::Context
        }
    }

    /// A fix in the bytes of the text given. In a diff it can only be made
    /// within a line that the diff adds: the other lines are not its own, and a
    /// new one would need a prefix and another count.
    pub(crate) fn fix(&self, mut fix: Fix) -> Option<Fix> {
        for edit in &mut fix.edits {
            let offset = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            let span = Span::new(offset(edit.start), offset(edit.end));
            let place = self.place(span);
            let on_one_line = place.end - place.start == edit.end - edit.start
                && !edit.text.contains('\n')
                && place.diff == Some(DiffSide::Added);
            if place.diff.is_some() && !on_one_line {
                return None;
            }
            (edit.start, edit.end) = (place.start, place.end);
        }
        Some(fix)
    }

    /// The range of the file that stands in the text given at these bytes.
    #[cfg(feature = "render-text")]
    pub(crate) fn locate(&self, given: Range<usize>) -> Option<Range<usize>> {
        let start = self.locate_byte(given.start)?;
        let end = match given.end.checked_sub(1) {
            Some(last) if last >= given.start => self.locate_byte(last)? + 1,
            _ => start,
        };
        Some(start..end)
    }

    #[cfg(feature = "render-text")]
    fn locate_byte(&self, given: usize) -> Option<usize> {
        let number = |&index: &u32| self.runs.get(index as usize);
        let behind = self
            .in_given
            .partition_point(|index| number(index).is_some_and(|run| run.given as usize <= given));
        let index = *self.in_given.get(behind.checked_sub(1)?)?;
        let run = number(&index)?;
        let at = run.at as usize + (given - run.given as usize);
        let end = match number(&(index + 1)) {
            Some(next) => next.at as usize,
            None => self.text.len() + 1,
        };
        (at < end).then_some(at)
    }

    fn run(&self, byte: u32) -> Run {
        self.runs.get(self.index(byte)).copied().unwrap_or_default()
    }

    fn index(&self, byte: u32) -> usize {
        let behind = self.runs.partition_point(|run| run.at <= byte);
        behind.saturating_sub(1)
    }
}

#[cfg(feature = "render-text")]
fn in_given(runs: &[Run]) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..).take(runs.len()).collect();
    numbers.sort_by_key(|&index| runs.get(index as usize).map(|run| run.given));
    numbers
}

/// Whether a path names SQL.
fn is_sql(path: &str) -> bool {
    let extension = path.len().checked_sub(4).and_then(|it| path.get(it..));
    extension.is_some_and(|it| it.eq_ignore_ascii_case(".sql"))
}
