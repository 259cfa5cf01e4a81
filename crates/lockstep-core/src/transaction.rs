//! Locks are held by transactions: which statement runs in which, and what is
//! locked already when it starts.

use std::collections::BTreeMap;

use lockstep_syntax::tree::{Statement, StatementKind, TransactionControl};

use crate::catalog::Name;
use crate::effects::Effects;
use crate::framework::Sending;
use crate::report::{LockMode, TransactionReport, TransactionSource};

/// The transactions of a migration, while it is run.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// All so far.
    pub(crate) transactions: Vec<TransactionReport>,
    open: Option<usize>,
    locks: Locks,
    /// What each change of `locks` replaced, in order.
    changes: Vec<(Name, Option<(LockMode, usize)>)>,
    /// How many changes there were at each savepoint.
    savepoints: Vec<(String, usize)>,
}

/// The strongest mode on each relation, and the statement that took it.
pub(crate) type Locks = BTreeMap<Name, (LockMode, usize)>;

impl Timeline {
    /// A section of a file begins; whatever was open has ended.
    pub(crate) fn section(&mut self, sending: Sending, statements: usize) {
        self.end();
        match sending {
            Sending::OneByOne => {}
            Sending::InTransaction => self.begin(TransactionSource::Framework),
            Sending::Together if statements > 1 => self.begin(TransactionSource::Implicit),
            Sending::Together => {}
        }
    }

    /// A transaction block is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What the open transaction holds.
    pub(crate) fn held(&self) -> &Locks {
        &self.locks
    }

    /// Before a statement: opens the transaction that it begins.
    pub(crate) fn enter(&mut self, statement: &Statement<'_>) {
        if matches!(
            statement.kind,
            StatementKind::Transaction(TransactionControl::Begin(_))
        ) && self.open.is_none()
        {
            self.begin(TransactionSource::Explicit);
        }
    }

    /// Behind a statement: notes what it holds, and ends what it ends. The
    /// answer is the transaction that it ran in.
    pub(crate) fn leave(
        &mut self,
        id: usize,
        statement: &Statement<'_>,
        effects: &Effects,
    ) -> Option<usize> {
        let transaction = self.open?;
        self.transactions[transaction].statements.push(id);
        for (relation, held) in &effects.locks {
            let before = self.locks.get(relation).copied();
            if before.is_none_or(|(mode, _)| held.mode > mode) {
                self.locks.insert(relation.clone(), (held.mode, id));
                self.changes.push((relation.clone(), before));
            }
        }
        match &statement.kind {
            StatementKind::Transaction(TransactionControl::Savepoint(name)) => {
                self.savepoints
                    .push((name.value.to_string(), self.changes.len()));
            }
            StatementKind::Transaction(TransactionControl::RollbackTo(name)) => {
                let found = self
                    .savepoints
                    .iter()
                    .rposition(|(savepoint, _)| *savepoint == name.value);
                if let Some(index) = found {
                    self.savepoints.truncate(index + 1);
                    let changes = self.changes.split_off(self.savepoints[index].1);
                    for (relation, before) in changes.into_iter().rev() {
                        match before {
                            Some(held) => self.locks.insert(relation, held),
                            None => self.locks.remove(&relation),
                        };
                    }
                }
            }
            StatementKind::Transaction(
                TransactionControl::Commit { chain } | TransactionControl::Rollback { chain },
            ) => {
                self.end();
                if *chain {
                    self.begin(TransactionSource::Explicit);
                }
            }
            StatementKind::Transaction(TransactionControl::TwoPhase) => self.end(),
            _ => {}
        }
        Some(transaction)
    }

    fn begin(&mut self, source: TransactionSource) {
        let id = self.transactions.len();
        self.transactions.push(TransactionReport {
            id,
            statements: Vec::new(),
            source,
        });
        self.open = Some(id);
    }

    fn end(&mut self) {
        self.open = None;
        self.locks.clear();
        self.changes.clear();
        self.savepoints.clear();
    }
}
