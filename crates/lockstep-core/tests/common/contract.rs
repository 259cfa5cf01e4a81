//! The report's contract: the JSON Schema, and what a schema cannot say.

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use jsonschema::Validator;
use lockstep_core::SourceFile;
use lockstep_core::render::json;
use lockstep_core::report::{Lock, LockMode, RelationKind, Report, Understood};

/// Fails where the report breaks the contract, and says where.
pub(crate) fn check(report: &Report, files: &[SourceFile]) {
    let text = json::report(report);
    assert!(text.ends_with("}\n"), "one newline at the end");
    schema(&text);
    statements(report, files);
    findings(report, files);
    transactions(report);
    plan(report);
    coverage(report);
}

/// Validates printed JSON against `tests/report.schema.json`.
pub(crate) fn schema(text: &str) {
    static VALIDATOR: OnceLock<Validator> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| {
        let schema = fs::read_to_string(super::root().join("tests/report.schema.json")).unwrap();
        let schema = serde_json::from_str(&schema).unwrap();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        jsonschema::draft202012::new(&schema).unwrap()
    });
    let value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(
        errors.is_empty(),
        "against the contract:\n{}",
        errors.join("\n")
    );
}

fn statements(report: &Report, files: &[SourceFile]) {
    let mut order = Vec::new();
    for (index, it) in report.statements.iter().enumerate() {
        assert_eq!(it.id, index, "ids count from 0");
        let whole = it.file == files[it.source].name && it.diff.is_none();
        let line = whole.then_some((it.line, None));
        place(&files[it.source], it.start..it.end, line);
        // A series of patches gives the lines of a file in any order.
        if it.diff.is_none() {
            order.push((it.source, it.start));
        }
        assert!(
            it.held_from <= it.held_to,
            "statement {index} is held backwards"
        );
        assert!(
            it.held_to < report.statements.len(),
            "statement {index} is held past the end"
        );
        let mut relations = BTreeSet::new();
        for lock in &it.locks {
            assert!(
                relations.insert(&lock.relation),
                "{} is locked twice in {index}",
                lock.relation
            );
        }
        // CONCURRENTLY locks an index when nobody uses it any more.
        let of_index = |lock: &Lock| {
            let kinds = [RelationKind::Index, RelationKind::PartitionedIndex];
            kinds.contains(&lock.kind) && it.refuses_transaction
        };
        for (said, blocks) in [
            (
                it.blocks.reads,
                LockMode::blocks_reads as fn(LockMode) -> bool,
            ),
            (it.blocks.writes, LockMode::blocks_writes),
        ] {
            let old = || it.locks.iter().filter(|it| !it.new && blocks(it.mode));
            let least = old().any(|lock| !of_index(lock));
            assert!(
                least <= said && said <= old().next().is_some(),
                "blocks of {index}"
            );
        }
        if let Some(transaction) = it.transaction {
            assert!(
                report.transactions[transaction].statements.contains(&index),
                "transaction {transaction} does not know its statement {index}"
            );
        }
    }
    assert!(
        order.is_sorted(),
        "statements stand in the order of the files"
    );
}

fn findings(report: &Report, files: &[SourceFile]) {
    let mut order = Vec::new();
    for it in &report.findings {
        let what = format!("{} on line {}", it.rule, it.line);
        assert!(
            it.statement < report.statements.len(),
            "{what}: no such statement"
        );
        let whole = it.file == files[it.source].name && it.diff.is_none();
        let line = whole.then_some((it.line, Some(it.column)));
        place(&files[it.source], it.start..it.end, line);
        order.push((it.statement, std::cmp::Reverse(it.severity), it.start));
        for step in &it.plan_steps {
            assert!(
                (1..=report.plan.steps.len()).contains(step),
                "{what}: no step {step}"
            );
        }
        for text in [&it.what, &it.why, &it.action] {
            assert!(
                sentences(text) <= 3,
                "{what}: more than three sentences: {text}"
            );
            assert!(
                text.ends_with(['.', '?', ':']),
                "{what}: not a sentence: {text}"
            );
        }
        for text in [&it.title, &it.what, &it.why, &it.action] {
            let odd = ["{", "}", "<table>", "your_", "TODO"]
                .iter()
                // A template that was pasted may be quoted.
                .find(|odd| text.contains(**odd) && !files[it.source].text.contains(**odd));
            assert_eq!(odd, None, "{what}: a placeholder: {text}");
        }
        let mut last = 0;
        for edit in it.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(
                last <= edit.start && edit.start <= edit.end,
                "{what}: edits overlap"
            );
            last = edit.end;
        }
    }
    assert!(
        order.is_sorted(),
        "findings stand in the order of the statements, the worst of each first"
    );
}

/// A rough count; what it must not do is pass a paragraph.
fn sentences(text: &str) -> usize {
    text.split(". ").filter(|it| !it.trim().is_empty()).count()
}

fn transactions(report: &Report) {
    for (index, it) in report.transactions.iter().enumerate() {
        assert_eq!(it.id, index, "ids count from 0");
        assert!(it.statements.is_sorted());
        for statement in &it.statements {
            assert_eq!(report.statements[*statement].transaction, Some(index));
        }
    }
}

fn plan(report: &Report) {
    for (index, it) in report.plan.steps.iter().enumerate() {
        assert_eq!(it.number, index + 1, "steps count from 1");
        for statement in &it.answers {
            assert!(*statement < report.statements.len());
        }
    }
}

fn coverage(report: &Report) {
    let tally = |understood| {
        let of_it = |it: &&lockstep_core::report::StatementReport| it.understood == understood;
        report.statements.iter().filter(of_it).count()
    };
    assert_eq!(report.coverage.statements, report.statements.len());
    assert_eq!(report.coverage.full, tally(Understood::Full));
    assert_eq!(report.coverage.partial, tally(Understood::Partial));
    assert_eq!(report.coverage.none, tally(Understood::None));
}

/// A byte range lies within the text given, on characters, at the line and
/// column that it claims, where the text is the file.
fn place(
    file: &SourceFile,
    range: std::ops::Range<usize>,
    claimed: Option<(usize, Option<usize>)>,
) {
    let (name, text) = (&file.name, &file.text);
    assert!(range.start <= range.end, "{name}: {range:?} is backwards");
    assert!(
        text.get(range.clone()).is_some(),
        "{name}: {range:?} splits a character"
    );
    let Some((line, column)) = claimed else {
        return;
    };
    // A lone `\r` ends a line, too.
    let before = text[..range.start]
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    assert_eq!(
        before.matches('\n').count() + 1,
        line,
        "{name}: line of {range:?}"
    );
    if let Some(column) = column {
        // A byte order mark is in no column.
        let before = before.trim_start_matches('\u{feff}');
        let on_line = before.rsplit('\n').next().unwrap_or_default();
        assert_eq!(
            on_line.chars().count() + 1,
            column,
            "{name}: column of {range:?}"
        );
    }
}
