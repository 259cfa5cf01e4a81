//! A step in the making: drafts that share a transaction, and what they do.

use std::collections::BTreeSet;

use lockstep_syntax::script;

use super::draft::{Draft, Removal};
use crate::analysis::{locks, names};
use crate::catalog::{Catalog, Name, Origin};
use crate::effects::{Effects, Situation, WorkKind, effects};
use crate::order;
use crate::report::{Phase, Step, StepKind, StepTransaction, Understood};
use crate::rule::list;
use crate::sizes::{Stats, lasting};

/// How long a step waits for a lock before it gives up and lets others go on.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '2s';";

/// A step in the making: one draft, or several that share a transaction.
pub(super) struct Entry {
    pub(super) drafts: Vec<Draft>,
    pub(super) answers: Vec<usize>,
    pub(super) settings: Vec<String>,
    pub(super) facts: Facts,
    /// It came from the migration as it stands, so that the next such step may
    /// join it.
    pub(super) joinable: bool,
}

/// What the SQL of a step does, found out by analysing it.
#[derive(Default)]
pub(super) struct Facts {
    effects: Vec<Effects>,
    /// Tables in use that others wait for.
    blocked: BTreeSet<Name>,
    /// It works on a table in use, or fails.
    must_stand_alone: bool,
}

impl Facts {
    /// What SQL does, carried out on a catalog.
    pub(super) fn perform(sql: &str, catalog: &mut Catalog, major: u8, alone: bool) -> Self {
        let mut facts = Facts::default();
        for statement in script::read(sql).statements() {
            let situation = Situation {
                text: sql,
                catalog,
                major,
                in_transaction: !alone,
            };
            facts.add(effects(situation, statement), catalog);
            catalog.apply(sql, statement, Origin::New, major);
        }
        facts
    }

    /// Whether this is done without a failure, to the same relations.
    fn are_those_of(&self, other: &Facts) -> bool {
        let locked = |facts: &Facts| -> Vec<_> {
            let locks = facts
                .effects
                .iter()
                .flat_map(|effects| effects.locks.iter());
            locks
                .map(|(name, held)| (name.clone(), held.kind))
                .collect()
        };
        self.effects.iter().all(|effects| effects.fails.is_none()) && locked(self) == locked(other)
    }

    /// Adds what one more statement does.
    pub(super) fn add(&mut self, effects: Effects, catalog: &Catalog) {
        let works = effects
            .work
            .iter()
            .any(|work| !catalog.is_new(&work.relation) || catalog.is_filled_copy(&work.relation));
        self.must_stand_alone |= works || effects.fails.is_some();
        for (relation, held) in effects.locks.iter() {
            if !held.new && held.mode.blocks_writes() {
                self.blocked.insert(relation.clone());
            }
        }
        self.effects.push(effects);
    }
}

impl Entry {
    /// Whether another step can share this one's transaction: both stay as
    /// they were written, neither works on a table in use, and together they
    /// make others wait for one table at most.
    pub(super) fn takes(&self, next: &Entry) -> bool {
        self.joinable
            && next.joinable
            && !self.facts.must_stand_alone
            && !next.facts.must_stand_alone
            && self.settings == next.settings
            && self.facts.blocked.union(&next.facts.blocked).count() <= 1
    }

    pub(super) fn join(&mut self, next: Entry) {
        self.drafts.extend(next.drafts);
        self.answers.extend(next.answers);
        self.facts.effects.extend(next.facts.effects);
        self.facts.blocked.extend(next.facts.blocked);
    }

    /// Whether there is something to run.
    pub(super) fn is_sql(&self) -> bool {
        let sql = |draft: &Draft| draft.kind == StepKind::Sql;
        self.drafts.iter().any(sql)
    }

    /// Its part in taking something away.
    pub(super) fn removal(&self) -> Option<&Removal> {
        self.drafts.first()?.removal.as_ref()
    }

    /// Whether it can be done earlier just as well, on the catalog of then, on
    /// which it is carried out.
    pub(super) fn moves_before(&self, catalog: &mut Catalog, major: u8) -> bool {
        let mut earlier = catalog.clone();
        let same = self.drafts.iter().all(|draft| {
            let alone = draft.transaction != StepTransaction::Single;
            let facts = Facts::perform(&draft.sql, &mut earlier, major, alone);
            facts.are_those_of(&self.facts)
        });
        if same {
            *catalog = earlier;
        }
        same
    }

    /// One deployment instead of two.
    pub(super) fn join_deployment(&mut self, other: Entry) {
        self.answers.extend(other.answers);
        let mut drafts = other.drafts;
        if let (Some(own), Some(added)) = (self.drafts.first_mut(), drafts.first_mut())
            && let (Some(Removal::Deploy(things)), Some(Removal::Deploy(more))) =
                (&mut own.removal, &mut added.removal)
        {
            things.append(more);
            if !own.why.contains(&added.why) {
                own.why.push(' ');
                own.why.push_str(&added.why);
            }
            let queries = [own.monitor.take(), added.monitor.take()];
            let queries: Vec<String> = queries.into_iter().flatten().collect();
            own.monitor = (!queries.is_empty()).then(|| queries.join("\n"));
        }
    }

    pub(super) fn step(self, number: usize, stats: Option<&Stats>) -> Step {
        let all = merged(&self.facts.effects);
        let mut draft = joined(self.drafts);
        if let Some(Removal::Deploy(things)) = &draft.removal {
            draft.title = format!("Ship code that does without {}", list(things));
        }
        let mut answers = self.answers;
        order::sort_once(&mut answers);
        if let Some(rollback) = &mut draft.rollback
            && draft.kind == StepKind::Sql
        {
            // It runs in a session of its own, too.
            let settings = self.settings.iter().rev();
            settings.for_each(|setting| rollback.insert_str(0, &format!("{setting}\n")));
        }
        Step {
            number,
            phase: draft.phase,
            kind: draft.kind,
            sql: guarded(&draft, &self.settings, &all),
            title: draft.title,
            why: draft.why,
            transaction: draft.transaction,
            locks: locks(&all),
            rewrites: names(all.rewrites()),
            scans: names(all.work.iter().map(|work| &work.relation)),
            index_builds: names(all.work.iter().filter_map(|work| match &work.kind {
                WorkKind::IndexBuild(index) => Some(index),
                _ => None,
            })),
            answers,
            verify: draft.done.map(|done| format!("SELECT {done} AS done;")),
            rollback: draft.rollback,
            rollback_note: draft.rollback_note,
            on_failure: draft.on_failure,
            monitor: draft.monitor,
            // How fast rows are written in batches, with pauses between, is
            // not in the model.
            lasts: stats
                .filter(|_| draft.transaction != StepTransaction::Batched)
                .and_then(|stats| lasting(stats, &all.work))
                .filter(|lasts| lasts.high_ms > 0),
        }
    }
}

/// The SQL of a step, behind the settings that keep it from making others
/// wait, or from being cut off.
fn guarded(draft: &Draft, settings: &[String], all: &Effects) -> String {
    let mut sql = String::new();
    if draft.kind != StepKind::Sql {
        return sql;
    }
    for setting in settings {
        sql.push_str(setting);
        sql.push('\n');
    }
    let blocks = all
        .locks
        .values()
        .any(|held| !held.new && held.mode.blocks_writes());
    match draft.transaction {
        StepTransaction::Single if blocks => {
            sql.push_str(LOCK_TIMEOUT);
            sql.push('\n');
        }
        StepTransaction::None if all.waits_for_transactions => {
            sql.push_str("SET lock_timeout = 0;\nSET statement_timeout = 0;\n");
        }
        StepTransaction::Batched => sql.push_str("SET statement_timeout = 0;\n"),
        _ => {}
    }
    if draft.phase == Phase::Validate && draft.transaction == StepTransaction::Single {
        sql.push_str("SET LOCAL statement_timeout = 0;\n");
    }
    sql.push_str(&draft.sql);
    sql
}

/// Drafts that share a transaction, as one.
fn joined(drafts: Vec<Draft>) -> Draft {
    let mut drafts = drafts.into_iter();
    let Some(mut all) = drafts.next() else {
        return Draft::single(Phase::Expand, "", "");
    };
    let mut others = 0;
    let mut second = None;
    // One transaction takes effect as a whole, so one condition is enough: the
    // last, or that of the last rename, behind which names mean other things.
    let mut done = all.done.take();
    let mut behind_rename = all.phase == Phase::Switch;
    let mut whys = vec![std::mem::take(&mut all.why)];
    let mut rollbacks = vec![all.rollback.take()];
    let mut notes: Vec<String> = all.rollback_note.take().into_iter().collect();
    for draft in drafts {
        all.sql.push('\n');
        all.sql.push_str(&draft.sql);
        others += 1;
        second.get_or_insert(draft.title);
        all.phase = all.phase.min(draft.phase);
        let renames = draft.phase == Phase::Switch;
        if draft.done.is_some() && (renames || !behind_rename) {
            done = draft.done;
            behind_rename |= renames;
        }
        if !whys.contains(&draft.why) {
            whys.push(draft.why);
        }
        rollbacks.push(draft.rollback);
        notes.extend(draft.rollback_note);
    }
    if let Some(second) = second {
        all.title = joined_title(&all.title, &second, others);
    }
    whys.retain(|why| !why.is_empty());
    all.why = whys.join(" ");
    all.done = done;
    // Last in, first out; and nothing where a part cannot be undone.
    rollbacks.reverse();
    let undo: Option<Vec<String>> = rollbacks.into_iter().collect();
    all.rollback = undo.map(|parts| parts.join("\n"));
    notes.dedup();
    all.rollback_note = all.rollback.is_none().then(|| match notes.as_slice() {
        [] => "What undoes it is not known here.".to_owned(),
        notes => notes.join(" "),
    });
    all
}

/// `A` and `B` as one title, or `A` and a number.
fn joined_title(first: &str, second: &str, others: usize) -> String {
    let mut rest = second.chars();
    let lower: String = rest
        .next()
        .map(|initial| {
            std::iter::once(initial.to_ascii_lowercase())
                .chain(rest)
                .collect()
        })
        .unwrap_or_default();
    if others == 1 && first.len() + lower.len() < 72 {
        format!("{first}, and {lower}")
    } else {
        format!("{first}, and {others} more")
    }
}

/// The strongest of each lock, and all work, of several statements.
fn merged(all: &[Effects]) -> Effects {
    let mut whole = Effects::none(Understood::Full);
    for effects in all {
        for (relation, held) in effects.locks.iter() {
            whole.locks.strengthen(relation, held.mode, || held.clone());
        }
        whole.work.extend(effects.work.iter().cloned());
        whole.waits_for_transactions |= effects.waits_for_transactions;
    }
    whole
}
