//! A step as a recipe writes it down.

use crate::report::{Phase, StepKind, StepTransaction};

/// A step before the planner numbers it and finds out what it locks.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) phase: Phase,
    pub(crate) kind: StepKind,
    pub(crate) title: String,
    pub(crate) why: String,
    /// Its statements, without the settings that the planner puts before them.
    pub(crate) sql: String,
    pub(crate) transaction: StepTransaction,
    /// A boolean SQL expression, true once the step has taken effect.
    pub(crate) done: Option<String>,
    pub(crate) rollback: Option<String>,
    pub(crate) rollback_note: Option<String>,
    pub(crate) on_failure: Option<String>,
    pub(crate) monitor: Option<String>,
    /// Its part in taking something away from code that runs.
    pub(crate) removal: Option<Removal>,
}

/// A part of taking something away from code that runs. What a migration
/// takes away together needs one deployment, not one each.
#[derive(Clone, Debug)]
pub(crate) enum Removal {
    /// Lets code do without it, before the deployment.
    Prepare,
    /// The deployment of code that does without these.
    Deploy(Vec<String>),
    /// Takes it away.
    Drop,
}

impl Draft {
    /// A step that runs in one transaction.
    pub(crate) fn single(phase: Phase, title: impl Into<String>, sql: impl Into<String>) -> Self {
        Draft {
            phase,
            kind: StepKind::Sql,
            title: title.into(),
            why: String::new(),
            sql: sql.into(),
            transaction: StepTransaction::Single,
            done: None,
            rollback: None,
            rollback_note: None,
            on_failure: None,
            monitor: None,
            removal: None,
        }
    }

    /// A step whose statements run each on its own.
    pub(crate) fn alone(phase: Phase, title: impl Into<String>, sql: impl Into<String>) -> Self {
        Draft {
            transaction: StepTransaction::None,
            ..Draft::single(phase, title, sql)
        }
    }

    /// A step that commits inside.
    pub(crate) fn batched(phase: Phase, title: impl Into<String>, sql: impl Into<String>) -> Self {
        Draft {
            transaction: StepTransaction::Batched,
            ..Draft::single(phase, title, sql)
        }
    }

    /// Something to wait for before the next step.
    pub(crate) fn wait(phase: Phase, title: impl Into<String>, why: impl Into<String>) -> Self {
        Draft {
            kind: StepKind::Wait,
            ..Draft::deploy(phase, title, why)
        }
    }

    /// Code to ship before the next step.
    pub(crate) fn deploy(phase: Phase, title: impl Into<String>, why: impl Into<String>) -> Self {
        Draft {
            kind: StepKind::Deploy,
            transaction: StepTransaction::None,
            why: why.into(),
            rollback: Some("-- Nothing to undo: the database does not change.".to_owned()),
            ..Draft::single(phase, title, "")
        }
    }

    /// Code to ship that does without something, which a later step takes away.
    pub(crate) fn do_without(what: String, why: impl Into<String>) -> Self {
        Draft::deploy(Phase::Switch, "", why).removal(Removal::Deploy(vec![what]))
    }

    pub(crate) fn removal(mut self, part: Removal) -> Self {
        self.removal = Some(part);
        self
    }

    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    pub(crate) fn done(mut self, condition: impl Into<String>) -> Self {
        self.done = Some(condition.into());
        self
    }

    pub(crate) fn rollback(mut self, sql: impl Into<String>) -> Self {
        self.rollback = Some(sql.into());
        self
    }

    pub(crate) fn no_rollback(mut self, note: impl Into<String>) -> Self {
        self.rollback_note = Some(note.into());
        self
    }

    pub(crate) fn on_failure(mut self, sql: impl Into<String>) -> Self {
        self.on_failure = Some(sql.into());
        self
    }

    pub(crate) fn monitor(mut self, sql: impl Into<String>) -> Self {
        self.monitor = Some(sql.into());
        self
    }
}
