//! What becomes of the foreign keys of a column whose type changes, and of
//! those that reference it.
//!
//! Source: `ATAddForeignKeyConstraint` and `TryReuseForeignKey` in
//! `src/backend/commands/tablecmds.c`.

use super::Retype;
use crate::catalog::{Constraint, ConstraintKind, DataType, Name};
use crate::effects::alter_table::scan;
use crate::effects::{Effects, Reason, foreign_key};
use crate::report::LockMode;

impl Retype<'_> {
    /// Foreign keys on the column and to it are added again. They are checked
    /// again where a table is written anew or values are compared otherwise.
    pub(super) fn foreign_keys(self, rewritten: bool, into: &mut Effects) {
        let (catalog, relation) = (self.catalog(), self.relation);
        let mut both = Vec::new();
        for constraint in self.constraints() {
            if let ConstraintKind::ForeignKey { columns, table, .. } = &constraint.kind
                && columns.iter().any(|key| key == self.column)
            {
                both.push((relation, table, constraint));
            }
        }
        for (referencing, constraint) in catalog.foreign_keys_to(relation) {
            let dropped = self.target.all.contains(referencing)
                && self.is_dropped(|it| it == constraint.name);
            if !dropped && self.is_referenced(constraint) {
                both.push((referencing, relation, constraint));
            }
        }
        for (referencing, referenced, constraint) in both {
            self.lock_both(referencing, referenced, into);
            self.match_types(referencing, constraint, into);
            let checked = constraint.validated && constraint.enforced;
            if checked && (rewritten || self.compares_otherwise() || self.forgets(referencing)) {
                scan(
                    self.situation,
                    referencing,
                    Reason::TypeChange,
                    self.span,
                    into,
                );
                foreign_key::scan_referenced(
                    self.situation,
                    referenced,
                    Reason::TypeChange,
                    self.span,
                    into,
                );
            }
        }
    }

    /// Dropping the foreign key and adding it again locks both tables.
    ///
    /// Measured: until 14 a partitioned table that is referenced had nothing
    /// to drop, and only its partitions are locked so.
    fn lock_both(self, referencing: &Name, referenced: &Name, into: &mut Effects) {
        let (situation, catalog) = (self.situation, self.catalog());
        let cause = "its foreign key is made again for the new type";
        into.lock(situation, referencing, LockMode::AccessExclusive, cause);
        let mut all = vec![referenced.clone()];
        if catalog.is_partitioned(referenced) {
            all.extend(catalog.descendants(referenced));
        }
        for relation in &all {
            let mode = if catalog.is_partitioned(relation) && situation.major < 15 {
                LockMode::ShareRowExclusive
            } else {
                LockMode::AccessExclusive
            };
            into.lock(situation, relation, mode, cause);
        }
    }

    fn is_referenced(self, constraint: &Constraint) -> bool {
        let ConstraintKind::ForeignKey { referenced, .. } = &constraint.kind else {
            return false;
        };
        let key = if referenced.is_empty() {
            self.catalog()
                .primary_key(self.relation)
                .unwrap_or_default()
        } else {
            referenced
        };
        key.iter().any(|column| column == self.column)
    }

    /// Measured: on 11 the foreign key of a partition is added with that of
    /// its parent, which knows nothing of it.
    fn forgets(self, referencing: &Name) -> bool {
        let known = self.catalog().relations.get(referencing);
        self.situation.major < 12 && known.is_some_and(|known| known.is_partition)
    }

    fn compares_otherwise(self) -> bool {
        let old = self
            .known_column()
            .and_then(|column| column.data_type.clone());
        let class = |it: &DataType| {
            self.catalog()
                .default_class(it, "btree", self.situation.major)
        };
        old.as_ref().and_then(class) != class(&self.new_type())
    }

    /// A foreign key needs types that can be compared.
    fn match_types(self, referencing: &Name, constraint: &Constraint, into: &mut Effects) {
        let catalog = self.catalog();
        let ConstraintKind::ForeignKey {
            columns,
            table,
            referenced,
            ..
        } = &constraint.kind
        else {
            return;
        };
        let keys = if referenced.is_empty() {
            catalog.primary_key(table).unwrap_or_default()
        } else {
            referenced
        };
        for (column, key) in columns.iter().zip(keys) {
            let (Some(from), Some(to)) = (self.after(referencing, column), self.after(table, key))
            else {
                continue;
            };
            if !catalog.can_reference(&from, &to, self.situation.major) {
                into.fail(
                    "42804",
                    format!(
                        "foreign key {} cannot compare {from} with {to}",
                        constraint.name
                    ),
                );
            }
        }
    }
}
