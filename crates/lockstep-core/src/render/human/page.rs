//! Lines on a terminal: colour, wrapping, and text that cannot take the
//! terminal over.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::render::{text::clean, wrap::wrap};

/// The width to stay within; source code and SQL may be wider.
pub(super) const WIDTH: usize = 80;

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const RED: Style = AnsiColor::Red.on_default().bold();
pub(super) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const GREEN: Style = AnsiColor::Green.on_default().bold();
pub(super) const CYAN: Style = AnsiColor::Cyan.on_default().bold();
pub(super) const PLAIN: Style = Style::new();

/// The text written so far.
pub(super) struct Page {
    text: String,
    colour: bool,
}

impl Page {
    pub(super) fn new(colour: bool) -> Page {
        Page {
            text: String::new(),
            colour,
        }
    }

    pub(super) fn colour(&self) -> bool {
        self.colour
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One line of styled pieces, indented.
    pub(super) fn line(&mut self, indent: usize, pieces: &[(Style, &str)]) {
        self.pad(indent);
        for (style, piece) in pieces {
            self.piece(*style, piece);
        }
        self.trim_line();
        self.text.push('\n');
    }

    /// A faint label and wrapped text that hangs to its right.
    pub(super) fn field(
        &mut self,
        indent: usize,
        label: &str,
        width: usize,
        style: Style,
        text: &str,
    ) {
        self.hanging(indent, (FAINT, label), width, style, text);
    }

    /// A word in a colour of its own and wrapped text that hangs to its right.
    pub(super) fn headline(
        &mut self,
        indent: usize,
        word: (Style, &str),
        style: Style,
        text: &str,
    ) {
        let width = word.1.chars().count() + 2;
        self.hanging(indent, word, width, style, text);
    }

    fn hanging(
        &mut self,
        indent: usize,
        label: (Style, &str),
        width: usize,
        style: Style,
        text: &str,
    ) {
        let rows = wrap(&clean(text), WIDTH.saturating_sub(indent + width));
        for (number, row) in rows.iter().enumerate() {
            self.pad(indent);
            let (label_style, label) = if number == 0 { label } else { (PLAIN, "") };
            self.piece(label_style, &format!("{label:width$}"));
            self.piece(style, row);
            self.trim_line();
            self.text.push('\n');
        }
    }

    /// SQL, indented line by line so that it can be copied.
    pub(super) fn code(&mut self, indent: usize, sql: &str) {
        for row in sql.trim_end().lines() {
            self.pad(indent);
            self.text.push_str(&clean(row));
            self.trim_line();
            self.text.push('\n');
        }
    }

    /// Text that is laid out already, indented line by line.
    pub(super) fn raw(&mut self, indent: usize, text: &str) {
        for row in text.lines() {
            self.pad(indent);
            self.text.push_str(row);
            self.trim_line();
            self.text.push('\n');
        }
    }

    fn pad(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    fn piece(&mut self, style: Style, piece: &str) {
        if self.colour && style != PLAIN && !piece.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(self.text, "{style}{piece}{style:#}");
        } else {
            self.text.push_str(piece);
        }
    }

    fn trim_line(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
    }
}
