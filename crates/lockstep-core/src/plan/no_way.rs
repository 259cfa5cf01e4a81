//! What serves instead where PostgreSQL has no online way to what a statement
//! asks for. The statement stays as it is, and so do its findings.
//!
//! `pg_repack` is an extension that fills a new table behind a trigger and
//! exchanges the two: <https://reorg.github.io/pg_repack/>.

use lockstep_syntax::tree::{
    AlterActionKind, ColumnChange, DomainChange, ObjectChange, RelationWord, StatementKind,
    TableConstraintKind,
};

use super::Operation;
use crate::catalog::Name;

/// Why others have to wait for a relation, and what to do.
pub(super) fn why(operation: &Operation<'_>, relation: &Name) -> String {
    let what = instead(operation).unwrap_or("There is no recipe for it here.");
    format!(
        "Keeps others waiting for {relation} for as long as it is large. {what} Otherwise run it in a maintenance window."
    )
}

/// The same where nobody knows what there is to read.
pub(super) fn why_perhaps(operation: &Operation<'_>) -> Option<String> {
    let what = instead(operation)?;
    let unknown = operation.effects.depends_on.first()?;
    Some(format!(
        "Keeps others waiting for as long as there is much to read; that depends on {unknown}. {what} Otherwise run it in a maintenance window."
    ))
}

/// What serves instead, in a sentence or two.
fn instead(operation: &Operation<'_>) -> Option<&'static str> {
    let major = operation.situation.major;
    Some(match &operation.statement.kind {
        StatementKind::Maintenance(run) if run.full => {
            "Plain VACUUM makes the space usable again for rows to come, while others work. To give it back to the system, pg_repack writes the table anew online; it needs a primary key."
        }
        StatementKind::Cluster(_) => {
            "pg_repack puts the rows in the order of an index online; it needs a primary key."
        }
        StatementKind::Refresh(refresh) if refresh.with_data => {
            "Build a unique index on columns of the view with CREATE UNIQUE INDEX CONCURRENTLY, without WHERE: then it can be refreshed CONCURRENTLY, while reads go on."
        }
        StatementKind::AlterObject(alter) => match &alter.change {
            ObjectChange::Domain(change) => match **change {
                DomainChange::Validate(_) => {
                    "Unlike that of a table, a domain's VALIDATE CONSTRAINT keeps the writers of all these tables out. Left out, the constraint stays NOT VALID, which is enough for new values."
                }
                _ => {
                    "CHECK constraints of the tables, added NOT VALID and validated one by one, ask the same of their columns."
                }
            },
            _ => return None,
        },
        StatementKind::AlterTable(alter) => {
            let index = alter.object == RelationWord::Index
                || operation
                    .situation
                    .catalog
                    .indexes
                    .contains_key(&operation.resolve(&alter.name));
            alter.actions.iter().find_map(|action| {
                Some(match &action.kind {
                    AlterActionKind::SetTablespace(_) if index && major >= 14 => return None,
                    AlterActionKind::SetTablespace(_) if index => {
                        "Build a second index there with CREATE INDEX CONCURRENTLY, drop this one with DROP INDEX CONCURRENTLY, and give the new one its name."
                    }
                    AlterActionKind::SetTablespace(_) => {
                        "pg_repack moves a table to another tablespace online; it needs a primary key."
                    }
                    AlterActionKind::SetLogged
                    | AlterActionKind::SetUnlogged
                    | AlterActionKind::SetAccessMethod(_) => {
                        "A new table that is made so from the beginning, kept in step by a trigger and filled in batches, can take the place of this one."
                    }
                    AlterActionKind::AlterColumn {
                        change: ColumnChange::SetExpression(_),
                        ..
                    } => {
                        "DROP EXPRESSION reads no row and leaves a plain column, which a trigger can compute by the new expression from then on, while the old rows are written in batches. It reads the same in the end, but is not marked as generated."
                    }
                    AlterActionKind::AddConstraint(added)
                        if matches!(added.kind, TableConstraintKind::Exclude(_)) =>
                    {
                        "EXCLUDE has neither NOT VALID nor USING INDEX. Look for rows that conflict first, because the build ends at the first two. A new table that has the constraint, kept in step by a trigger and filled in batches, can take the place of this one."
                    }
                    _ => return None,
                })
            })?
        }
        _ => return None,
    })
}
