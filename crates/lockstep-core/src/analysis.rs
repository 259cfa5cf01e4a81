//! The way through a migration: statement by statement, catalog and locks
//! carried along, rules asked where everything they look at is known.

use std::collections::BTreeMap;

use lockstep_syntax::script::{Piece, Script};
use lockstep_syntax::tree::{Statement, StatementKind, TransactionControl};

use crate::catalog::{Catalog, Name, Origin};
use crate::effects::{Effects, Situation, Work, WorkKind, effects};
use crate::framework::{Framework, Section, Sending};
use crate::report::{
    Blocks, Certainty, Finding, Lock, Severity, StatementReport, TransactionReport,
    TransactionSource,
};
use crate::rules::{Context, Hit, RULES, Rule};
use crate::source::Source;
use crate::title::title;
use crate::transaction::Timeline;

/// A file that was read.
pub(crate) struct File<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) script: &'a Script<'a>,
}

/// What came of an analysis.
pub(crate) struct Analysis<'a> {
    pub(crate) statements: Vec<StatementReport>,
    pub(crate) transactions: Vec<TransactionReport>,
    pub(crate) findings: Vec<Finding>,
    /// The statements themselves, for the planner.
    pub(crate) units: Vec<Unit<'a>>,
    /// What each statement does to tables from end to end.
    pub(crate) work: Vec<Vec<Work>>,
}

/// A statement where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Unit<'a> {
    pub(crate) text: &'a str,
    pub(crate) statement: &'a Statement<'a>,
    /// It undoes the migration.
    pub(crate) down: bool,
}

/// Analyses files as one history.
pub(crate) fn analyse<'a>(
    files: &[File<'a>],
    mut catalog: Catalog,
    framework: &Framework,
    major: u8,
) -> Analysis<'a> {
    let mut timeline = Timeline::new(files.iter().any(|file| {
        let mut statements = file.script.statements();
        statements.any(|statement| {
            matches!(
                statement.kind,
                StatementKind::Transaction(
                    TransactionControl::Rollback { .. } | TransactionControl::RollbackTo(_)
                )
            )
        })
    }));
    let mut analysis = Analysis {
        statements: Vec::new(),
        transactions: Vec::new(),
        findings: Vec::new(),
        units: Vec::new(),
        work: Vec::new(),
    };
    for file in files {
        let sections = (framework.sections)(&file.source.name, file.script);
        let mut next = sections.iter().peekable();
        let default = Section {
            start: 0,
            sending: if framework.wraps_in_transaction {
                Sending::InTransaction
            } else {
                Sending::OneByOne
            },
            down: false,
        };
        let mut section = default;
        timeline.section(
            section.sending,
            statements_in(
                file.script,
                section.start,
                next.peek().map(|next| next.start),
            ),
            &catalog,
        );
        let statements = file.script.pieces.iter().filter_map(|piece| match piece {
            Piece::Statement(statement) => Some(statement),
            _ => None,
        });
        for statement in statements {
            while let Some(entered) = next.next_if(|next| next.start <= statement.span.start) {
                section = *entered;
                let end = next.peek().map(|next| next.start);
                timeline.section(
                    section.sending,
                    statements_in(file.script, section.start, end),
                    &catalog,
                );
                if section.down {
                    catalog.publish();
                }
            }
            let id = analysis.statements.len();
            let unit = Unit {
                text: file.script.text,
                statement,
                down: section.down,
            };
            step(
                file,
                unit,
                id,
                &catalog,
                major,
                &mut timeline,
                &mut analysis,
            );
            catalog.apply(file.script.text, statement, Origin::New, major);
            if let Some(earlier) = timeline.turn(id, statement, &catalog) {
                catalog = earlier;
            }
            if !timeline.is_open() {
                catalog.transaction_ends();
            }
            analysis.units.push(unit);
        }
        timeline.section(Sending::OneByOne, 0, &catalog);
        catalog.transaction_ends();
    }
    analysis.transactions = timeline.transactions;
    hold_to_the_end(&mut analysis, &timeline.released);
    analysis
}

fn statements_in(script: &Script<'_>, start: u32, end: Option<u32>) -> usize {
    script
        .statements()
        .filter(|statement| {
            statement.span.start >= start && end.is_none_or(|end| statement.span.start < end)
        })
        .count()
}

fn step(
    file: &File<'_>,
    unit: Unit<'_>,
    id: usize,
    catalog: &Catalog,
    major: u8,
    timeline: &mut Timeline,
    analysis: &mut Analysis<'_>,
) {
    let statement = unit.statement;
    timeline.enter(statement, catalog);
    let situation = Situation {
        text: unit.text,
        catalog,
        major,
        in_transaction: timeline.is_open(),
    };
    let mut effects = effects(situation, statement);
    if effects.fails.is_none() {
        effects.fails = timeline.failure(statement);
    }
    let framework_transaction = timeline
        .transactions
        .last()
        .is_some_and(|last| last.source == TransactionSource::Framework);
    let mut already_dangerous = false;
    let mut findings = Vec::new();
    for rule in RULES {
        let context = Context {
            situation,
            statement,
            effects: &effects,
            held: timeline.held(),
            framework_transaction: framework_transaction && timeline.is_open(),
            already_dangerous,
        };
        for hit in (rule.check)(&context) {
            let finding = finding(file, rule, hit, id);
            already_dangerous |= finding.severity == Severity::Danger;
            findings.push(finding);
        }
    }
    findings.sort_by_key(|finding| finding.start);
    analysis.findings.append(&mut findings);
    let held_from = effects
        .locks
        .iter()
        .max_by_key(|(_, held)| held.mode)
        .and_then(|(relation, held)| {
            let (mode, since) = timeline.held().get(relation)?;
            (*mode >= held.mode).then_some(*since)
        })
        .unwrap_or(id);
    #[cfg(feature = "arms")]
    crate::effects::arms::note(&effects.arms);
    let transaction = timeline.leave(id, &effects);
    let mut report = report(file, unit, id, &effects);
    report.transaction = transaction;
    report.held_from = held_from;
    analysis.statements.push(report);
    analysis.work.push(effects.work);
}

fn report(file: &File<'_>, unit: Unit<'_>, id: usize, effects: &Effects) -> StatementReport {
    let statement = unit.statement;
    let place = file.source.place(statement.span);
    let locks = locks(effects);
    StatementReport {
        id,
        file: file.source.name.to_string(),
        source: file.source.given,
        start: place.start,
        end: place.end,
        line: place.line,
        diff: place.diff,
        command: statement.command.to_owned(),
        title: title(unit.text, statement),
        understood: effects.understood,
        transaction: None,
        refuses_transaction: effects.refuses_transaction,
        fails: effects.fails.clone(),
        blocks: Blocks {
            reads: locks
                .iter()
                .any(|lock| !lock.new && lock.mode.blocks_reads()),
            writes: locks
                .iter()
                .any(|lock| !lock.new && lock.mode.blocks_writes()),
        },
        locks,
        rewrites: names(effects.rewrites()),
        scans: names(
            effects
                .work
                .iter()
                .filter(|work| !work.empty && !work.is_copy_of_index())
                .map(|work| &work.relation),
        ),
        index_builds: names(effects.work.iter().filter_map(|work| match &work.kind {
            WorkKind::IndexBuild(index) => Some(index),
            _ => None,
        })),
        certainty: if effects.depends_on.is_empty() {
            Certainty::Certain
        } else {
            Certainty::Depends
        },
        depends_on: effects.depends_on.clone(),
        held_from: id,
        held_to: id,
        citations: effects
            .sources
            .iter()
            .map(|source| source.citation())
            .collect(),
        estimate: None,
    }
}

/// The locks as the report lists them, by name.
pub(crate) fn locks(effects: &Effects) -> Vec<Lock> {
    effects
        .locks
        .iter()
        .map(|(relation, held)| Lock {
            relation: relation.to_string(),
            kind: held.kind,
            mode: held.mode,
            new: held.new,
            cause: held.cause.clone(),
        })
        .collect()
}

/// Names as the report lists them: sorted, each once.
pub(crate) fn names<'n>(names: impl Iterator<Item = &'n Name>) -> Vec<String> {
    let mut names: Vec<String> = names.map(ToString::to_string).collect();
    names.sort();
    names.dedup();
    names
}

fn finding(file: &File<'_>, rule: &Rule, hit: Hit, statement: usize) -> Finding {
    let place = file.source.place(hit.span);
    Finding {
        rule: rule.id.to_owned(),
        severity: hit.severity.unwrap_or(rule.severity),
        statement,
        file: file.source.name.to_string(),
        source: file.source.given,
        start: place.start,
        end: place.end,
        line: place.line,
        column: place.column,
        diff: place.diff,
        title: hit.title,
        what: hit.what,
        why: hit.why,
        action: hit.action,
        relations: names(hit.relations.iter()),
        versions: rule.versions.to_owned(),
        citation: hit.source.unwrap_or(rule.source).citation(),
        plan_steps: Vec::new(),
        fix: hit.fix.and_then(|fix| file.source.fix(fix)),
    }
}

/// A lock is held until its transaction ends, or until a rollback to a
/// savepoint before it.
fn hold_to_the_end(analysis: &mut Analysis<'_>, released: &BTreeMap<usize, usize>) {
    for transaction in &analysis.transactions {
        if let Some(last) = transaction.statements.last() {
            for id in &transaction.statements {
                if let Some(statement) = analysis.statements.get_mut(*id) {
                    let until = released.get(&statement.held_from).unwrap_or(last);
                    // What was held before the statement is not its to release.
                    statement.held_to = (*until).max(*id);
                }
            }
        }
    }
}
