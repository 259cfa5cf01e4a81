//! The changes that a diff lists, file by file, as they are written.

use std::borrow::Cow;

use super::super::is_sql;

/// The change of one SQL file.
pub(super) struct Patch<'a> {
    /// Path before and after, without the sides' prefixes.
    pub(super) old: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    /// Number of the commit in a series of them, from 0.
    pub(super) commit: usize,
    /// The file is new, so that its one hunk is all of it.
    pub(super) new: bool,
    pub(super) deleted: bool,
    pub(super) hunks: Vec<Section<'a>>,
    /// The most lines of context around a change, and those behind the last.
    context: u32,
    trailing: u32,
    /// The last line has no line break, so it is the last of the file.
    unended: bool,
}

/// A hunk.
pub(super) struct Section<'a> {
    /// Numbers of the first lines of the old and of the new side, from 1.
    pub(super) old: u32,
    pub(super) new: u32,
    pub(super) lines: Vec<Line<'a>>,
}

/// A line without its prefix, and its offset in the diff.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) change: Change,
    /// Number of its patch, from 1.
    pub(super) patch: usize,
    pub(super) given: usize,
    pub(super) text: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Kept,
    Added,
    Removed,
}

impl<'a> Patch<'a> {
    fn new(old: Cow<'a, str>, name: Cow<'a, str>, commit: usize) -> Self {
        Patch {
            new: old == "/dev/null",
            deleted: name == "/dev/null",
            old,
            name,
            commit,
            hunks: Vec::new(),
            context: 0,
            trailing: 0,
            unended: false,
        }
    }

    /// Whether its last hunk reaches the end of the file: it says so, or has
    /// less context there than elsewhere.
    pub(super) fn ends(&self) -> bool {
        self.new || self.unended || self.trailing < self.context
    }
}

/// Something of which nothing is analysed.
pub(super) struct LeftOut<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) line: usize,
    pub(super) why: &'static str,
}

/// The patches of a diff in their order, and what it leaves out.
pub(super) fn read(text: &str) -> (Vec<Patch<'_>>, Vec<LeftOut<'_>>) {
    let mut reader = Reader {
        lines: lines(text),
        next: 0,
        commit: 0,
        patches: Vec::new(),
        left_out: Vec::new(),
    };
    reader.read();
    (reader.patches, reader.left_out)
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

struct Reader<'a> {
    lines: Vec<(usize, &'a str)>,
    next: usize,
    commit: usize,
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
            } else if let Some(counts) = counts(line) {
                self.next += 1;
                self.hunk(wanted, &counts);
                continue;
            } else if line.starts_with("From ") || line.starts_with("commit ") {
                self.commit += 1;
            } else if let Some(old) = line.strip_prefix("rename from ")
                && let Some(new) = self.line(1).strip_prefix("rename to ")
                && is_sql(&path(new))
            {
                let patch = Patch::new(path(old), path(new), self.commit);
                self.patches.push(patch);
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
        let deleted = new == "/dev/null";
        if deleted {
            self.leave_out(old.clone(), "it is deleted");
        } else if !is_sql(&new) {
            self.leave_out(new, "it is not SQL");
            return false;
        }
        self.patches.push(Patch::new(old, new, self.commit));
        !deleted
    }

    /// The lines of a hunk. Its counts say how many there are; what is cut off
    /// or was changed by hand is read as far as it looks like more of them.
    fn hunk(&mut self, wanted: bool, counts: &Counts) {
        let number = self.patches.len();
        let mut ignored = Patch::new(Cow::default(), Cow::default(), 0);
        let patch = match self.patches.last_mut() {
            Some(patch) if wanted => patch,
            _ => &mut ignored,
        };
        let (mut old, mut new) = (counts.old.1, counts.new.1);
        patch.new |= old == 0 && counts.new.0 == 1 && patch.hunks.is_empty();
        let mut lines = Vec::new();
        let (mut leading, mut trailing, mut changed) = (0, 0, false);
        while let Some(&(at, line)) = self.lines.get(self.next) {
            let pending = old > 0 || new > 0;
            let follows = |ahead: usize, prefix: &str| {
                let line = self.lines.get(self.next + ahead);
                line.is_some_and(|(_, line)| line.starts_with(prefix))
            };
            let header = line.starts_with("--- ") && follows(1, "+++ ") && follows(2, "@@ ");
            let prefix = line.as_bytes().first().copied().unwrap_or_default();
            let change = match prefix {
                b'+' if pending || !line.starts_with("+++ ") => {
                    new = new.saturating_sub(1);
                    (changed, trailing, patch.unended) = (true, 0, false);
                    Change::Added
                }
                b'-' if !header && (pending || !line.starts_with("--")) => {
                    old = old.saturating_sub(1);
                    (changed, trailing) = (true, 0);
                    Change::Removed
                }
                b'\\' => {
                    let before = self.next.checked_sub(1).and_then(|it| self.lines.get(it));
                    patch.unended |= before.is_none_or(|(_, line)| !line.starts_with('-'));
                    self.next += 1;
                    continue;
                }
                // Editors take the one space of an empty line away.
                b' ' | b'\n' | b'\r' if pending => {
                    (old, new) = (old.saturating_sub(1), new.saturating_sub(1));
                    trailing += 1;
                    leading += u32::from(!changed);
                    Change::Kept
                }
                _ => break,
            };
            let length = usize::from(!matches!(prefix, b'\n' | b'\r'));
            lines.push(Line {
                change,
                patch: number,
                given: at + length,
                text: &line[length..],
            });
            self.next += 1;
        }
        patch.context = patch.context.max(leading).max(trailing);
        patch.trailing = trailing;
        patch.hunks.push(Section {
            old: first(counts.old),
            new: first(counts.new),
            lines,
        });
    }
}

/// Of `@@ -10,2 +11,3 @@`: first line and number of lines of each side.
struct Counts {
    old: (u32, u32),
    new: (u32, u32),
}

fn counts(line: &str) -> Option<Counts> {
    let (old, rest) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let side = |text: &str| -> Option<(u32, u32)> {
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    Some(Counts {
        old: side(old)?,
        new: side(new)?,
    })
}

/// Whether this line begins a hunk.
pub(super) fn is_hunk(line: &str) -> bool {
    counts(line).is_some()
}

/// First line of a side. A side without lines is named by the line before it.
fn first((start, count): (u32, u32)) -> u32 {
    start.saturating_add(u32::from(count == 0))
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
