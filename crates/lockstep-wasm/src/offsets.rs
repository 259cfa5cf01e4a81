//! From UTF-8 bytes to UTF-16 code units.
//!
//! One pass over each file lays down a milestone every 256 bytes; an
//! offset is then its milestone plus a walk of less than a stride, so a report
//! with many offsets costs no more than the file is long.

use lockstep_core::SourceFile;
use lockstep_core::report::Report;

/// Bytes between two milestones.
const STRIDE: usize = 256;

/// Translates the offsets of one text.
#[derive(Debug)]
pub struct Utf16Index<'a> {
    bytes: &'a [u8],
    /// UTF-16 units before byte `n * STRIDE`; empty when the text is ASCII and
    /// both units agree.
    milestones: Vec<usize>,
}

impl<'a> Utf16Index<'a> {
    /// Reads `text` once.
    ///
    /// ```
    /// use lockstep_wasm::offsets::Utf16Index;
    /// let index = Utf16Index::new("'🦀' é");
    /// assert_eq!(index.utf16(0), 0);
    /// assert_eq!(index.utf16(5), 3, "after the crab: a quote and two units");
    /// assert_eq!(index.utf16("'🦀' é".len()), 6);
    /// ```
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut milestones = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for chunk in bytes.chunks(STRIDE) {
                milestones.push(units);
                units += units_in(chunk);
            }
        }
        Utf16Index { bytes, milestones }
    }

    /// The offset in UTF-16 code units. An offset inside a character counts
    /// as its start, one past the end as the end.
    #[must_use]
    pub fn utf16(&self, utf8: usize) -> usize {
        let mut utf8 = utf8.min(self.bytes.len());
        if self.milestones.is_empty() {
            return utf8;
        }
        while self
            .bytes
            .get(utf8)
            .is_some_and(|byte| is_continuation(*byte))
        {
            utf8 -= 1;
        }
        // A text whose length is a multiple of the stride has no milestone at
        // its very end.
        let milestone = (utf8 / STRIDE).min(self.milestones.len() - 1);
        self.milestones[milestone] + units_in(&self.bytes[milestone * STRIDE..utf8])
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// UTF-16 units of the characters that start in `bytes`: one each, two for
/// those of four bytes.
fn units_in(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|byte| usize::from(!is_continuation(*byte)) + usize::from(*byte >= 0xF0))
        .sum()
}

/// Rewrites every offset of a report about `files`.
pub fn to_utf16(report: &mut Report, files: &[SourceFile]) {
    let indexes: Vec<Utf16Index<'_>> = files
        .iter()
        .map(|file| Utf16Index::new(&file.text))
        .collect();
    for statement in &mut report.statements {
        if let Some(index) = indexes.get(statement.source) {
            statement.start = index.utf16(statement.start);
            statement.end = index.utf16(statement.end);
        }
    }
    for finding in &mut report.findings {
        let Some(index) = indexes.get(finding.source) else {
            continue;
        };
        finding.start = index.utf16(finding.start);
        finding.end = index.utf16(finding.end);
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.start = index.utf16(edit.start);
            edit.end = index.utf16(edit.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lockstep_core::report::{
        Blocks, Certainty, Citation, Edit, Finding, Fix, Severity, StatementReport, Understood,
    };
    use lockstep_core::{Options, check};

    /// Compares every character boundary with what the standard library says.
    fn agrees(text: &str) {
        let index = Utf16Index::new(text);
        let mut units = 0;
        for (byte, character) in text.char_indices() {
            assert_eq!(index.utf16(byte), units, "byte {byte} of {text:?}");
            for inside in byte..byte + character.len_utf8() {
                assert_eq!(index.utf16(inside), units, "inside byte {byte}");
            }
            units += character.len_utf16();
        }
        assert_eq!(index.utf16(text.len()), units);
        assert_eq!(index.utf16(usize::MAX), units);
    }

    #[test]
    fn every_boundary_agrees_with_the_standard_library() {
        agrees("");
        agrees("SELECT 1;");
        agrees("\u{feff}ALTER TABLE t\r\n  ADD COLUMN \"naïve 🦀\" text;\r\n");
        for length in [STRIDE - 3, STRIDE - 1, STRIDE, STRIDE + 1, 3 * STRIDE] {
            for tail in ["", "é", "€", "🦀", "🦀é€x"] {
                agrees(&format!("{}{tail}", "x".repeat(length)));
                agrees(&format!("{tail}{}", "é".repeat(length / 2)));
                agrees(&"🦀".repeat(length / 4));
            }
        }
    }

    #[test]
    fn statements_findings_and_edits_move_together() {
        let files = [
            file("a.sql", "-- é\nSELECT 1;"),
            file("b.sql", "-- 🦀\nSELECT 2;"),
        ];
        let mut report = check(&[], &Options::default());
        report.statements = vec![statement("a.sql", 6, 15), statement("b.sql", 8, 17)];
        report.findings = vec![finding("b.sql", 8, 14)];
        to_utf16(&mut report, &files);
        assert_eq!(
            (report.statements[0].start, report.statements[0].end),
            (5, 14)
        );
        assert_eq!(
            (report.statements[1].start, report.statements[1].end),
            (6, 15)
        );
        assert_eq!((report.findings[0].start, report.findings[0].end), (6, 12));
        let edit = &report.findings[0].fix.as_ref().expect("a fix").edits[0];
        assert_eq!((edit.start, edit.end), (6, 12));
    }

    fn file(name: &str, text: &str) -> SourceFile {
        SourceFile {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    fn statement(file: &str, start: usize, end: usize) -> StatementReport {
        StatementReport {
            id: 0,
            file: file.to_owned(),
            source: usize::from(file != "a.sql"),
            start,
            end,
            line: 2,
            diff: None,
            command: "SELECT".to_owned(),
            title: String::new(),
            understood: Understood::Full,
            transaction: None,
            refuses_transaction: false,
            fails: None,
            locks: Vec::new(),
            rewrites: Vec::new(),
            scans: Vec::new(),
            index_builds: Vec::new(),
            certainty: Certainty::Certain,
            depends_on: Vec::new(),
            blocks: Blocks::default(),
            held_from: 0,
            held_to: 0,
            citations: Vec::new(),
            estimate: None,
        }
    }

    fn finding(file: &str, start: usize, end: usize) -> Finding {
        Finding {
            rule: "rule".to_owned(),
            severity: Severity::Advice,
            statement: 1,
            file: file.to_owned(),
            source: usize::from(file != "a.sql"),
            start,
            end,
            line: 2,
            diff: None,
            column: 1,
            title: String::new(),
            what: String::new(),
            why: String::new(),
            action: String::new(),
            relations: Vec::new(),
            versions: "11-18".to_owned(),
            citation: Citation {
                title: String::new(),
                url: String::new(),
            },
            plan_steps: Vec::new(),
            fix: Some(Fix {
                title: String::new(),
                edits: vec![Edit {
                    start,
                    end,
                    text: String::new(),
                }],
            }),
        }
    }
}
