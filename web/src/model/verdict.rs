//! The one sentence above everything, and what follows from it.

use lockstep_core::order;
use lockstep_core::report::{Report, Severity};

use crate::model::waits::{self, Situation, Who};
use crate::text;

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A name from the user's SQL.
    Name(String),
}

/// How bad it is, for the tone of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to judge.
    Empty,
    /// Nobody waits longer than a moment, nothing breaks.
    Calm,
    /// Something to look at.
    Care,
    /// It blocks for as long as the table is large, loses data, or fails.
    Stop,
}

/// The verdict on a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How bad it is.
    pub tone: Tone,
    /// The sentence.
    pub sentence: Vec<Piece>,
    /// What follows: refused statements, what was not understood.
    pub notes: Vec<String>,
    /// What the plan promises, where there is one.
    pub promise: Option<String>,
}

impl Verdict {
    /// The sentence as plain text, for the live region.
    #[must_use]
    pub fn plain(&self) -> String {
        self.sentence
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.as_str(),
                Piece::Name(name) => name.as_str(),
            })
            .collect()
    }
}

/// Judges a report, whose statements are in these situations.
#[must_use]
pub fn of(report: &Report, situations: &[Situation]) -> Verdict {
    let (tone, sentence) = sentence(report, situations);
    Verdict {
        tone,
        sentence,
        notes: notes(report, tone),
        promise: promise(report),
    }
}

fn sentence(report: &Report, situations: &[Situation]) -> (Tone, Vec<Piece>) {
    if report.statements.is_empty() {
        return (Tone::Empty, words(text::VERDICT_NOTHING));
    }
    for who in [Who::Everybody, Who::Writers] {
        let long: Vec<usize> = (0..situations.len())
            .filter(|id| situations[*id].waits.who == who && situations[*id].waits.long)
            .collect();
        // Those that only hold on to a lock while others work come second.
        let working: Vec<usize> = long
            .iter()
            .copied()
            .filter(|id| situations[*id].works)
            .collect();
        if !working.is_empty() {
            return (Tone::Stop, blocking(report, situations, who, &working));
        }
        if !long.is_empty() {
            return (Tone::Stop, blocking(report, situations, who, &long));
        }
    }
    let fails = report
        .statements
        .iter()
        .filter(|it| it.fails.is_some())
        .count();
    if fails > 0 {
        return (
            Tone::Stop,
            words(&text::verdict_refused(report.postgres, fails)),
        );
    }
    let dangers = distinct_statements(report, Severity::Danger);
    if dangers > 0 {
        let only = report
            .findings
            .iter()
            .find(|it| it.severity == Severity::Danger);
        return match only {
            Some(finding) if dangers == 1 => (Tone::Stop, words(&finding.title)),
            _ => (Tone::Stop, words(&text::verdict_dangers(dangers))),
        };
    }
    if report.coverage.full == 0 {
        return (Tone::Care, words(text::VERDICT_UNKNOWN));
    }
    let blocked = situations.iter().any(|it| it.waits.who != Who::Nobody);
    let warnings = distinct_statements(report, Severity::Warning);
    if warnings > 0 {
        return (
            Tone::Care,
            words(&text::verdict_warnings(blocked, warnings)),
        );
    }
    let all = report.coverage.full == report.coverage.statements;
    let tone = if all { Tone::Calm } else { Tone::Care };
    (tone, words(text::verdict_calm(blocked, all)))
}

/// "Two statements stop all reads and writes of `events` while …".
fn blocking(report: &Report, situations: &[Situation], who: Who, guilty: &[usize]) -> Vec<Piece> {
    let mut relations: Vec<&str> = Vec::new();
    let (mut rewrites, mut reads) = (false, false);
    for id in guilty {
        let statement = &report.statements[*id];
        let rewrites_now = !statement.rewrites.is_empty();
        rewrites |= rewrites_now;
        reads |= situations[*id].works && !rewrites_now;
        for (lock, stronger) in statement.locks.iter().zip(&situations[*id].stronger) {
            let name = text::short_name(&lock.relation);
            let mode = stronger.map_or(lock.mode, |held| held.mode);
            if !lock.new
                && lock.kind.holds_rows()
                && Who::for_mode(mode) == who
                && !relations.contains(&name)
            {
                relations.push(name);
            }
        }
    }
    let transaction = report.statements[guilty[0]].transaction;
    let together = transaction.is_some()
        && guilty
            .iter()
            .all(|id| report.statements[*id].transaction == transaction);
    let mut pieces = words(&text::verdict_blocks(who, guilty.len()));
    for (n, relation) in relations.iter().enumerate() {
        if n > 0 {
            let last = n + 1 == relations.len();
            pieces.push(Piece::Words(if last { " and " } else { ", " }.to_owned()));
        }
        pieces.push(Piece::Name((*relation).to_owned()));
    }
    pieces.push(Piece::Words(text::verdict_while(
        (rewrites, reads),
        guilty.len(),
        relations.len(),
        together,
    )));
    pieces
}

fn notes(report: &Report, tone: Tone) -> Vec<String> {
    let mut notes = Vec::new();
    let fails = report
        .statements
        .iter()
        .filter(|it| it.fails.is_some())
        .count();
    if fails > 0 && fails < report.statements.len() && tone == Tone::Stop {
        notes.push(text::verdict_refused(report.postgres, fails));
    }
    let unknown = report.coverage.none + report.coverage.partial;
    if unknown > 0 && report.coverage.statements > 0 {
        notes.push(text::not_understood(unknown, report.coverage.statements));
    }
    notes
}

fn promise(report: &Report) -> Option<String> {
    let steps = &report.plan.steps;
    if !report.plan.needed || steps.is_empty() {
        return None;
    }
    let calm = steps.iter().all(|step| !waits::of_step(step).long);
    Some(text::plan_promise(
        steps.len(),
        calm,
        report.plan.equivalent,
    ))
}

fn distinct_statements(report: &Report, severity: Severity) -> usize {
    let mut ids: Vec<usize> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .map(|finding| finding.statement)
        .collect();
    order::sort_once(&mut ids);
    ids.len()
}

fn words(text: &str) -> Vec<Piece> {
    vec![Piece::Words(text.to_owned())]
}

/// Kinds of relations that people read and write.
trait HoldsRows {
    fn holds_rows(self) -> bool;
}

impl HoldsRows for lockstep_core::report::RelationKind {
    fn holds_rows(self) -> bool {
        use lockstep_core::report::RelationKind as Kind;
        match self {
            Kind::Table
            | Kind::PartitionedTable
            | Kind::View
            | Kind::MaterializedView
            | Kind::ForeignTable => true,
            Kind::Index
            | Kind::PartitionedIndex
            | Kind::Sequence
            | Kind::Toast
            | Kind::CompositeType => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    fn of(report: &Report) -> Verdict {
        super::of(report, &waits::of_report(report))
    }

    #[test]
    fn the_outage_in_one_sentence() {
        let verdict = of(&fixture::outage());
        assert_eq!(verdict.tone, Tone::Stop);
        assert_eq!(
            verdict.plain(),
            "Three statements stop all reads and writes of events while they rewrite or read all of it, \
             in one transaction."
        );
        assert!(verdict.notes.is_empty());
        assert_eq!(
            verdict.promise.as_deref(),
            Some(
                "The plan gets there in 5 steps, by way of a substitute, and none of them keeps a query \
                 waiting for longer than a moment."
            )
        );
    }

    #[test]
    fn one_statement_alone() {
        let mut report = fixture::outage();
        report.statements.truncate(1);
        report.statements[0].held_to = 0;
        assert_eq!(
            of(&report).plain(),
            "One statement stops all reads and writes of events while it rewrites all of it."
        );
    }

    #[test]
    fn a_lock_that_is_only_held() {
        let mut report = fixture::outage();
        report.statements.truncate(2);
        report.statements[0].rewrites.clear();
        report.statements[0].scans.clear();
        report.statements[1].locks.clear();
        report.statements[1].blocks = lockstep_core::report::Blocks::default();
        report.statements[0].held_to = 1;
        assert_eq!(
            of(&report).plain(),
            "One statement stops all reads and writes of events until the end of its transaction, \
             which reads or rewrites a whole table."
        );
    }

    #[test]
    fn nothing_to_judge() {
        let mut report = fixture::outage();
        report.statements.clear();
        report.findings.clear();
        assert_eq!(of(&report).tone, Tone::Empty);
    }

    #[test]
    fn a_safe_migration_is_calm() {
        let mut report = fixture::outage();
        report.statements.drain(..3);
        report.statements[0].id = 0;
        report.findings.clear();
        report.plan.needed = false;
        report.coverage.statements = 1;
        report.coverage.full = 1;
        let verdict = of(&report);
        assert_eq!(verdict.tone, Tone::Calm);
        assert_eq!(verdict.plain(), "Nobody has to wait for this migration.");
        assert!(verdict.notes.is_empty() && verdict.promise.is_none());
    }

    #[test]
    fn what_was_not_understood_is_said() {
        let mut report = fixture::outage();
        report.coverage.full = 3;
        report.coverage.none = 1;
        assert!(
            of(&report).notes[0].starts_with("One of 4 statements was not fully understood"),
            "{:?}",
            of(&report).notes
        );
    }
}
