//! The statements of a trigger function, and the tables that they touch.

use std::collections::BTreeSet;

use lockstep_syntax::lexer::{Lexer, Token, TokenKind};
use lockstep_syntax::tree::Span;

use super::cursor::{Attempt, Cursor, splice};
use super::expression::{Expr, Field, Node};
use super::knowledge::Knowledge;
use crate::catalog::{Name, quote};

/// The rewriting of one function.
pub(super) struct Job<'j> {
    /// The body.
    pub(super) text: &'j str,
    pub(super) knowledge: Knowledge<'j>,
    /// The transition table, as it is written.
    pub(super) transition: String,
    /// The trigger's condition, and the text in which it stands.
    pub(super) condition: Option<(&'j str, Expr)>,
    /// Every name in the body, so that a new one can differ from all of them.
    pub(super) names: BTreeSet<String>,
}

/// A statement of the body, rewritten.
#[derive(Debug)]
pub(super) struct Rewritten {
    pub(super) sql: String,
    /// The table that it writes, as it is written, too.
    pub(super) target: (Name, String),
    /// The other tables that it reads.
    pub(super) reads: Vec<Name>,
    /// It changes rows that others may change, too.
    pub(super) shared: bool,
}

/// The statements of a plain block, which does nothing else.
pub(super) fn statements<'t>(text: &str, tokens: &'t [Token]) -> Attempt<Vec<&'t [Token]>> {
    let is = |token: Option<&Token>, word: &str| {
        token.is_some_and(|token| {
            token.kind == TokenKind::Word && token.span.of(text).eq_ignore_ascii_case(word)
        })
    };
    let [begin, rest @ ..] = tokens else {
        return Err("the body is empty");
    };
    if !is(Some(begin), "BEGIN") {
        return Err("the body is more than BEGIN … END");
    }
    let mut found = Vec::new();
    let mut parts = rest.split(|token| token.kind == TokenKind::Semicolon);
    for part in &mut parts {
        let returns = is(part.first(), "RETURN");
        if returns {
            let plain = part.len() == 2 && (is(part.last(), "NEW") || is(part.last(), "NULL"));
            if !plain {
                return Err("the body returns something else than NEW or NULL");
            }
            break;
        }
        if part.is_empty() {
            return Err("the body does not end with RETURN NEW or RETURN NULL");
        }
        found.push(part);
    }
    let end = parts.next().unwrap_or_default();
    let after: usize = parts.map(<[Token]>::len).sum();
    if end.len() != 1 || !is(end.first(), "END") || after > 0 {
        return Err("the body goes on after RETURN");
    }
    Ok(found)
}

impl Job<'_> {
    /// Rewrites a statement.
    pub(super) fn rewrite(&mut self, tokens: &[Token]) -> Attempt<Rewritten> {
        self.knowledge.scope.clear();
        self.knowledge.outer = false;
        let mut cursor = Cursor::new(self.text, tokens);
        let rewritten = if cursor.accept("UPDATE") {
            self.update(&mut cursor)?
        } else if cursor.accept("INSERT") {
            self.insert(&mut cursor)?
        } else {
            return Err("the body holds something else than UPDATE and INSERT");
        };
        let (target, spelled) = &rewritten.target;
        if *target == self.knowledge.source {
            return Err("it writes to the table of the trigger");
        }
        if rewritten.reads.contains(target) || rewritten.reads.contains(&self.knowledge.source) {
            return Err("it reads what it writes");
        }
        let views = self.knowledge.catalog.views_over(target);
        if rewritten.reads.iter().any(|read| views.contains(read)) {
            return Err("it reads what it writes");
        }
        self.knowledge.is_quiet(target, spelled)?;
        Ok(rewritten)
    }

    /// The table that a name means, as it is written.
    pub(super) fn table(&self, cursor: &mut Cursor<'_>) -> Attempt<(Name, String)> {
        let start = cursor.here();
        let (schema, name) = cursor.object_name()?;
        let spelled = start.cover(cursor.before()).of(self.text).to_owned();
        let resolved = self
            .knowledge
            .catalog
            .resolve_parts(schema.as_deref(), &name);
        Ok((resolved, spelled))
    }

    /// A name that the body does not use.
    pub(super) fn fresh(&mut self, wanted: &str) -> String {
        let mut base = wanted;
        while base.len() > 55 {
            base = &base[..base.len() - 1];
            while !base.is_char_boundary(base.len()) {
                base = &base[..base.len() - 1];
            }
        }
        let mut name = base.to_owned();
        let mut number = 1;
        while self.names.contains(&name) {
            number += 1;
            name = format!("{base}_{number}");
        }
        self.names.insert(name.clone());
        name
    }

    /// A column of NEW as a column of the transition table, in the user's
    /// spelling where a bare word can stand.
    pub(super) fn field(&self, field: &Field) -> String {
        bare_field(self.text, field)
    }

    /// An expression with NEW's columns as those of `alias`.
    pub(super) fn on_rows(&self, expr: &Expr, alias: Option<&str>) -> String {
        on_rows(self.text, expr, alias)
    }

    /// The condition of the trigger and further ones, about the transition
    /// table, joined.
    pub(super) fn filter(&self, further: &[&Expr], alias: Option<&str>) -> Option<String> {
        let mut parts = Vec::new();
        if let Some((text, condition)) = &self.condition {
            parts.push(bracketed(condition, on_rows(text, condition, alias)));
        }
        for condition in further {
            parts.push(bracketed(condition, self.on_rows(condition, alias)));
        }
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }
}

fn bracketed(condition: &Expr, text: String) -> String {
    match &condition.node {
        Node::Infix(operator, ..) if operator == "OR" => format!("({text})"),
        _ => text,
    }
}

fn bare_field(text: &str, field: &Field) -> String {
    let quoted = quote(&field.name);
    if *quoted == *field.name {
        field.span.of(text).to_owned()
    } else {
        quoted.into_owned()
    }
}

/// An expression of a text with NEW's columns as those of `alias`, or bare.
fn on_rows(text: &str, expr: &Expr, alias: Option<&str>) -> String {
    let mut edits = Vec::new();
    expr.each(&mut |part| match (&part.node, alias) {
        (Node::New(field), Some(alias)) => {
            edits.push((part.span, format!("{alias}.{}", bare_field(text, field))));
        }
        (Node::New(field), None) => edits.push((part.span, bare_field(text, field))),
        (Node::NewRow, Some(alias)) => edits.push((part.span, alias.to_owned())),
        _ => {}
    });
    splice(text, expr.span, &edits)
}

/// A list on one line, or on one line each where that would be long.
pub(super) fn listed(parts: &[String], indent: &str) -> String {
    let length: usize = parts.iter().map(|part| part.len() + 2).sum();
    if length <= 72 {
        parts.join(", ")
    } else {
        parts.join(&format!(",\n{indent}"))
    }
}

/// The comments before a statement, each on a line of its own.
pub(super) fn comments(text: &str, before: Span) -> String {
    let mut found = String::new();
    for token in Lexer::within(text, before) {
        if matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment) {
            found.push_str(token.span.of(text).trim_end());
            found.push_str("\n    ");
        }
    }
    found
}
