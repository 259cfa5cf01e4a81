//! The steps of a plan in their order, while it is made.

use super::draft::{Draft, Removal};
use super::entry::{Entry, Facts};
use crate::catalog::{Catalog, Name};

/// Steps so far, and those that have their place to find.
#[derive(Default)]
pub(super) struct Sequence {
    pub(super) entries: Vec<Entry>,
    /// Statements such as BEGIN that the next step answers.
    waiting: Vec<usize>,
    /// What the last steps wait for, and what the next ones take away has its
    /// place in, too.
    deployment: Option<Deployment>,
    /// The next step drops this constraint of a table, of which it is not yet
    /// the time.
    holds: Option<(Name, String)>,
    /// Drops of constraints that wait for what takes their place, so that
    /// there is one or the other at any time.
    held: Vec<(Name, String, Entry)>,
    /// The drop that the next step of SQL shares a transaction with.
    dropped_with: Option<Entry>,
}

/// A deployment of code, and the schema at that time.
struct Deployment {
    index: usize,
    catalog: Catalog,
}

impl Sequence {
    /// A statement that the last step answers along with its own, or the next
    /// one where there is none.
    pub(super) fn answer_later(&mut self, id: usize) {
        match self.entries.last_mut() {
            Some(entry) => entry.answers.push(id),
            None => self.waiting.push(id),
        }
    }

    /// The step that this draft is.
    pub(super) fn entry(
        &mut self,
        id: usize,
        draft: Draft,
        facts: Facts,
        settings: Vec<String>,
        joinable: bool,
    ) -> Entry {
        let mut answers = std::mem::take(&mut self.waiting);
        answers.push(id);
        Entry {
            drafts: vec![draft],
            answers,
            settings,
            facts,
            joinable,
        }
    }

    /// Puts a step where it belongs; the catalog is that behind it.
    pub(super) fn enter(&mut self, mut entry: Entry, catalog: &Catalog, major: u8) {
        if let Some((table, constraint)) = self.holds.take() {
            self.held.push((table, constraint, entry));
            return;
        }
        if entry.is_sql()
            && let Some(mut drop) = self.dropped_with.take()
        {
            drop.join(entry);
            entry = drop;
            entry.joinable = false;
        }
        match (entry.removal(), &mut self.deployment) {
            (None, _) => self.deployment = None,
            (Some(Removal::Deploy(_)), None) => {
                self.deployment = Some(Deployment {
                    index: self.entries.len(),
                    catalog: catalog.clone(),
                });
            }
            (Some(Removal::Deploy(_)), Some(deployment)) => {
                if let Some(earlier) = self.entries.get_mut(deployment.index) {
                    earlier.join_deployment(entry);
                }
                return;
            }
            (Some(Removal::Prepare), Some(deployment)) => {
                if entry.moves_before(&mut deployment.catalog, major) {
                    self.entries.insert(deployment.index, entry);
                    deployment.index += 1;
                    return;
                }
                self.deployment = None;
            }
            (Some(_), _) => {}
        }
        match self.entries.last_mut() {
            Some(last) if last.takes(&entry) => last.join(entry),
            _ => self.entries.push(entry),
        }
    }

    /// Holds back the next step, which drops a constraint, until another of
    /// its name is added.
    pub(super) fn hold(&mut self, table: Name, constraint: &str) {
        self.holds = Some((table, constraint.to_owned()));
    }

    /// Whether the constraint that the next steps add takes the place of one
    /// that is dropped in the same transaction.
    pub(super) fn adds(&mut self, table: &Name, constraint: &str) -> bool {
        let held = |(of, name, _): &(Name, String, Entry)| of == table && name == constraint;
        if let Some(index) = self.held.iter().position(held) {
            self.dropped_with = Some(self.held.remove(index).2);
        }
        self.dropped_with.is_some()
    }
}
