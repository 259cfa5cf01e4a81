//! A step in the making: drafts that share a transaction, and what they do.

use super::Draft;
use crate::analysis::{locks, names};
use crate::catalog::{Catalog, Name};
use crate::effects::{Effects, WorkKind};
use crate::report::{Phase, Step, StepKind, StepTransaction, Understood};

/// How long a step waits for a lock before it gives up and lets others go on.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '2s';";

/// A step in the making.
pub(super) struct Entry {
    pub(super) draft: Draft,
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
    pub(super) effects: Vec<Effects>,
}

impl Entry {
    /// Whether another step can share this one's transaction: both stay as
    /// they were written, neither works on a table in use, and together they
    /// make others wait for one table at most.
    pub(super) fn takes(&self, next: &Entry, catalog: &Catalog) -> bool {
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

    pub(super) fn join(&mut self, next: Entry) {
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

    pub(super) fn step(self, number: usize) -> Step {
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
            if self.draft.phase == Phase::Validate
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
    if let Some((start, more)) = first.rsplit_once(", and ") {
        let count: usize = more
            .strip_suffix(" more")
            .and_then(|count| count.parse().ok())
            .unwrap_or(1);
        return format!("{start}, and {} more", count + 1);
    }
    let mut rest = second.chars();
    let lower: String = rest
        .next()
        .map(|first| first.to_lowercase().chain(rest).collect())
        .unwrap_or_default();
    if first.len() + lower.len() < 72 {
        format!("{first}, and {lower}")
    } else {
        format!("{first}, and 1 more")
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
        understood: Understood::Full,
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
