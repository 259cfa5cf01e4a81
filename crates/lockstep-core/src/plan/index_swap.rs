//! `DROP INDEX` and behind it `CREATE INDEX` of what takes its place, so that
//! there is one at any time: of the same name, then the new index is built
//! beside the old one and takes its name; of another name, with the keys of the
//! old one before its own, then the old one goes when the new one is there.
//!
//! Renaming an index keeps nobody from reading or writing the table.
//!
//! Source: `RenameRelation` in `src/backend/commands/tablecmds.c`.

use std::collections::BTreeSet;

use lockstep_syntax::tree::{Behavior, CreateIndex, Drop, DropObject, IndexKey, StatementKind};

use super::create_index;
use super::drop_index::concurrent;
use super::operation::relation_exists;
use super::{Draft, Operation, Rewrite, swaps};
use crate::analysis::Unit;
use crate::catalog::{Catalog, Index, Name, definition_on, literal, naming, quote};
use crate::report::Phase;

/// An index that is dropped, and made again or covered by another one.
#[derive(Clone, Debug)]
pub(super) struct IndexSwap {
    /// Its name.
    pub(super) index: Name,
    /// The statement that drops it.
    pub(super) dropped: usize,
    /// The statement that makes the new one.
    pub(super) created: usize,
    /// The new one gets its name.
    pub(super) again: bool,
    /// It may not be there.
    if_exists: bool,
}

/// The indexes that a statement drops and whose place a later one fills, where
/// nothing between them depends on which of the two there is.
pub(super) fn find(
    units: &[Unit<'_>],
    id: usize,
    undone: &BTreeSet<usize>,
    catalog: &Catalog,
) -> Vec<IndexSwap> {
    let Some(drop) = units.get(id).and_then(dropped) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for index in drop.names.iter().map(|name| catalog.resolve(name)) {
        let known = catalog.indexes.get(&index);
        let stays = known.is_some_and(|known| {
            known.partitioned || catalog.constraint(&known.table, index.name()).is_some()
        });
        if stays || catalog.is_new(&index) || catalog.absent.contains(&index) {
            continue;
        }
        let created = filled(units, id, undone, catalog, &index);
        found.extend(created.map(|(created, again)| IndexSwap {
            index,
            dropped: id,
            created,
            again,
            if_exists: drop.if_exists,
        }));
    }
    found
}

/// A statement that drops indexes, for some of them.
pub(super) fn part(
    unit: &Unit<'_>,
    catalog: &Catalog,
    of: impl Fn(&Name) -> bool,
) -> Option<String> {
    let drop = dropped(unit)?;
    let names = drop.names.iter();
    let part = names.filter(|name| of(&catalog.resolve(name)));
    let part: Vec<String> = part.map(naming::written).collect();
    let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
    let how = if drop.concurrently {
        "CONCURRENTLY "
    } else {
        ""
    };
    (!part.is_empty()).then(|| format!("DROP INDEX {how}{if_exists}{};", part.join(", ")))
}

/// The steps, for the statement that makes the new index and a schema without
/// the old one; this is how it was.
pub(super) fn steps(
    operation: &Operation<'_>,
    swap: &IndexSwap,
    before: &Catalog,
) -> Option<Rewrite> {
    let StatementKind::CreateIndex(create) = &operation.statement.kind else {
        return None;
    };
    if operation.effects.fails.is_some() {
        return None;
    }
    let index = &swap.index;
    let exchange = Exchange::of(before, index, swap.if_exists);
    let built = index.sibling(exchange.new.as_str());
    let mut rewrite = create_index::under(operation, create, built)?;
    let known = before.indexes.get(index);
    let spell = |name: &str| operation.spell_beside(&create.table, name);
    rewrite.steps.extend(exchange.steps(known, spell));
    Some(rewrite)
}

/// A new index that takes the place of another one.
pub(super) struct Exchange {
    index: Name,
    /// What the new one is called before.
    pub(super) new: String,
    /// What the old one is called behind.
    old: String,
    if_exists: &'static str,
}

impl Exchange {
    /// Names that are free.
    pub(super) fn of(catalog: &Catalog, index: &Name, if_exists: bool) -> Self {
        Exchange {
            index: index.clone(),
            new: naming::beside_name(catalog, index, "new"),
            old: naming::beside_name(catalog, index, "old"),
            if_exists: if if_exists { "IF EXISTS " } else { "" },
        }
    }

    /// The new index gets the name, and the old one goes. `known` is the old
    /// one, and `spell` writes names that stand in its schema.
    pub(super) fn steps(
        &self,
        known: Option<&Index>,
        spell: impl Fn(&str) -> String,
    ) -> [Draft; 2] {
        let Exchange {
            index,
            new,
            old,
            if_exists,
        } = self;
        let (own, beside, aside) = (spell(index.name()), spell(new), spell(old));
        let (raw, new, old) = (quote(index.name()), quote(new), quote(old));
        let rename = Draft::single(
            Phase::Switch,
            format!("Give the new index the name {own}"),
            format!(
                "ALTER INDEX {if_exists}{own} RENAME TO {old};\nALTER INDEX {beside} RENAME TO {raw};"
            ),
        )
        .why("One transaction that changes names only: until then the old index serves and guards the table, from then on the new one does, too.")
        .done(format!(
            "{} AND NOT ({})",
            relation_exists(&own),
            relation_exists(&beside)
        ))
        .rollback(format!(
            "ALTER INDEX {own} RENAME TO {new};\nALTER INDEX {if_exists}{aside} RENAME TO {raw};"
        ));
        let drop = Draft::alone(
            Phase::Contract,
            "Drop the old index while reads and writes go on",
            format!("DROP INDEX CONCURRENTLY {if_exists}{aside};"),
        )
        .why("Waits until no query uses the index any more, but nobody waits for it. If it is cut off the index stays behind INVALID: run it again.")
        .done(format!("to_regclass({}) IS NULL", literal(&aside)));
        let definition = known.and_then(|known| {
            let written = known.definition.as_deref()?;
            definition_on(written, &index.sibling(self.old.as_str()), &known.table)
        });
        let drop = match definition {
            Some(definition) => drop.rollback(concurrent(&definition)),
            None => drop.no_rollback(format!(
                "The definition of the old index is not in the input: keep the answer of SELECT pg_get_indexdef({}::regclass) before this step.",
                literal(&aside)
            )),
        };
        [rename, drop]
    }
}

/// The statement, where it drops indexes and nothing else with them.
fn dropped<'u>(unit: &'u Unit<'_>) -> Option<&'u Drop<'u>> {
    match &unit.statement.kind {
        StatementKind::Drop(drop)
            if drop.object == DropObject::Index && drop.behavior != Behavior::Cascade =>
        {
            Some(drop)
        }
        _ => None,
    }
}

/// The statement behind another one that makes an index which takes the place of
/// this one, and whether it has its name.
fn filled(
    units: &[Unit<'_>],
    id: usize,
    undone: &BTreeSet<usize>,
    catalog: &Catalog,
    index: &Name,
) -> Option<(usize, bool)> {
    let known = catalog.indexes.get(index);
    let alone = units.get(id).and_then(dropped)?.concurrently;
    let later = units.iter().enumerate().skip(id + 1);
    for (at, unit) in later.filter(|(at, unit)| !unit.down && !undone.contains(at)) {
        let create = match &unit.statement.kind {
            StatementKind::CreateIndex(create) => create,
            StatementKind::Transaction(_) => continue,
            StatementKind::Drop(drop) if drop.object == DropObject::Index => continue,
            StatementKind::Set(set) if set.name != "search_path" => continue,
            StatementKind::AlterTable(alter)
                if alter.actions.iter().all(|it| swaps::is_between(&it.kind)) =>
            {
                continue;
            }
            _ => return None,
        };
        let table = catalog.resolve(&create.table);
        let name = create.name.as_ref();
        let again = name.is_some_and(|name| table.sibling(&*name.value) == *index);
        if !again && !known.is_some_and(|known| known.table == table && covers(create, known)) {
            continue;
        }
        let kept = known.is_some_and(|known| known.table != table)
            || catalog.is_partitioned(&table)
            || catalog.is_new(&table)
            || create.if_not_exists
            || name.is_none() && gives_name(catalog, index, &table, create)
            // Whoever wrote both so has chosen to go without for a while.
            || create.concurrently && alone;
        return (!kept).then_some((at, again));
    }
    None
}

/// Whether the name of an index would be chosen for another one, were it free.
fn gives_name(catalog: &Catalog, index: &Name, table: &Name, create: &CreateIndex<'_>) -> bool {
    let mut without = catalog.clone();
    without.indexes.remove(index);
    naming::index_name(&without, table, create) == *index
}

/// Whether an index that is made serves whatever another one does: it has all
/// of its rows, and begins with its keys.
fn covers(create: &CreateIndex<'_>, known: &Index) -> bool {
    let mut columns = known.columns.iter().zip(&create.keys);
    let same = |(column, key): (&String, &IndexKey<'_>)| {
        let own = key.column.as_ref();
        own.is_some_and(|it| it.value == **column)
            && key.operator_class.is_none()
            && key.collation.is_none()
    };
    create.predicate.is_none()
        && create.method == "btree"
        && known.method == "btree"
        && known.columns.len() < create.keys.len()
        && known
            .keys
            .iter()
            .all(|it| it.class.is_none() && it.collation.is_none())
        && columns.all(same)
}
