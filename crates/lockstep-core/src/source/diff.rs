//! Unified diffs: what `git diff`, `git format-patch`, `svn diff` and `diff -u`
//! print. The new side of each SQL file is what runs.

use std::borrow::Cow;

use lockstep_syntax::script::Hunk;
use lockstep_syntax::tree::Span;

use super::{Run, Source, is_sql};
use crate::SourceFile;
use crate::report::Note;

/// What may stand before the first file: mail, a commit's message, a command.
const HEADS: [&str; 10] = [
    "From ",
    "From: ",
    "Subject: ",
    "Date: ",
    "commit ",
    "Author: ",
    "diff ",
    "Index: ",
    "Only in ",
    "# HG ",
];

/// Whether a text is a diff. Its first line has to say so, since SQL may hold a
/// diff in a comment or a string.
pub(super) fn is_diff(text: &str) -> bool {
    let mut lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .skip_while(|line| line.trim().is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    let names_diff = HEADS.iter().any(|head| first.starts_with(head));
    let counts_changes = first.starts_with(' ') && first.contains(" | ");
    if !names_diff && !counts_changes && !first.starts_with("--- ") {
        return false;
    }
    let mut before = ["", first];
    std::iter::once(first).chain(lines).any(|line| {
        let hunk = before[0].starts_with("--- ")
            && before[1].starts_with("+++ ")
            && counts(line).is_some();
        before = [before[1], line];
        hunk || line.starts_with("diff --git ")
            || line.starts_with("diff --cc ")
            || line.starts_with("diff --combined ")
    })
}

/// Adds the SQL files of a diff, and notes what it leaves out.
pub(super) fn read<'a>(
    number: usize,
    file: &'a SourceFile,
    into: &mut Vec<Source<'a>>,
    notes: &mut Vec<Note>,
) {
    let mut reader = Reader {
        lines: lines(&file.text),
        next: 0,
        patches: Vec::new(),
        left_out: Vec::new(),
    };
    reader.read();
    let mut note = |name: &str, line: usize, text: String| {
        notes.push(Note {
            file: name.to_owned(),
            line,
            text,
        });
    };
    let mut left_out = reader.left_out.as_slice();
    while let Some(LeftOut { line, why, .. }) = left_out.first() {
        let count = left_out.iter().take_while(|it| it.why == *why).count();
        let (alike, rest) = left_out.split_at(count);
        note(
            &file.name,
            *line,
            format!("Left out, since {why}: {}.", list(alike)),
        );
        left_out = rest;
    }
    let first = into.len();
    for patch in reader.patches {
        if into.iter().skip(first).any(|it| it.name == patch.name) {
            let text = "The diff changes this file more than once, and each change is analysed on its own; the diff between first and last commit shows what comes of them.";
            note(&patch.name, 1, text.to_owned());
        }
        into.push(patch.source(number));
    }
}

/// A few names, and how many more there are.
fn list(files: &[LeftOut<'_>]) -> String {
    const FEW: usize = 4;
    let names: Vec<&str> = files.iter().take(FEW).map(|it| &*it.name).collect();
    match files.len().saturating_sub(FEW) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Each line with its offset, its end included.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line)
        })
        .collect()
}

/// Something of which nothing is analysed.
struct LeftOut<'a> {
    name: Cow<'a, str>,
    line: usize,
    why: &'static str,
}

/// The new side of one file.
#[derive(Default)]
struct Patch<'a> {
    name: Cow<'a, str>,
    /// The file is new, so that its one hunk is all of it.
    new: bool,
    text: String,
    runs: Vec<Run>,
    hunks: Vec<Hunk>,
    /// Line behind the last hunk.
    next_line: u32,
    /// The most lines of context around a change, and those behind the last.
    context: u32,
    trailing: u32,
    /// The last line has no line break, so it is the last of the file.
    ends: bool,
}

impl<'a> Patch<'a> {
    fn source(mut self, given: usize) -> Source<'a> {
        if let Some(last) = self.hunks.last_mut() {
            // Less context than elsewhere means that the file ends there.
            last.ends = self.new || self.ends || self.trailing < self.context;
        }
        let mut source = Source::new(self.name, Cow::Owned(self.text), given, self.runs);
        source.hunks = Some(self.hunks);
        source
    }

    /// Takes a line of the new side, without its prefix.
    fn push(&mut self, line: &str, given: usize, added: bool) {
        self.runs.push(Run {
            at: offset(self.text.len()),
            given: offset(given),
            line: self.next_line,
            added,
        });
        self.text.push_str(line);
        self.next_line += 1;
    }
}

struct Reader<'a> {
    lines: Vec<(usize, &'a str)>,
    next: usize,
    patches: Vec<Patch<'a>>,
    left_out: Vec<LeftOut<'a>>,
}

impl<'a> Reader<'a> {
    fn line(&self, ahead: usize) -> &'a str {
        self.lines
            .get(self.next + ahead)
            .map_or("", |(_, line)| *line)
    }

    fn read(&mut self) {
        // Whether hunks belong to a file that is analysed.
        let mut wanted = false;
        let mut combined = false;
        while self.next < self.lines.len() {
            let line = self.line(0);
            if let Some(names) = line.strip_prefix("diff --git ") {
                (wanted, combined) = (false, false);
                if let Some(why) = self.binary() {
                    self.leave_out(last_name(names), why);
                }
            } else if let Some(name) = line
                .strip_prefix("diff --cc ")
                .or_else(|| line.strip_prefix("diff --combined "))
            {
                (wanted, combined) = (false, true);
                let why = "the combined diff of a merge is not supported (take `git diff` against one of its parents)";
                self.leave_out(path(name), why);
            } else if line.starts_with("--- ") && self.line(1).starts_with("+++ ") {
                wanted = !combined && self.header();
                self.next += 1;
            } else if let Some((old, start, new)) = counts(line) {
                self.next += 1;
                self.hunk(wanted, old, start, new);
                continue;
            }
            self.next += 1;
        }
    }

    fn leave_out(&mut self, name: Cow<'a, str>, why: &'static str) {
        let line = self.next + 1;
        self.left_out.push(LeftOut { name, line, why });
    }

    /// Why a file has no lines in the diff, from its `diff --git` line on.
    fn binary(&self) -> Option<&'static str> {
        let header = self.lines.get(self.next + 1..)?.iter().take(8);
        header
            .take_while(|(_, line)| !line.starts_with("diff ") && !line.starts_with("--- "))
            .any(|(_, line)| {
                line.starts_with("Binary files ") || line.starts_with("GIT binary patch")
            })
            .then_some("it is binary")
    }

    /// Begins a file at its `---` line; whether it is analysed.
    fn header(&mut self) -> bool {
        let old = path(self.line(0).strip_prefix("--- ").unwrap_or_default());
        let new = path(self.line(1).strip_prefix("+++ ").unwrap_or_default());
        let (old, new) = without_prefixes(old, new);
        if new == "/dev/null" {
            self.leave_out(old, "it is deleted");
            return false;
        }
        if !is_sql(&new) {
            self.leave_out(new, "it is not SQL");
            return false;
        }
        self.patches.push(Patch {
            name: new,
            new: old == "/dev/null",
            ..Patch::default()
        });
        true
    }

    /// The lines of a hunk. Its counts say how many there are; what is cut off
    /// or was changed by hand is read as far as it looks like more of them.
    fn hunk(&mut self, wanted: bool, mut old: u32, start: u32, mut new: u32) {
        let mut ignored = Patch::default();
        let patch = match self.patches.last_mut() {
            Some(patch) if wanted => patch,
            _ => &mut ignored,
        };
        let first = patch.text.len();
        let joined = patch.next_line == start && !patch.hunks.is_empty();
        patch.new |= old == 0 && start == 1 && patch.hunks.is_empty();
        patch.next_line = start;
        let (mut leading, mut trailing, mut changed) = (0, 0, false);
        while let Some(&(at, line)) = self.lines.get(self.next) {
            let pending = old > 0 || new > 0;
            let follows = |ahead: usize, prefix: &str| {
                let line = self.lines.get(self.next + ahead);
                line.is_some_and(|(_, line)| line.starts_with(prefix))
            };
            let header = line.starts_with("--- ") && follows(1, "+++ ") && follows(2, "@@ ");
            let prefix = line.as_bytes().first().copied().unwrap_or_default();
            match prefix {
                b'+' if pending || !line.starts_with("+++ ") => {
                    patch.push(&line[1..], at + 1, true);
                    new = new.saturating_sub(1);
                    (changed, trailing, patch.ends) = (true, 0, false);
                }
                b'-' if !header && (pending || !line.starts_with("--")) => {
                    old = old.saturating_sub(1);
                    (changed, trailing) = (true, 0);
                }
                b'\\' => {
                    let before = self.next.checked_sub(1).and_then(|it| self.lines.get(it));
                    patch.ends |= before.is_none_or(|(_, line)| !line.starts_with('-'));
                }
                // Editors take the one space of an empty line away.
                b' ' | b'\n' | b'\r' if pending => {
                    let length = usize::from(prefix == b' ');
                    patch.push(&line[length..], at + length, false);
                    (old, new) = (old.saturating_sub(1), new.saturating_sub(1));
                    trailing += 1;
                    leading += u32::from(!changed);
                }
                _ => break,
            }
            self.next += 1;
        }
        patch.context = patch.context.max(leading).max(trailing);
        patch.trailing = trailing;
        let span = Span::new(offset(first), offset(patch.text.len()));
        match patch.hunks.last_mut() {
            Some(last) if joined => last.span.end = span.end,
            _ => patch.hunks.push(Hunk {
                span,
                begins: start <= 1,
                ends: false,
            }),
        }
    }
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Of `@@ -10,2 +11,3 @@`: lines of the old side, first line and lines of the
/// new side.
fn counts(line: &str) -> Option<(u32, u32, u32)> {
    let (old, rest) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let side = |text: &str| -> Option<(u32, u32)> {
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let ((_, old), (start, new)) = (side(old)?, side(new)?);
    Some((old, start, new))
}

/// The path in a header line, without the time behind it.
fn path(written: &str) -> Cow<'_, str> {
    let written = written.trim_end_matches(['\n', '\r']);
    if let Some(quoted) = written.strip_prefix('"') {
        return Cow::Owned(unescape(quoted));
    }
    let end = written.find('\t').unwrap_or(written.len());
    Cow::Borrowed(written[..end].trim())
}

/// The second of the two names behind `diff --git`, which only matters where
/// neither is quoted and both are the same.
fn last_name(names: &str) -> Cow<'_, str> {
    let names = names.trim_end();
    match names.rsplit_once(" b/") {
        Some((_, name)) => Cow::Borrowed(name),
        None => path(names),
    }
}

/// Takes off `a/` and `b/`, or what else one letter marks the sides with.
fn without_prefixes<'a>(old: Cow<'a, str>, new: Cow<'a, str>) -> (Cow<'a, str>, Cow<'a, str>) {
    let letter = |path: &str| match path.as_bytes() {
        [letter, b'/', ..] => Some(*letter),
        _ => None,
    };
    let sides = match (letter(&old), letter(&new)) {
        (Some(a), Some(b)) => a != b,
        (None, Some(b)) => old == "/dev/null" && b == b'b',
        (Some(a), None) => new == "/dev/null" && a == b'a',
        (None, None) => false,
    };
    let strip = |path: Cow<'a, str>| {
        if !sides || path == "/dev/null" {
            return path;
        }
        match path {
            Cow::Borrowed(path) => Cow::Borrowed(path.get(2..).unwrap_or(path)),
            Cow::Owned(path) => Cow::Owned(path.get(2..).unwrap_or(&path).to_owned()),
        }
    };
    (strip(old), strip(new))
}

/// A path that git quoted as C does, from behind its opening quote on.
fn unescape(quoted: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = quoted.bytes().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => break,
            b'\\' => {
                let escaped = rest.next().unwrap_or(b'\\');
                if !escaped.is_ascii_digit() {
                    bytes.push(match escaped {
                        b'n' => b'\n',
                        b't' => b'\t',
                        other => other,
                    });
                    continue;
                }
                let digits = (0..2).filter_map(|_| rest.next_if(u8::is_ascii_digit));
                bytes.push(digits.fold(escaped - b'0', |value, digit| {
                    value.wrapping_mul(8).wrapping_add(digit - b'0')
                }));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
