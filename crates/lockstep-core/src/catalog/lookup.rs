//! How the rows that reference a row are found, and what they reference.

use lockstep_syntax::tree::ForeignKeyTarget;

use super::{Catalog, ConstraintKind, Index, Name, quote};

impl Catalog {
    /// Whether an index of a table finds the rows that hold given values in
    /// these columns, as a foreign key looks for them, in whatever order they
    /// lead it.
    ///
    /// Source: the manual, "Multicolumn Indexes" and "Partial Indexes";
    /// `IndexCollMatchesExprColl` in
    /// `src/backend/optimizer/path/indxpath.c`.
    #[must_use]
    pub fn finds_rows(&self, table: &Name, columns: &[impl AsRef<str>]) -> bool {
        let known = self.relations.get(table);
        self.indexes_of(table).any(|(_, index)| {
            let place = |column: &str| {
                let mut leading = index.columns.iter().take(columns.len());
                let place = leading.position(|key| key == column)?;
                let collation = index.keys.get(place).and_then(|key| key.collation.as_ref());
                let column = known.and_then(|it| it.column(column));
                let own = column.and_then(|it| it.collation.as_ref());
                (collation.is_none() || collation == own).then_some(place)
            };
            matches!(&*index.method, "btree" | "hash")
                && !columns.is_empty()
                && columns.iter().all(|it| place(it.as_ref()).is_some())
                && (!index.partial || columns.iter().any(|it| is_without_null(index, it.as_ref())))
        })
    }

    /// Whether a foreign key references a period; without columns it references
    /// what the primary key does.
    #[must_use]
    pub fn references_period(&self, referenced: &Name, target: &ForeignKeyTarget<'_>) -> bool {
        let without_overlaps = |index: &Index| &*index.method == "gist";
        let known = self.relations.get(referenced);
        let mut constraints = known.into_iter().flat_map(|known| &known.constraints);
        let primary = constraints.find(|it| matches!(it.kind, ConstraintKind::PrimaryKey { .. }));
        let index = primary.map(|it| referenced.sibling(it.name.as_str()));
        let index = index.and_then(|index| self.indexes.get(&index));
        target.period || (target.columns.is_empty() && index.is_some_and(without_overlaps))
    }

    /// Whether a foreign key converts each referencing value before it
    /// compares, so that no index finds any.
    #[must_use]
    pub fn converts_references(
        &self,
        (referencing, columns): (&Name, &[String]),
        (referenced, keys): (&Name, &[String]),
        major: u8,
    ) -> bool {
        let type_of = |table: &Name, column: &str| {
            let column = self.relations.get(table)?.column(column)?;
            column.data_type.as_ref()
        };
        columns.iter().zip(keys).any(|(column, key)| {
            let types = (type_of(referencing, column), type_of(referenced, key));
            let (Some(from), Some(to)) = types else {
                return false;
            };
            self.references_directly(from, to, major) == Some(false)
        })
    }
}

/// Whether a partial index leaves out no rows but those whose column is NULL,
/// for which a foreign key never looks.
fn is_without_null(index: &Index, column: &str) -> bool {
    let definition = index.definition.as_deref().unwrap_or_default();
    let definition = definition.to_ascii_lowercase();
    let predicate = definition.rsplit_once("where").map_or("", |(_, it)| it);
    let brackets: &[char] = &['(', ')', ' '];
    let predicate = predicate.trim().trim_matches(brackets);
    predicate.strip_suffix(" is not null").map(str::trim)
        == Some(&quote(column).to_ascii_lowercase())
}
