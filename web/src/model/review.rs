//! A report, arranged as the page draws it.

use std::fmt::{self, Display, Formatter};
use std::rc::Rc;

use lockstep_core::order;
use lockstep_core::report::{
    DiffSide, Finding, Note, Plan, Report, Severity, StatementReport, Understood,
};
use lockstep_core::rules::is_design;

use crate::model::verdict::{self, Verdict};
use crate::model::waits::{self, Stronger, Waits, Who};

/// A report, arranged as the page draws it.
///
/// A review is made once for each answer, so two of them are equal when they
/// are the same one; comparing states costs nothing however long the report.
#[derive(Debug)]
pub struct Review {
    /// One card for each statement, in order.
    pub cards: Vec<Rc<Card>>,
    /// The one sentence.
    pub verdict: Verdict,
    /// The plan.
    pub plan: Rc<Plan>,
    /// Who runs the files.
    pub framework: Framework,
    /// The PostgreSQL major that was assumed.
    pub postgres: u8,
    /// The major that it is compared with.
    pub other: Option<u8>,
    /// Number of findings, all statements together.
    pub findings: usize,
    /// What is to be said about the input itself.
    pub notes: Vec<Note>,
}

impl PartialEq for Review {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Review {}

/// Who runs the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its name, `none` when nobody was recognised.
    pub name: String,
    /// True when it was recognised from the input.
    pub detected: bool,
    /// Whether it wraps each file in a transaction.
    pub wraps: bool,
}

/// One statement with all that is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its facts.
    pub statement: StatementReport,
    /// Where it stands.
    pub place: Place,
    /// Its findings, the worst first.
    pub findings: Vec<Finding>,
    /// Who waits.
    pub waits: Waits,
    /// It reads or writes all of a relation that was there before.
    pub works: bool,
    /// What another major does differently with it.
    pub elsewhere: Vec<String>,
    /// For each of its locks, the stronger one that is already held.
    pub stronger: Vec<Option<Stronger>>,
    /// How long its strongest lock is held.
    pub held: Option<Held>,
}

/// Where a statement stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, where there are several.
    pub file: Option<String>,
    /// Line in the file, from 1.
    pub line: usize,
}

/// `3`, or `orders.sql:3` where there are several files.
impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
        }
        write!(f, "{}", self.line)
    }
}

/// A lock that outlives its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Line of the last statement during which it is held.
    pub to_line: usize,
    /// How many further statements run under it.
    pub statements: usize,
}

impl Card {
    /// The worst severity of its findings.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.findings.first().map(|finding| finding.severity)
    }

    /// Nothing to say beyond its title: it was understood, nobody waits, and
    /// there is no finding.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.findings.is_empty()
            && self.waits.who == Who::Nobody
            && self.statement.understood == Understood::Full
            && self.statement.fails.is_none()
            && self.elsewhere.is_empty()
    }

    /// Whether a diff shows it without changing it.
    #[must_use]
    pub fn is_context(&self) -> bool {
        self.statement.diff == Some(DiffSide::Context)
    }

    /// Whether the UTF-16 offset stands in the statement.
    #[must_use]
    pub fn contains(&self, offset: usize) -> bool {
        (self.statement.start..=self.statement.end).contains(&offset)
    }
}

impl Review {
    /// Arranges a report.
    #[must_use]
    pub fn new(mut report: Report) -> Self {
        // A review is about what may go wrong, not about taste.
        report.findings.retain(|finding| !is_design(finding));
        let situations = waits::of_report(&report);
        let verdict = verdict::of(&report, &situations);
        let all_held: Vec<Option<Held>> = report
            .statements
            .iter()
            .map(|statement| held(&report, statement))
            .collect();
        let findings = report.findings.len();
        let several = of_several_files(&report);
        let mut by_statement: Vec<Vec<Finding>> = vec![Vec::new(); report.statements.len()];
        for finding in report.findings {
            if let Some(list) = by_statement.get_mut(finding.statement) {
                list.push(finding);
            }
        }
        let other = report.comparison.as_ref().map(|it| it.postgres);
        let differing = report.comparison.map_or_else(Vec::new, |it| it.statements);
        let mut elsewhere: Vec<Vec<String>> = vec![Vec::new(); report.statements.len()];
        for it in differing {
            if let Some(differences) = elsewhere.get_mut(it.statement) {
                *differences = it.differences;
            }
        }
        let cards = report
            .statements
            .into_iter()
            .zip(by_statement)
            .zip(situations.into_iter().zip(all_held))
            .map(|((statement, mut findings), (situation, held))| {
                order::sort_by(&mut findings, |one, other| {
                    other.severity.cmp(&one.severity)
                });
                let place = Place {
                    file: several.then(|| statement.file.clone()),
                    line: statement.line,
                };
                let elsewhere = elsewhere.get_mut(statement.id).map(std::mem::take);
                Rc::new(Card {
                    statement,
                    place,
                    findings,
                    waits: situation.waits,
                    works: situation.works,
                    elsewhere: elsewhere.unwrap_or_default(),
                    stronger: situation.stronger,
                    held,
                })
            })
            .collect();
        Review {
            cards,
            verdict,
            plan: Rc::new(report.plan),
            framework: Framework {
                name: report.framework.name,
                detected: report.framework.detected,
                wraps: report.framework.wraps_in_transaction,
            },
            postgres: report.postgres,
            other,
            findings,
            notes: report.notes,
        }
    }

    /// Gives findings of a report that has no plan yet the steps that they had
    /// in this one, so that links to them do not come and go with each letter.
    pub fn lend_steps(&self, report: &mut Report) {
        for finding in &mut report.findings {
            let Some(card) = self.cards.get(finding.statement) else {
                continue;
            };
            let statement = report.statements.get(finding.statement);
            if statement.is_none_or(|it| it.title != card.statement.title) {
                continue;
            }
            if let Some(earlier) = card.findings.iter().find(|it| it.rule == finding.rule) {
                finding.plan_steps.clone_from(&earlier.plan_steps);
            }
        }
    }

    /// The statement in which the UTF-16 offset stands.
    #[must_use]
    pub fn statement_at(&self, offset: usize) -> Option<usize> {
        // The last one, so that the caret between two of them is in the second;
        // in a series of patches they do not stand in the order they run in.
        let card = self.cards.iter().rev().find(|card| card.contains(offset))?;
        Some(card.statement.id)
    }
}

/// Whether a line alone would not say where a statement stands.
fn of_several_files(report: &Report) -> bool {
    let mut files = report.statements.iter().map(|it| &it.file);
    let first = files.next();
    let is_diff = report.statements.iter().any(|it| it.diff.is_some());
    is_diff || files.any(|file| Some(file) != first)
}

fn held(report: &Report, statement: &StatementReport) -> Option<Held> {
    let blocks = statement.blocks.reads || statement.blocks.writes;
    let last = report.statements.get(statement.held_to)?;
    (blocks && statement.held_to > statement.id).then(|| Held {
        to_line: last.line,
        statements: statement.held_to - statement.id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    #[test]
    fn findings_go_to_their_statements() {
        let review = Review::new(fixture::outage());
        let counts: Vec<usize> = review
            .cards
            .iter()
            .map(|card| card.findings.len())
            .collect();
        assert_eq!(counts, [1, 1, 1, 0]);
        assert!(review.cards[3].is_quiet());
        assert!(!review.cards[0].is_quiet());
    }

    #[test]
    fn an_offset_finds_its_statement() {
        let review = Review::new(fixture::outage());
        let first = &review.cards[0].statement;
        let second = &review.cards[1].statement;
        assert_eq!(review.statement_at(first.start), Some(0));
        assert_eq!(review.statement_at(first.end), Some(0));
        assert_eq!(review.statement_at(second.start), Some(1));
        assert_eq!(review.statement_at(0), None, "the comment before the first");
    }

    #[test]
    fn held_locks_name_the_line_they_reach() {
        let review = Review::new(fixture::outage());
        let held = review.cards[0].held.expect("held to the end");
        assert_eq!(held.statements, 3);
        assert_eq!(held.to_line, review.cards[3].statement.line);
        assert_eq!(review.cards[3].held, None);
    }
}
