//! Views that are in the way of a change: the migration drops them before and
//! makes them again behind, and the plan does so in the step that changes over.

use lockstep_syntax::tree::{DropObject, Statement, StatementKind};

use super::entry::Entry;
use super::sequence::Sequence;
use crate::report::Phase;

impl Sequence {
    /// A view that is in the way of a change is gone for no longer than that
    /// takes.
    pub(super) fn follow_views(&mut self, statement: &Statement<'_>) {
        let last = self.entries.len().checked_sub(1);
        let drops =
            matches!(&statement.kind, StatementKind::Drop(drop) if drop.object == DropObject::View);
        let is_new = self
            .entries
            .last()
            .is_some_and(|entry| entry.drafts.len() == 1);
        self.views_dropped = match self.views_dropped {
            _ if !drops => None,
            None => last.filter(|_| is_new),
            first => first,
        };
        let restores = match &statement.kind {
            StatementKind::CreateView(create) => !create.materialized,
            StatementKind::Grant(_) | StatementKind::Comment(_) => true,
            _ => false,
        };
        // It has become an entry of its own behind the one that it belongs to.
        let belongs =
            self.views_made.is_some() && self.views_made == last.and_then(|it| it.checked_sub(1));
        if restores && belongs {
            if let Some(mut entry) = self.entries.pop()
                && let Some(change) = self.entries.last_mut()
            {
                // The change itself says which phase it is and when it is done.
                for draft in &mut entry.drafts {
                    draft.phase = Phase::Contract;
                }
                change.join(entry);
            }
        } else {
            self.views_made = None;
        }
    }

    /// The entries that dropped views right before, as one, for a change that
    /// takes them along.
    pub(super) fn take_dropped_views(&mut self, along: bool) -> Option<Entry> {
        let first = self.views_dropped.take().filter(|_| along)?;
        let mut dropped = self
            .entries
            .split_off(first.min(self.entries.len()))
            .into_iter();
        let mut all = dropped.next()?;
        dropped.for_each(|entry| all.join(entry));
        Some(all)
    }

    /// Drops views in the last step instead, which is the one that they are in
    /// the way of.
    pub(super) fn enclose(&mut self, mut before: Entry) {
        if let Some(change) = self.entries.pop() {
            if let (Some(first), Some(own)) = (before.drafts.first_mut(), change.drafts.first()) {
                first.title.clone_from(&own.title);
            }
            before.joinable = false;
            before.join(change);
            self.views_made = Some(self.entries.len());
            self.entries.push(before);
        }
    }
}
