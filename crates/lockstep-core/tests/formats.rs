//! Markdown, HTML, annotations and SARIF: golden files of the report written by hand,
//! and that nothing in a migration breaks out of its place.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes the helpers of an integration test for production code"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;

use common::{by_hand, golden, root};
use lockstep_core::render::{github, html, markdown, sarif};
use lockstep_core::report::Report;
use lockstep_core::rules::RULES;
use lockstep_core::{Options, SourceFile, check};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};
use serde_json::Value;

/// Names that are SQL and something else besides.
const HOSTILE: &[&str] = &[
    "a`b",
    "```",
    "a|b",
    "a\\|b",
    "</details><script>alert(1)</script>",
    "<!-- ",
    "&lt;",
    "[x](javascript:alert(1))",
    "![x](https://example.com/x.png)",
    "**bold** _it_ ~~no~~ $x$",
    "@everyone #12",
    "::error::x",
    "%0A::error::x",
    "a,line=1",
    "{0} {{1}} [2](3)",
    "\u{1b}[31m",
    "\u{202e}x",
    "\u{1f600}\u{301}",
    "a\nb",
    "a\r\n| b |\n# c",
    "",
];

fn migration(name: &str) -> String {
    let name = name.replace('"', "\"\"");
    format!(
        "ALTER TABLE \"{name}\" ALTER COLUMN \"{name}\" SET NOT NULL;\n\
         CREATE INDEX \"{name}\" ON \"{name}\" (\"{name}\");\n\
         ALTER TABLE \"{name}\" RENAME COLUMN c TO \"{name}\";\n\
         DROP TABLE \"{name}\";\n\
         -- file: {name}.sql\n\
         ALTER TABEL \"{name}\";\n"
    )
}

/// Every hostile migration with its report, also under a hostile file name.
fn hostile() -> Vec<(Vec<SourceFile>, Report)> {
    let names = HOSTILE.iter().flat_map(|name| {
        let file = |name: &str, text| SourceFile {
            name: name.to_owned(),
            text,
        };
        [
            vec![file(&format!("{name}.sql"), migration(name))],
            vec![
                file("1.sql", migration(name)),
                file(name, migration(name).replace('\n', "\r\n")),
            ],
        ]
    });
    names
        .map(|files| {
            let report = check(&files, &Options::default());
            (files, report)
        })
        .collect()
}

#[test]
fn golden_pages() {
    let beside = |name| root().join("crates/lockstep-core/tests/render").join(name);
    let (report, files) = (by_hand::report(), by_hand::files());
    golden(&beside("check.md"), &markdown::report(&report, &files));
    golden(&beside("plan.md"), &markdown::plan(&report));
    golden(&beside("check.html"), &html::report(&report, &files));
    golden(
        &beside("check.github.txt"),
        &github::report(&report, &files),
    );
    // The rules have tests of their own, and change more often than this.
    let mut log = sarif(&report, &files);
    log["runs"][0]["tool"]["driver"]["rules"] = Value::Null;
    for result in log["runs"][0]["results"].as_array_mut().unwrap() {
        result.as_object_mut().unwrap().remove("ruleIndex");
    }
    let log = serde_json::to_string_pretty(&log).unwrap();
    golden(&beside("check.sarif"), &format!("{log}\n"));
}

/// The structure of a page: every element that began, and the HTML in it.
fn elements(page: &str) -> (Vec<String>, BTreeSet<String>) {
    let mut elements = Vec::new();
    let mut html = BTreeSet::new();
    let mut cells = 0;
    for event in Parser::new_ext(
        page,
        Extensions::ENABLE_TABLES | Extensions::ENABLE_STRIKETHROUGH,
    ) {
        match event {
            Event::Html(it) | Event::InlineHtml(it) => {
                html.insert(it.trim().to_owned());
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::TableRow) => {
                assert_eq!(std::mem::take(&mut cells), 4, "{page}");
            }
            Event::End(TagEnd::TableHead) => cells = 0,
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("https://www.postgresql.org/"),
                    "{dest_url}\n{page}"
                );
            }
            Event::Start(Tag::Image { .. } | Tag::Emphasis | Tag::Strikethrough) => {
                panic!("{event:?} in\n{page}");
            }
            Event::Start(tag @ (Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_))) => {
                elements.push(format!("{tag:?}"));
            }
            _ => {}
        }
    }
    (elements, html)
}

#[test]
fn no_name_breaks_out_of_markdown() {
    let (files, report) = &plain();
    let (check_plain, plan_plain) = (
        elements(&markdown::report(report, files)).0,
        elements(&markdown::plan(report)).0,
    );
    for (files, report) in hostile() {
        let page = markdown::report(&report, &files);
        let (found, html) = elements(&page);
        for tag in html {
            let ours = ["<details>", "</details>", ""].contains(&tag.as_str())
                || tag.starts_with("<summary>A rewrite in ");
            assert!(ours, "{tag} in\n{page}");
        }
        let plan = markdown::plan(&report);
        let (planned, html) = elements(&plan);
        assert!(html.is_empty(), "{html:?} in\n{plan}");
        assert!(
            !page.contains("@everyone")
                || page.contains("`@everyone")
                || page.contains("\"@everyone")
        );
        // A name that is no name, or one with a line break, makes another
        // migration of it.
        if files.len() == 1 && !files[0].name.contains('\n') && files[0].name != ".sql" {
            assert_eq!(found, check_plain, "{page}");
            assert_eq!(planned, plan_plain, "{plan}");
        }
    }
}

/// Every tag of a page, in order: what the page says has no pointed bracket.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split_once("</style>").unwrap().1;
    let tags = body.split('<').skip(1);
    tags.map(|it| it.split_once('>').unwrap().0).collect()
}

#[test]
fn no_name_breaks_out_of_html() {
    let (files, report) = &plain();
    let expected = html::report(report, files);
    for (files, report) in hostile() {
        let page = html::report(&report, &files);
        for tag in tags(&page) {
            let (_, attributes) = tag.split_once(' ').unwrap_or_default();
            let ours = ["", "class=\"", "start=\"", "open"]
                .iter()
                .any(|it| attributes == *it || (!it.is_empty() && attributes.starts_with(it)))
                || attributes.starts_with("href=\"https://www.postgresql.org/");
            assert!(
                ours && attributes.matches('"').count() <= 2,
                "{tag} in\n{page}"
            );
        }
        if files.len() == 1 && !files[0].name.contains('\n') && files[0].name != ".sql" {
            assert_eq!(tags(&page), tags(&expected), "{page}");
        }
    }
}

/// The same migration with a name that is only a name.
fn plain() -> (Vec<SourceFile>, Report) {
    let files = vec![SourceFile {
        name: "Plain.sql".to_owned(),
        text: migration("Plain"),
    }];
    let report = check(&files, &Options::default());
    (files, report)
}

#[test]
fn a_comment_fits() {
    let long = "x".repeat(70_000);
    for text in [
        "ALTER TABLE t ALTER c SET NOT NULL;\n".repeat(2_000),
        migration(&long),
        migration("t").repeat(100),
    ] {
        for name in ["1.sql", &long] {
            let files = [SourceFile {
                name: name.to_owned(),
                text: text.clone(),
            }];
            let page = markdown::report(&check(&files, &Options::default()), &files);
            assert!(page.len() <= 65_536, "{}", page.len());
            assert!(
                page.contains("not listed") || page.contains("not fit into a comment"),
                "{page}"
            );
        }
    }
}

#[test]
fn an_annotation_is_one_line() {
    for (files, report) in hostile() {
        let text = github::report(&report, &files);
        let lines: Vec<&str> = text.split(['\n', '\r']).collect();
        let (annotations, others): (Vec<&str>, Vec<&str>) =
            lines.iter().partition(|line| line.contains("::"));
        assert_eq!(
            annotations.len(),
            report.findings.len() + report.notes.len(),
            "{text}"
        );
        for line in annotations {
            let (command, rest) = line[2..].split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&command), "{line}");
            let (properties, _) = rest.split_once("::").unwrap();
            let keys: Vec<&str> = properties
                .split(',')
                .map(|it| it.split_once('=').unwrap().0)
                .collect();
            let shapes = [
                &["file", "line", "title"][..],
                &["file", "line", "endLine", "title"],
                &["file", "line", "endLine", "col", "endColumn", "title"],
            ];
            assert!(shapes.contains(&&keys[..]), "{line}");
        }
        for line in others {
            assert!(line.is_empty() || line.ends_with('.'), "{line}");
        }
    }
}

fn sarif(report: &Report, files: &[SourceFile]) -> Value {
    serde_json::from_str(&sarif::report(report, files)).unwrap()
}

#[test]
fn sarif_keeps_its_schema() {
    let schema = fs::read(root().join("tests/sarif/sarif-schema-2.1.0.json")).unwrap();
    let mut schema: Value = serde_json::from_slice(&schema).unwrap();
    // The published pattern ends in a bracket that nothing opened, which is no
    // regular expression of JSON Schema's; the property is not used here.
    for definition in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][definition]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let by_hand = (by_hand::files().to_vec(), by_hand::report());
    for (files, report) in hostile().into_iter().chain([by_hand]) {
        let log = sarif(&report, &files);
        let errors: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), report.findings.len());
    }
}

#[test]
fn sarif_names_every_rule() {
    let log = sarif(&plain().1, &plain().0);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), RULES.len());
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_places_count_characters() {
    let files = [SourceFile {
        name: "dir/größe 1.sql".to_owned(),
        text: "/* \u{1f600} */ CREATE INDEX ON \"ü\" (c);".to_owned(),
    }];
    let report = check(&files, &Options::default());
    let log = sarif(&report, &files);
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "dir/gr%C3%B6%C3%9Fe%201.sql"
    );
    // `INDEX` stands at the sixteenth character, byte 18.
    assert_eq!(place["region"]["startColumn"], 16);
    assert_eq!(place["region"]["endColumn"], 21);
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["deletedRegion"]["startLine"], 1);
    assert!(
        change["insertedContent"]["text"]
            .as_str()
            .unwrap()
            .contains("CONCURRENTLY")
    );
}

#[test]
fn sarif_fingerprints_stay_when_lines_move() {
    let fingerprints = |name: &str, text: &str| {
        let files = [SourceFile {
            name: name.to_owned(),
            text: text.to_owned(),
        }];
        let log = sarif(&check(&files, &Options::default()), &files);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let found = results
            .iter()
            .map(|it| it["partialFingerprints"]["lockstep/v1"].to_string());
        found.collect::<Vec<_>>()
    };
    let sql = "DROP TABLE a;\nALTER TABLE b ALTER c SET NOT NULL;\nDROP TABLE a;\n";
    let before = fingerprints("1.sql", sql);
    let different: BTreeSet<&String> = before.iter().collect();
    assert_eq!(different.len(), before.len(), "{before:?}");
    let moved = format!("-- A comment.\n\n{}", sql.replace(" SET", "\n    SET"));
    assert_eq!(fingerprints("2.sql", &moved), before);
}

#[test]
fn pages_of_rules() {
    for rule in RULES {
        let page = markdown::rule(rule);
        assert!(
            page.contains(rule.docs) && page.contains("\n## Found\n"),
            "{page}"
        );
        assert_eq!(elements(&page).1, BTreeSet::new(), "{page}");
    }
    let (tables, _) = elements(&markdown::rules(RULES));
    assert_eq!(tables.len(), 1);
}
