//! Compound statements taken apart.

use lockstep_syntax::tree::{Span, StatementKind};

use crate::analysis::Unit;

/// A part of a statement that can stand alone.
pub(super) struct Part {
    /// As a statement of its own.
    pub(super) text: String,
    /// The statement that it is a part of.
    pub(super) whole: String,
    /// The statement up to its first action.
    pub(super) prefix: String,
    /// The action alone.
    pub(super) action: String,
}

/// The actions of an ALTER TABLE, each as a statement of its own; any other
/// statement as it is.
pub(super) fn split(unit: Unit<'_>, text: &str) -> Vec<Part> {
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
    let prefix = Span::new(start, first.span.start).of(unit.text);
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
