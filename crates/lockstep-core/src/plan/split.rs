//! Compound statements taken apart.

use lockstep_syntax::tree::{Span, StatementKind};

use super::swaps;
use crate::analysis::Unit;

/// A statement as operations that can stand alone.
pub(super) struct Operations {
    /// The statement up to its first action, empty where it is not compound.
    prefix: String,
    /// Its actions, or all of it.
    parts: Vec<String>,
}

impl Operations {
    /// The actions of an ALTER TABLE; any other statement as it is.
    pub(super) fn of(unit: Unit<'_>) -> Self {
        let text = unit.statement.span.of(unit.text);
        let text = text.trim_end().trim_end_matches(';').trim_end();
        let whole = Operations {
            prefix: String::new(),
            parts: vec![text.to_owned()],
        };
        let StatementKind::AlterTable(alter) = &unit.statement.kind else {
            return whole;
        };
        let [first, _, ..] = alter.actions.as_slice() else {
            return whole;
        };
        if !unit.statement.errors.is_empty() {
            return whole;
        }
        let mut actions: Vec<_> = alter.actions.iter().collect();
        // Whatever the order, PostgreSQL drops a constraint before it adds one
        // (the passes of `ATRewriteCatalogs` in tablecmds.c).
        let mut place = 0;
        while let Some(action) = actions.get(place) {
            let again = swaps::constraint(&action.kind).and_then(|(name, adds)| {
                let drop = Some((name, false));
                let later = actions.get(place + 1..)?;
                let later = later
                    .iter()
                    .position(|it| swaps::constraint(&it.kind) == drop)?;
                adds.then_some(place + 1 + later)
            });
            match again {
                Some(drop) => {
                    let drop = actions.remove(drop);
                    actions.insert(place, drop);
                }
                None => place += 1,
            }
        }
        let before = Span::new(unit.statement.span.start, first.span.start);
        let words: Vec<&str> = before.of(unit.text).split_whitespace().collect();
        Operations {
            prefix: words.join(" ") + " ",
            parts: actions
                .iter()
                .map(|action| action.span.of(unit.text).to_owned())
                .collect(),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.parts.len()
    }

    /// Some of them as one statement.
    pub(super) fn statement(&self, parts: std::ops::Range<usize>) -> String {
        let parts = self.parts.get(parts).unwrap_or_default();
        format!("{}{};", self.prefix, parts.join(", "))
    }
}
