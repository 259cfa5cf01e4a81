//! Locks are held by transactions: which statement runs in which, what is
//! locked already when it starts, and what a rollback gives back.

use std::collections::{BTreeMap, BTreeSet};

use lockstep_syntax::tree::{Statement, StatementKind, TransactionControl};
use rustc_hash::FxHashMap;

use crate::catalog::{Catalog, Name, quote};
use crate::effects::Effects;
use crate::framework::Sending;
use crate::report::{Failure, LockMode, RelationKind, TransactionReport, TransactionSource};

/// The transactions of a migration, while it is run.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// All so far.
    pub(crate) transactions: Vec<TransactionReport>,
    /// Statements whose locks a rollback gave back, and the rollback.
    pub(crate) released: FxHashMap<usize, usize>,
    open: Option<usize>,
    locks: Locks,
    /// The tables in use among them that writers wait for.
    blocked: BTreeSet<Name>,
    /// What each change of `locks` replaced, in order.
    changes: Vec<(Name, Option<(LockMode, usize)>)>,
    /// Where the open transaction can go back to; the first point, without a
    /// name, is its begin.
    points: Vec<Point>,
    /// How many relations may yet be remembered for rollbacks, in all.
    memory: usize,
}

/// A point that a transaction can go back to.
#[derive(Debug)]
struct Point {
    savepoint: Option<String>,
    /// How many changes of locks there were.
    changes: usize,
    /// The schema at that point, where a rollback may ask for it.
    catalog: Option<Catalog>,
}

/// The strongest mode on each relation, and the statement that took it.
pub(crate) type Locks = BTreeMap<Name, (LockMode, usize)>;

/// Relations that may be remembered for rollbacks, all schemas taken together:
/// time stays linear in the input, whatever it rolls back.
const MEMORY: usize = 100_000;

impl Timeline {
    /// A migration in which something is rolled back, or nothing.
    pub(crate) fn new(rolls_back: bool) -> Self {
        Timeline {
            memory: if rolls_back { MEMORY } else { 0 },
            ..Timeline::default()
        }
    }

    /// A section of a file begins; whatever was open has ended.
    pub(crate) fn section(&mut self, sending: Sending, statements: usize, catalog: &Catalog) {
        self.end();
        match sending {
            Sending::OneByOne => {}
            Sending::InTransaction => self.begin(TransactionSource::Framework, catalog),
            Sending::Together if statements > 1 => self.begin(TransactionSource::Implicit, catalog),
            Sending::Together => {}
        }
    }

    /// A transaction block is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The open transaction.
    pub(crate) fn current(&self) -> Option<&TransactionReport> {
        self.transactions.get(self.open?)
    }

    /// What the open transaction holds.
    pub(crate) fn held(&self) -> &Locks {
        &self.locks
    }

    /// The tables in use whose writers wait for the open transaction.
    pub(crate) fn blocked(&self) -> &BTreeSet<Name> {
        &self.blocked
    }

    /// Before a statement: opens the transaction that it begins.
    pub(crate) fn enter(&mut self, statement: &Statement<'_>, catalog: &Catalog) {
        if matches!(
            statement.kind,
            StatementKind::Transaction(TransactionControl::Begin(_))
        ) && self.open.is_none()
        {
            self.begin(TransactionSource::Explicit, catalog);
        }
    }

    /// Behind a statement: notes what it holds. The answer is the transaction
    /// that it ran in.
    pub(crate) fn leave(&mut self, id: usize, effects: &Effects) -> Option<usize> {
        let transaction = self.open?;
        self.transactions[transaction].statements.push(id);
        for (relation, held) in effects.locks.iter() {
            let before = self.locks.get(relation).copied();
            if before.is_none_or(|(mode, _)| held.mode > mode) {
                self.locks.insert(relation.clone(), (held.mode, id));
                self.changes.push((relation.clone(), before));
                let table = !matches!(
                    held.kind,
                    RelationKind::Index
                        | RelationKind::PartitionedIndex
                        | RelationKind::Sequence
                        | RelationKind::Toast
                );
                if table && !held.new && held.mode.blocks_writes() {
                    self.blocked.insert(relation.clone());
                }
            }
        }
        Some(transaction)
    }

    /// Behind a statement that ends a transaction or marks a point in it. The
    /// answer is the schema to go back to.
    pub(crate) fn turn(
        &mut self,
        id: usize,
        statement: &Statement<'_>,
        catalog: &Catalog,
    ) -> Option<Catalog> {
        let StatementKind::Transaction(control) = &statement.kind else {
            return None;
        };
        if !self.is_open() {
            return None;
        }
        match control {
            TransactionControl::Savepoint(name) => {
                self.mark(Some(name.value.to_string()), catalog);
                None
            }
            TransactionControl::RollbackTo(name) => {
                let at = self.find(&name.value)?;
                self.points.truncate(at + 1);
                self.release(self.points[at].changes, id);
                self.points[at].catalog.clone()
            }
            TransactionControl::Release(name) => {
                let at = self.find(&name.value)?;
                self.points.truncate(at);
                None
            }
            TransactionControl::Rollback { chain } => {
                let begin = self.points.drain(..).next();
                let earlier = begin.and_then(|begin| begin.catalog);
                self.end();
                if *chain {
                    let catalog = earlier.as_ref().unwrap_or(catalog);
                    self.begin(TransactionSource::Explicit, catalog);
                }
                earlier
            }
            TransactionControl::Commit { chain } => {
                self.end();
                if *chain {
                    self.begin(TransactionSource::Explicit, catalog);
                }
                None
            }
            TransactionControl::TwoPhase => {
                self.end();
                None
            }
            _ => None,
        }
    }

    /// Undoes the changes of locks from one on.
    fn release(&mut self, from: usize, rollback: usize) {
        for (relation, before) in self.changes.split_off(from).into_iter().rev() {
            if before.is_none_or(|(mode, _)| !mode.blocks_writes()) {
                self.blocked.remove(&relation);
            }
            let undone = match before {
                Some(held) => self.locks.insert(relation, held),
                None => self.locks.remove(&relation),
            };
            if let Some((_, since)) = undone {
                self.released.insert(since, rollback);
            }
        }
    }

    /// Why PostgreSQL refuses a statement for what has gone before in its
    /// transaction.
    pub(crate) fn failure(&self, statement: &Statement<'_>) -> Option<Failure> {
        let StatementKind::Transaction(
            TransactionControl::RollbackTo(name) | TransactionControl::Release(name),
        ) = &statement.kind
        else {
            return None;
        };
        (self.is_open() && self.find(&name.value).is_none()).then(|| Failure {
            reason: format!("savepoint {} does not exist", quote(&name.value)),
            sqlstate: "3B001".to_owned(),
        })
    }

    /// The last savepoint of that name.
    fn find(&self, name: &str) -> Option<usize> {
        self.points
            .iter()
            .rposition(|point| point.savepoint.as_deref() == Some(name))
    }

    fn begin(&mut self, source: TransactionSource, catalog: &Catalog) {
        let id = self.transactions.len();
        self.transactions.push(TransactionReport {
            id,
            statements: Vec::new(),
            source,
        });
        self.open = Some(id);
        self.mark(None, catalog);
    }

    fn mark(&mut self, savepoint: Option<String>, catalog: &Catalog) {
        let size = 1 + catalog.relations.len() + catalog.indexes.len();
        let remembered = self.memory.checked_sub(size);
        self.memory = remembered.unwrap_or(self.memory);
        self.points.push(Point {
            savepoint,
            changes: self.changes.len(),
            catalog: remembered.map(|_| catalog.clone()),
        });
    }

    fn end(&mut self) {
        self.open = None;
        self.locks.clear();
        self.blocked.clear();
        self.changes.clear();
        self.points.clear();
    }
}
