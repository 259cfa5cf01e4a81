//! What `CASCADE` would drop beside what is named, dropped by name.

use lockstep_syntax::lexer::{Lexer, TokenKind};

use super::Operation;
use super::draft::{Draft, Removal};
use super::operation::{has_constraint, relation_exists};
use crate::catalog::{Object, ObjectKind, Strength, literal, quote};
use crate::report::{Phase, RelationKind};

/// The drops that make `CASCADE` unnecessary.
pub(super) struct Explicit {
    /// Code that has to do without them first.
    pub(super) deploys: Vec<Draft>,
    /// What depends on other things before these.
    pub(super) drops: Vec<Draft>,
    /// The statement without `CASCADE`.
    pub(super) statement: String,
}

/// None where the statement has no `CASCADE`, or what depends on the roots is
/// not known, or has no name to drop it by.
pub(super) fn explicit(operation: &Operation<'_>, roots: &[Object]) -> Option<Explicit> {
    let catalog = operation.situation.catalog;
    let text = operation.sql();
    let last = Lexer::new(text).filter(|it| !it.is_trivia()).last()?;
    let word = last.span.of(text);
    if last.kind != TokenKind::Word
        || !word.eq_ignore_ascii_case("cascade")
        || !roots.iter().all(|it| catalog.knows_dependents(&it.name))
    {
        return None;
    }
    let mut found = Explicit {
        deploys: Vec::new(),
        drops: Vec::new(),
        statement: text.get(..last.span.start as usize)?.trim_end().to_owned(),
    };
    // What was found last depends on what was found before.
    for gone in catalog.reach(roots, &[]).iter().rev() {
        if gone.strength == Strength::Automatic {
            continue;
        }
        let Object { kind, name, part } = &gone.object;
        let (table, shown) = (name.to_string(), quote(part));
        let relation = catalog.kind(name);
        let (sql, done) = match kind {
            _ if gone.strength == Strength::Doubtful => return None,
            ObjectKind::Relation => {
                let (what, rule) = match relation {
                    RelationKind::View => ("VIEW", "drop-breaks-running-code"),
                    RelationKind::MaterializedView => ("MATERIALIZED VIEW", "data-loss"),
                    _ => return None,
                };
                found.deploys.push(Draft::do_without(
                    table.clone(),
                    "Code of before fails as soon as it is gone. Wait until none of it runs any more.",
                ));
                (
                    format!(
                        "-- lockstep-ignore {rule}: no code that runs uses it by now\nDROP {what} {table};"
                    ),
                    format!("NOT {}", relation_exists(&table)),
                )
            }
            ObjectKind::Constraint => (
                format!("ALTER TABLE {table} DROP CONSTRAINT {shown};"),
                format!("NOT {}", has_constraint(&table, part, "")),
            ),
            ObjectKind::Trigger => (
                format!("DROP TRIGGER {shown} ON {table};"),
                format!(
                    "NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass({}) AND tgname = {})",
                    literal(&table),
                    literal(part)
                ),
            ),
            ObjectKind::Policy => (
                format!("DROP POLICY {shown} ON {table};"),
                format!(
                    "NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = to_regclass({}) AND polname = {})",
                    literal(&table),
                    literal(part)
                ),
            ),
            _ => return None,
        };
        found.drops.push(
            Draft::single(Phase::Contract, format!("Drop {}", gone.object), sql)
                .why(format!(
                    "It depends on {}, and CASCADE would take it without a word. The lock lasts a moment once it is granted.",
                    gone.on
                ))
                .done(done)
                .no_rollback("Keep its definition before this step, as pg_dump --schema-only writes it.")
                .removal(Removal::Drop),
        );
    }
    Some(found)
}
