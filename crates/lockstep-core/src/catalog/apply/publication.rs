//! Publications in the catalog, and what tells published rows apart.

use lockstep_syntax::tree::{
    NamedOption, Publication as Written, PublicationChange, ReplicaIdentity,
};

use super::Apply;
use crate::catalog::{Catalog, Constraint, ConstraintKind, Identity, Name, Publication, Uses};
use crate::report::RelationKind;

impl Apply<'_> {
    pub(super) fn publication(&self, catalog: &mut Catalog, written: &Written<'_>) {
        let tables = self.published(catalog, written);
        let schemas = written.schemas.iter().map(|it| it.value.to_string());
        let of_objects = written.options.is_empty() || !tables.is_empty();
        let name = written.name.value.to_string();
        if written.change == PublicationChange::Create {
            catalog
                .publications
                .insert(name.clone(), Publication::default());
        }
        let Some(known) = catalog.publications.get_mut(&name) else {
            return;
        };
        match written.change {
            PublicationChange::Create | PublicationChange::Add => {
                known.tables.extend(tables);
                known.schemas.extend(schemas);
                known.all |= written.all_tables;
            }
            PublicationChange::Set if of_objects => {
                known.tables = tables;
                known.schemas = schemas.collect();
            }
            PublicationChange::Set => {}
            PublicationChange::Drop => {
                let gone = |table: &Name| tables.iter().any(|(gone, _)| gone == table);
                known.tables.retain(|(table, _)| !gone(table));
                let gone: Vec<String> = schemas.collect();
                known.schemas.retain(|schema| !gone.contains(schema));
            }
        }
        for option in written.options.iter().filter(|it| it.name == "publish") {
            let says = |word| self.lists(option, word);
            known.without_updates = !says("update");
            known.without_deletes = !says("delete");
        }
    }

    /// The tables that a publication names, and those that inherit from them.
    fn published(&self, catalog: &Catalog, written: &Written<'_>) -> Vec<(Name, Uses)> {
        let mut found = Vec::new();
        for table in &written.tables {
            let name = catalog.resolve(&table.name);
            let mut uses = Uses::default();
            uses.add_columns(&name, &table.columns);
            if let Some(condition) = &table.condition {
                uses.add_expression(catalog, self.text, &name, condition);
            }
            if !table.only && !catalog.is_partitioned(&name) {
                let below = catalog.descendants(&name).into_iter();
                found.extend(below.map(|below| (below, Uses::default())));
            }
            found.push((name, uses));
        }
        found
    }

    /// Whether a list like `'insert, update'` holds a word.
    fn lists(&self, option: &NamedOption<'_>, word: &str) -> bool {
        let mut words = option
            .value
            .of(self.text)
            .split(|it: char| !it.is_ascii_alphabetic());
        words.any(|it| it.eq_ignore_ascii_case(word))
    }
}

impl Catalog {
    /// What all publications name.
    pub(super) fn published_mut(&mut self) -> impl Iterator<Item = &mut (Name, Uses)> {
        self.publications.values_mut().flat_map(|it| &mut it.tables)
    }

    /// Says what the rows of a table are told apart by from now on.
    pub(super) fn identify(&mut self, table: &Name, by: &ReplicaIdentity<'_>) {
        let indexes: Vec<Name> = self
            .indexes_of(table)
            .map(|(name, _)| name.clone())
            .collect();
        let wanted = match by {
            ReplicaIdentity::Index(index) => Some(&*index.value),
            _ => None,
        };
        let mut marked = false;
        for name in indexes {
            if let Some(index) = self.indexes.get_mut(&name) {
                index.identity = wanted == Some(name.name());
                marked |= index.identity;
            }
        }
        let identity = match by {
            ReplicaIdentity::Default => Identity::Default,
            ReplicaIdentity::Nothing => Identity::Nothing,
            ReplicaIdentity::Index(_) if marked => Identity::Index,
            ReplicaIdentity::Full | ReplicaIdentity::Index(_) => Identity::Full,
        };
        self.assumed(table, RelationKind::Table).replica_identity = identity;
    }

    /// Whether the rows of a table are told apart for replication.
    ///
    /// Source: `RelationGetIndexList` in `src/backend/utils/cache/relcache.c`.
    #[must_use]
    pub fn identifies_rows(&self, table: &Name) -> bool {
        let Some(known) = self.relations.get(table) else {
            return false;
        };
        let is_key = |it: &Constraint| matches!(it.kind, ConstraintKind::PrimaryKey { .. });
        match known.replica_identity {
            Identity::Full => true,
            Identity::Nothing => false,
            Identity::Index => self.indexes_of(table).any(|(_, index)| index.identity),
            Identity::Default => known
                .constraints
                .iter()
                .any(|constraint| is_key(constraint) && !constraint.deferrable),
        }
    }

    /// Whether a change of the rows of a table is published, as far as it is
    /// known that it is.
    ///
    /// Source: `RelationBuildPublicationDesc` and `is_publishable_class`. From
    /// 13 on a partition is published with what is above it.
    #[must_use]
    pub fn publishes(
        &self,
        table: &Name,
        major: u8,
        change: impl Fn(&Publication) -> bool,
    ) -> bool {
        let stored = self.relations.get(table).is_some_and(|known| {
            known.kind == RelationKind::Table && !known.temporary && known.unlogged != Some(true)
        });
        let mut above = vec![table.clone()];
        if major >= 13 && self.relations.get(table).is_some_and(|it| it.is_partition) {
            above.extend(self.ancestors(table));
        }
        stored
            && self
                .publications
                .values()
                .filter(|it| change(it))
                .any(|it| {
                    let named = |name: &Name| it.tables.iter().any(|(table, _)| table == name);
                    let within =
                        |name: &Name| it.schemas.iter().any(|schema| schema == name.schema());
                    it.all || above.iter().any(|name| named(name) || within(name))
                })
    }
}
