//! `INSERT … ON CONFLICT (keys) DO UPDATE` for a whole batch.
//!
//! The rows are grouped by the conflict key, so that one row is proposed for
//! each key. It has to lead to the same as the rows one after the other,
//! whether the key was there before or not: what the first of them inserts and
//! the others add to it has to be what the group inserts, and what all of them
//! add to a row that was there has to be what the group adds to it.
//!
//! A query that proposes one key twice for a single row of the batch fails in
//! the row-level form ("cannot affect row a second time") and is summed up in
//! this one; only what succeeded before is held to be the same.

use lockstep_syntax::tree::Span;

use super::body::Job;
use super::cursor::{Attempt, splice};
use super::expression::{Expr, Field, Node};
use super::insert::{DoUpdate, Insert, Rows};
use crate::catalog::quote;

/// How DO UPDATE uses the value that was proposed for a column.
enum Use<'e> {
    /// The row keeps what it has.
    Never,
    /// `EXCLUDED.column`
    Taken,
    /// `GREATEST(table.column, EXCLUDED.column)`, with the aggregate.
    Extreme(&'static str),
    /// `table.column + EXCLUDED.column`; with whether it is `COALESCE`d.
    Added(bool),
    /// `table.column + 1`: the step.
    Stepped(&'e Expr),
    /// Something else.
    Other(&'e Expr),
}

impl Job<'_> {
    pub(super) fn upsert(
        &mut self,
        insert: &Insert,
        update: &DoUpdate,
        alias: &str,
    ) -> Attempt<Rows> {
        if insert.columns.is_empty() || update.keys.is_empty() {
            return Err("the columns or the conflict key are not written out");
        }
        if !insert.all().all(Expr::is_steady) {
            return Err("a value is another one each time");
        }
        if insert.values.iter().any(Expr::has_row) {
            return Err("NEW is used as a whole row");
        }
        let mut rows = Rows::default();
        let mut edits: Vec<(Span, String)> = Vec::new();
        for key in &update.keys {
            if !insert.columns.iter().any(|column| column.name == key.name) {
                return Err("a conflict key is not among the columns inserted");
            }
        }
        for (column, value) in insert.columns.iter().zip(&insert.values) {
            let is_key = update.keys.iter().any(|key| key.name == column.name);
            let written = if is_key {
                self.key(insert, column, value)?;
                if update.assigned(column).is_some() {
                    return Err("the conflict key is assigned");
                }
                let written = self.on_rows(value, Some(alias));
                if !value.is_constant() {
                    rows.group.push(written.clone());
                }
                written
            } else {
                self.value(insert, update, column, value, alias, &mut edits)?
            };
            rows.values.push(written);
        }
        for (column, value) in &update.assignments {
            if !insert.columns.iter().any(|known| known.name == column.name) {
                self.assigned_only(insert, column, value)?;
            }
        }
        rows.order.clone_from(&rows.group);
        rows.one = rows.group.is_empty();
        rows.conflict = splice(self.text, update.span, &edits);
        Ok(rows)
    }

    fn key(&mut self, insert: &Insert, column: &Field, value: &Expr) -> Attempt<()> {
        let target = (&insert.target, insert.spelled.as_str());
        if !value.is_constant() {
            self.knowledge
                .same_type(target, &column.name, value, (self.text, false))?;
            self.knowledge
                .is_not_rounded(&insert.target, &column.name, value)?;
        }
        self.knowledge.key_refuses_null(target, &column.name, value)
    }

    /// What the group proposes for a column that is no key.
    fn value(
        &mut self,
        insert: &Insert,
        update: &DoUpdate,
        column: &Field,
        value: &Expr,
        alias: &str,
        edits: &mut Vec<(Span, String)>,
    ) -> Attempt<String> {
        let target = (&insert.target, insert.spelled.as_str());
        let written = self.on_rows(value, Some(alias));
        let number = matches!(value.bare().node, Node::Number);
        let same_as_key = || {
            let keys = insert.columns.iter().zip(&insert.values);
            keys.filter(|(column, _)| update.keys.iter().any(|key| key.name == column.name))
                .any(|(_, key)| self.is_same(key, value))
        };
        match update.use_of(insert, column, self.text) {
            Use::Never | Use::Taken if value.is_constant() || same_as_key() => Ok(written),
            Use::Never => Err("a value of NEW is inserted and never changed: the first row wins"),
            Use::Taken => Err("a value of NEW is assigned as it is: the last row wins"),
            Use::Extreme(_) if value.is_constant() => Ok(written),
            Use::Extreme(aggregate) => {
                self.knowledge
                    .same_type(target, &column.name, value, (self.text, true))?;
                Ok(format!("{aggregate}({written})"))
            }
            Use::Added(_) if number => {
                self.knowledge
                    .exact_sum(target, &column.name, value, self.text)?;
                Ok(times(&written))
            }
            Use::Added(coalesced) => {
                if value.is_constant() {
                    return Err("what is added is neither a number nor one of NEW");
                }
                self.knowledge
                    .exact_sum(target, &column.name, value, self.text)?;
                match (self.knowledge.is_never_null(value) == Some(true), coalesced) {
                    (true, _) => Ok(format!("sum({written})")),
                    (false, false) => Ok(format!(
                        "CASE WHEN count(*) = count({written}) THEN sum({written}) END"
                    )),
                    (false, true) => {
                        Err("what is added may be NULL, after which COALESCE begins anew")
                    }
                }
            }
            Use::Stepped(step) if number && self.is_same(step, value) => {
                self.knowledge
                    .exact_sum(target, &column.name, value, self.text)?;
                let excluded = format!("EXCLUDED.{}", quote(&column.name));
                edits.push((step.span, excluded));
                Ok(times(&written))
            }
            Use::Stepped(_) => Err("the first row inserts another number than the next one adds"),
            Use::Other(assigned) if assigned.is_constant() && self.is_same(assigned, value) => {
                Ok(written)
            }
            Use::Other(_) => Err("DO UPDATE does something that cannot be aggregated"),
        }
    }

    /// A column that DO UPDATE assigns without its being inserted: right only
    /// where a row that is inserted gets the same by default.
    fn assigned_only(&self, insert: &Insert, column: &Field, value: &Expr) -> Attempt<()> {
        let default = self
            .knowledge
            .catalog
            .relations
            .get(&insert.target)
            .and_then(|relation| relation.column(&column.name))
            .and_then(|known| known.default.as_deref());
        let written = value.span.of(self.text);
        match default {
            Some(default) if value.is_constant() && same_words(default, written) => Ok(()),
            _ => Err("DO UPDATE assigns a column that an inserted row gets from elsewhere"),
        }
    }

    /// Whether two expressions are written alike.
    fn is_same(&self, left: &Expr, right: &Expr) -> bool {
        same_words(
            left.bare().span.of(self.text),
            right.bare().span.of(self.text),
        )
    }
}

fn same_words(left: &str, right: &str) -> bool {
    left == right || (!left.contains(['\'', '"']) && left.eq_ignore_ascii_case(right))
}

fn times(number: &str) -> String {
    match number {
        "1" => "count(*)".to_owned(),
        other => format!("{other} * count(*)"),
    }
}

impl DoUpdate {
    fn assigned(&self, column: &Field) -> Option<&Expr> {
        let mut assignments = self.assignments.iter();
        assignments
            .find(|(assigned, _)| assigned.name == column.name)
            .map(|(_, value)| value.bare())
    }

    fn use_of<'e>(&'e self, insert: &Insert, column: &Field, text: &str) -> Use<'e> {
        let Some(value) = self.assigned(column) else {
            return Use::Never;
        };
        let is_of = |expr: &Expr, table: &str| {
            matches!(&expr.bare().node, Node::Column { qualifier, name }
                if *name == column.name
                    && qualifier.last().is_some_and(|last| last == table)
                    && (qualifier.len() == 1
                        || (qualifier.len() == 2 && qualifier[0] == insert.target.schema())))
        };
        let own = |expr: &Expr| is_of(expr, &insert.alias);
        let excluded = |expr: &Expr| is_of(expr, "excluded");
        let coalesced = |expr: &Expr| match &expr.bare().node {
            Node::Call { name, arguments } if name == "coalesce" => {
                matches!(arguments.as_slice(), [inner, start]
                    if own(inner) && start.is_whole_number(text))
            }
            _ => false,
        };
        match &value.node {
            _ if excluded(value) => Use::Taken,
            Node::Call { name, arguments } if name == "greatest" || name == "least" => {
                match arguments.as_slice() {
                    [left, right]
                        if (own(left) && excluded(right)) || (excluded(left) && own(right)) =>
                    {
                        Use::Extreme(if name == "greatest" { "max" } else { "min" })
                    }
                    _ => Use::Other(value),
                }
            }
            Node::Infix(operator, left, right) if operator == "+" => {
                if (own(left) && excluded(right)) || (excluded(left) && own(right)) {
                    Use::Added(false)
                } else if coalesced(left) && excluded(right) {
                    Use::Added(true)
                } else if own(left) && matches!(right.bare().node, Node::Number) {
                    Use::Stepped(right)
                } else {
                    Use::Other(value)
                }
            }
            _ => Use::Other(value),
        }
    }
}
