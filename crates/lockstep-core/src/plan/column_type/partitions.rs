//! Indexes on the column of a partitioned table: each partition gets its own
//! while writes go on, and they become parts of one.
//!
//! A change of type makes the index of the partitioned table again, and those
//! of its partitions with it, under the names that PostgreSQL chooses.
//!
//! Source: `ATPostAlterTypeCleanup` in `src/backend/commands/tablecmds.c`.

use super::super::operation::{index_is_valid, relation_exists};
use super::super::{Draft, create_index};
use super::Change;
use super::column::default;
use super::dependents::{self, IndexDefinition};
use crate::catalog::{ConstraintKind, Identity, Name, Relation, naming, quote};
use crate::report::Phase;

/// An index of the table or of a partition, and the one that takes its place.
pub(super) struct PartIndex {
    /// Its table, as the steps write it.
    table: String,
    /// Its table is partitioned, too.
    partitioned: bool,
    /// The name that it has, the one that it will have, and that of the other
    /// until then.
    pub(super) old: Name,
    pub(super) last: Name,
    pub(super) new: Name,
    /// The place of the index that it is a part of.
    pub(super) parent: Option<usize>,
    definition: IndexDefinition,
}

/// The indexes on the column, each before its parts; none where one would not
/// become the same.
pub(super) fn indexes(change: &Change<'_>) -> Option<Vec<PartIndex>> {
    let catalog = change.operation.situation.catalog;
    let [column] = change.columns.as_slice() else {
        return None;
    };
    let tables = catalog.tables_downwards(&change.name);
    let remade = naming::remade(catalog, &tables, &column.old);
    let mut found: Vec<PartIndex> = Vec::new();
    for table in &tables {
        let relation = catalog.relations.get(table)?;
        for (name, index) in catalog.indexes_of(table) {
            if !index.uses.uses_column(table, &column.old)? {
                continue;
            }
            let parent = match &index.parent {
                Some(above) => Some(found.iter().position(|it| it.old == *above)?),
                None => None,
            };
            let definition = match parent.and_then(|it| found.get(it)) {
                Some(above) => above.definition.clone(),
                None => IndexDefinition::of(change, relation, name, index)?,
            };
            // Its key is written before the columns.
            if definition.constraint.is_some()
                && (index.nulls_not_distinct || index.definition.is_some())
            {
                return None;
            }
            // PostgreSQL 11 may refuse it on the partitioned table alone.
            if definition.constraint == Some("PRIMARY KEY") && change.operation.situation.major < 12
            {
                return None;
            }
            let last = remade.iter().find(|(old, _)| old == name);
            let new = name.sibling(naming::beside_name(catalog, name, "new"));
            if found.iter().any(|it| it.new == new) {
                return None;
            }
            found.push(PartIndex {
                table: change.spell(table),
                partitioned: index.partitioned,
                last: last.map_or(name, |(_, last)| last).clone(),
                old: name.clone(),
                new,
                parent,
                definition,
            });
        }
    }
    Some(found)
}

/// Whether partitions have what is not carried over: constraints and defaults
/// on the column that the table itself does not have.
pub(super) fn have_their_own(change: &Change<'_>) -> Option<bool> {
    let catalog = change.operation.situation.catalog;
    let [column] = change.columns.as_slice() else {
        return None;
    };
    if column.identity.is_some()
        || change.relation.replica_identity == Identity::Index
        || change.relation.clustered.is_some()
    {
        return Some(true);
    }
    for branch in &change.partitions {
        let own = branch.relation.column(&column.old)?;
        let table = column.column;
        let from = table.data_type.as_ref()?;
        if default(own, from)? != default(table, from)?
            || own.not_null != table.not_null
            || own.collation != table.collation
            || !catalog.sequences_of(&branch.name).is_empty()
        {
            return Some(true);
        }
        for constraint in &branch.relation.constraints {
            let counts = match &constraint.kind {
                ConstraintKind::Check { .. } => !constraint.inherited,
                ConstraintKind::ForeignKey { .. } => true,
                _ => false,
            };
            if counts && constraint.uses.uses_column(&branch.name, &column.old)? {
                return Some(true);
            }
        }
        if is_referenced(change, &branch.name, branch.relation) {
            return Some(true);
        }
    }
    Some(is_referenced(change, &change.name, change.relation))
}

/// Whether a foreign key is on the column or references it.
fn is_referenced(change: &Change<'_>, name: &Name, relation: &Relation) -> bool {
    let catalog = change.operation.situation.catalog;
    let mut keys = relation.constraints.iter();
    let on = keys.any(|it| {
        it.references().is_some() && it.kind.columns().iter().any(|column| change.has(column))
    });
    let mut referencing = catalog.foreign_keys_to(name);
    on || referencing.any(|(_, key)| {
        let columns = dependents::referenced(change, key);
        columns.iter().any(|column| change.has(column))
    })
}

/// The indexes beside the old ones.
pub(super) fn steps(change: &Change<'_>, indexes: &[PartIndex]) -> Vec<Draft> {
    let operation = change.operation;
    let mut steps = Vec::new();
    for index in indexes {
        let (table, new) = (&index.table, change.spell(&index.new));
        let name = quote(index.new.name());
        if !index.partitioned {
            let sql = index.definition.create("CONCURRENTLY ", &name, table);
            steps.push(create_index::build(operation, table, &new, sql));
        } else if index.definition.constraint.is_none() {
            steps.push(
                Draft::single(
                    Phase::Expand,
                    format!("Add {} to {table} alone", index.new.name()),
                    index.definition.create("", &name, &format!("ONLY {table}")),
                )
                .why("The partitioned table holds no row itself, so the lock lasts a moment. The index is not valid before each partition has its part.")
                .done(relation_exists(&new))
                .rollback(format!("DROP INDEX IF EXISTS {new};")),
            );
        }
    }
    let plain = |index: &&PartIndex| index.definition.constraint.is_none();
    let attached: Vec<&PartIndex> = indexes
        .iter()
        .filter(plain)
        .filter(|it| it.parent.is_some())
        .collect();
    let roots: Vec<&PartIndex> = indexes
        .iter()
        .filter(plain)
        .filter(|it| it.partitioned && it.parent.is_none())
        .collect();
    if !attached.is_empty() {
        let mut attach = vec!["SET lock_timeout = '2s';".to_owned()];
        for index in attached {
            attach.extend(index.attached(change, indexes, |it| &it.new));
        }
        let names: Vec<_> = roots.iter().map(|it| change.spell(&it.new)).collect();
        let each = |wrap: &dyn Fn(&String) -> String| names.iter().map(wrap).collect::<Vec<_>>();
        steps.push(
            Draft::alone(
                Phase::Expand,
                format!("Make the indexes of the partitions parts of {}", super::change::all(&names)),
                attach.join("\n"),
            )
            .why("Reads no row. Each partition's index is locked for a moment; run again after a timeout, it passes over those that are part of it already. With the last one the whole becomes valid.")
            .done(each(&|it| index_is_valid(it)).join(" AND "))
            .rollback(each(&|it| format!("DROP INDEX IF EXISTS {it};")).join("\n")),
        );
    }
    steps
}

/// How the outcome differs, where partitions get a primary key of their own
/// before it becomes a part of the whole.
pub(super) fn difference(change: &Change<'_>, indexes: &[PartIndex]) -> Option<String> {
    let key = indexes.iter().find(|it| {
        it.is_late() && it.parent.is_none() && it.definition.constraint == Some("PRIMARY KEY")
    })?;
    (change.operation.situation.major >= 18).then(|| {
        format!(
            "From PostgreSQL 18 on each partition of {} has the NOT NULL constraints of its primary key as its own, too, because it got the key before it became part of {}.",
            change.table,
            quote(key.old.name())
        )
    })
}

/// The statements that give them their names, behind the change of columns.
pub(super) fn switch(change: &Change<'_>, indexes: &[PartIndex]) -> Vec<String> {
    let mut sql = Vec::new();
    for index in indexes {
        let (table, last) = (&index.table, quote(index.last.name()));
        let (new, short) = (change.spell(&index.new), quote(index.new.name()));
        sql.push(match index.definition.constraint {
            Some(word) if index.partitioned => format!(
                "ALTER TABLE ONLY {table} ADD CONSTRAINT {last} {word} {};",
                index.definition.last
            ),
            Some(word) => {
                format!("ALTER TABLE {table} ADD CONSTRAINT {last} {word} USING INDEX {short};")
            }
            None => format!("ALTER INDEX {new} RENAME TO {last};"),
        });
    }
    for index in indexes.iter().rev() {
        if index.definition.constraint.is_some() {
            sql.extend(index.attached(change, indexes, |it| &it.last));
        }
    }
    sql
}

impl PartIndex {
    /// The table and the name of the constraint that it stands behind. What is
    /// made again with another loses its comment, so that only those that are
    /// no part of one count.
    pub(super) fn key(&self) -> Option<(&str, &str)> {
        let counts = self.parent.is_none() && self.definition.constraint.is_some();
        counts.then(|| (&*self.table, self.old.name()))
    }

    /// It is made in the switch.
    pub(super) fn is_late(&self) -> bool {
        self.partitioned && self.definition.constraint.is_some()
    }

    /// The index whose comment it gets. Measured: before PostgreSQL 17 that of
    /// the whole goes to its parts, too.
    pub(super) fn commented<'i>(
        &'i self,
        change: &Change<'_>,
        indexes: &'i [PartIndex],
    ) -> Option<&'i PartIndex> {
        let mut root = self;
        while let Some(above) = root.parent.and_then(|it| indexes.get(it)) {
            root = above;
        }
        (self.parent.is_none() || change.operation.situation.major < 17).then_some(root)
    }

    fn attached<'i>(
        &'i self,
        change: &Change<'_>,
        indexes: &'i [PartIndex],
        name: impl Fn(&'i PartIndex) -> &'i Name,
    ) -> Option<String> {
        let above = indexes.get(self.parent?)?;
        Some(format!(
            "ALTER INDEX {} ATTACH PARTITION {};",
            change.spell(name(above)),
            change.spell(name(self))
        ))
    }
}
