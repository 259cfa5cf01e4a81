//! Compound statements taken apart.

use std::ops::Range;

use lockstep_syntax::lexer::{Lexer, TokenKind};
use lockstep_syntax::tree::{
    AlterAction, AlterActionKind, ColumnChange, ColumnConstraint, ColumnConstraintKind,
    ColumnDefinition, Ident, Span, StatementKind,
};

use super::{Operation, swaps};
use crate::analysis::Unit;
use crate::catalog::quote;
use crate::effects::Reason;

/// A statement as operations that can stand alone.
pub(super) struct Operations {
    /// The statement up to its first action, empty where it is not compound.
    prefix: String,
    /// Its actions, or all of it.
    parts: Vec<Part>,
    /// Some of them are not as they were written.
    divided: bool,
    /// What a part takes for granted.
    pub(super) assumption: Option<String>,
}

struct Part {
    text: String,
    /// A constraint that was written with its column.
    inline: bool,
    /// Several actions that share their steps.
    gathered: bool,
}

impl Part {
    fn new(text: &str) -> Self {
        Part {
            text: text.to_owned(),
            inline: false,
            gathered: false,
        }
    }
}

impl Operations {
    /// The actions of an ALTER TABLE; any other statement as it is.
    pub(super) fn of(unit: Unit<'_>) -> Self {
        let text = unit.statement.span.of(unit.text);
        let text = text.trim_end().trim_end_matches(';').trim_end();
        let whole = Operations {
            prefix: String::new(),
            parts: vec![Part::new(text)],
            divided: false,
            assumption: None,
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
        let table = alter.name.name();
        let mut place = 0;
        while let Some(action) = actions.get(place) {
            let again = swaps::constraint(table, &action.kind).and_then(|(name, adds)| {
                let drop = Some((name, false));
                let later = actions.get(place + 1..)?;
                let later = later
                    .iter()
                    .position(|it| swaps::constraint(table, &it.kind) == drop)?;
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
        Operations {
            prefix: prefix(unit.text, unit.statement.span, first.span),
            parts: parts(unit.text, &actions),
            ..whole
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.parts.len()
    }

    /// Whether it is one, as it was written.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.len() == 1 && !self.divided
    }

    /// Some of them as one statement.
    pub(super) fn statement(&self, parts: Range<usize>) -> String {
        let parts: Vec<&str> = self.parts.get(parts).map_or_else(Vec::new, |parts| {
            parts.iter().map(|part| &*part.text).collect()
        });
        format!("{}{};", self.prefix, parts.join(", "))
    }

    /// One of them and others behind it as one statement.
    pub(super) fn together(&self, first: usize, others: &[usize]) -> String {
        let parts = self.parts.iter().enumerate();
        let wanted = parts.filter(|(index, _)| *index == first || others.contains(index));
        let texts: Vec<&str> = wanted.map(|(_, part)| &*part.text).collect();
        format!("{}{};", self.prefix, texts.join(", "))
    }

    /// Makes one part of them, in the place of the first.
    pub(super) fn gather(&mut self, first: usize, others: &[usize]) {
        let mut index = 0;
        let mut texts = Vec::new();
        self.parts.retain_mut(|part| {
            let taken = others.contains(&index);
            if taken || index == first {
                texts.push(std::mem::take(&mut part.text));
            }
            index += 1;
            !taken
        });
        if let Some(part) = self.parts.get_mut(first) {
            part.text = texts.join(", ");
            part.gathered = true;
        }
        self.divided = true;
    }

    /// Whether one of them is several actions.
    pub(super) fn is_gathered(&self, index: usize) -> bool {
        self.parts.get(index).is_some_and(|part| part.gathered)
    }

    /// Whether one of them is a constraint that was written with its column.
    pub(super) fn is_inline(&self, index: usize) -> bool {
        self.parts.get(index).is_some_and(|part| part.inline)
    }

    /// Takes an `ADD COLUMN` with constraints that would keep others waiting
    /// apart, into the column and constraints of the table.
    ///
    /// PostgreSQL gives both the same names. Source: `transformColumnDefinition`
    /// in `src/backend/parser/parse_utilcmd.c`, which makes the one of the other.
    pub(super) fn divide(&mut self, index: usize, operation: &Operation<'_>) -> bool {
        let Some(parts) = divided(operation, &mut self.assumption) else {
            return false;
        };
        self.divided = true;
        if let Some((_, action)) = operation.action() {
            let statement = operation.statement.span;
            self.prefix = prefix(operation.situation.text, statement, action.span);
            self.parts.splice(index..=index, parts);
        }
        true
    }
}

fn prefix(text: &str, statement: Span, first: Span) -> String {
    let before = Span::new(statement.start, first.start);
    let words: Vec<&str> = before.of(text).split_whitespace().collect();
    words.join(" ") + " "
}

fn divided(operation: &Operation<'_>, assumption: &mut Option<String>) -> Option<Vec<Part>> {
    let (alter, action) = operation.action()?;
    let AlterActionKind::AddColumn {
        if_not_exists,
        column,
    } = &action.kind
    else {
        return None;
    };
    let table = operation.resolve(&alter.name);
    let name = &*column.name.value;
    let there = operation.situation.catalog.has_column(&table, name);
    if operation.effects.fails.is_some() || *if_not_exists && there == Some(true) {
        return None;
    }
    // One index serves both.
    let keys = column.constraints.iter().filter(|it| {
        matches!(
            it.kind,
            ColumnConstraintKind::Unique { .. } | ColumnConstraintKind::PrimaryKey { .. }
        )
    });
    if keys.count() > 1 {
        return None;
    }
    // What comes with a rewrite waits for it.
    let rewritten = operation.blocks_for(&[
        Reason::VolatileDefault,
        Reason::SerialColumn,
        Reason::IdentityColumn,
        Reason::StoredColumn,
    ]);
    let mut taken: Vec<Span> = Vec::new();
    let mut parts = Vec::new();
    for constraint in &column.constraints {
        let Some(reason) = reason(constraint) else {
            continue;
        };
        if rewritten || operation.blocks_for(&[reason]) {
            taken.push(constraint.span);
            parts.push(Part {
                text: of_table(operation.situation.text, constraint, &column.name)?,
                inline: true,
                gathered: false,
            });
        }
    }
    if parts.is_empty() && !(rewritten && *if_not_exists) {
        return None;
    }
    if *if_not_exists && there.is_none() {
        *assumption = Some(format!(
            "{} has no column {} yet",
            operation.spell(&alter.name),
            quote(name)
        ));
    }
    parts.insert(
        0,
        Part::new(&without(operation.situation.text, column, &taken)),
    );
    Some(parts)
}

/// Why a constraint that can as well stand on its own makes others wait.
fn reason(constraint: &ColumnConstraint<'_>) -> Option<Reason> {
    match constraint.kind {
        ColumnConstraintKind::Check(_) => Some(Reason::Check),
        ColumnConstraintKind::References(_) => Some(Reason::ForeignKey),
        ColumnConstraintKind::Unique { .. } => Some(Reason::Unique),
        ColumnConstraintKind::PrimaryKey { .. } => Some(Reason::PrimaryKey),
        _ => None,
    }
}

/// The column without the constraints that are taken out, and without
/// comments, which would hide what comes behind.
fn without(text: &str, column: &ColumnDefinition<'_>, taken: &[Span]) -> String {
    let mut kept = "ADD COLUMN ".to_owned();
    for token in Lexer::within(text, column.span) {
        let out = |span: &Span| span.start <= token.span.start && token.span.start < span.end;
        if token.is_trivia() || taken.iter().any(out) {
            if !kept.ends_with(' ') {
                kept.push(' ');
            }
        } else {
            kept.push_str(token.span.of(text));
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// A column's constraint as one of its table.
fn of_table(text: &str, constraint: &ColumnConstraint<'_>, column: &Ident<'_>) -> Option<String> {
    let key = format!("({})", quote(&column.value));
    let written = constraint.span.of(text);
    // Behind which word the column has to be named.
    let last = match constraint.kind {
        ColumnConstraintKind::Check(_) => return Some(format!("ADD {written}")),
        ColumnConstraintKind::References(ref target) => {
            let at = (target.span.start - constraint.span.start) as usize;
            let (before, after) = written.split_at_checked(at)?;
            return Some(format!("ADD {before}FOREIGN KEY {key} {after}"));
        }
        ColumnConstraintKind::PrimaryKey { .. } => &["key"][..],
        _ => &["unique", "distinct"],
    };
    let start = constraint
        .name
        .as_ref()
        .map_or(constraint.span.start, |it| it.span.end);
    let mut at = None;
    for token in Lexer::within(text, Span::new(start, constraint.span.end)) {
        let word = token.span.of(text).to_ascii_lowercase();
        if token.kind == TokenKind::Word && last.contains(&&*word) {
            at = Some((token.span.end - constraint.span.start) as usize);
        }
    }
    let (before, after) = written.split_at_checked(at?)?;
    Some(format!("ADD {before} {key}{after}"))
}

/// The actions, each as a part; a new default stays with the change of type
/// that it is made for.
fn parts(text: &str, actions: &[&AlterAction<'_>]) -> Vec<Part> {
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
            let own = |it: &&&AlterAction<'_>| {
                it.span == action.span || defaults(it).as_ref() == Some(&column)
            };
            let own = actions.iter().filter(own);
            let own: Vec<&str> = own.map(|it| it.span.of(text)).collect();
            parts.push(Part::new(&own.join(", ")));
        } else if defaults(action)
            .is_none_or(|column| !actions.iter().any(|it| typed(it).as_ref() == Some(&column)))
        {
            parts.push(Part::new(action.span.of(text)));
        }
    }
    parts
}
