//! `TRUNCATE`.

use lockstep_syntax::tree::{Behavior, Truncate};

use super::{Effects, Situation, dml};
use crate::catalog::Name;
use crate::citation;
use crate::order;
use crate::report::LockMode;

/// Source: `ExecuteTruncate` in `src/backend/commands/tablecmds.c`.
pub(super) fn truncate(situation: Situation<'_>, truncate: &Truncate<'_>, into: &mut Effects) {
    let catalog = situation.catalog;
    into.cite(citation::TRUNCATE);
    let mut all: Vec<Name> = Vec::new();
    for (written, only) in &truncate.tables {
        let table = catalog.resolve(written);
        if *only && catalog.is_partitioned(&table) {
            into.fail(
                "42809",
                format!("{table} is partitioned and has no rows of its own"),
            );
        }
        if !only {
            all.extend(catalog.descendants(&table));
        }
        // Measured: from 14 on the bounds of a partition are not read.
        if situation.major < 14 {
            dml::reads_bound(situation, &table, into);
        }
        if !catalog
            .relations
            .get(&table)
            .is_some_and(|known| known.complete)
        {
            into.depends(format!("whether foreign keys reference {table}"));
        }
        all.push(table);
    }
    follow_references(situation, truncate.behavior, &mut all, into);
    for table in &all {
        into.lock(situation, table, LockMode::AccessExclusive, "emptied");
        // A partitioned index has no file to swap.
        if !catalog.is_partitioned(table) {
            for (index, _) in catalog.indexes_of(table) {
                let cause = "emptied with its table";
                into.lock(situation, index, LockMode::AccessExclusive, cause);
            }
        }
        if truncate.restart_identity {
            for (sequence, _) in catalog.sequences_of(table) {
                into.lock(situation, &sequence, LockMode::AccessExclusive, "restarted");
            }
        }
    }
}

/// Tables with foreign keys to those that are emptied, or to a table that one
/// of them is a partition of, have to be emptied, too.
///
/// Source: `heap_truncate_find_FKs`; measured: 12 forgets the foreign keys of a
/// partitioned table to itself.
fn follow_references(
    situation: Situation<'_>,
    behavior: Behavior,
    all: &mut Vec<Name>,
    into: &mut Effects,
) {
    let catalog = situation.catalog;
    let mut index = 0;
    while let Some(table) = all.get(index).cloned() {
        index += 1;
        for referenced in std::iter::once(table.clone()).chain(catalog.ancestors(&table)) {
            for (referencing, constraint) in catalog.foreign_keys_to(&referenced) {
                let itself = referenced != table && *referencing == referenced;
                if all.contains(referencing)
                    || constraint.inherited
                    || itself && situation.major < 13
                {
                    continue;
                }
                if behavior == Behavior::Cascade {
                    all.push(referencing.clone());
                    all.extend(catalog.descendants(referencing));
                } else {
                    let name = &constraint.name;
                    into.fail(
                        "0A000",
                        format!("the foreign key {name} of {referencing} references {referenced}"),
                    );
                }
            }
        }
    }
    order::sort_once(all);
}
