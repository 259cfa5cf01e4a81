//! Partitions that come and go, and the indexes and constraints that they
//! share with their parent.

use super::super::links::Roles;
use super::super::naming::{copied_foreign_key_name, partition_index_name};
use super::super::{Bound, Catalog, Constraint, ConstraintKind, Index, Name, Origin};
use super::Apply;
use crate::report::RelationKind;

/// What becomes of an index of a partitioned table in one of its partitions.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The index, adopted or new.
    pub(crate) index: Name,
    /// It was there before.
    pub(crate) adopted: bool,
}

impl Apply<'_> {
    /// Source: `ATExecAttachPartition` in `src/backend/commands/tablecmds.c`.
    pub(super) fn attach(
        &self,
        catalog: &mut Catalog,
        parent: &Name,
        partition: &Name,
        bound: Bound,
    ) {
        // PostgreSQL refuses a table among its own partitions.
        if partition == parent || catalog.descendants(partition).contains(parent) {
            return;
        }
        let default = bound == Bound::Default;
        catalog.links.add_child(parent, partition, default);
        let known = catalog.assumed(parent, RelationKind::Table);
        known.kind = RelationKind::PartitionedTable;
        let theirs = known.constraints.clone();
        let relation = catalog.assumed(partition, RelationKind::Table);
        relation.parents = vec![parent.clone()];
        relation.is_partition = true;
        relation.bound = Some(bound);
        let mut below = catalog.descendants(partition);
        below.push(partition.clone());
        // Indexes, and the constraints that have one, follow below.
        let inherited = |own: &&Constraint| {
            !own.no_inherit
                && matches!(
                    own.kind,
                    ConstraintKind::Check { .. }
                        | ConstraintKind::NotNull { .. }
                        | ConstraintKind::ForeignKey { .. }
                )
        };
        for table in below {
            for constraint in theirs.iter().filter(inherited) {
                // One that is there already has been handed down before.
                let handed_down = constraint.references().is_some()
                    && catalog.ancestors(&table).iter().any(|above| {
                        above != parent
                            && catalog
                                .adopted_foreign_key(above, constraint, self.major)
                                .is_some()
                    });
                if !handed_down {
                    catalog.inherit(&table, constraint, self.major);
                }
            }
        }
        catalog.place_indexes(parent, partition, self.origin, self.major);
    }
}

impl Catalog {
    /// A constraint of the parent becomes one of the partition, which may have
    /// the same already.
    pub(super) fn inherit(&mut self, table: &Name, constraint: &Constraint, major: u8) {
        let copied = constraint.references();
        self.links.add_reference(&constraint.kind, table);
        let adopted = self.adopted_foreign_key(table, constraint, major);
        let matching = match adopted {
            Some(own) => Some(own.name.clone()),
            None if copied.is_some() => None,
            None => Some(constraint.name.clone()),
        };
        let name = match copied {
            Some(_) => copied_foreign_key_name(self, table, constraint, major),
            None => constraint.name.clone(),
        };
        let matching = self.relations.get(table).and_then(|relation| {
            let mut own = relation.constraints.iter();
            own.position(|own| !own.inherited && Some(&own.name) == matching.as_ref())
        });
        let Some(relation) = self.relations.get_mut(table) else {
            return;
        };
        if let Some(own) = matching.and_then(|index| relation.constraints.get_mut(index)) {
            own.inherited = true;
            own.validated |= copied.is_some() && constraint.validated;
        } else {
            if constraint.validated
                && let ConstraintKind::NotNull { column } = &constraint.kind
            {
                relation.column_mut(column).not_null = Some(true);
            }
            relation.constraints.push(Constraint {
                name,
                inherited: true,
                ..constraint.clone()
            });
        }
    }

    /// The foreign key of a table that becomes that of its parent, when it
    /// becomes a partition: before 18 only one whose rows are checked.
    ///
    /// Source: `tryAttachPartitionForeignKey` in
    /// `src/backend/commands/tablecmds.c`.
    pub(crate) fn adopted_foreign_key(
        &self,
        table: &Name,
        wanted: &Constraint,
        major: u8,
    ) -> Option<&Constraint> {
        let mut own = self.relations.get(table)?.constraints.iter();
        own.find(|own| {
            self.is_same_foreign_key(own, wanted)
                && !own.inherited
                && (own.validated || major >= 18)
        })
    }

    /// Whether both are foreign keys that ask for the same, so that one can
    /// stand for the other in a partition.
    ///
    /// Source: `tryAttachPartitionForeignKey` in
    /// `src/backend/commands/tablecmds.c`.
    pub(crate) fn is_same_foreign_key(&self, one: &Constraint, other: &Constraint) -> bool {
        let key = |constraint: &Constraint| match &constraint.kind {
            ConstraintKind::ForeignKey {
                columns,
                table,
                referenced,
                on_delete,
                on_update,
                match_kind,
                deferrable,
                deferred,
            } => {
                let referenced = if referenced.is_empty() {
                    self.primary_key(table).unwrap_or_default().to_vec()
                } else {
                    referenced.clone()
                };
                let actions = (*on_delete, *on_update, *match_kind, *deferrable, *deferred);
                Some((columns.clone(), table.clone(), referenced, actions))
            }
            _ => None,
        };
        let own = key(one);
        own.is_some() && one.enforced == other.enforced && own == key(other)
    }

    /// A partition goes its own way with what it has.
    pub(super) fn detach(&mut self, partition: &Name) {
        let relation = self.assumed(partition, RelationKind::Table);
        relation.parents.clear();
        relation.is_partition = false;
        relation.bound = None;
        for constraint in &mut relation.constraints {
            constraint.inherited = false;
        }
        let indexes: Vec<Name> = self
            .indexes_of(partition)
            .map(|(name, _)| name.clone())
            .collect();
        for index in indexes {
            if let Some(index) = self.indexes.get_mut(&index) {
                index.parent = None;
            }
        }
    }

    /// Gives a partition an index for each of its parent's.
    pub(super) fn place_indexes(
        &mut self,
        parent: &Name,
        partition: &Name,
        origin: Origin,
        major: u8,
    ) {
        let indexes: Vec<Name> = self
            .indexes_of(parent)
            .map(|(name, _)| name.clone())
            .collect();
        for index in indexes {
            self.place_index(&index, partition, origin, major);
        }
    }

    /// Gives a partition, and its own partitions, an index for one of its
    /// parent's.
    pub(crate) fn place_index(&mut self, root: &Name, partition: &Name, origin: Origin, major: u8) {
        let Some(model) = self.indexes.get(root).cloned() else {
            return;
        };
        let wanted = self.constraint(&model.table, root.name()).cloned();
        let mut above: Vec<(Name, Name)> = vec![(partition.clone(), root.clone())];
        while let Some((table, parent)) = above.pop() {
            let place = self.index_place(root, &model, &table, major);
            if place.adopted {
                if let Some(index) = self.indexes.get_mut(&place.index) {
                    index.parent = Some(parent);
                }
                let relation = self.assumed(&table, RelationKind::Table);
                for constraint in &mut relation.constraints {
                    constraint.inherited |= constraint.name == place.index.name();
                }
                continue;
            }
            if let Some(mut constraint) = wanted.clone() {
                // It goes with the partition's own column.
                constraint.uses.rename(&model.table, &table);
                self.link(&constraint.uses, &table, Roles::RELATION);
                let relation = self.assumed(&table, RelationKind::Table);
                relation.constraints.push(Constraint {
                    name: place.index.name().to_owned(),
                    inherited: true,
                    ..constraint
                });
            }
            let mut index = Index {
                origin,
                table: table.clone(),
                partitioned: self.is_partitioned(&table),
                parent: Some(parent),
                definition: None,
                identity: false,
                ..model.clone()
            };
            index.uses.rename(&model.table, &table);
            self.add_index(place.index.clone(), index);
            let below: Vec<Name> = self
                .partitions(&table)
                .map(|(name, _)| name.clone())
                .collect();
            above.extend(below.into_iter().map(|name| (name, place.index.clone())));
        }
    }

    /// The partitions of a partitioned index, and theirs.
    #[must_use]
    pub fn index_partitions(&self, index: &Name) -> Vec<Name> {
        let Some(known) = self.indexes.get(index).filter(|known| known.partitioned) else {
            return Vec::new();
        };
        let mut found = vec![index.clone()];
        for table in self.tables_downwards(&known.table) {
            let below = self.indexes_of(&table).filter(|(_, below)| {
                below
                    .parent
                    .as_ref()
                    .is_some_and(|parent| found.contains(parent))
            });
            let below: Vec<Name> = below.map(|(name, _)| name.clone()).collect();
            found.extend(below);
        }
        found.remove(0);
        found
    }

    /// A table and its partitions, each before its own.
    #[must_use]
    pub fn tables_downwards(&self, table: &Name) -> Vec<Name> {
        let mut found = vec![table.clone()];
        let mut index = 0;
        while let Some(table) = found.get(index).cloned() {
            let below = self.partitions(&table).map(|(name, _)| name.clone());
            found.extend(below);
            index += 1;
        }
        found
    }

    /// Which index of a table, there or to be built, becomes a partition of
    /// one like `model`, which has the name `parent` on the table where it was
    /// asked for.
    ///
    /// Source: `AttachPartitionEnsureIndexes` in
    /// `src/backend/commands/tablecmds.c`, `CompareIndexInfo` in
    /// `src/backend/catalog/index.c`.
    pub(crate) fn index_place(
        &self,
        parent: &Name,
        model: &Index,
        table: &Name,
        major: u8,
    ) -> Place {
        let wanted = self.constraint(&model.table, parent.name());
        let fits = |(name, index): &(&Name, &Index)| {
            if index.parent.is_some() || !index.is_like(model) {
                return false;
            }
            let Some(wanted) = wanted else {
                return true;
            };
            // Measured: until 16 the index of any constraint would do.
            let kind = std::mem::discriminant(&wanted.kind);
            self.constraint(table, name.name())
                .is_some_and(|own| major < 17 || std::mem::discriminant(&own.kind) == kind)
        };
        let found = self.indexes_of(table).find(fits);
        Place {
            adopted: found.is_some(),
            index: found.map_or_else(
                || partition_index_name(self, &model.table, parent, model, table),
                |(name, _)| name.clone(),
            ),
        }
    }
}
