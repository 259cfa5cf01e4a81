//! The steps of a plan as files of each framework: golden files, and what has
//! to hold for every plan there is a fixture for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use common::{golden, plans, root};
use lockstep_core::framework::{FRAMEWORKS, Framework};
use lockstep_core::report::{Report, Severity, StepKind};
use lockstep_core::step_files::{StepFile, step_files};
use lockstep_core::{Options, SourceFile, check};
use lockstep_syntax::script;

/// 15 January 2024, 10:15:00 UTC.
const NOW: u64 = 1_705_313_700;

/// What a step says that keeps others waiting for want of a recipe.
const NO_WAY: [&str; 2] = ["Keeps others waiting for", "There is no recipe for it here"];

#[test]
fn golden_files() {
    let folder = root().join("crates/lockstep-core/tests/step_files");
    let read = |name: &str| SourceFile {
        name: name.to_owned(),
        text: fs::read_to_string(folder.join(name)).unwrap(),
    };
    let mut expected = BTreeSet::from(["grow.sql".to_owned(), "schema.sql".to_owned()]);
    for framework in FRAMEWORKS {
        let options = Options {
            schema: vec![read("schema.sql")],
            framework: Some(framework.name.to_owned()),
            ..Options::default()
        };
        let report = check(&[read("grow.sql")], &options);
        let mut text = String::new();
        for file in step_files(&report, NOW) {
            writeln!(text, "═══ {}\n{}", file.path, file.content).unwrap();
        }
        let name = format!("{}.txt", framework.name);
        golden(&folder.join(&name), &text);
        expected.insert(name);
    }
    let found: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, expected, "a file that no framework has");
}

/// Law 3 for the files: read by their framework, they are as safe as the plan.
#[test]
fn files_analysed_again_are_as_safe_as_the_plan() {
    let mut read = 0;
    for (turn, (name, schema, migration)) in plans().into_iter().enumerate() {
        let options = Options {
            schema,
            ..Options::default()
        };
        let mut report = check(&migration, &options);
        // Each framework gets a third of the plans, and each plan a third of
        // the frameworks: enough to meet all, in a third of the time.
        for framework in FRAMEWORKS.iter().skip(turn % 3).step_by(3) {
            framework.name.clone_into(&mut report.framework.name);
            let files = step_files(&report, NOW);
            let case = format!("{name} for {}", framework.name);
            assert_eq!(files.is_empty(), report.plan.steps.is_empty(), "{case}");
            paths_are_apart(&case, &files);
            // Text in the quotes of another language has tests of its own.
            if !matches!(framework.name, "tern" | "liquibase")
                && files.iter().all(|it| is_sql(&it.path))
            {
                statements_are_there(&case, &report, &files);
            }
            let sql: Vec<SourceFile> = files
                .iter()
                .filter(|file| has_extension(&file.path, &["sql"]) && !is_for_psql(&file.path))
                .map(|file| SourceFile {
                    name: file.path.clone(),
                    text: file.content.clone(),
                })
                .collect();
            // Without what only psql or JavaScript runs, what that makes is
            // missing.
            let whole = files
                .iter()
                .all(|it| is_sql(&it.path) && !it.path.contains("psql/"));
            if sql.is_empty() || !whole {
                continue;
            }
            read += 1;
            analysed_again(&case, framework, &report, &sql, &options);
        }
    }
    assert!(read > 400, "the fixtures are not where they were");
}

/// A script that the framework does not run.
fn is_for_psql(path: &str) -> bool {
    let mut folders = path.split('/');
    folders.any(|folder| matches!(folder, "psql" | "undo" | "rollback" | "verify"))
}

/// On a file system that does not tell case apart, too.
fn paths_are_apart(case: &str, files: &[StepFile]) {
    let mut seen = BTreeSet::new();
    for file in files {
        assert!(
            seen.insert(file.path.to_lowercase()),
            "{case}: {}",
            file.path
        );
        let last = file.path.rsplit('/').next().unwrap();
        assert!(last.len() <= 120, "{case}: {last}");
    }
}

fn analysed_again(
    case: &str,
    framework: &Framework,
    report: &Report,
    files: &[SourceFile],
    options: &Options,
) {
    let options = Options {
        framework: Some(framework.name.to_owned()),
        ..options.clone()
    };
    let again = check(files, &options);
    let step_of = |file: &str| {
        let text = &files.iter().find(|it| it.name == file).unwrap().text;
        let number = text
            .split_once("Step ")
            .and_then(|(_, rest)| rest.split_once(' '));
        number.and_then(|(number, _)| number.parse::<usize>().ok())
    };
    for statement in &again.statements {
        // The plan itself may say that PostgreSQL refuses a statement.
        let planned = || {
            let mut all = report.statements.iter();
            all.any(|it| it.fails.is_some())
        };
        let undoes = files.iter().any(|file| {
            file.name == statement.file
                && is_down(framework, &file.name, &file.text, statement.start)
        });
        assert!(
            statement.fails.is_none() || undoes || planned(),
            "{case}: {} line {} fails: {:?}",
            statement.file,
            statement.line,
            statement.fails
        );
    }
    for finding in &again.findings {
        let Some(step) = step_of(&finding.file).map(|number| &report.plan.steps[number - 1]) else {
            // What only undoes has no head.
            continue;
        };
        let stopped = report.plan.steps[..step.number]
            .iter()
            .any(|step| step.kind == StepKind::Wait);
        let of_the_original = || {
            let mut same = report.findings.iter().filter(|it| it.rule == finding.rule);
            same.any(|it| it.plan_steps.is_empty())
        };
        let text = &files
            .iter()
            .find(|it| it.name == finding.file)
            .unwrap()
            .text;
        assert!(
            finding.severity < Severity::Warning
                || NO_WAY.iter().any(|words| step.why.contains(words))
                || finding.rule == "table-swap-loses-writes" && stopped
                || finding.severity == Severity::Warning && of_the_original()
                || is_down(framework, &finding.file, text, finding.start),
            "{case}: {} is not safe: {} ({})\n{text}",
            finding.file,
            finding.title,
            finding.rule,
        );
    }
}

/// What undoes a step may have to keep others waiting.
fn is_down(framework: &Framework, path: &str, text: &str, start: usize) -> bool {
    if path.contains(".down.") || path.contains(".rollback.") || path.ends_with("/down.sql") {
        return true;
    }
    let border = match framework.name {
        "dbmate" => "-- migrate:down",
        "goose" => "-- +goose Down",
        "tern" => "---- create above / drop below ----",
        "node-pg-migrate" => "-- Down Migration",
        "sqitch" => return path.contains("revert/"),
        _ => return false,
    };
    text.find(border).is_some_and(|border| start > border)
}

/// Each statement of the plan stands in the files, in its place.
fn statements_are_there(case: &str, report: &Report, files: &[StepFile]) {
    let steps = report.plan.steps.iter();
    let all = steps.flat_map(|step| statements(&step.sql));
    let found: Vec<String> = files
        .iter()
        .flat_map(|it| statements(&it.content))
        .collect();
    let mut found = found.iter();
    for sql in all.filter(|sql| !sql.starts_with("SET ")) {
        assert!(
            found.any(|it| it.contains(&sql)),
            "{case}: not there, or not in its place: {sql}"
        );
    }
}

fn is_sql(path: &str) -> bool {
    has_extension(path, &["sql", "md", "toml", "conf"])
}

fn has_extension(path: &str, known: &[&str]) -> bool {
    let found = path.rsplit('.').next();
    found.is_some_and(|it| known.contains(&it))
}

fn statements(text: &str) -> Vec<String> {
    let script = script::read(text);
    let all = script.statements();
    all.map(|it| it.span.of(text).to_owned()).collect()
}
