//! The way through a migration: statement by statement, catalog and locks
//! carried along, rules asked where everything they look at is known.

mod reports;
mod runs;

use std::cell::OnceCell;

use lockstep_syntax::script::Script;
use lockstep_syntax::tree::{Statement, StatementKind, TransactionControl};
use rustc_hash::FxHashMap;

use crate::catalog::{Catalog, Origin};
use crate::effects::{Effects, Situation, Work, effects};
use crate::framework::Framework;
use crate::order;
use crate::report::{
    Finding, Note, Severity, StatementReport, Suppressed, TransactionReport, TransactionSource,
};
use crate::rules::{Context, Occasion, RULES, Unless};
use crate::session::Session;
use crate::settings::Settings;
use crate::sizes::Stats;
use crate::source::Source;
use crate::suppress::suppress;
use crate::transaction::Timeline;

pub(crate) use reports::{locks, names};
use runs::Run;

/// A file that was read.
#[derive(Clone, Copy)]
pub(crate) struct File<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) script: &'a Script<'a>,
}

/// What is taken for granted.
#[derive(Clone, Copy)]
pub(crate) struct Assumptions<'o> {
    /// Who runs the files.
    pub(crate) framework: &'o Framework,
    /// The PostgreSQL major, 11 to 18.
    pub(crate) major: u8,
    /// What the team has decided.
    pub(crate) settings: &'o Settings,
    /// How large the tables are.
    pub(crate) stats: Option<&'o Stats>,
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
    /// What comments silence.
    pub(crate) suppressed: Vec<Suppressed>,
}

/// A statement where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Unit<'a> {
    /// The number of its file.
    pub(crate) file: usize,
    pub(crate) text: &'a str,
    pub(crate) statement: &'a Statement<'a>,
    /// It undoes the migration.
    pub(crate) down: bool,
}

/// Analyses files as one history: what goes up in the order of the files, then
/// what takes it back, the last file first.
pub(crate) fn analyse<'a>(
    files: &[File<'a>],
    catalog: Catalog,
    assumptions: Assumptions<'_>,
    notes: &mut Vec<Note>,
) -> Analysis<'a> {
    let (runs, units) = runs::read(files, assumptions.framework);
    let rolls_back = units.iter().any(|unit| {
        matches!(
            unit.statement.kind,
            StatementKind::Transaction(
                TransactionControl::Rollback { .. } | TransactionControl::RollbackTo(_)
            )
        )
    });
    let mut walk = Walk {
        assumptions,
        files,
        units: &units,
        section: 0,
        catalog,
        timeline: Timeline::new(rolls_back),
        session: Session::default(),
        done: Vec::with_capacity(units.len()),
        findings: Vec::new(),
        open: Vec::new(),
    };
    let (up, down) = runs::in_order(&runs);
    walk.run(&up);
    // What the last file leaves is what is in use when it is taken back.
    walk.catalog.publish();
    walk.run(&down);
    let Walk {
        mut done,
        mut findings,
        timeline,
        ..
    } = walk;
    order::sort_by(&mut done, |(one, _), (other, _)| one.id.cmp(&other.id));
    let (statements, work) = done.into_iter().unzip();
    let suppressed = suppress(files, &units, &mut findings, notes);
    findings.retain_mut(|finding| decided(assumptions.settings, finding));
    order::sort_by(&mut findings, |one, other| {
        let statement = one.statement.cmp(&other.statement);
        let worst_first = other.severity.cmp(&one.severity);
        statement
            .then(worst_first)
            .then(one.start.cmp(&other.start))
    });
    tell_once(&mut findings);
    let mut analysis = Analysis {
        statements,
        transactions: timeline.transactions,
        findings,
        units,
        work,
        suppressed,
    };
    hold_to_the_end(&mut analysis, &timeline.released);
    number_transactions(&mut analysis);
    analysis
}

/// A migration on its way.
struct Walk<'w, 'a> {
    assumptions: Assumptions<'w>,
    files: &'w [File<'a>],
    units: &'w [Unit<'a>],
    /// The first statement of the section that is run.
    section: usize,
    catalog: Catalog,
    timeline: Timeline,
    session: Session,
    /// What is known of each statement, in the order in which they run.
    done: Vec<(StatementReport, Vec<Work>)>,
    findings: Vec<Finding>,
    /// Findings that later statements may take back.
    open: Vec<(Finding, Unless)>,
}

impl Walk<'_, '_> {
    fn run(&mut self, runs: &[&Run]) {
        for run in runs {
            let count = run.statements.len();
            let earlier = self.open.len();
            self.section = run.statements.start;
            self.timeline.section(run.sending, count, &self.catalog);
            self.session.turn(self.timeline.is_open());
            for id in run.statements.clone() {
                self.statement(id);
            }
            self.timeline
                .section(crate::framework::Sending::OneByOne, 0, &self.catalog);
            self.session.turn(false);
            self.catalog.transaction_ends();
            // What the next file takes away, code has time to do without.
            let own = self.open.split_off(earlier);
            let stands = |(_, unless): &(Finding, Unless)| !unless.holds(&self.catalog);
            self.open.extend(own.into_iter().filter(stands));
        }
        for (finding, unless) in self.open.drain(..) {
            if !unless.holds(&self.catalog) {
                self.findings.push(finding);
            }
        }
    }

    fn statement(&mut self, id: usize) {
        let Unit {
            text, statement, ..
        } = self.units[id];
        let major = self.assumptions.major;
        self.timeline.enter(statement, &self.catalog);
        let situation = Situation {
            text,
            catalog: &self.catalog,
            major,
            in_transaction: self.timeline.is_open(),
        };
        let mut effects = effects(situation, statement);
        if effects.fails.is_none() {
            effects.fails = self.timeline.failure(statement);
        }
        #[cfg(feature = "arms")]
        crate::effects::arms::note(&effects.arms);
        let found = self.ask(id, situation, &effects);
        for (finding, unless) in found {
            match unless {
                Some(unless) => self.open.push((finding, unless)),
                None => self.findings.push(finding),
            }
        }
        let held_from = effects
            .locks
            .iter()
            .max_by_key(|(_, held)| held.mode)
            .and_then(|(relation, held)| {
                let (mode, since) = self.timeline.held().get(relation)?;
                (*mode >= held.mode).then_some(*since)
            })
            .unwrap_or(id);
        let transaction = self.timeline.leave(id, &effects);
        let mut report = reports::report(
            &self.files[self.units[id].file],
            self.units[id],
            id,
            &effects,
        );
        report.transaction = transaction;
        report.held_from = held_from;
        self.done.push((report, effects.work));
        self.catalog.apply(text, statement, Origin::New, major);
        self.session.apply(statement, self.timeline.is_open());
        if let Some(earlier) = self.timeline.turn(id, statement, &self.catalog) {
            self.catalog = earlier;
        }
        self.session.turn(self.timeline.is_open());
        if !self.timeline.is_open() {
            self.catalog.transaction_ends();
        }
    }

    /// Asks the rules of a statement, and those last that only speak where no
    /// other calls it dangerous.
    fn ask(
        &self,
        id: usize,
        situation: Situation<'_>,
        effects: &Effects,
    ) -> Vec<(Finding, Option<Unless>)> {
        let current = self.timeline.current();
        let is = |source| current.is_some_and(|it| it.source == source);
        let context = Context {
            situation,
            statement: self.units[id].statement,
            id,
            units: self.units,
            section: self.section,
            transaction: current.map_or(&[], |it| &it.statements),
            before: &self.done,
            effects,
            held: self.timeline.held(),
            blocked: self.timeline.blocked(),
            session: &self.session,
            framework_transaction: is(TransactionSource::Framework),
            implicit_transaction: is(TransactionSource::Implicit),
            settings: self.assumptions.settings,
            stats: self.assumptions.stats,
            declared: OnceCell::new(),
        };
        let file = &self.files[self.units[id].file];
        let mut found: Vec<(Finding, Option<Unless>)> = Vec::new();
        for round in [Occasion::Always, Occasion::Otherwise, Occasion::Once] {
            let named = found.iter().any(|(it, _)| it.severity == Severity::Danger);
            if named && round != Occasion::Always {
                break;
            }
            for rule in RULES {
                let asked = match rule.occasion {
                    Occasion::Design | Occasion::Outcome => Occasion::Always,
                    occasion => occasion,
                };
                if asked != round {
                    continue;
                }
                for mut hit in (rule.check)(&context) {
                    let unless = hit.unless.take();
                    found.push((reports::finding(file, rule, hit, id), unless));
                }
            }
        }
        found
    }
}

/// Gives a finding the severity that the team has decided on; whether it is
/// told at all.
fn decided(settings: &Settings, finding: &mut Finding) -> bool {
    let Some(level) = settings.severity.get(&finding.rule) else {
        return true;
    };
    let severity = level.severity();
    finding.severity = severity.unwrap_or(finding.severity);
    severity.is_some()
}

/// Of what is told once a migration, the first finding stays and counts the
/// others.
fn tell_once(findings: &mut Vec<Finding>) {
    let number = |finding: &Finding| {
        RULES.iter().position(|rule| {
            rule.id == finding.rule && matches!(rule.occasion, Occasion::Once | Occasion::Design)
        })
    };
    let mut counts = vec![0; RULES.len()];
    findings.retain(|finding| {
        let Some(number) = number(finding) else {
            return true;
        };
        counts[number] += 1;
        counts[number] == 1
    });
    for finding in findings {
        match number(finding).map_or(1, |number| counts[number]) {
            1 => {}
            2 => finding.what.push_str(" The same holds at one more place."),
            count => {
                let more = format!(" The same holds at {} more places.", count - 1);
                finding.what.push_str(&more);
            }
        }
    }
}

/// A lock is held until its transaction ends, or until a rollback to a
/// savepoint before it.
fn hold_to_the_end(analysis: &mut Analysis<'_>, released: &FxHashMap<usize, usize>) {
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

/// Transactions are numbered by their first statements; those without any are
/// none.
fn number_transactions(analysis: &mut Analysis<'_>) {
    let mut transactions = std::mem::take(&mut analysis.transactions);
    transactions.retain(|transaction| !transaction.statements.is_empty());
    order::sort_by(&mut transactions, |one, other| {
        one.statements.first().cmp(&other.statements.first())
    });
    for (number, transaction) in transactions.iter_mut().enumerate() {
        transaction.id = number;
        for id in &transaction.statements {
            if let Some(statement) = analysis.statements.get_mut(*id) {
                statement.transaction = Some(number);
            }
        }
    }
    analysis.transactions = transactions;
}
