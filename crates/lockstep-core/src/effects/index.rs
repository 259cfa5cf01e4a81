//! `CREATE INDEX`.

use lockstep_syntax::tree::{CreateIndex, GeneratedStorage, Span};

use super::names::Named;
use super::{Effects, Reason, Situation, WorkKind, index_kind, names};
use crate::catalog::{Name, naming};
use crate::citation;
use crate::report::LockMode;

/// Source: `DefineIndex` in `src/backend/commands/indexcmds.c`.
pub(super) fn create_index(
    situation: Situation<'_>,
    create: &CreateIndex<'_>,
    table: &Name,
    span: Span,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let name = naming::index_name(catalog, table, create);
    let partitioned = catalog.is_partitioned(table);
    into.cite(citation::CREATE_INDEX);
    into.cite(citation::EXPLICIT_LOCKING);
    let mode = if create.concurrently {
        into.cite(citation::CREATE_INDEX_CONCURRENTLY);
        into.refuse_transaction();
        into.waits_for_transactions = true;
        LockMode::ShareUpdateExclusive
    } else {
        LockMode::Share
    };
    names::exists(situation, table, into);
    if create.nulls_not_distinct {
        into.needs(situation, 15, "NULLS NOT DISTINCT");
    }
    for key in &create.keys {
        let class = key.operator_class.as_ref();
        if class.is_some_and(|class| !class.parameters.is_empty()) {
            into.needs(situation, 13, "operator class parameters");
        }
        let is_virtual = key.column.as_ref().is_some_and(|column| {
            catalog
                .relations
                .get(table)
                .and_then(|known| known.column(&column.value))
                .is_some_and(|column| column.generated == Some(GeneratedStorage::Virtual))
        });
        if is_virtual {
            into.fail("0A000", "a VIRTUAL generated column cannot be indexed");
        }
    }
    if create.unique {
        let keys: Vec<&str> = create
            .keys
            .iter()
            .filter_map(|key| key.column.as_ref().map(|column| &*column.value))
            .collect();
        covers_partition_key(situation, table, &keys, into);
    }
    into.lock(situation, table, mode, "indexed");
    match names::look_up(situation, &name) {
        Named::Relation(_) | Named::Index if create.if_not_exists => return,
        Named::Relation(_) | Named::Index => {
            names::is_free(situation, &name, into);
        }
        Named::Unknown if create.if_not_exists && !catalog.is_new(table) => {
            into.depends(format!("whether {name} exists already"));
        }
        Named::Unknown | Named::Nothing => {}
    }
    into.lock_created(&name, index_kind(partitioned));
    if !partitioned {
        into.work_on(
            situation,
            table,
            &WorkKind::IndexBuild(name),
            Reason::Index,
            span,
        );
        return;
    }
    if create.only {
        return;
    }
    let mut adopted = Vec::new();
    for partition in catalog.descendants(table) {
        into.lock(situation, &partition, mode, format!("partition of {table}"));
        // What is below an adopted index is part of it.
        let above = catalog.ancestors(&partition);
        if !above.iter().any(|above| adopted.contains(above))
            && partition_index(situation, &partition, create, span, into)
        {
            adopted.push(partition);
        }
    }
}

/// A partition's matching index is adopted, which is true, otherwise one is
/// built.
fn partition_index(
    situation: Situation<'_>,
    partition: &Name,
    create: &CreateIndex<'_>,
    span: Span,
    into: &mut Effects,
) -> bool {
    let catalog = situation.catalog;
    let wanted: Vec<&str> = create
        .keys
        .iter()
        .map(|key| key.column.as_ref().map_or("", |column| &column.value))
        .collect();
    let plain = create.predicate.is_none() && !wanted.contains(&"");
    let existing = catalog.indexes_of(partition).find(|(_, index)| {
        plain
            && index.parent.is_none()
            && !index.partial
            && index.unique == create.unique
            && index.nulls_not_distinct == create.nulls_not_distinct
            && index.method == create.method
            && index.columns == wanted
            && index
                .include
                .iter()
                .eq(create.include.iter().map(|it| &it.value))
    });
    if let Some((index, _)) = existing {
        into.lock(
            situation,
            index,
            LockMode::Share,
            "becomes part of the new index",
        );
        return true;
    }
    let unnamed = CreateIndex {
        name: None,
        ..create.clone()
    };
    let name = naming::index_name(catalog, partition, &unnamed);
    into.lock_created(&name, index_kind(catalog.is_partitioned(partition)));
    into.work_on(
        situation,
        partition,
        &WorkKind::IndexBuild(name),
        Reason::Index,
        span,
    );
    false
}

/// A unique index of a partitioned table has to hold the partition key, and
/// that of each partition which is partitioned itself.
pub(super) fn covers_partition_key(
    situation: Situation<'_>,
    table: &Name,
    keys: &[&str],
    into: &mut Effects,
) {
    let below = situation.catalog.descendants(table);
    let all = std::iter::once(table).chain(&below);
    let known = all.filter_map(|table| situation.catalog.relations.get(table));
    for column in known.flat_map(|known| &known.partition_key) {
        if !keys.contains(&column.as_str()) {
            into.fail(
                "0A000",
                format!(
                    "a unique index of {table} has to include {column}, which it is partitioned by"
                ),
            );
        }
    }
}
