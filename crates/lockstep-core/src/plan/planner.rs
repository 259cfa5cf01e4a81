//! From statements to steps.

use std::collections::BTreeSet;
use std::ops::Range;

use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, DropObject, ObjectChange, SetParameter, Statement, StatementKind,
    TransactionControl,
};

use super::draft::{Draft, Removal};
use super::entry::{Entry, Facts};
use super::inverse::{Known, known, phase};
use super::operation::Operation;
use super::split::Operations;
use super::substitute::Substitute;
use super::{RECIPES, no_way, runbook};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, Origin};
use crate::effects::{Effects, Situation, effects};
use crate::framework::Framework;
use crate::order;
use crate::report::{
    Finding, LockMode, Phase, Plan, Severity, StatementReport, StepKind, StepTransaction,
    Understood,
};
use crate::rules::is_about_outcome;
use crate::title::title;

/// Makes the plan of a migration.
pub(crate) fn plan(
    units: &[Unit<'_>],
    catalog: Catalog,
    framework: &Framework,
    major: u8,
    statements: &[StatementReport],
    findings: &mut [Finding],
) -> Plan {
    let looks_ahead = units.iter().any(|unit| looks_ahead(unit.statement));
    let mut ahead = Catalog::default();
    if looks_ahead {
        ahead.clone_from(&catalog);
        for unit in units.iter().filter(|unit| !unit.down) {
            ahead.apply(unit.text, unit.statement, Origin::New, major);
        }
    }
    let mut planner = Planner {
        catalog,
        ahead,
        major,
        settings: Vec::new(),
        qualified: false,
        waiting: Vec::new(),
        entries: Vec::new(),
        assumptions: Vec::new(),
        differences: Vec::new(),
        rewritten: Vec::new(),
        partial: Vec::new(),
        substitutes: Vec::new(),
        moves_out_of_transaction: statements
            .iter()
            .filter_map(|statement| statement.fails.as_ref())
            .any(|failure| matches!(&*failure.sqlstate, "25001" | "55P04")),
        removing: None,
        swapped: BTreeSet::new(),
        unbatched: findings
            .iter()
            .filter(|finding| {
                matches!(
                    &*finding.rule,
                    "unbatched-write" | "backfill-in-ddl-transaction"
                )
            })
            .map(|finding| finding.statement)
            .collect(),
    };
    for unit in units.iter().filter(|unit| !unit.down) {
        if let StatementKind::AlterTable(alter) = &unit.statement.kind {
            let renames = alter
                .actions
                .iter()
                .any(|action| matches!(action.kind, AlterActionKind::Rename(_)));
            if renames {
                planner.swapped.insert(planner.catalog.resolve(&alter.name));
            }
        }
    }
    for (id, unit) in units.iter().enumerate() {
        if !unit.down {
            planner.statement(id, *unit);
        }
    }
    // A statement that PostgreSQL refuses has to be corrected, not planned.
    let refused = |finding: &Finding| {
        matches!(
            &*finding.rule,
            "enum-value-in-transaction" | "not-understood" | "refused-statement"
        )
    };
    let needed = !planner.rewritten.is_empty()
        || findings.iter().any(|finding| {
            finding.severity == Severity::Danger && !is_down(units, finding) && !refused(finding)
        })
        || planner.moves_out_of_transaction;
    let input = statements.first().map_or("", |it| &it.file);
    planner.finish(needed, framework, input, findings)
}

/// Whether a recipe for it asks for the schema behind the last statement.
fn looks_ahead(statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::CreateTrigger(_) => true,
        StatementKind::Drop(drop) => drop.object == DropObject::Table,
        StatementKind::AlterTable(alter) => alter.actions.iter().any(|action| {
            matches!(
                action.kind,
                AlterActionKind::Rename(_)
                    | AlterActionKind::RenameColumn { .. }
                    | AlterActionKind::SetSchema(_)
            )
        }),
        _ => false,
    }
}

fn is_down(units: &[Unit<'_>], finding: &Finding) -> bool {
    units.get(finding.statement).is_some_and(|unit| unit.down)
}

struct Planner {
    catalog: Catalog,
    /// The schema behind the last statement, for what only holds where no
    /// later one takes it back; empty where no recipe asks.
    ahead: Catalog,
    major: u8,
    /// Session settings that every later step repeats.
    settings: Vec<String>,
    /// The migration sets a search path.
    qualified: bool,
    /// Statements such as BEGIN that the next step answers.
    waiting: Vec<usize>,
    entries: Vec<Entry>,
    assumptions: Vec<String>,
    differences: Vec<String>,
    /// Statements that a recipe rewrote, in order.
    rewritten: Vec<usize>,
    /// Those of them whose findings stay as they are.
    partial: Vec<usize>,
    /// Columns that triggers keep from now on.
    substitutes: Vec<Substitute>,
    /// A statement is refused only because of the transaction around it: it asks
    /// for none, or uses a value of an enum that is new there.
    moves_out_of_transaction: bool,
    /// The deployment that the last steps wait for, in which what the next ones
    /// take away has its place, too.
    removing: Option<usize>,
    /// Tables that the migration renames.
    swapped: BTreeSet<Name>,
    /// Statements that write many rows at once.
    unbatched: BTreeSet<usize>,
}

impl Planner {
    fn statement(&mut self, id: usize, unit: Unit<'_>) {
        let text = unit.statement.span.of(unit.text);
        match &unit.statement.kind {
            StatementKind::Transaction(control) if is_bracket(control) => {
                self.answer_later(id);
                return;
            }
            StatementKind::Set(set) => {
                self.set(id, set, text);
                return;
            }
            // A part of a statement cannot be run.
            StatementKind::Fragment => {
                self.answer_later(id);
                return;
            }
            _ => {}
        }
        let mut operations = Operations::of(unit);
        let mut kept = 0..0;
        let mut index = 0;
        while index < operations.count() {
            if operations.is_inline(index) {
                // It needs the column that it was written with.
                self.keep_parts(id, &operations, kept);
                kept = index..index;
            }
            // What stands alone and was read without a fault is not read again.
            let whole = operations.is_whole() && unit.statement.errors.is_empty();
            let sql = operations.statement(index..index + 1);
            let script;
            let (text, statement) = if whole {
                (unit.text, Some(unit.statement))
            } else {
                script = script::read(&sql);
                (&*sql, script.statements().next())
            };
            let found = statement.map(|it| (it, effects(self.situation(text), it)));
            if !kept.is_empty() && found.as_ref().is_some_and(|(_, it)| it.fails.is_some()) {
                // It may need what comes before it in the same statement.
                self.keep_parts(id, &operations, kept);
                kept = index..index;
                continue;
            }
            let operation = found.as_ref().map(|(statement, found)| Operation {
                unbatched: self.unbatched.contains(&id),
                inline: operations.is_inline(index),
                ..self.operation(text, statement, found)
            });
            if operation
                .as_ref()
                .is_some_and(|it| operations.divide(index, it))
            {
                self.assumptions.extend(operations.assumption.take());
                continue;
            }
            let rewrite = operation
                .as_ref()
                .and_then(|it| RECIPES.iter().find_map(|recipe| recipe(it)));
            match rewrite {
                Some(rewrite) => {
                    self.keep_parts(id, &operations, kept);
                    kept = index + 1..index + 1;
                    if self.rewritten.last() != Some(&id) {
                        self.rewritten.push(id);
                    }
                    if rewrite.partial {
                        self.partial.push(id);
                    }
                    self.assumptions.extend(rewrite.assumptions);
                    self.differences.extend(rewrite.difference);
                    for draft in rewrite.steps {
                        let joinable = matches!(draft.removal, Some(Removal::Drop));
                        self.push(id, draft, joinable);
                    }
                    self.substitutes.extend(rewrite.substitute);
                }
                None if operations.count() == 1 => {
                    if let Some((statement, found)) = found {
                        self.keep(id, &sql, text, statement, found);
                    }
                }
                None => {
                    kept.end = index + 1;
                    if operation.is_some_and(|it| it.waited_for(|_| true).is_some()) {
                        self.partial.push(id);
                    }
                }
            }
            index += 1;
        }
        self.keep_parts(id, &operations, kept);
    }

    fn answer_later(&mut self, id: usize) {
        match self.entries.last_mut() {
            Some(entry) => entry.answers.push(id),
            None => self.waiting.push(id),
        }
    }

    /// A setting of the session holds for every later step; those that guard
    /// against waiting are set by each step itself.
    fn set(&mut self, id: usize, set: &SetParameter<'_>, text: &str) {
        self.answer_later(id);
        if matches!(
            &*set.name,
            "lock_timeout" | "statement_timeout" | "idle_in_transaction_session_timeout"
        ) {
            return;
        }
        if set.name == "search_path" {
            self.qualified = true;
            let script = script::read(text);
            for statement in script.statements() {
                self.catalog.apply(text, statement, Origin::New, self.major);
            }
        }
        self.settings
            .push(format!("{};", text.trim_end_matches(';').trim_end()));
    }

    fn situation<'o>(&'o self, text: &'o str) -> Situation<'o> {
        Situation {
            text,
            catalog: &self.catalog,
            major: self.major,
            in_transaction: false,
        }
    }

    fn operation<'o>(
        &'o self,
        text: &'o str,
        statement: &'o Statement<'o>,
        effects: &'o Effects,
    ) -> Operation<'o> {
        Operation {
            situation: self.situation(text),
            statement,
            effects,
            ahead: &self.ahead,
            qualified: self.qualified,
            substitutes: &self.substitutes,
            unbatched: false,
            inline: false,
        }
    }

    /// Takes over what no recipe wanted of a compound statement, as one.
    fn keep_parts(&mut self, id: usize, operations: &Operations, parts: Range<usize>) {
        if parts.is_empty() {
            return;
        }
        let sql = operations.statement(parts);
        if let Some(statement) = script::read(&sql).statements().next() {
            let found = effects(self.situation(&sql), statement);
            self.keep(id, &sql, &sql, statement, found);
        }
    }

    /// Takes over a statement of a text as it is, as this SQL.
    fn keep(
        &mut self,
        id: usize,
        sql: &str,
        text: &str,
        statement: &Statement<'_>,
        found: Effects,
    ) {
        let operation = self.operation(text, statement, &found);
        if let Some(failure) = &operation.effects.fails {
            let draft = Draft::wait(
                Phase::Prepare,
                format!("Correct this first: {}", title(text, operation.statement)),
                format!(
                    "PostgreSQL {} refuses the statement: {}.",
                    self.major, failure.reason
                ),
            );
            self.push(id, draft, false);
            return;
        }
        let before = self.writes_to_stop(&operation);
        let alone = operation.effects.refuses_transaction;
        let mut draft = Draft {
            transaction: if alone {
                StepTransaction::None
            } else {
                StepTransaction::Single
            },
            ..Draft::single(
                phase(operation.statement),
                title(text, operation.statement),
                sql,
            )
        };
        draft.why = why(&operation);
        let Known { done, undo, lost } = known(&operation);
        draft.done = done;
        draft.rollback = undo;
        draft.rollback_note = lost;
        if draft.rollback.is_none() && draft.rollback_note.is_none() {
            draft.rollback_note = Some("What undoes it is not known here.".to_owned());
        }
        if let StatementKind::CreateIndex(create) = &operation.statement.kind
            && create.concurrently
        {
            draft.on_failure.clone_from(&draft.rollback);
            draft.monitor = operation.index_progress(&operation.spell(&create.table));
        }
        // What reads or writes rows takes its time, and holds its locks for it.
        let definition = !matches!(
            operation.statement.kind,
            StatementKind::Do(_)
                | StatementKind::Select(_)
                | StatementKind::Insert(_)
                | StatementKind::Update(_)
                | StatementKind::Delete(_)
                | StatementKind::Merge(_)
                | StatementKind::Copy(_)
        );
        let mut substitutes = self.substitutes.clone();
        substitutes.retain_mut(|substitute| {
            substitute.follow(operation.statement, &self.catalog, &mut draft)
        });
        self.substitutes = substitutes;
        if let Some(before) = before {
            self.push(id, before, false);
        }
        let joinable = definition && !alone && !adds_value(statement);
        if draft.sql == sql {
            // What does not fail outside a transaction block and refuses none
            // does the same in one.
            let mut facts = Facts::default();
            facts.add(found, &self.catalog);
            self.catalog.apply(text, statement, Origin::New, self.major);
            self.enter(id, draft, facts, joinable);
        } else {
            self.push(id, draft, joinable);
        }
        if adds_value(statement) {
            self.catalog.transaction_ends();
        }
    }

    /// Before rows are copied from a table that the migration then swaps for
    /// the copy: what is written meanwhile would be lost.
    fn writes_to_stop(&self, operation: &Operation<'_>) -> Option<Draft> {
        let StatementKind::Insert(insert) = &operation.statement.kind else {
            return None;
        };
        let source = insert
            .query
            .reads
            .iter()
            .find(|read| self.swapped.contains(&operation.resolve(read)))?;
        let source = operation.spell(source);
        Some(Draft::wait(
            Phase::Prepare,
            format!("Stop writing to {source} until it has been renamed"),
            "The rows are copied as they are when the copy begins; what is written from then on is lost. There is no recipe for an online swap here.",
        ))
    }

    fn push(&mut self, id: usize, draft: Draft, joinable: bool) {
        let in_transaction = draft.transaction == StepTransaction::Single;
        let facts = self.perform(&draft.sql, in_transaction);
        self.enter(id, draft, facts, joinable);
    }

    fn enter(&mut self, id: usize, draft: Draft, facts: Facts, joinable: bool) {
        let mut answers = std::mem::take(&mut self.waiting);
        answers.push(id);
        if let Some(earlier) = self.same_deployment(&draft) {
            earlier.answers.extend(answers);
            return;
        }
        let entry = Entry {
            drafts: vec![draft],
            answers,
            settings: self.settings.clone(),
            facts,
            joinable,
        };
        let removal = entry
            .drafts
            .first()
            .and_then(|draft| draft.removal.as_ref());
        match (removal, self.removing) {
            (None, _) => self.removing = None,
            (Some(Removal::Deploy(_)), None) => self.removing = Some(self.entries.len()),
            (Some(Removal::Deploy(_)), Some(deployment)) => {
                if let Some(earlier) = self.entries.get_mut(deployment) {
                    earlier.join_deployment(entry);
                }
                return;
            }
            (Some(Removal::Prepare), Some(deployment)) => {
                self.entries.insert(deployment, entry);
                self.removing = Some(deployment + 1);
                return;
            }
            (Some(_), _) => {}
        }
        match self.entries.last_mut() {
            Some(last) if last.takes(&entry) => last.join(entry),
            _ => self.entries.push(entry),
        }
    }

    /// Code that was asked for already, as long as only rows have changed since.
    fn same_deployment(&mut self, draft: &Draft) -> Option<&mut Entry> {
        if draft.kind != StepKind::Deploy || draft.removal.is_some() {
            return None;
        }
        let rows = |it: &Draft| matches!(it.phase, Phase::Prepare | Phase::Backfill);
        let entries = self.entries.iter_mut().rev();
        entries
            .take_while(|entry| entry.drafts.iter().all(rows))
            .find(|entry| {
                let mut drafts = entry.drafts.iter();
                drafts.any(|it| it.kind == StepKind::Deploy && it.title == draft.title)
            })
    }

    /// Carries out a step on the catalog, and says what it does.
    fn perform(&mut self, sql: &str, in_transaction: bool) -> Facts {
        let mut facts = Facts::default();
        for statement in script::read(sql).statements() {
            let situation = Situation {
                in_transaction,
                ..self.situation(sql)
            };
            facts.add(effects(situation, statement), &self.catalog);
            self.catalog.apply(sql, statement, Origin::New, self.major);
        }
        facts
    }

    fn finish(
        self,
        needed: bool,
        framework: &Framework,
        input: &str,
        findings: &mut [Finding],
    ) -> Plan {
        let mut steps = Vec::new();
        if needed {
            for (index, entry) in self.entries.into_iter().enumerate() {
                steps.push(entry.step(index + 1));
            }
        }
        let mut answering: Vec<Vec<usize>> = Vec::new();
        for step in &steps {
            for id in &step.answers {
                answering.resize_with(answering.len().max(id + 1), Vec::new);
                answering[*id].push(step.number);
            }
        }
        for finding in findings {
            let among = |ids: &[usize]| ids.binary_search(&finding.statement).is_ok();
            if among(&self.rewritten) && !among(&self.partial) && !is_about_outcome(finding) {
                finding.plan_steps = answering
                    .get(finding.statement)
                    .cloned()
                    .unwrap_or_default();
            }
        }
        let mut assumptions = self.assumptions;
        order::sort_once(&mut assumptions);
        let mut differences = self.differences;
        differences.extend(self.substitutes.iter().map(Substitute::difference));
        let difference = (!differences.is_empty()).then(|| differences.join(" "));
        Plan {
            needed,
            equivalent: difference.is_none(),
            runbook: runbook::runbook(&steps, framework, input, needed),
            difference,
            assumptions: if needed { assumptions } else { Vec::new() },
            steps,
        }
    }
}

/// Statements that only begin or end transactions: the plan decides about
/// those.
fn is_bracket(control: &TransactionControl<'_>) -> bool {
    !matches!(control, TransactionControl::TwoPhase)
}

/// Whether it adds a value to an enum, which what comes behind it can only use
/// once that is committed.
fn adds_value(statement: &Statement<'_>) -> bool {
    matches!(&statement.kind, StatementKind::AlterObject(alter)
        if matches!(alter.change, ObjectChange::EnumValue(_)))
}

/// Why a statement stays as it is.
fn why(operation: &Operation<'_>) -> String {
    let effects = &operation.effects;
    let catalog = operation.situation.catalog;
    if let Some(relation) = operation.waited_for(|_| true) {
        return no_way::why(operation, relation);
    }
    if let Some(words) = no_way::why_perhaps(operation) {
        return words;
    }
    if effects.understood == Understood::None {
        return "Taken over as it was written: what it does is not known here.".to_owned();
    }
    let blocked = effects
        .locks
        .values()
        .any(|held| !held.new && held.mode.blocks_writes());
    let writes_rows = effects
        .locks
        .values()
        .any(|held| !held.new && held.mode == LockMode::RowExclusive);
    if writes_rows {
        return "Locks the rows that it changes until it commits; whoever wants to change one of them waits for that.".to_owned();
    }
    if blocked {
        "Reads no row, so the lock lasts a moment once it is granted.".to_owned()
    } else if effects.waits_for_transactions {
        "Waits for other transactions, but nobody waits for it.".to_owned()
    } else if effects
        .work
        .iter()
        .any(|work| !catalog.is_new(&work.relation))
    {
        "Takes as long as the table is large, while reads and writes go on.".to_owned()
    } else {
        "Nobody waits for it.".to_owned()
    }
}
