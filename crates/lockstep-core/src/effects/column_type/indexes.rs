//! What becomes of the indexes of a column whose type changes.
//!
//! Source: `CheckIndexCompatible` in `src/backend/commands/indexcmds.c`.

use lockstep_syntax::tree::ObjectName;

use super::Retype;
use crate::catalog::{CastContext, Catalog, Coercion, DataType, Index};
use crate::effects::{Effects, Reason, WorkKind};
use crate::report::LockMode;

impl Retype<'_> {
    /// Indexes on the column are dropped and made again. One that is as it
    /// was takes over the old one's storage.
    pub(super) fn indexes(self, rewritten: bool, into: &mut Effects) {
        for (name, index) in self.catalog().indexes_of(self.relation) {
            if !self.is_in(&index.uses)
                || self.is_dropped(|it| self.catalog().is_index_of(name, it))
            {
                continue;
            }
            let cause = "made again for the new type";
            into.lock(self.situation, name, LockMode::AccessExclusive, cause);
            let same = self.keeps_classes(index, into);
            let kept = same && could_be_kept(index);
            if !rewritten && !kept {
                into.work_on(
                    self.situation,
                    self.relation,
                    &WorkKind::IndexBuild(name.clone()),
                    Reason::TypeChange,
                    self.span,
                );
            }
        }
    }

    /// Whether the keys on the column are compared as before; fails where the
    /// new type cannot be compared so.
    fn keeps_classes(self, index: &Index, into: &mut Effects) -> bool {
        let (catalog, major) = (self.catalog(), self.situation.major);
        let Some(column) = self.known_column() else {
            return false;
        };
        let Some(old) = &column.data_type else {
            return false;
        };
        let new = self.new_type();
        let collated = collation(catalog, old, column.collation.as_deref(), major);
        let recollated = self.new_collation();
        let mut same = true;
        let keys = index.columns.iter().enumerate();
        for (number, _) in keys.filter(|(_, key)| *key == self.column) {
            let written = index.keys.get(number);
            let class = written.and_then(|key| key.class.as_deref());
            let own = written.and_then(|key| key.collation.clone());
            // What is written but the default is made again as the default.
            let own = own.filter(|own| Some(own) != collated.as_ref());
            same &= own.is_some() || collated == recollated;
            if let Some((class, input)) =
                class.and_then(|class| Some((class, Catalog::named_class(class, major)?)))
            {
                let input = DataType::builtin(input);
                let fits = catalog.coerce(&new, &input, CastContext::Implicit, major);
                if fits != Coercion::Stored && catalog.knows_type(&new) {
                    into.fail(
                        "42804",
                        format!("operator class {class} does not accept the type {new}"),
                    );
                }
                continue;
            }
            let class = |it: &DataType| catalog.default_class(it, &index.method, major);
            let (before, after) = (class(old), class(&new));
            if before.is_some() && after.is_none() && catalog.knows_type(&new) {
                into.fail(
                    "42704",
                    format!(
                        "the type {new} has no default operator class for {}",
                        index.method
                    ),
                );
            }
            // What serves many types compares by the type itself. Some kinds of
            // indexes hold something else than the values, hashes for example,
            // which never are of the column's type.
            let any = after.as_ref().is_some_and(|class| class.starts_with("any"));
            let derived = matches!(&*index.method, "brin" | "gin" | "hash");
            let polymorphic = any && (derived || !old.is_same_type(&new));
            same &= before == after && !polymorphic;
        }
        same
    }

    fn new_collation(self) -> Option<String> {
        let written = self.change.collation.as_ref().map(ObjectName::name);
        collation(
            self.catalog(),
            &self.new_type(),
            written,
            self.situation.major,
        )
    }
}

/// The collation of a column: its own, or that of its type.
fn collation(
    catalog: &Catalog,
    data_type: &DataType,
    own: Option<&str>,
    major: u8,
) -> Option<String> {
    own.map(str::to_owned)
        .or_else(|| catalog.collation_of(data_type, major))
}

/// Whether the storage of an index can be taken over at all: what is
/// computed for it may have changed, and the index of a partition is
/// built when that of its parent is made.
fn could_be_kept(index: &Index) -> bool {
    let expression = index.columns.iter().any(String::is_empty);
    !index.partial && !expression && index.parent.is_none()
}
