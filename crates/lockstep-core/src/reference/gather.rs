//! Making the reference of what there is: the measured cases and the rules.

use super::{Answer, Entry, Example, RulePage};
use crate::report::StatementReport;
use crate::rules;
use crate::{MAJORS, Options, SourceFile, check_without_plan};

const CASES: &str = include_str!("../../../../tests/oracle/reference.sql");

/// The pages of all rules, by their identifiers.
///
/// ```
/// use lockstep_core::reference;
///
/// let pages = reference::rule_pages();
/// assert!(pages.iter().all(|page| !page.docs.is_empty() && !page.bad.is_empty()));
/// ```
#[must_use]
pub fn rule_pages() -> Vec<RulePage> {
    let example = |it: &rules::Example| Example {
        sql: it.sql.trim().to_owned(),
        schema: it.schema.trim().to_owned(),
        postgres: it.postgres,
    };
    let mut pages: Vec<RulePage> = rules::RULES
        .iter()
        .map(|rule| RulePage {
            id: rule.id.to_owned(),
            severity: rule.severity,
            title: rule.title.to_owned(),
            docs: rule.docs.trim().to_owned(),
            versions: rule.versions.to_owned(),
            source: (rule.source.title().to_owned(), rule.source.url().to_owned()),
            bad: rule.bad.iter().map(example).collect(),
            good: rule.good.iter().map(example).collect(),
        })
        .collect();
    pages.sort_by(|one, other| one.id.cmp(&other.id));
    pages
}

/// All entries, in the order of the commands' families.
///
/// ```
/// use lockstep_core::reference;
///
/// let all = reference::entries();
/// let entry = all.iter().find(|it| it.name == "alter-table/set-not-null").unwrap();
/// assert_eq!((entry.answers[0].from, entry.answers[0].to), (11, 18));
/// assert_eq!(entry.answers[0].statement.scans, ["public.orders"]);
/// ```
#[must_use]
pub fn entries() -> Vec<Entry> {
    let mut setup = "";
    let mut entries = Vec::new();
    for case in CASES.split("\n-- case: ").skip(1) {
        let Some((name, rest)) = case.split_once('\n') else {
            continue;
        };
        let Some((before, statement)) = rest.split_once("-- statement:\n") else {
            continue;
        };
        if let Some(tables) = before.strip_prefix("-- setup:\n") {
            setup = tables;
        }
        entries.push(Entry {
            name: name.to_owned(),
            sql: statement.trim().to_owned(),
            answers: answers(setup, statement.trim()),
        });
    }
    entries
}

fn answers(setup: &str, sql: &str) -> Vec<Answer> {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let files = [file("reference.sql", sql)];
    let mut answers: Vec<Answer> = Vec::new();
    for major in MAJORS {
        let options = Options {
            postgres: major,
            schema: vec![file("schema.sql", setup)],
            schema_is_complete: true,
            framework: Some("none".to_owned()),
            ..Options::default()
        };
        let report = check_without_plan(&files, &options);
        let Some(mut statement) = report.statements.into_iter().next() else {
            continue;
        };
        // The manual's page of each version has another address.
        let citations = std::mem::take(&mut statement.citations);
        match answers.last_mut() {
            Some(last) if same(&last.statement, &statement) => {
                last.to = major;
                last.statement.citations = citations;
            }
            _ => {
                statement.citations = citations;
                answers.push(Answer {
                    from: major,
                    to: major,
                    statement,
                });
            }
        }
    }
    answers
}

/// The same effects, whatever page says so.
fn same(one: &StatementReport, other: &StatementReport) -> bool {
    let without = StatementReport {
        citations: Vec::new(),
        ..one.clone()
    };
    without == *other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_understood_and_answered_on_every_major() {
        let entries = entries();
        assert!(entries.len() > 100, "{}", entries.len());
        for entry in &entries {
            let majors: usize = entry
                .answers
                .iter()
                .map(|it| usize::from(it.to - it.from) + 1)
                .sum();
            assert_eq!(majors, MAJORS.count(), "{}", entry.name);
            let family = entry.name.split_once('/').map_or("", |(family, _)| family);
            let command = family.replace('-', " ");
            assert!(
                entry.sql.to_lowercase().starts_with(&command)
                    || command == "select"
                    || command.starts_with("create"),
                "{}: {}",
                entry.name,
                entry.sql
            );
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<String> = entries().into_iter().map(|it| it.name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
