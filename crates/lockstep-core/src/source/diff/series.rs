//! The new side of a file, after each change that a diff makes to it: a series
//! of patches changes a file more than once.

use std::borrow::Cow;

use lockstep_syntax::script::Hunk;
use lockstep_syntax::tree::Span;

use super::super::{Run, Source};
use super::patch::{Change, Line, Patch};

/// What is known of a file after the patches so far.
#[derive(Default)]
pub(super) struct NewSide<'a> {
    name: Cow<'a, str>,
    /// Number of the commit that changed it last.
    commit: usize,
    new: bool,
    /// The last line known is the last of the file.
    ends: bool,
    lines: Vec<Known<'a>>,
}

/// A line of the file and its number there, from 1.
#[derive(Clone, Copy)]
struct Known<'a> {
    number: u32,
    line: Line<'a>,
}

impl Known<'_> {
    /// Behind a hunk that ends at these lines of its sides.
    fn moved(self, old: u32, new: u32) -> Self {
        let number = self.number.saturating_sub(old).saturating_add(new);
        Known { number, ..self }
    }
}

/// Makes the change to the file it belongs to, or to one that was not seen yet;
/// whether it fits what the patches before it left.
pub(super) fn apply<'a>(patch: &Patch<'a>, sides: &mut Vec<NewSide<'a>>) -> bool {
    let before = |side: &NewSide| side.commit < patch.commit && side.name == patch.old;
    let found = sides.iter().position(before);
    let found = found.or_else(|| sides.iter().position(|side| side.name == patch.name));
    let side = found.map(|index| sides.remove(index));
    if patch.deleted {
        return true;
    }
    let at = found.unwrap_or(sides.len());
    let after = side.as_ref().map(|side| side.after(patch));
    let fits = !matches!(after, Some(None));
    let after = after.flatten();
    let after = after.or_else(|| NewSide::default().after(patch));
    // A file that only moved has nothing to analyse.
    let after = after.filter(|side| !side.lines.is_empty() || !patch.hunks.is_empty());
    // What the change is not made for stays as it was, before the change.
    let before = side.filter(|_| !fits);
    sides.splice(at..at, before.into_iter().chain(after));
    fits
}

impl<'a> NewSide<'a> {
    /// The file after one more change; nothing when it was made for other lines.
    fn after(&self, patch: &Patch<'a>) -> Option<Self> {
        let mut known = self.lines.iter().copied().peekable();
        let mut lines = Vec::new();
        let (mut old, mut new) = (0_u32, 0_u32);
        for hunk in &patch.hunks {
            while let Some(before) = known.next_if(|it| it.number < hunk.old) {
                lines.push(before.moved(old, new));
            }
            (old, new) = (hunk.old, hunk.new);
            for &line in &hunk.lines {
                let mut here = line;
                if line.change != Change::Added {
                    if let Some(before) = known.next_if(|it| it.number == old) {
                        if before.line.text.trim_end() != line.text.trim_end() {
                            return None;
                        }
                        here = before.line;
                    }
                    old = old.saturating_add(1);
                }
                if line.change != Change::Removed {
                    let number = new;
                    lines.push(Known { number, line: here });
                    new = new.saturating_add(1);
                }
            }
        }
        let ends = match known.peek() {
            None if !patch.hunks.is_empty() => patch.ends(),
            _ => self.ends,
        };
        lines.extend(known.map(|behind| behind.moved(old, new)));
        Some(NewSide {
            name: patch.name.clone(),
            commit: patch.commit,
            new: self.new || patch.new,
            ends,
            lines,
        })
    }

    /// The file as it runs, of the text given with this number.
    pub(super) fn source(self, given: usize) -> Source<'a> {
        let mut text = String::new();
        let mut runs = Vec::with_capacity(self.lines.len());
        let mut hunks: Vec<Hunk> = Vec::new();
        let mut next = 0;
        for Known { number, line } in self.lines {
            let at = offset(text.len());
            runs.push(Run {
                at,
                given: offset(line.given),
                patch: offset(line.patch),
                line: number,
                added: line.change == Change::Added,
            });
            text.push_str(line.text);
            let end = offset(text.len());
            match hunks.last_mut() {
                Some(hunk) if number == next => hunk.span.end = end,
                _ => hunks.push(Hunk {
                    span: Span::new(at, end),
                    begins: number <= 1,
                    ends: false,
                }),
            }
            next = number.saturating_add(1);
        }
        if let Some(last) = hunks.last_mut() {
            last.ends = self.new || self.ends;
        }
        let mut source = Source::new(self.name, Cow::Owned(text), given, runs);
        source.hunks = Some(hunks);
        source
    }
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
