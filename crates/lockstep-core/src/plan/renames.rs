//! The renames of one relation, of its columns and of itself: one view keeps
//! all the old names, so that one deployment serves them together.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{
    AlterActionKind, AlterTable, Statement, StatementKind, TransactionControl,
};

use super::{Operation, Rewrite, rename_column, rename_table, stand_in};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Name, Origin, quote};
use crate::effects::{Situation, effects};

/// What a relation and its columns are called from now on.
pub(super) struct Renames {
    /// The relation.
    pub(super) name: Name,
    /// Its columns that get another name: what code calls them, and what they
    /// are called then.
    pub(super) columns: Vec<(String, String)>,
    /// The statements that rename them beside the first.
    pub(super) others: Vec<usize>,
    /// What the relation is called before.
    written: Name,
    statements: Vec<Written>,
}

/// A statement that renames something.
struct Written {
    sql: String,
    undo: String,
    /// The new name, where it is that of a column.
    column: String,
}

impl Renames {
    /// The rename that an operation is.
    pub(super) fn of(operation: &Operation<'_>) -> Option<Self> {
        let (alter, action) = operation.action()?;
        let mut renames = Renames {
            name: operation.resolve(&alter.name),
            columns: Vec::new(),
            others: Vec::new(),
            written: operation.resolve(&alter.name),
            statements: Vec::new(),
        };
        let sql = operation.sql();
        renames
            .add(operation, alter, &action.kind, sql)
            .then_some(renames)
    }

    /// A rename with those of the same relation behind it, between which
    /// nothing else happens but to others.
    pub(super) fn together(
        operation: &Operation<'_>,
        units: &[Unit<'_>],
        id: usize,
        undone: &BTreeSet<usize>,
    ) -> Option<Self> {
        let (alter, _) = operation.action()?;
        let mut renames = Renames::of(operation)?;
        let old = operation.resolve(&alter.name);
        let mut behind = operation.applied();
        let major = operation.situation.major;
        let later = units.iter().enumerate().skip(id + 1);
        for (at, unit) in later.filter(|(at, unit)| !unit.down && !undone.contains(at)) {
            let other = match &unit.statement.kind {
                StatementKind::AlterTable(other) => other,
                StatementKind::Transaction(
                    TransactionControl::Begin(_) | TransactionControl::Commit { .. },
                ) => continue,
                _ => break,
            };
            let [action] = other.actions.as_slice() else {
                break;
            };
            let name = behind.resolve(&other.name);
            if name != renames.name && name != old && is_rename(&action.kind) {
                apply(&mut behind, unit, major);
                continue;
            }
            let situation = Situation {
                text: unit.text,
                catalog: &behind,
                major,
                in_transaction: false,
            };
            let sql = unit.statement.span.of(unit.text).trim_end();
            let sql = sql.trim_end_matches(';').trim_end();
            if name != renames.name
                || other.object != alter.object
                || other.only
                || effects(situation, unit.statement).fails.is_some()
                || !renames.add(operation, alter, &action.kind, sql)
            {
                break;
            }
            renames.others.push(at);
            apply(&mut behind, unit, major);
        }
        (!renames.others.is_empty()).then_some(renames)
    }

    /// Adds what an action renames; false where it does something else.
    fn add(
        &mut self,
        operation: &Operation<'_>,
        alter: &AlterTable<'_>,
        action: &AlterActionKind<'_>,
        sql: &str,
    ) -> bool {
        let word = stand_in::word(alter);
        let spell = |name: &Name| operation.spell_near(&alter.name, name);
        let mut sql = format!("{sql};");
        let undo = match action {
            AlterActionKind::RenameColumn { from, to } => {
                let mut known = self.columns.iter();
                let place = known.position(|(_, called)| *called == from.value);
                let mut first = from.value.to_string();
                if let Some(place) = place {
                    // No code knows the name between the two.
                    first = self.columns.remove(place).0;
                    let Some(at) = self.renamed_at(&from.value) else {
                        return false;
                    };
                    self.statements.remove(at);
                    let (old, new) = (quote(&first), quote(&to.value));
                    let table = spell(&self.name);
                    sql = format!("ALTER {word} {table} RENAME COLUMN {old} TO {new};");
                }
                let (old, new) = (quote(&first), quote(&to.value));
                let undo = format!(
                    "ALTER {word} {} RENAME COLUMN {new} TO {old};",
                    spell(&self.name)
                );
                self.columns.push((first, to.value.to_string()));
                undo
            }
            AlterActionKind::Rename(to) if self.name.name() == self.written.name() => {
                let new = self.name.sibling(to.value.as_ref());
                let old = std::mem::replace(&mut self.name, new);
                format!(
                    "ALTER {word} {} RENAME TO {};",
                    spell(&self.name),
                    quote(old.name())
                )
            }
            AlterActionKind::SetSchema(schema) if self.name.schema() == self.written.schema() => {
                let new = Name::new(schema.value.as_ref(), self.name.name());
                let old = std::mem::replace(&mut self.name, new);
                format!(
                    "ALTER {word} {} SET SCHEMA {};",
                    spell(&self.name),
                    quote(old.schema())
                )
            }
            _ => return false,
        };
        let column = if let AlterActionKind::RenameColumn { to, .. } = action {
            to.value.to_string()
        } else {
            String::new()
        };
        // The view stands where the relation was, and so answers for all.
        if self.statements.iter().any(|it| it.column.is_empty()) {
            let rule = if column.is_empty() {
                "table-rename"
            } else {
                "column-rename"
            };
            sql = format!(
                "-- lockstep-ignore {rule}: no code knows it under the name between the two\n{sql}"
            );
        }
        self.statements.push(Written { sql, undo, column });
        true
    }

    /// The statement that has given a column this name.
    fn renamed_at(&self, column: &str) -> Option<usize> {
        self.statements.iter().position(|it| it.column == column)
    }

    /// The steps; none where a view cannot stand in.
    pub(super) fn rewrite(&self, operation: &Operation<'_>) -> Option<Rewrite> {
        let (alter, _) = operation.action()?;
        let (catalog, ahead) = (operation.situation.catalog, operation.ahead);
        let old = operation.resolve(&alter.name);
        let moved = self.name != old;
        // Where another relation or another column takes the name, code goes
        // on with that one; of a column that is new nobody knows the old one.
        let relation = ahead.relations.get(&self.name);
        let taken = |column: &str| {
            catalog.is_new_column(&old, column)
                || relation.is_some_and(|relation| relation.column(column).is_some())
        };
        if self.columns.iter().any(|(column, _)| taken(column))
            || moved && ahead.relations.contains_key(&old)
            || !self.columns.is_empty() && alter.only
            || !moved && self.columns.is_empty()
            || !stand_in::can_stand_in(operation, alter)
        {
            return None;
        }
        if moved {
            rename_table::steps(operation, self)
        } else {
            rename_column::steps(operation, self)
        }
    }

    /// The statements as they were written.
    pub(super) fn sql(&self) -> String {
        let statements = self.statements.iter().map(|it| it.sql.as_str());
        statements.collect::<Vec<_>>().join("\n")
    }

    /// What undoes them, last first.
    pub(super) fn undo(&self) -> String {
        let statements = self.statements.iter().rev().map(|it| it.undo.as_str());
        statements.collect::<Vec<_>>().join("\n")
    }

    /// What the view is to select: every column, and those that have another
    /// name under the old one, too.
    pub(super) fn select_list(&self) -> String {
        let old = self.columns.iter();
        let old = old.map(|(old, new)| format!(", {} AS {}", quote(new), quote(old)));
        format!("*{}", old.collect::<String>())
    }

    /// What code has to do without, and what it uses instead.
    pub(super) fn left_behind(&self, old: &str, new: &str) -> Vec<String> {
        let prefix = if old == new {
            String::new()
        } else {
            format!("{new}.")
        };
        let columns = self.columns.iter();
        let columns = columns
            .map(|(from, to)| format!("{old}.{} ({prefix}{} instead)", quote(from), quote(to)));
        let relation = (old != new).then(|| format!("{old} ({new} instead)"));
        relation.into_iter().chain(columns).collect()
    }

    /// What is taken for granted while the view stands in.
    pub(super) fn assumptions(&self, operation: &Operation<'_>, spelled: &str) -> Vec<String> {
        let mut assumptions = stand_in::assumptions(operation, spelled);
        let columns = self.columns.iter();
        assumptions.extend(
            columns.map(|(old, _)| {
                format!("nobody holds a privilege on {spelled}.{} alone", quote(old))
            }),
        );
        assumptions
    }
}

/// Whether a statement renames something and does nothing else.
pub(super) fn is_one(statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::AlterTable(alter) => {
            matches!(alter.actions.as_slice(), [only] if is_rename(&only.kind))
        }
        _ => false,
    }
}

fn is_rename(action: &AlterActionKind<'_>) -> bool {
    matches!(
        action,
        AlterActionKind::Rename(_)
            | AlterActionKind::RenameColumn { .. }
            | AlterActionKind::SetSchema(_)
    )
}

fn apply(catalog: &mut Catalog, unit: &Unit<'_>, major: u8) {
    catalog.apply(unit.text, unit.statement, Origin::New, major);
}
