//! What the catalog knows of the columns that a function works with.

use crate::catalog::{Catalog, ConstraintKind, Name};
use crate::report::RelationKind;

use super::cursor::Attempt;
use super::expression::{Expr, Node};
use super::number::Number;

/// Types whose values can be grouped, and are then equal exactly where `=`
/// says so.
const GROUPED: &[&str] = &[
    "bool",
    "bpchar",
    "bytea",
    "citext",
    "date",
    "float4",
    "float8",
    "inet",
    "int2",
    "int4",
    "int8",
    "interval",
    "numeric",
    "oid",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "uuid",
    "varchar",
];

/// Types that have no `max`.
const WITHOUT_MAX: &[&str] = &["bool", "bytea", "uuid"];

/// The tables whose columns an expression may name, and what is taken for
/// granted about them.
pub(super) struct Knowledge<'c> {
    pub(super) catalog: &'c Catalog,
    /// The table with the trigger.
    pub(super) source: Name,
    /// How that table is written.
    pub(super) source_spelled: String,
    /// The tables in scope, by the name under which they are.
    pub(super) scope: Vec<(String, Name)>,
    /// They are joined so that any of their columns may be NULL.
    pub(super) outer: bool,
    pub(super) assumptions: Vec<String>,
}

impl Knowledge<'_> {
    pub(super) fn assume(&mut self, assumption: String) {
        if !self.assumptions.contains(&assumption) {
            self.assumptions.push(assumption);
        }
    }

    fn column_type(&self, table: &Name, column: &str) -> Option<String> {
        let column = self.catalog.relations.get(table)?.column(column)?;
        column.data_type.as_ref().map(ToString::to_string)
    }

    /// The column that an expression is, where it is nothing else.
    fn column_of<'e>(&self, expr: &'e Expr) -> Option<(Name, &'e str)> {
        match &expr.bare().node {
            Node::New(field) => Some((self.source.clone(), &field.name)),
            Node::Column { qualifier, name } => {
                let qualifier = qualifier.last()?;
                let (_, table) = self.scope.iter().find(|(alias, _)| alias == qualifier)?;
                Some((table.clone(), name))
            }
            _ => None,
        }
    }

    /// The type of an expression, where it is known.
    fn type_of(&self, expr: &Expr) -> Option<String> {
        match &expr.bare().node {
            Node::Cast(_, name) => Some(name.clone()),
            Node::Call { name, .. } if name == "current_date" => Some("date".to_owned()),
            Node::Call { name, .. } if name == "lower" || name == "upper" => {
                Some("text".to_owned())
            }
            Node::Call { name, arguments } if name == "date_trunc" => {
                let known = self.type_of(arguments.get(1)?)?;
                matches!(&*known, "timestamptz" | "timestamp").then_some(known)
            }
            _ => {
                let (table, column) = self.column_of(expr)?;
                self.column_type(&table, column)
            }
        }
    }

    /// Whether a column refuses NULL, where that is known.
    fn refuses_null(&self, table: &Name, column: &str) -> Option<bool> {
        let relation = self.catalog.relations.get(table)?;
        let primary = relation.constraints.iter().any(|constraint| {
            matches!(&constraint.kind, ConstraintKind::PrimaryKey { columns }
                if columns.iter().any(|key| key == column))
        });
        if primary {
            return Some(true);
        }
        relation.column(column)?.not_null
    }

    /// Whether an expression can be NULL, where that is known.
    pub(super) fn is_never_null(&self, expr: &Expr) -> Option<bool> {
        match &expr.bare().node {
            Node::Number | Node::Literal => Some(true),
            Node::Null => Some(false),
            Node::Cast(inner, _) => self.is_never_null(inner),
            Node::Prefix(_, inner) => self.is_never_null(inner),
            Node::Infix(operator, left, right)
                if matches!(operator.as_str(), "+" | "-" | "*" | "AT TIME ZONE") =>
            {
                match (self.is_never_null(left), self.is_never_null(right)) {
                    (Some(true), Some(true)) => Some(true),
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    _ => None,
                }
            }
            Node::Call { name, arguments } if name == "coalesce" => arguments
                .iter()
                .any(|argument| self.is_never_null(argument) == Some(true))
                .then_some(true),
            Node::Call { name, arguments } if arguments.is_empty() => {
                Some(name != "current_schema")
            }
            Node::Call { name, arguments }
                if matches!(
                    name.as_str(),
                    "abs" | "char_length" | "date_trunc" | "length" | "lower" | "upper"
                ) =>
            {
                arguments
                    .iter()
                    .all(|argument| self.is_never_null(argument) == Some(true))
                    .then_some(true)
            }
            Node::Case {
                results, otherwise, ..
            } => {
                let all = results
                    .iter()
                    .all(|result| self.is_never_null(result) == Some(true));
                (*otherwise && all).then_some(true)
            }
            Node::Column { .. } if self.outer => None,
            _ => {
                let (table, column) = self.column_of(expr)?;
                self.refuses_null(&table, column)
            }
        }
    }

    /// That a column of a written table and an expression are of types between
    /// which `=`, ordering and assignment lose nothing.
    pub(super) fn same_type(
        &mut self,
        (table, spelled): (&Name, &str),
        column: &str,
        expr: &Expr,
        (text, ordered): (&str, bool),
    ) -> Attempt<()> {
        if matches!(expr.bare().node, Node::Literal | Node::Number) {
            return Ok(());
        }
        let base = |data_type: &str| match data_type.split('(').next().unwrap_or_default() {
            "int2" | "int4" | "int8" => "int8".to_owned(),
            "varchar" if !data_type.ends_with(']') => "text".to_owned(),
            other if data_type.ends_with(']') => format!("{other}[]"),
            other => other.to_owned(),
        };
        let mine = self.column_type(table, column).as_deref().map(base);
        let theirs = self.type_of(expr).as_deref().map(base);
        for known in [&mine, &theirs].into_iter().flatten() {
            if !GROUPED.contains(&known.as_str()) {
                return Err("a column is of a type that may not be grouped as it is compared");
            }
            if ordered && WITHOUT_MAX.contains(&known.as_str()) {
                return Err("a column is of a type that has no max()");
            }
        }
        match (mine, theirs) {
            (Some(mine), Some(theirs)) if mine == theirs => Ok(()),
            (Some(_), Some(_)) => Err("two columns that are compared are of different types"),
            _ => {
                self.assume(format!(
                    "{spelled}.{column} and {} are of the same type{}",
                    self.shown(expr, text),
                    if ordered { ", one that has max()" } else { "" }
                ));
                Ok(())
            }
        }
    }

    /// That adding an expression to a column many times is adding its sum
    /// once: neither rounds, and neither is a binary floating point number.
    pub(super) fn exact_sum(
        &mut self,
        (table, spelled): (&Name, &str),
        column: &str,
        expr: &Expr,
        text: &str,
    ) -> Attempt<()> {
        let total = Number::of_type(self.column_type(table, column).as_deref());
        let step = self.number(expr, text);
        let exact = match (&total, &step) {
            (Number::Inexact, _) | (_, Number::Inexact) => false,
            (Number::Unknown, _) | (_, Number::Unknown) => {
                self.assume(format!(
                    "{spelled}.{column} and {} are whole numbers, or numeric ones that are not rounded",
                    self.shown(expr, text)
                ));
                true
            }
            (Number::Integer, Number::Integer) => true,
            (Number::Integer, _) => false,
            (Number::Decimal(None), _) => true,
            (Number::Decimal(Some(_)), Number::Decimal(None)) => false,
            (total, step) => step.scale() <= total.scale(),
        };
        if exact {
            Ok(())
        } else {
            Err("a sum of many steps may be rounded otherwise than each step")
        }
    }

    fn number(&self, expr: &Expr, text: &str) -> Number {
        match &expr.bare().node {
            Node::Number => {
                let written = expr.bare().span.of(text);
                let plain = written
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'.');
                match (plain, written.split_once('.')) {
                    (false, _) => Number::Inexact,
                    (true, None) => Number::Integer,
                    (true, Some((_, digits))) => Number::Decimal(u32::try_from(digits.len()).ok()),
                }
            }
            Node::Null => Number::Inexact,
            Node::Prefix(operator, inner) if operator == "-" || operator == "+" => {
                self.number(inner, text)
            }
            Node::Infix(operator, left, right) if matches!(operator.as_str(), "+" | "-" | "*") => {
                self.number(left, text)
                    .and(self.number(right, text), operator == "*")
            }
            Node::Call { name, arguments }
                if matches!(name.as_str(), "coalesce" | "greatest" | "least" | "abs") =>
            {
                self.widest(arguments, text)
            }
            Node::Call { name, .. }
                if matches!(name.as_str(), "length" | "char_length" | "octet_length") =>
            {
                Number::Integer
            }
            Node::Case { results, .. } => self.widest(results, text),
            Node::Cast(_, name) => Number::of_type(Some(name)),
            Node::New(_) | Node::Column { .. } => Number::of_type(self.type_of(expr).as_deref()),
            _ => Number::Inexact,
        }
    }

    fn widest(&self, parts: &[Expr], text: &str) -> Number {
        parts
            .iter()
            .map(|part| self.number(part, text))
            .reduce(|left, right| left.and(right, false))
            .unwrap_or(Number::Inexact)
    }

    /// An expression as an assumption names it.
    fn shown(&self, expr: &Expr, text: &str) -> String {
        if let Node::New(field) = &expr.bare().node {
            return format!("{}.{}", self.source_spelled, field.name);
        }
        let words: Vec<&str> = expr.span.of(text).split_whitespace().collect();
        words.join(" ")
    }

    /// That a value reaches a key column as it is: rounding could make one key
    /// of two groups.
    pub(super) fn is_not_rounded(&self, table: &Name, column: &str, expr: &Expr) -> Attempt<()> {
        match self.column_type(table, column) {
            Some(data_type)
                if data_type.contains('(') && self.type_of(expr).as_ref() != Some(&data_type) =>
            {
                Err("a conflict key is rounded when it is inserted")
            }
            _ => Ok(()),
        }
    }

    /// That a key is never NULL: a NULL conflicts with nothing, so that each
    /// row with one is inserted, and grouping would merge them.
    pub(super) fn key_refuses_null(
        &mut self,
        (table, spelled): (&Name, &str),
        column: &str,
        expr: &Expr,
    ) -> Attempt<()> {
        if self.is_never_null(expr) == Some(true) {
            return Ok(());
        }
        match self.refuses_null(table, column) {
            Some(true) => Ok(()),
            Some(false) => Err("a conflict key may be NULL, and then never conflicts"),
            None => {
                self.assume(format!("{spelled}.{column} is NOT NULL"));
                Ok(())
            }
        }
    }

    /// That nothing notices how often the rows of a table are written.
    pub(super) fn is_quiet(&mut self, table: &Name, spelled: &str) -> Attempt<()> {
        match self.catalog.relations.get(table) {
            Some(known) if !known.triggers.is_empty() => {
                Err("a table that it writes to has triggers of its own")
            }
            Some(known)
                if !matches!(
                    known.kind,
                    RelationKind::Table | RelationKind::PartitionedTable
                ) =>
            {
                Err("it writes to something that is not a table")
            }
            Some(known) if known.complete => Ok(()),
            _ => {
                self.assume(format!(
                    "no trigger or rule of {spelled} counts how often a row is written"
                ));
                Ok(())
            }
        }
    }
}
