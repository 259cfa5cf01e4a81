//! From statements to steps.

use lockstep_syntax::script::{self, Script};
use lockstep_syntax::tree::{SetParameter, StatementKind, TransactionControl};

use super::inverse::{Known, known, phase};
use super::operation::Operation;
use super::{Draft, RECIPES, Rewrite, runbook};
use crate::analysis::{Unit, locks, names};
use crate::catalog::{Catalog, Name, Origin};
use crate::effects::{Effects, Situation, WorkKind, effects};
use crate::framework::Framework;
use crate::report::{Finding, Plan, Severity, Step, StepKind, StepTransaction};
use crate::title::title;

/// How long a step waits for a lock before it gives up and lets others go on.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '2s';";

/// Makes the plan of a migration.
pub(crate) fn plan(
    units: &[Unit<'_>],
    catalog: Catalog,
    framework: &Framework,
    major: u8,
    findings: &mut [Finding],
) -> Plan {
    let mut ahead = catalog.clone();
    for unit in units.iter().filter(|unit| !unit.down) {
        ahead.apply(unit.text, unit.statement, Origin::New, major);
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
    };
    for (id, unit) in units.iter().enumerate() {
        if !unit.down {
            planner.statement(id, *unit);
        }
    }
    let needed = !planner.rewritten.is_empty()
        || findings
            .iter()
            .any(|finding| finding.severity == Severity::Danger && !is_down(units, finding));
    planner.finish(needed, framework, findings)
}

fn is_down(units: &[Unit<'_>], finding: &Finding) -> bool {
    units.get(finding.statement).is_some_and(|unit| unit.down)
}

struct Planner {
    catalog: Catalog,
    /// The schema behind the last statement, for what only holds where no
    /// later one takes it back.
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
    /// Statements that a recipe rewrote.
    rewritten: Vec<usize>,
}

/// A step in the making.
struct Entry {
    draft: Draft,
    answers: Vec<usize>,
    settings: Vec<String>,
    facts: Facts,
    /// It came from the migration as it stands, so that the next such step may
    /// join it.
    joinable: bool,
}

/// What the SQL of a step does, found out by analysing it.
#[derive(Default)]
struct Facts {
    effects: Vec<Effects>,
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
            _ => {}
        }
        let operations = split(unit, text);
        let mut kept: Vec<String> = Vec::new();
        for operation in &operations {
            match self.rewrite(&operation.text) {
                Some(rewrite) => {
                    self.keep(id, &operations, &mut kept);
                    self.rewritten.push(id);
                    self.assumptions.extend(rewrite.assumptions);
                    self.differences.extend(rewrite.difference);
                    for draft in rewrite.steps {
                        self.push(id, draft, false);
                    }
                }
                None => kept.push(operation.text.clone()),
            }
        }
        self.keep(id, &operations, &mut kept);
    }

    fn answer_later(&mut self, id: usize) {
        match self.entries.last_mut() {
            Some(entry) if !entry.answers.contains(&id) => entry.answers.push(id),
            _ => self.waiting.push(id),
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

    fn rewrite(&self, text: &str) -> Option<Rewrite> {
        let script = script::read(text);
        let operation = self.operation(text, &script)?;
        RECIPES.iter().find_map(|recipe| recipe(&operation))
    }

    fn operation<'o>(&'o self, text: &'o str, script: &'o Script<'o>) -> Option<Operation<'o>> {
        let situation = Situation {
            text,
            catalog: &self.catalog,
            major: self.major,
            in_transaction: false,
        };
        Operation::new(situation, &self.ahead, script, self.qualified)
    }

    /// Takes over what no recipe wanted, as one statement.
    fn keep(&mut self, id: usize, all: &[Part], kept: &mut Vec<String>) {
        if kept.is_empty() {
            return;
        }
        let whole = kept.len() == all.len();
        let text = match all.first() {
            Some(part) if whole => part.whole.clone(),
            Some(part) => {
                let actions: Vec<&str> = all
                    .iter()
                    .filter(|part| kept.contains(&part.text))
                    .map(|part| part.action.as_str())
                    .collect();
                format!("{}{};", part.prefix, actions.join(", "))
            }
            None => return,
        };
        kept.clear();
        let script = script::read(&text);
        let Some(operation) = self.operation(&text, &script) else {
            return;
        };
        let found = known(&operation);
        let alone = operation.effects.refuses_transaction;
        let sql = self.guarded(&text, &operation);
        let mut draft = Draft {
            transaction: if alone {
                StepTransaction::None
            } else {
                StepTransaction::Single
            },
            ..Draft::single(
                phase(operation.statement),
                title(&text, operation.statement),
                sql,
            )
        };
        draft.why = why(&operation);
        let Known { done, undo, lost } = found;
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
        self.push(id, draft, !alone);
    }

    /// The statement with its semicolon.
    fn guarded(&self, text: &str, _operation: &Operation<'_>) -> String {
        let body = text.trim_end().trim_end_matches(';').trim_end();
        format!("{body};")
    }

    fn push(&mut self, id: usize, draft: Draft, joinable: bool) {
        let facts = self.perform(&draft);
        let mut answers = std::mem::take(&mut self.waiting);
        answers.push(id);
        let entry = Entry {
            draft,
            answers,
            settings: self.settings.clone(),
            facts,
            joinable,
        };
        match self.entries.last_mut() {
            Some(last) if last.takes(&entry, &self.catalog) => last.join(entry),
            _ => self.entries.push(entry),
        }
    }

    /// Carries out a step on the catalog, and says what it does.
    fn perform(&mut self, draft: &Draft) -> Facts {
        let script = script::read(&draft.sql);
        let mut facts = Facts::default();
        for statement in script.statements() {
            let situation = Situation {
                text: &draft.sql,
                catalog: &self.catalog,
                major: self.major,
                in_transaction: draft.transaction == StepTransaction::Single,
            };
            facts.effects.push(effects(situation, statement));
            self.catalog
                .apply(&draft.sql, statement, Origin::New, self.major);
        }
        facts
    }

    fn finish(self, needed: bool, framework: &Framework, findings: &mut [Finding]) -> Plan {
        let mut steps = Vec::new();
        if needed {
            for (index, entry) in self.entries.into_iter().enumerate() {
                steps.push(entry.step(index + 1));
            }
        }
        for finding in findings {
            if self.rewritten.contains(&finding.statement) {
                finding.plan_steps = steps
                    .iter()
                    .filter(|step| step.answers.contains(&finding.statement))
                    .map(|step| step.number)
                    .collect();
            }
        }
        let mut assumptions = self.assumptions;
        assumptions.sort();
        assumptions.dedup();
        let difference = (!self.differences.is_empty()).then(|| self.differences.join(" "));
        Plan {
            needed,
            equivalent: difference.is_none(),
            runbook: runbook::runbook(&steps, framework, needed),
            difference,
            assumptions: if needed { assumptions } else { Vec::new() },
            steps,
        }
    }
}

impl Entry {
    /// Whether another step can share this one's transaction: both stay as
    /// they were written, neither works on a table in use, and together they
    /// make others wait for one table at most.
    fn takes(&self, next: &Entry, catalog: &Catalog) -> bool {
        if !self.joinable || !next.joinable || self.settings != next.settings {
            return false;
        }
        let mut blocked: Vec<&Name> = Vec::new();
        for facts in [&self.facts, &next.facts] {
            for effects in &facts.effects {
                let works = effects
                    .work
                    .iter()
                    .any(|work| !catalog.is_new(&work.relation));
                if works || effects.fails.is_some() {
                    return false;
                }
                for (relation, held) in &effects.locks {
                    if !held.new && held.mode.blocks_writes() && !blocked.contains(&relation) {
                        blocked.push(relation);
                    }
                }
            }
        }
        blocked.len() <= 1
    }

    fn join(&mut self, next: Entry) {
        let draft = &mut self.draft;
        draft.sql = format!("{}\n{}", draft.sql, next.draft.sql);
        if !draft.title.contains(&next.draft.title) {
            draft.title = joined_title(&draft.title, &next.draft.title);
        }
        if draft.why != next.draft.why && !next.draft.why.is_empty() {
            let separator = if draft.why.is_empty() { "" } else { " " };
            draft.why = format!("{}{separator}{}", draft.why, next.draft.why);
        }
        draft.phase = draft.phase.min(next.draft.phase);
        draft.done = match (draft.done.take(), next.draft.done) {
            (Some(first), Some(second)) => Some(format!("{first} AND {second}")),
            (first, second) => first.or(second),
        };
        draft.rollback = match (draft.rollback.take(), next.draft.rollback) {
            (Some(first), Some(second)) => Some(format!("{second}\n{first}")),
            _ => None,
        };
        let notes: Vec<String> = draft
            .rollback_note
            .take()
            .into_iter()
            .chain(next.draft.rollback_note)
            .collect();
        draft.rollback_note = draft
            .rollback
            .is_none()
            .then(|| notes.join(" "))
            .filter(|note| !note.is_empty())
            .or_else(|| {
                draft
                    .rollback
                    .is_none()
                    .then(|| "What undoes it is not known here.".to_owned())
            });
        for id in next.answers {
            if !self.answers.contains(&id) {
                self.answers.push(id);
            }
        }
        self.facts.effects.extend(next.facts.effects);
    }

    fn step(self, number: usize) -> Step {
        let mut all = merged(&self.facts.effects);
        let blocking = all
            .locks
            .values()
            .any(|held| !held.new && held.mode.blocks_writes());
        let mut sql = String::new();
        if self.draft.kind == StepKind::Sql {
            for setting in &self.settings {
                sql.push_str(setting);
                sql.push('\n');
            }
            match self.draft.transaction {
                StepTransaction::Single if blocking => {
                    sql.push_str(LOCK_TIMEOUT);
                    sql.push('\n');
                }
                StepTransaction::None if all.waits_for_transactions => {
                    sql.push_str("SET lock_timeout = 0;\nSET statement_timeout = 0;\n");
                }
                StepTransaction::Batched => sql.push_str("SET statement_timeout = 0;\n"),
                _ => {}
            }
            if self.draft.phase == crate::report::Phase::Validate
                && self.draft.transaction == StepTransaction::Single
            {
                sql.push_str("SET LOCAL statement_timeout = 0;\n");
            }
            sql.push_str(&self.draft.sql);
        }
        let mut answers = self.answers;
        answers.sort_unstable();
        answers.dedup();
        all.sources.clear();
        Step {
            number,
            phase: self.draft.phase,
            kind: self.draft.kind,
            title: self.draft.title,
            why: self.draft.why,
            sql,
            transaction: self.draft.transaction,
            locks: locks(&all),
            rewrites: names(all.rewrites()),
            scans: names(all.work.iter().map(|work| &work.relation)),
            index_builds: names(all.work.iter().filter_map(|work| match &work.kind {
                WorkKind::IndexBuild(index) => Some(index),
                _ => None,
            })),
            answers,
            verify: self
                .draft
                .done
                .map(|done| format!("SELECT {done} AS done;")),
            rollback: self.draft.rollback,
            rollback_note: self.draft.rollback_note,
            on_failure: self.draft.on_failure,
            monitor: self.draft.monitor,
        }
    }
}

/// `A` and `B` as one title.
fn joined_title(first: &str, second: &str) -> String {
    match first.rsplit_once(", and ") {
        Some((start, more)) => {
            let count: usize = more
                .strip_suffix(" more")
                .and_then(|count| count.parse().ok())
                .unwrap_or(1);
            format!("{start}, and {} more", count + 1)
        }
        None => {
            let mut lower = second.chars();
            let lower: String = lower
                .next()
                .map(|first| first.to_lowercase().chain(lower).collect())
                .unwrap_or_default();
            if first.len() + lower.len() < 72 {
                format!("{first}, and {lower}")
            } else {
                format!("{first}, and 1 more")
            }
        }
    }
}

/// The strongest of each lock, and all work, of several statements.
fn merged(all: &[Effects]) -> Effects {
    let mut whole = Effects {
        locks: std::collections::BTreeMap::new(),
        work: Vec::new(),
        fails: None,
        refuses_transaction: false,
        waits_for_transactions: false,
        depends_on: Vec::new(),
        understood: crate::report::Understood::Full,
        sources: Vec::new(),
    };
    for effects in all {
        for (relation, held) in &effects.locks {
            match whole.locks.get(relation) {
                Some(stronger) if stronger.mode >= held.mode => {}
                _ => {
                    whole.locks.insert(relation.clone(), held.clone());
                }
            }
        }
        whole.work.extend(effects.work.iter().cloned());
        whole.waits_for_transactions |= effects.waits_for_transactions;
    }
    whole
}

/// Statements that only begin or end transactions: the plan decides about
/// those.
fn is_bracket(control: &TransactionControl<'_>) -> bool {
    !matches!(control, TransactionControl::TwoPhase)
}

/// Why a statement stays as it is.
fn why(operation: &Operation<'_>) -> String {
    let effects = &operation.effects;
    let catalog = operation.situation.catalog;
    let worked: Vec<&Name> = effects
        .work
        .iter()
        .filter(|work| {
            !catalog.is_new(&work.relation)
                && effects
                    .locks
                    .get(&work.relation)
                    .is_some_and(|held| held.mode.blocks_writes())
        })
        .map(|work| &work.relation)
        .collect();
    if let Some(relation) = worked.first() {
        return format!(
            "Keeps others waiting for {relation} for as long as it is large. There is no recipe for it here: run it in a maintenance window."
        );
    }
    if effects.understood == crate::report::Understood::None {
        return "Taken over as it was written: what it does is not known here.".to_owned();
    }
    let blocked = effects
        .locks
        .values()
        .any(|held| !held.new && held.mode.blocks_writes());
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

/// A part of a statement that can stand alone.
struct Part {
    /// As a statement of its own.
    text: String,
    /// The statement that it is a part of.
    whole: String,
    /// The statement up to its first action.
    prefix: String,
    /// The action alone.
    action: String,
}

/// The actions of an ALTER TABLE, each as a statement of its own; any other
/// statement as it is.
fn split(unit: Unit<'_>, text: &str) -> Vec<Part> {
    let whole = || {
        vec![Part {
            text: text.to_owned(),
            whole: text.to_owned(),
            prefix: String::new(),
            action: text.to_owned(),
        }]
    };
    let StatementKind::AlterTable(alter) = &unit.statement.kind else {
        return whole();
    };
    let [first, _, ..] = alter.actions.as_slice() else {
        return whole();
    };
    if !unit.statement.errors.is_empty() {
        return whole();
    }
    let start = unit.statement.span.start;
    let prefix = lockstep_syntax::tree::Span::new(start, first.span.start).of(unit.text);
    let prefix: String = prefix.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    alter
        .actions
        .iter()
        .map(|action| {
            let action = action.span.of(unit.text);
            Part {
                text: format!("{prefix}{action};"),
                whole: text.to_owned(),
                prefix: prefix.clone(),
                action: action.to_owned(),
            }
        })
        .collect()
}
