//! What may be pasted instead of one file: `tests/inputs/*` beside `*.txt`,
//! which says for each statement in which file and line it stands, which bytes
//! of the paste it covers, and in which transaction it runs; then findings and
//! notes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::{contract, golden, root};
use lockstep_core::render::human;
use lockstep_core::report::{DiffSide, Report};
use lockstep_core::{Options, SourceFile, check};

fn inputs() -> Vec<PathBuf> {
    let folder = root().join("crates/lockstep-core/tests/inputs");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|it| it != "txt"))
        .collect();
    found.sort();
    assert!(found.len() > 10, "the inputs are gone: {found:?}");
    found
}

fn read(path: &Path) -> [SourceFile; 1] {
    [SourceFile {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        text: fs::read_to_string(path).unwrap(),
    }]
}

#[test]
fn inputs_are_read() {
    for path in inputs() {
        let files = read(&path);
        let report = check(&files, &Options::default());
        contract::check(&report, &files);
        assert!(!human::report(&report, &files, false).is_empty());
        let mut beside = path.clone().into_os_string();
        beside.push(".txt");
        golden(Path::new(&beside), &summary(&report, &files));
    }
}

/// No input is worse than its text: cut anywhere, it still gives a report.
#[test]
fn inputs_cut_off() {
    for path in inputs() {
        let [file] = read(&path);
        let cuts = file.text.char_indices().map(|(index, _)| index);
        for end in cuts.step_by(7) {
            let files = [SourceFile {
                name: file.name.clone(),
                text: file.text[..end].to_owned(),
            }];
            contract::check(&check(&files, &Options::default()), &files);
        }
    }
}

/// With Windows' line ends nothing moves but the bytes.
#[test]
fn inputs_with_carriage_returns() {
    for path in inputs() {
        let [file] = read(&path);
        let other = SourceFile {
            name: file.name.clone(),
            text: file.text.replace('\n', "\r\n"),
        };
        let lines = |file: SourceFile| -> Vec<(String, usize, String)> {
            let report = check(&[file], &Options::default());
            let findings = report.findings.into_iter();
            findings.map(|it| (it.file, it.line, it.rule)).collect()
        };
        assert_eq!(lines(file), lines(other), "{}", path.display());
    }
}

fn summary(report: &Report, files: &[SourceFile]) -> String {
    let mut out = format!("framework {}\n", report.framework.name);
    let side = |diff: Option<DiffSide>| match diff {
        Some(DiffSide::Added) => " added",
        Some(DiffSide::Context) => " context",
        None => "",
    };
    for it in &report.statements {
        let transaction = it.transaction.map_or("alone".to_owned(), |id| {
            format!("in {:?} {id}", report.transactions[id].source).to_lowercase()
        });
        let text = &files[it.source].text[it.start..it.end];
        let text = text.replace('\r', "").replace('\n', "⏎");
        let command = if it.command.is_empty() {
            &it.title
        } else {
            &it.command
        };
        writeln!(
            out,
            "{}:{}{} · {command} · {transaction} · «{text}»",
            it.file,
            it.line,
            side(it.diff)
        )
        .unwrap();
        for it in report
            .findings
            .iter()
            .filter(|other| other.statement == it.id)
        {
            let text = files[it.source].text[it.start..it.end].replace('\n', "⏎");
            let severity = format!("{:?}", it.severity).to_lowercase();
            let place = format!("{}:{}{}", it.line, it.column, side(it.diff));
            let fix = if it.fix.is_some() { " · fix" } else { "" };
            writeln!(out, "  {severity} {} {place} «{text}»{fix}", it.rule).unwrap();
        }
    }
    for note in &report.notes {
        writeln!(out, "note {}:{} {}", note.file, note.line, note.text).unwrap();
    }
    out
}
