//! `UPDATE … WHERE key = NEW.key` for a whole batch.
//!
//! Each row of the target meets at most one group of the batch, because the
//! groups differ in the columns that it is compared with. What it is assigned
//! either does not depend on how often it is assigned, or is a sum, a greatest
//! or a least that the group has computed. Nothing that is read is assigned.

use lockstep_syntax::lexer::TokenKind;
use lockstep_syntax::tree::Span;

use super::body::{Job, Rewritten};
use super::cursor::{Attempt, Cursor, splice};
use super::expression::{Expr, Field, Node};
use super::groups::Groups;
use crate::catalog::Name;

/// The statement as it is written.
struct Update {
    target: Name,
    spelled: String,
    /// The table with its alias, as written.
    head: Span,
    /// The name under which the statement knows the table.
    alias: String,
    schema: Option<String>,
    assignments: Vec<(Field, Expr)>,
    condition: Option<Expr>,
}

impl Job<'_> {
    /// What follows `UPDATE`.
    pub(super) fn update(&mut self, cursor: &mut Cursor<'_>) -> Attempt<Rewritten> {
        let update = self.read_update(cursor)?;
        self.knowledge
            .scope
            .push((update.alias.clone(), update.target.clone()));
        let mut groups = Groups::named(self.fresh("batch"));
        let mut edits = Vec::new();
        let mut kept = Vec::new();
        let mut filters = Vec::new();
        let mut conditions = Vec::new();
        if let Some(condition) = &update.condition {
            condition.conjuncts(&mut conditions);
        }
        for condition in conditions {
            update.reads_nothing_assigned(condition)?;
            if !condition.has_new() {
                if !condition.is_steady() {
                    return Err("a condition gives another result each time");
                }
                kept.push(condition.span);
            } else if let Some((key, field, column)) = key_comparison(condition) {
                let target = (&update.target, update.spelled.as_str());
                self.knowledge
                    .same_type(target, column, key, (self.text, false))?;
                edits.push((key.span, groups.key(self, field)));
                kept.push(condition.span);
            } else if !condition.has_column() && condition.is_plain_test() {
                filters.push(condition);
            } else {
                return Err("NEW is compared otherwise than as column = NEW.column");
            }
        }
        for (column, value) in &update.assignments {
            self.assignment(&update, column, value, &mut groups, &mut edits)?;
        }
        let mut sql = format!("UPDATE {}\n    SET ", update.head.of(self.text));
        let assignments: Vec<String> = update
            .assignments
            .iter()
            .map(|(column, value)| {
                format!(
                    "{} = {}",
                    column.span.of(self.text),
                    splice(self.text, value.span, &edits)
                )
            })
            .collect();
        sql.push_str(&assignments.join(",\n        "));
        sql.push_str(&self.groups(&groups, &filters));
        let kept: Vec<String> = kept
            .into_iter()
            .map(|span| splice(self.text, span, &edits))
            .collect();
        if !kept.is_empty() {
            sql.push_str("\n    WHERE ");
            sql.push_str(&kept.join("\n      AND "));
        }
        sql.push(';');
        Ok(Rewritten {
            sql,
            target: (update.target, update.spelled),
            reads: Vec::new(),
            shared: true,
        })
    }

    fn read_update(&self, cursor: &mut Cursor<'_>) -> Attempt<Update> {
        let start = cursor.here();
        cursor.accept("ONLY");
        let (target, spelled) = self.table(cursor)?;
        let mut alias = target.name().to_owned();
        let mut schema = Some(target.schema().to_owned());
        if cursor.accept("AS") || !cursor.is_word(0, "SET") {
            alias = cursor.ident()?.name;
            schema = None;
        }
        let head = start.cover(cursor.before());
        cursor.expect("SET")?;
        let mut assignments = Vec::new();
        loop {
            let column = cursor.ident()?;
            if !cursor.accept_operator("=") {
                return Err("an assignment is not column = expression");
            }
            assignments.push((column, cursor.expression()?));
            if !cursor.accept_kind(TokenKind::Comma) {
                break;
            }
        }
        let condition = if cursor.accept("WHERE") {
            Some(cursor.expression()?)
        } else {
            None
        };
        if !cursor.is_at_end() {
            return Err("the UPDATE has more than SET and WHERE");
        }
        Ok(Update {
            target,
            spelled,
            head,
            alias,
            schema,
            assignments,
            condition,
        })
    }

    fn assignment(
        &mut self,
        update: &Update,
        column: &Field,
        value: &Expr,
        groups: &mut Groups,
        edits: &mut Vec<(Span, String)>,
    ) -> Attempt<()> {
        let value = value.bare();
        if !value.is_steady() {
            return Err("an assigned value is another one each time");
        }
        if !value.has_new() && update.reads_nothing_assigned(value).is_ok() {
            return Ok(());
        }
        match &value.node {
            Node::Infix(operator, ..) if operator == "+" || operator == "-" => {
                let mut steps = Steps::default();
                steps.read(update, &column.name, value, self.text)?;
                let coalesced = steps.coalesced;
                for step in steps.found {
                    self.step(update, column, step, coalesced, groups, edits)?;
                }
                Ok(())
            }
            Node::Call { name, arguments } if name == "greatest" || name == "least" => {
                let other = match arguments.as_slice() {
                    [own, other] | [other, own] if update.is_own(&column.name, own) => other,
                    _ => return Err("an assigned value is not one that can be aggregated"),
                };
                if other.has_column() {
                    return Err("an assigned value is not one that can be aggregated");
                }
                // The greatest of a value and a constant is the same the
                // second time.
                if !other.has_new() {
                    return Ok(());
                }
                let target = (&update.target, update.spelled.as_str());
                self.knowledge
                    .same_type(target, &column.name, other, (self.text, true))?;
                let aggregate = if name == "greatest" { "max" } else { "min" };
                let what = format!("{aggregate}({})", self.on_rows(other, None));
                let wanted = format!("{aggregate}_{}", column.name);
                edits.push((other.span, groups.aggregate(self, what, &wanted)));
                Ok(())
            }
            _ if value.has_new() => Err("a value of NEW is assigned as it is: the last row wins"),
            _ => Err("a column that is assigned is read, too"),
        }
    }

    /// `… + step`, for the whole group.
    fn step(
        &mut self,
        update: &Update,
        column: &Field,
        step: &Expr,
        coalesced: bool,
        groups: &mut Groups,
        edits: &mut Vec<(Span, String)>,
    ) -> Attempt<()> {
        let target = (&update.target, update.spelled.as_str());
        self.knowledge
            .exact_sum(target, &column.name, step, self.text)?;
        if step.has_column() || step.has_row() {
            return Err("what is added depends on more than NEW");
        }
        if !step.has_new() {
            if !matches!(step.node, Node::Number) {
                return Err("what is added is neither a number nor one of NEW");
            }
            let count = groups.aggregate(self, "count(*)".to_owned(), "count");
            let written = match step.span.of(self.text) {
                "1" => count,
                other => format!("{other} * {count}"),
            };
            edits.push((step.span, written));
            return Ok(());
        }
        let summed = self.on_rows(step.bare(), None);
        let wanted = format!("sum_{}", column.name);
        let never_null = self.knowledge.is_never_null(step) == Some(true);
        if coalesced && !never_null {
            return Err("what is added may be NULL, after which COALESCE begins anew");
        }
        let what = if never_null {
            format!("sum({summed})")
        } else {
            // A NULL that is added makes the column NULL; sum() passes it over.
            format!("CASE WHEN count(*) = count({summed}) THEN sum({summed}) END")
        };
        edits.push((step.span, groups.aggregate(self, what, &wanted)));
        Ok(())
    }
}

/// What is added to a column.
#[derive(Default)]
struct Steps<'e> {
    found: Vec<&'e Expr>,
    /// The column stands in `COALESCE(column, …)`.
    coalesced: bool,
}

impl<'e> Steps<'e> {
    /// `column + step - step …`
    fn read(&mut self, update: &Update, column: &str, value: &'e Expr, text: &str) -> Attempt<()> {
        if update.is_own(column, value) {
            return Ok(());
        }
        match &value.node {
            Node::Infix(operator, left, right) if operator == "+" || operator == "-" => {
                self.read(update, column, left, text)?;
                self.found.push(right);
                Ok(())
            }
            Node::Call { name, arguments } if name == "coalesce" => match arguments.as_slice() {
                [own, start] if update.is_own(column, own) && start.is_whole_number(text) => {
                    self.coalesced = true;
                    Ok(())
                }
                _ => Err("an assigned value is not one that can be aggregated"),
            },
            _ => Err("an assigned value is not one that can be aggregated"),
        }
    }
}

impl Update {
    /// Whether a qualifier means the target.
    fn is_target(&self, qualifier: &[String]) -> bool {
        match qualifier {
            [] => true,
            [table] => *table == self.alias,
            [schema, table] => *table == self.alias && self.schema.as_ref() == Some(schema),
            _ => false,
        }
    }

    fn is_own(&self, column: &str, expr: &Expr) -> bool {
        matches!(&expr.bare().node, Node::Column { qualifier, name }
            if name == column && self.is_target(qualifier))
    }

    /// That none of the columns that change is read, nor the row as a whole.
    fn reads_nothing_assigned(&self, expr: &Expr) -> Attempt<()> {
        let mut found = Ok(());
        expr.each(&mut |part| {
            if let Node::Column { qualifier, name } = &part.node {
                let assigned = self
                    .assignments
                    .iter()
                    .any(|(column, _)| column.name == *name);
                if assigned {
                    found = Err("a column that is assigned is read, too");
                } else if !self.is_target(qualifier) {
                    found = Err("a column of another table is read");
                } else if qualifier.is_empty() && *name == self.alias {
                    found = Err("a whole row is read");
                }
            }
        });
        found
    }
}

/// `column = NEW.column`, either way round: the side of NEW, its column, and
/// the target's column.
fn key_comparison(condition: &Expr) -> Option<(&Expr, &Field, &str)> {
    let Node::Infix(operator, left, right) = &condition.bare().node else {
        return None;
    };
    if operator != "=" {
        return None;
    }
    let (left, right) = (left.bare(), right.bare());
    match (&left.node, &right.node) {
        (Node::New(field), Node::Column { name, .. }) => Some((left, field, name)),
        (Node::Column { name, .. }, Node::New(field)) => Some((right, field, name)),
        _ => None,
    }
}
