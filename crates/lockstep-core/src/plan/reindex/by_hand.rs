//! `REINDEX` before PostgreSQL 12, which cannot do it `CONCURRENTLY`: a new
//! index is built beside each one and takes its place.
//!
//! Source: the manual's page on REINDEX in PostgreSQL 11, "Rebuilding Indexes
//! Concurrently" in later ones.

use lockstep_syntax::tree::{Reindex, ReindexTarget};

use super::super::drop_index::concurrent;
use super::super::index_swap::Exchange;
use super::super::operation::{has_constraint, relation_exists};
use super::super::{Draft, Operation, Rewrite, add_unique, create_index};
use crate::catalog::{Catalog, Constraint, ConstraintKind, Index, Name, definition_on, quote};
use crate::effects::{Reason, WorkKind};
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>, reindex: &Reindex<'_>) -> Option<Rewrite> {
    let (catalog, effects) = (operation.situation.catalog, operation.effects);
    let one = matches!(reindex.target, ReindexTarget::Index | ReindexTarget::Table);
    let written = reindex.name.as_ref().filter(|_| one)?;
    if effects.fails.is_some()
        || !effects.depends_on.is_empty()
        || !operation.blocks_for(&[Reason::Rebuild])
    {
        return None;
    }
    let rebuilt = effects.work.iter().filter_map(|work| match &work.kind {
        WorkKind::IndexBuild(index) => catalog.indexes.get_key_value(index),
        _ => None,
    });
    let spell = |name: &Name| operation.spell_near(written, name);
    let mut rewrite = Rewrite::default();
    let mut left = Vec::new();
    for (index, known) in rebuilt {
        let steps = match catalog.constraint(&known.table, index.name()) {
            Some(constraint) => key(operation, index, known, constraint, &spell),
            None => plain(operation, index, known, &spell),
        };
        match steps {
            Some(steps) => {
                rewrite.steps.extend(steps);
                rewrite.assumptions.push(format!(
                    "{} has no comment, and nobody has chosen it for CLUSTER or its statistics",
                    spell(index)
                ));
            }
            None => left.push(index),
        }
    }
    if rewrite.steps.is_empty() {
        return None;
    }
    if reindex.target == ReindexTarget::Table {
        rewrite.assumptions.push(format!(
            "the index of the TOAST table of {} is as it should be",
            operation.spell(written)
        ));
    }
    rewrite.partial = !left.is_empty();
    for index in left {
        let spelled = spell(index);
        rewrite.steps.push(
            Draft::single(
                Phase::Expand,
                format!("Rebuild index {spelled}"),
                format!("REINDEX INDEX {spelled};"),
            )
            .why("Keeps others waiting for as long as the table is large. There is no recipe for it here: its definition is not in the input, or an exclusion constraint, a foreign key, a partitioned table or replication goes by it, so that no other index can take its place. Run it in a maintenance window.")
            .rollback("-- Nothing to undo: the index says what it said before."),
        );
    }
    Some(rewrite)
}

/// An index of no constraint.
fn plain(
    operation: &Operation<'_>,
    index: &Name,
    known: &Index,
    spell: &impl Fn(&Name) -> String,
) -> Option<Vec<Draft>> {
    if known.partitioned || known.parent.is_some() || known.identity {
        return None;
    }
    let exchange = Exchange::of(operation.situation.catalog, index, false);
    let new = index.sibling(exchange.new.as_str());
    let definition = definition_on(known.definition.as_deref()?, &new, &known.table)?;
    let table = spell(&known.table);
    let build = create_index::build(operation, &table, &spell(&new), concurrent(&definition));
    let steps = exchange.steps(Some(known), |name| spell(&index.sibling(name)));
    Some(std::iter::once(build).chain(steps).collect())
}

/// The index of a constraint, which another one can take over where no foreign
/// key goes by it.
fn key(
    operation: &Operation<'_>,
    index: &Name,
    known: &Index,
    constraint: &Constraint,
    spell: &impl Fn(&Name) -> String,
) -> Option<Vec<Draft>> {
    let catalog = operation.situation.catalog;
    if known.partitioned
        || known.parent.is_some()
        || known.identity
        || constraint.inherited
        || is_referenced(catalog, &known.table, constraint)
    {
        return None;
    }
    let (definition, (word, properties)) = add_unique::of(constraint, known)?;
    let exchange = Exchange::of(catalog, index, false);
    let new = index.sibling(exchange.new.as_str());
    let (table, beside) = (spell(&known.table), spell(&new));
    let (own, taken) = (quote(index.name()), quote(new.name()));
    let build = create_index::build(
        operation,
        &table,
        &beside,
        format!("CREATE UNIQUE INDEX CONCURRENTLY {taken} ON {table} {definition};"),
    );
    let switch = Draft::single(
        Phase::Switch,
        format!("Let the new index be that of {}", index.name()),
        format!(
            "ALTER TABLE {table} DROP CONSTRAINT {own};\nALTER TABLE {table} ADD CONSTRAINT {own} {word} USING INDEX {taken}{properties};"
        ),
    )
    .why("One transaction, which reads no row: the constraint goes and comes again with the index that is there.")
    .done(format!(
        "{} AND NOT ({})",
        has_constraint(&table, index.name(), ""),
        relation_exists(&beside)
    ))
    .rollback("-- Nothing to undo: the constraint says what it said before.");
    Some(vec![build, switch])
}

/// Whether a foreign key may go by a key of a table.
fn is_referenced(catalog: &Catalog, table: &Name, key: &Constraint) -> bool {
    let mut foreign_keys = catalog.foreign_keys_to(table);
    foreign_keys.any(|(_, foreign_key)| match &foreign_key.kind {
        ConstraintKind::ForeignKey { referenced, .. } if !referenced.is_empty() => {
            let columns = key.kind.columns();
            referenced.len() == columns.len() && referenced.iter().all(|it| columns.contains(it))
        }
        _ => matches!(key.kind, ConstraintKind::PrimaryKey { .. }),
    })
}
