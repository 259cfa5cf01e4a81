//! The steps of a plan in their order, while it is made.

use super::draft::{Draft, Removal};
use super::entry::{Entry, Facts};
use crate::catalog::{Catalog, Name};
use crate::report::{Phase, StepKind};

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
    /// The first of the last entries, where these drop views and do nothing
    /// else.
    pub(super) views_dropped: Option<usize>,
    /// The entry that such a one has become a part of.
    pub(super) views_made: Option<usize>,
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
        if let Some(earlier) = self.same_deployment(&entry) {
            earlier.answers.extend(entry.answers);
            return;
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

    /// Code that was asked for already, as long as only rows have changed since.
    fn same_deployment(&mut self, entry: &Entry) -> Option<&mut Entry> {
        let deploys = |it: &Draft| it.kind == StepKind::Deploy;
        let mut own = entry.drafts.iter();
        let draft = own.find(|it| deploys(it) && it.removal.is_none())?;
        let rows = |it: &Draft| matches!(it.phase, Phase::Prepare | Phase::Backfill);
        let entries = self.entries.iter_mut().rev();
        entries
            .take_while(|entry| entry.drafts.iter().all(rows))
            .find(|entry| {
                let mut drafts = entry.drafts.iter();
                drafts.any(|it| deploys(it) && it.title == draft.title)
            })
    }

    /// Holds back the next step, which drops a constraint, until another of
    /// its name is added.
    pub(super) fn hold(&mut self, table: Name, constraint: &str) {
        self.holds = Some((table, constraint.to_owned()));
    }

    /// Whether the drop of this constraint is held back.
    pub(super) fn is_held(&self, table: &Name, constraint: &str) -> bool {
        self.place(table, constraint).is_some()
    }

    /// The constraint that the next steps add takes the place of one that was
    /// held back, which is dropped in the same transaction.
    pub(super) fn adds(&mut self, table: &Name, constraint: &str) {
        if let Some(place) = self.place(table, constraint) {
            self.dropped_with = Some(self.held.remove(place).2);
        }
    }

    fn place(&self, table: &Name, constraint: &str) -> Option<usize> {
        let mut held = self.held.iter();
        held.position(|(of, name, _)| of == table && name == constraint)
    }
}
