//! From statements to steps.

mod together;

use std::collections::BTreeSet;
use std::ops::Range;

use lockstep_syntax::script;
use lockstep_syntax::tree::{
    AlterActionKind, DropObject, ObjectChange, SetParameter, Statement, StatementKind,
    TransactionControl,
};

use super::draft::{Draft, Removal};
use super::entry::Facts;
use super::index_swap::IndexSwap;
use super::inverse::{Known, known, phase};
use super::operation::Operation;
use super::sequence::Sequence;
use super::split::Operations;
use super::substitute::Substitute;
use super::table_swap::{self, Swap};
use super::{RECIPES, Rewrite, no_way, runbook, swaps, undone};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, Origin};
use crate::effects::{Effects, Situation, effects};
use crate::framework::Framework;
use crate::order;
use crate::report::{
    Finding, LockMode, Phase, Plan, Severity, StatementReport, StepTransaction, Understood,
};
use crate::rules::is_about_outcome;
use crate::sizes::Stats;
use crate::title::title;

/// Makes the plan of a migration.
pub(crate) fn plan(
    units: &[Unit<'_>],
    catalog: Catalog,
    framework: &Framework,
    major: u8,
    statements: &[StatementReport],
    findings: &mut [Finding],
    stats: Option<&Stats>,
) -> Plan {
    let undone = undone::undone(units);
    let looks_ahead = units.iter().any(|unit| looks_ahead(unit.statement));
    let mut ahead = Catalog::default();
    if looks_ahead {
        ahead.clone_from(&catalog);
        for (id, unit) in units.iter().enumerate() {
            if !unit.down && !undone.contains(&id) {
                ahead.apply(unit.text, unit.statement, Origin::New, major);
            }
        }
    }
    let mut planner = Planner {
        catalog,
        ahead,
        major,
        settings: Vec::new(),
        local_settings: Vec::new(),
        qualified: false,
        sequence: Sequence::default(),
        assumptions: Vec::new(),
        differences: Vec::new(),
        rewritten: Vec::new(),
        partial: Vec::new(),
        substitutes: Vec::new(),
        moves_out_of_transaction: statements
            .iter()
            .filter_map(|statement| statement.fails.as_ref())
            .any(|failure| matches!(&*failure.sqlstate, "25001" | "55P04")),
        swapped: BTreeSet::new(),
        table_swaps: Vec::new(),
        index_swaps: Vec::new(),
        offline: "",
        along: Vec::new(),
        done: BTreeSet::new(),
        swaps: swaps::swaps(units),
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
    planner.swapped = swaps::tables(units, &planner.catalog);
    let mut transaction = None;
    for (id, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.down) {
        let own = statements.get(id).and_then(|it| it.transaction);
        if own.is_none() || own != transaction {
            transaction = own;
            planner.transaction_ends();
        }
        if undone.contains(&id) {
            planner.sequence.answer_later(id);
        } else if !planner.done.contains(&id)
            && !planner.swap(id, *unit, units)
            && !planner.index_swap(id, units, &undone)
            && !planner.renames(id, units, &undone)
            && !planner.retypes(id, units, &|other| {
                let its = statements.get(other).and_then(|it| it.transaction);
                !undone.contains(&other) && its == own
            })
        {
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
    planner.finish(needed, framework, input, findings, stats)
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
    /// Those that only the steps of this transaction do.
    local_settings: Vec<String>,
    /// The migration sets a search path.
    qualified: bool,
    sequence: Sequence,
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
    /// Constraints that statements drop to add others of their names.
    swaps: BTreeSet<(usize, String)>,
    /// Tables that give their names away.
    swapped: BTreeSet<Name>,
    /// Swaps of tables that have begun.
    table_swaps: Vec<Swap>,
    /// Indexes that have yet to be made again before they go.
    index_swaps: Vec<IndexSwap>,
    /// Why there is no recipe for a swap that begins with this statement.
    offline: &'static str,
    /// Statements that write many rows at once.
    unbatched: BTreeSet<usize>,
    /// Those that the steps of the statement at hand answer along with it.
    along: Vec<usize>,
    /// Those that have been answered so.
    done: BTreeSet<usize>,
}

/// Parts of a statement that stay as they are, and the schema before them.
#[derive(Default)]
struct Kept {
    parts: Range<usize>,
    before: Option<Catalog>,
}

impl Planner {
    /// Whether a swap of tables begins with a statement, or takes it over.
    fn swap(&mut self, id: usize, unit: Unit<'_>, units: &[Unit<'_>]) -> bool {
        if let Some(swap) = self.table_swaps.iter().find(|it| it.at == id) {
            let swap = swap.clone();
            self.push(id, swap.switch, false);
            for other in swap.together.into_iter().filter(|it| *it != id) {
                self.sequence.answer_later(other);
            }
            for draft in swap.after {
                self.push(id, draft, true);
            }
            self.catalog.take_into_use(&swap.table);
            return true;
        }
        if self.table_swaps.iter().any(|it| it.takes(id)) {
            return true;
        }
        let swapped = |name| self.swapped.contains(&self.catalog.resolve(name));
        let (renames, swaps) = match &unit.statement.kind {
            StatementKind::AlterTable(alter) => (true, swapped(&alter.name)),
            StatementKind::Insert(insert) => (false, insert.query.reads.iter().any(swapped)),
            _ => return false,
        };
        if !swaps {
            return false;
        }
        let found = effects(self.situation(unit.text), unit.statement);
        let operation = self.operation(unit.text, unit.statement, &found);
        if renames {
            let pause = table_swap::pause(&operation);
            let Some(swap) = table_swap::attach(&operation, units, id) else {
                if let Some(pause) = pause {
                    self.push(id, pause, false);
                }
                return false;
            };
            self.begin(id, swap, units);
            return self.swap(id, unit, units);
        }
        match table_swap::find(&operation, units, id) {
            Ok(swap) => {
                self.begin(id, swap, units);
                true
            }
            Err(why) => {
                self.offline = why;
                false
            }
        }
    }

    /// The steps of a swap up to the switch.
    fn begin(&mut self, id: usize, mut swap: Swap, units: &[Unit<'_>]) {
        self.rewritten.append(&mut swap.rewritten);
        self.assumptions.append(&mut swap.assumptions);
        for (early, sql) in &swap.early {
            if let Some(unit) = units.get(*early) {
                self.part(*early, *unit, sql);
            }
        }
        for draft in std::mem::take(&mut swap.before) {
            self.push(id, draft, false);
        }
        for answered in &swap.answered {
            self.sequence.answer_later(*answered);
        }
        self.table_swaps.push(swap);
    }

    /// Takes over other SQL in place of a statement.
    fn part(&mut self, id: usize, unit: Unit<'_>, sql: &str) {
        let script = script::read(sql);
        if let Some(statement) = script.statements().next() {
            let part = Unit {
                text: sql,
                statement,
                ..unit
            };
            self.statement(id, part);
        }
    }

    fn statement(&mut self, id: usize, unit: Unit<'_>) {
        let text = unit.statement.span.of(unit.text);
        match &unit.statement.kind {
            StatementKind::Transaction(control) if is_bracket(control) => {
                self.sequence.answer_later(id);
                return;
            }
            StatementKind::Set(set) => {
                self.set(id, set, text);
                return;
            }
            // A part of a statement cannot be run.
            StatementKind::Fragment => {
                self.sequence.answer_later(id);
                return;
            }
            _ => {}
        }
        let mut operations = Operations::of(unit);
        let mut kept = Kept::default();
        let mut index = 0;
        while index < operations.count() {
            if operations.is_inline(index) {
                // It needs the column that it was written with.
                self.keep_parts(id, &operations, &mut kept, index);
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
            let Some(statement) = statement else {
                index += 1;
                kept.parts.end = index;
                continue;
            };
            let found = effects(self.situation(text), statement);
            let constraint = self.constraint(statement);
            let mut held = match &constraint {
                Some((table, name, true)) if self.sequence.is_held(table, name) => {
                    self.keep_parts(id, &operations, &mut kept, index);
                    Some((table.clone(), name.clone()))
                }
                _ => None,
            };
            let replaces = held.is_some();
            // The index of a key is built before the old one goes.
            let last = matches!(&statement.kind, StatementKind::AlterTable(alter)
                if alter.actions.first().is_some_and(|it| swaps::adds_key(&it.kind)));
            if !last && let Some((table, name)) = held.take() {
                self.sequence.adds(&table, &name);
            }
            let operation = Operation {
                unbatched: self.unbatched.contains(&id),
                inline: operations.is_inline(index),
                replaces,
                ..self.operation(text, statement, &found)
            };
            if let Some(others) = self.retyped_beside(&operations, index, &operation) {
                operations.gather(index, &others);
                continue;
            }
            if operations.divide(index, &operation) {
                self.assumptions.extend(operations.assumption.take());
                continue;
            }
            index += 1;
            if let Some(rewrite) = RECIPES.iter().find_map(|recipe| recipe(&operation)) {
                self.keep_parts(id, &operations, &mut kept, index);
                self.rewritten(id, rewrite, held.as_ref());
                continue;
            }
            let waits = operation.waited_for(|_| true).is_some();
            if let Some((table, name)) = held {
                self.sequence.adds(&table, &name);
            }
            let swapped = match constraint {
                Some((table, name, false)) => {
                    let swapped = self.swaps.contains(&(id, name.clone()));
                    swapped.then_some((table, name))
                }
                _ => None,
            };
            if operations.count() == 1
                || replaces
                || swapped.is_some()
                || self.works_beside_others(&found)
            {
                self.keep_parts(id, &operations, &mut kept, index);
                if let Some((table, name)) = swapped {
                    self.sequence.hold(table, &name);
                }
                self.keep(id, &sql, text, statement, found);
                continue;
            }
            if waits {
                self.partial.push(id);
            }
            // The next one is to find what this one does.
            if kept.parts.is_empty() {
                kept.before = Some(self.catalog.clone());
            }
            self.catalog.apply(text, statement, Origin::New, self.major);
            kept.parts.end = index;
        }
        self.keep_parts(id, &operations, &mut kept, operations.count());
    }

    /// The constraint that a statement adds, or drops.
    fn constraint(&self, statement: &Statement<'_>) -> Option<(Name, String, bool)> {
        let StatementKind::AlterTable(alter) = &statement.kind else {
            return None;
        };
        let [action] = alter.actions.as_slice() else {
            return None;
        };
        let table = self.catalog.resolve(&alter.name);
        let (name, adds) = swaps::constraint(table.name(), &action.kind)?;
        let lasting = !self.catalog.is_new(&table) && !self.catalog.is_partitioned(&table);
        lasting.then(|| (table, name.into_owned(), adds))
    }

    /// Whether it takes as long as a table in use is large, while others go on.
    fn works_beside_others(&self, found: &Effects) -> bool {
        let mut works = false;
        for work in &found.work {
            if self.catalog.is_new(&work.relation) {
                continue;
            }
            let held = found.locks.get(&work.relation);
            if held.is_some_and(|held| held.mode.blocks_writes()) {
                return false;
            }
            works = true;
        }
        works
    }

    /// Takes over what a recipe made of a statement, whose last step takes the
    /// place of this constraint of a table.
    fn rewritten(&mut self, id: usize, rewrite: Rewrite, held: Option<&(Name, String)>) {
        if self.rewritten.last() != Some(&id) {
            self.rewritten.push(id);
            self.rewritten.extend(&self.along);
        }
        if rewrite.partial {
            self.partial.push(id);
        }
        self.assumptions.extend(rewrite.assumptions);
        self.differences.extend(rewrite.difference);
        let before = self.sequence.take_dropped_views(rewrite.encloses);
        let last = rewrite.steps.len().saturating_sub(1);
        for (number, draft) in rewrite.steps.into_iter().enumerate() {
            if let Some((table, name)) = held.filter(|_| number == last) {
                self.sequence.adds(table, name);
            }
            let joinable = matches!(draft.removal, Some(Removal::Drop));
            self.push(id, draft, joinable);
        }
        if let Some(before) = before {
            self.sequence.enclose(before);
        }
        self.substitutes.extend(rewrite.substitute);
    }

    /// A setting of the session holds for every later step; those that guard
    /// against waiting are set by each step itself.
    fn set(&mut self, id: usize, set: &SetParameter<'_>, text: &str) {
        self.sequence.answer_later(id);
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
        let text = text.trim_end_matches(';').trim_end();
        if set.local {
            // Each step is a session of its own, and not each a transaction.
            let value = text.split_whitespace().skip(2).collect::<Vec<_>>();
            self.local_settings
                .push(format!("SET {};", value.join(" ")));
        } else {
            self.settings.push(format!("{text};"));
        }
    }

    fn transaction_ends(&mut self) {
        self.catalog.transaction_ends();
        self.local_settings.clear();
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
            replaces: false,
            inline: false,
        }
    }

    /// Takes over what no recipe wanted of a compound statement, as one, and
    /// goes on behind the next part.
    fn keep_parts(&mut self, id: usize, operations: &Operations, kept: &mut Kept, next: usize) {
        let parts = std::mem::replace(&mut kept.parts, next..next);
        if let Some(before) = kept.before.take() {
            self.catalog = before;
        }
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
        self.sequence.follow_views(statement);
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
            format!(
                "The rows are copied as they are when the copy begins; what is written from then on is lost. {}",
                self.offline
            ),
        ))
    }

    fn push(&mut self, id: usize, draft: Draft, joinable: bool) {
        let alone = draft.transaction != StepTransaction::Single;
        let facts = Facts::perform(&draft.sql, &mut self.catalog, self.major, alone);
        self.enter(id, draft, facts, joinable);
    }

    fn enter(&mut self, id: usize, draft: Draft, facts: Facts, joinable: bool) {
        let mut entry = self.sequence.entry(
            id,
            draft,
            facts,
            [&self.settings[..], &self.local_settings].concat(),
            joinable,
        );
        entry.answers.extend(&self.along);
        self.sequence.enter(entry, &self.catalog, self.major);
    }

    fn finish(
        mut self,
        needed: bool,
        framework: &Framework,
        input: &str,
        findings: &mut [Finding],
        stats: Option<&Stats>,
    ) -> Plan {
        // A migration may take back all that it does.
        let needed = needed && !self.sequence.entries.is_empty();
        let mut steps = Vec::new();
        if needed {
            for (index, entry) in self.sequence.entries.into_iter().enumerate() {
                steps.push(entry.step(index + 1, stats));
            }
        }
        let mut answering: Vec<Vec<usize>> = Vec::new();
        for step in &steps {
            for id in &step.answers {
                answering.resize_with(answering.len().max(id + 1), Vec::new);
                answering[*id].push(step.number);
            }
        }
        order::sort_once(&mut self.rewritten);
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
