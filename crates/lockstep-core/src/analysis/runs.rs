//! Who sends which statements, and in which order.

use std::ops::Range;

use super::{File, Unit};
use crate::framework::{Framework, Section, Sending};
use crate::order;

/// Statements of a file that are sent the same way.
pub(super) struct Run {
    /// The number of the file.
    pub(super) file: usize,
    /// How they are sent.
    pub(super) sending: Sending,
    /// They take the migration back.
    pub(super) down: bool,
    /// Their numbers.
    pub(super) statements: Range<usize>,
}

/// The statements of all files in the order of the text, and the runs that
/// they are sent in.
pub(super) fn read<'a>(files: &[File<'a>], framework: &Framework) -> (Vec<Run>, Vec<Unit<'a>>) {
    let mut runs = Vec::new();
    let mut units: Vec<Unit<'a>> = Vec::new();
    for (file, read) in files.iter().enumerate() {
        let before = Section {
            start: 0,
            sending: if framework.wraps_in_transaction {
                Sending::InTransaction
            } else {
                Sending::OneByOne
            },
            down: false,
        };
        let sections = (framework.sections)(&read.source.name, read.script);
        let mut statements = read.script.statements().peekable();
        let ends = sections.iter().map(|next| next.start).chain([u32::MAX]);
        for (section, end) in [before].iter().chain(&sections).zip(ends) {
            let first = units.len();
            while let Some(statement) = statements.next_if(|it| it.span.start < end) {
                units.push(Unit {
                    file,
                    text: read.script.text,
                    statement,
                    down: section.down,
                });
            }
            if first < units.len() {
                runs.push(Run {
                    file,
                    sending: section.sending,
                    down: section.down,
                    statements: first..units.len(),
                });
            }
        }
    }
    (runs, units)
}

/// The order in which runs reach the server: what goes up by file, then what
/// takes it back, the last file first.
pub(super) fn in_order(runs: &[Run]) -> (Vec<&Run>, Vec<&Run>) {
    let (mut down, up): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(|run| run.down);
    order::sort_by(&mut down, |one, other| other.file.cmp(&one.file));
    (up, down)
}
