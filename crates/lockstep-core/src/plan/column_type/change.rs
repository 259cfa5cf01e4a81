//! What changes, how the steps call it, and whether they can be carried out.

use std::fmt::Display;

use lockstep_syntax::tree::{ObjectName, RelationWord, StatementKind};

use super::super::Operation;
use super::column::{Retyped, asked};
use crate::catalog::{Catalog, Identity, Name, Relation, Uses, object_name, quote};
use crate::effects::Reason;
use crate::report::RelationKind;

/// A change of the types of a table's columns that keeps others waiting.
pub(super) struct Change<'o> {
    pub(super) operation: &'o Operation<'o>,
    /// The table, as the catalog calls it.
    pub(super) name: Name,
    pub(super) relation: &'o Relation,
    /// The table's name as the migration writes it.
    pub(super) written: &'o ObjectName<'o>,
    /// The table as the steps write it.
    pub(super) table: String,
    /// Its partitions, each before its own.
    pub(super) partitions: Vec<Branch<'o>>,
    /// What becomes of which columns; at least one.
    pub(super) columns: Vec<Retyped<'o>>,
    /// The trigger, not quoted, and its function, as the steps write it.
    pub(super) trigger: String,
    pub(super) function: String,
}

/// A partition.
pub(super) struct Branch<'o> {
    pub(super) name: Name,
    pub(super) relation: &'o Relation,
    /// As the steps write it.
    pub(super) table: String,
}

impl Branch<'_> {
    /// It holds rows itself.
    pub(super) fn holds_rows(&self) -> bool {
        self.relation.kind == RelationKind::Table
    }
}

impl<'o> Change<'o> {
    /// None where nobody waits, or where the steps would not lead to the same.
    pub(super) fn of(operation: &'o Operation<'o>) -> Option<Self> {
        let StatementKind::AlterTable(alter) = &operation.statement.kind else {
            return None;
        };
        let asked = asked(operation, &alter.actions)?;
        let catalog = operation.situation.catalog;
        let name = operation.resolve(&alter.name);
        let relation = catalog.relations.get(&name)?;
        if !operation.blocks_for(&[Reason::TypeChange])
            || operation.effects.fails.is_some()
            || alter.object != RelationWord::Table
            || operation.is_substituted(&name)
            || !stands_alone(catalog, &name, relation)
        {
            return None;
        }
        let partitions = partitions(operation, &name, &alter.name)?;
        // Their indexes get other names with each change.
        if !partitions.is_empty() && asked.len() > 1 {
            return None;
        }
        let mut columns: Vec<Retyped<'_>> = Vec::new();
        for asked in asked {
            columns.push(Retyped::of(operation, &name, relation, asked, &columns)?);
        }
        let olds: Vec<&str> = columns.iter().map(|it| &*it.old).collect();
        let tables: Vec<_> = partitions
            .iter()
            .map(|it| it.relation)
            .chain([relation])
            .collect();
        let trigger = last_name(&name, &tables, &olds.join("_"))?;
        if catalog.functions.contains_key(&name.sibling(&trigger)) {
            return None;
        }
        Some(Change {
            operation,
            relation,
            written: &alter.name,
            table: operation.spell(&alter.name),
            function: operation.spell_beside(&alter.name, &trigger),
            columns,
            partitions,
            trigger,
            name,
        })
    }

    /// The columns, as texts call them with their table.
    pub(super) fn shown(&self) -> String {
        let shown = self.columns.iter().map(|it| self.shown_one(it));
        all(&shown.collect::<Vec<_>>())
    }

    /// The tables that triggers stand on and batches go through, as the steps
    /// write them.
    pub(super) fn storing(&self) -> Vec<&str> {
        let leaves = self.partitions.iter().filter(|it| it.holds_rows());
        if self.is_partitioned() {
            leaves.map(|it| &*it.table).collect()
        } else {
            vec![&self.table]
        }
    }

    /// The tables that get the trigger: from PostgreSQL 13 on a partitioned
    /// table hands it on.
    pub(super) fn triggered(&self) -> Vec<&str> {
        if self.operation.situation.major >= 13 {
            vec![&self.table]
        } else {
            self.storing()
        }
    }

    /// The rows are in partitions.
    pub(super) fn is_partitioned(&self) -> bool {
        self.relation.kind == RelationKind::PartitionedTable
    }

    /// One of them.
    pub(super) fn shown_one(&self, column: &Retyped<'_>) -> String {
        format!("{}.{}", self.table, quote(&column.old))
    }

    /// The columns, and those that take their places.
    pub(super) fn olds(&self) -> String {
        all(&self.columns.iter().map(|it| &it.old).collect::<Vec<_>>())
    }

    /// Those that take their places.
    pub(super) fn news(&self) -> String {
        all(&self.columns.iter().map(|it| &it.new).collect::<Vec<_>>())
    }

    /// There is one column, so that texts speak of one.
    pub(super) fn is_one(&self) -> bool {
        self.columns.len() == 1
    }

    /// Whether it is one of the columns whose type changes.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|it| it.old == column)
    }

    /// Whether one of the columns is among what something uses; none where
    /// that is not known.
    pub(super) fn is_used(&self, uses: &Uses) -> Option<bool> {
        let mut found = false;
        for column in &self.columns {
            found |= uses.uses_column(&self.name, &column.old)?;
        }
        Some(found)
    }

    /// A relation, as the steps write it.
    pub(super) fn spell(&self, relation: &Name) -> String {
        self.operation.spell_near(self.written, relation)
    }

    /// Columns of the table as a list, the new ones in the places of the old.
    pub(super) fn listed(&self, columns: &[String]) -> String {
        let renamed = columns.iter().map(|column| {
            let changed = self.columns.iter().find(|it| it.old == *column);
            changed.map_or(column, |it| &it.new)
        });
        list(renamed)
    }

    /// The rows that are not filled yet. Those that the trigger has seen are
    /// right, so that mostly it shows in the new column alone.
    pub(super) fn pending(&self) -> String {
        match self.columns.as_slice() {
            [only] => only.pending(),
            columns => {
                let each = columns.iter().map(|it| format!("({})", it.pending()));
                each.collect::<Vec<_>>().join(" OR ")
            }
        }
    }

    /// How the trigger computes the new columns, a statement a line.
    pub(super) fn assignments(&self) -> String {
        let table = self.name.name();
        let each = self.columns.iter().map(|it| it.assignment(table));
        each.collect::<Vec<_>>().join("\n  ")
    }

    /// What the values depend on, kept as it is for whoever carries out the
    /// step: writers may have set something else.
    pub(super) fn settings(&self) -> String {
        let mut text = String::new();
        let mut set: Vec<&str> = Vec::new();
        for setting in self.columns.iter().flat_map(|it| &it.settings) {
            if !set.contains(setting) {
                set.push(setting);
                text.push_str(&[" SET ", setting, " FROM CURRENT"].concat());
            }
        }
        text
    }
}

/// Whether a table is known in full, and is not tied to others by more than
/// foreign keys.
fn stands_alone(catalog: &Catalog, name: &Name, relation: &Relation) -> bool {
    is_plain(catalog, name, relation)
        && relation.parents.is_empty()
        && !relation.is_partition
        && (relation.kind == RelationKind::PartitionedTable || catalog.descendants(name).is_empty())
}

/// The partitions of a table; none where they are not like it.
fn partitions<'o>(
    operation: &'o Operation<'o>,
    name: &Name,
    written: &ObjectName<'_>,
) -> Option<Vec<Branch<'o>>> {
    let catalog = operation.situation.catalog;
    let mut tables = catalog.tables_downwards(name);
    tables.remove(0);
    let mut found = Vec::new();
    for name in tables {
        let relation = catalog.relations.get(&name)?;
        if !is_plain(catalog, &name, relation)
            || relation.clustered.is_some()
            || relation.replica_identity == Identity::Index
        {
            return None;
        }
        found.push(Branch {
            relation,
            table: operation.spell_near(written, &name),
            name,
        });
    }
    Some(found)
}

fn is_plain(catalog: &Catalog, name: &Name, relation: &Relation) -> bool {
    relation.complete
        && matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable)
        && relation.of_type.is_none()
        // The backfill could be made something else.
        && relation.rules.is_empty()
        // A subscriber that lacks the new column stops.
        && !catalog.publications.values().any(|published| {
            published.all
                || published.schemas.iter().any(|schema| schema == name.schema())
                || published.tables.iter().any(|(table, _)| table == name)
        })
}

/// Names as a person lists them, with none left out.
pub(super) fn all(names: &[impl Display]) -> String {
    match names {
        [] => String::new(),
        [only] => only.to_string(),
        [before @ .., last] => {
            let before: Vec<String> = before.iter().map(ToString::to_string).collect();
            format!("{} and {last}", before.join(", "))
        }
    }
}

/// Names of columns as SQL lists them.
pub(super) fn list<'n>(columns: impl IntoIterator<Item = &'n String>) -> String {
    let columns = columns.into_iter().map(|column| quote(column).into_owned());
    columns.collect::<Vec<_>>().join(", ")
}

/// A name for the trigger behind those of the table's other triggers, which
/// fire in the order of their names.
///
/// Source: the manual's chapter "Overview of Trigger Behavior".
fn last_name(table: &Name, tables: &[&Relation], column: &str) -> Option<String> {
    ["", "zz_", "zzzz_"].into_iter().find_map(|prefix| {
        let name = object_name(&format!("{prefix}{}", table.name()), column, "sync");
        let mut triggers = tables.iter().flat_map(|it| &it.triggers);
        let last = triggers.all(|other| other.name < name);
        last.then_some(name)
    })
}
