//! Compound statements taken apart.

use lockstep_syntax::tree::{AlterAction, AlterActionKind, ColumnChange, Span, StatementKind};

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
        let before = Span::new(unit.statement.span.start, first.span.start);
        let words: Vec<&str> = before.of(unit.text).split_whitespace().collect();
        Operations {
            prefix: words.join(" ") + " ",
            parts: parts(unit.text, &alter.actions),
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

/// The actions, each as a part; a new default stays with the change of type
/// that it is made for.
fn parts(text: &str, actions: &[AlterAction<'_>]) -> Vec<String> {
    let typed = |action: &AlterAction<'_>| match &action.kind {
        AlterActionKind::AlterColumn {
            name,
            change: ColumnChange::SetType(_),
        } => Some(name.value.to_string()),
        _ => None,
    };
    let defaults = |action: &AlterAction<'_>| match &action.kind {
        AlterActionKind::AlterColumn {
            name,
            change: ColumnChange::SetDefault(_) | ColumnChange::DropDefault,
        } => Some(name.value.to_string()),
        _ => None,
    };
    let mut parts = Vec::new();
    for action in actions {
        if let Some(column) = typed(action) {
            let own = |it: &&AlterAction<'_>| {
                it.span == action.span || defaults(it).as_ref() == Some(&column)
            };
            let own = actions.iter().filter(own);
            let own: Vec<&str> = own.map(|it| it.span.of(text)).collect();
            parts.push(own.join(", "));
        } else if defaults(action)
            .is_none_or(|column| !actions.iter().any(|it| typed(it).as_ref() == Some(&column)))
        {
            parts.push(action.span.of(text).to_owned());
        }
    }
    parts
}
