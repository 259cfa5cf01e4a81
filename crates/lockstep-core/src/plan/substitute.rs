//! A trigger that keeps a plain column in place of a generated one, and what
//! becomes of it when the migration goes on to rename or drop the column.

use lockstep_syntax::tree::{AlterActionKind, Statement, StatementKind};

use super::Draft;
use crate::catalog::{Catalog, Name, quote};

/// A plain column that a trigger keeps.
#[derive(Clone, Debug)]
pub(crate) struct Substitute {
    /// Its table.
    pub(crate) table: Name,
    /// The tables below it that have the trigger of their own.
    pub(crate) children: Vec<Name>,
    /// Its name, as PostgreSQL stores it.
    pub(crate) column: String,
    /// The trigger and the function, quoted.
    pub(crate) trigger: String,
    pub(crate) function: String,
    /// The function's body, with [`COLUMN`] where the column's name stands.
    pub(crate) body: String,
    /// How the outcome differs from what was written, likewise.
    pub(crate) difference: String,
}

/// Stands for the column's name, which later statements may change. It is a
/// character that no SQL text can hold.
pub(crate) const COLUMN: &str = "\u{0}";

impl Substitute {
    /// The statement that creates or replaces the function.
    pub(crate) fn define(&self, or_replace: bool) -> String {
        let or_replace = if or_replace { " OR REPLACE" } else { "" };
        format!(
            "CREATE{or_replace} FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $lockstep$\n{}\n$lockstep$;",
            self.function,
            self.body.replace(COLUMN, &quote(&self.column))
        )
    }

    /// How the outcome differs, with the column's name of now.
    pub(crate) fn difference(&self) -> String {
        self.difference.replace(COLUMN, &quote(&self.column))
    }

    /// Follows a statement that the plan takes over, and adds to its step what
    /// the trigger needs. False when the column is gone.
    pub(crate) fn follow(
        &mut self,
        statement: &Statement<'_>,
        catalog: &Catalog,
        draft: &mut Draft,
    ) -> bool {
        let StatementKind::AlterTable(alter) = &statement.kind else {
            return true;
        };
        if catalog.resolve(&alter.name) != self.table {
            return true;
        }
        for action in &alter.actions {
            match &action.kind {
                AlterActionKind::RenameColumn { from, to } if from.value == self.column => {
                    let before = self.define(true);
                    to.value.as_ref().clone_into(&mut self.column);
                    draft.sql.push('\n');
                    draft.sql.push_str(&self.define(true));
                    if let Some(rollback) = &mut draft.rollback {
                        rollback.push('\n');
                        rollback.push_str(&before);
                    }
                    draft.why.push_str(
                        " The function that keeps the column has to know its new name in the same transaction.",
                    );
                }
                AlterActionKind::DropColumn { name, .. } if name.value == self.column => {
                    let tables = std::iter::once(&self.table).chain(&self.children);
                    let mut before: Vec<String> = tables
                        .map(|table| format!("DROP TRIGGER {} ON {table};", self.trigger))
                        .collect();
                    before.push(format!("DROP FUNCTION {}();", self.function));
                    draft.sql = format!("{}\n{}", before.join("\n"), draft.sql);
                    return false;
                }
                AlterActionKind::Rename(to) => {
                    self.table = self.table.sibling(to.value.as_ref());
                }
                _ => {}
            }
        }
        true
    }
}
