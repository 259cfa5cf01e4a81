//! Changes of types that follow one another on one table, as one statement: a
//! pass through the table and a deployment serve all of them.

use lockstep_syntax::tree::{AlterAction, AlterActionKind, ColumnChange, StatementKind};

use crate::analysis::Unit;
use crate::catalog::Catalog;

/// Statements as one, and which these are behind the first.
pub(super) struct Together {
    pub(super) sql: String,
    pub(super) others: Vec<usize>,
}

/// The statements from `first` on that change types of columns of one table and
/// do nothing else, each with those before it; the longest comes last.
///
/// A statement that computes with a column whose type an earlier one changes is
/// not among them: in one statement it would see the old value.
pub(super) fn runs(units: &[Unit<'_>], first: usize, catalog: &Catalog) -> Vec<Together> {
    let mut runs = Vec::new();
    let Some(run) = units.get(first).and_then(|unit| retyped(unit, catalog)) else {
        return runs;
    };
    let mut sql = run.sql.trim_end().trim_end_matches(';').to_owned();
    let mut columns = run.columns;
    for (id, unit) in units.iter().enumerate().skip(first + 1) {
        let Some(next) = retyped(unit, catalog) else {
            break;
        };
        let again = |it: &&str| columns.contains(it);
        if unit.down
            || next.table != run.table
            || next.columns.iter().any(again)
            || next.read.iter().any(again)
        {
            break;
        }
        sql.push_str(", ");
        sql.push_str(next.actions);
        columns.extend(next.columns);
        runs.push(Together {
            sql: format!("{sql};"),
            others: (first + 1..=id).collect(),
        });
    }
    runs
}

/// A statement that changes types of columns.
struct Retyped<'u> {
    table: crate::catalog::Name,
    sql: &'u str,
    /// The text from its first action on.
    actions: &'u str,
    columns: Vec<&'u str>,
    /// The columns that it computes with.
    read: Vec<&'u str>,
}

fn retyped<'u>(unit: &'u Unit<'_>, catalog: &Catalog) -> Option<Retyped<'u>> {
    let StatementKind::AlterTable(alter) = &unit.statement.kind else {
        return None;
    };
    let (first, last) = (alter.actions.first()?, alter.actions.last()?);
    if !unit.statement.errors.is_empty() || alter.only || alter.if_exists {
        return None;
    }
    let mut columns = Vec::new();
    let mut read = Vec::new();
    for action in &alter.actions {
        let AlterActionKind::AlterColumn { name, change } = &action.kind else {
            return None;
        };
        match change {
            ColumnChange::SetType(change) => {
                let using = change.using.iter().flat_map(|it| &it.columns);
                read.extend(using.map(|it| &*it.value));
                columns.push(&*name.value);
            }
            ColumnChange::SetDefault(_) | ColumnChange::DropDefault => {}
            _ => return None,
        }
    }
    let from = |action: &AlterAction<'_>| action.span.start as usize;
    Some(Retyped {
        table: catalog.resolve(&alter.name),
        sql: unit.statement.span.of(unit.text),
        actions: unit.text.get(from(first)..last.span.end as usize)?,
        columns,
        read,
    })
}
