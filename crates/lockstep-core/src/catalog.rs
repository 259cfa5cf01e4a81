//! What is already there, and what the migration makes of it.
//!
//! The catalog is three-valued: a relation is known, known not to exist, or
//! unknown. A relation that a statement names without anybody having created
//! it is unknown, but what the migration then does to it is kept: a CHECK
//! constraint that one statement validated proves something to the next.

pub(crate) mod apply;
mod bound;
mod builtins;
mod by_name;
mod classes;
mod coercion;
mod condition;
mod extensions;
mod functions;
mod links;
mod lookup;
mod name;
pub mod naming;
mod objects;
mod presence;
mod reach;
mod shared;
mod text;
mod types;
mod uses;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use lockstep_syntax::tree::{ObjectName, Volatility};
use rustc_hash::FxHashSet;

use crate::report::RelationKind;

pub use bound::Bound;
pub use by_name::ByName;
pub use coercion::{CastContext, Coercion};
pub use condition::{Condition, Proof};
pub use extensions::{extension_members, extension_with};
pub use functions::{builtin_since, builtin_volatility};
pub use name::{Name, literal, object_name, quote};
pub use objects::{
    Attached, Column, Constraint, ConstraintKind, Function, Identity, Index, IndexKey, Origin,
    Publication, Relation, Trigger,
};
pub use reach::{Gone, Object, ObjectKind, Strength};
pub use shared::Shared;
pub use text::{definition_on, names, storage_clause, with_column};
pub use types::{DataType, Domain, DomainConstraint, UserType, is_plain_type};
pub(crate) use uses::sequences;
pub use uses::{Used, Uses};

/// The schema as it stands before a statement.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// Tables, views, sequences: everything but indexes.
    pub relations: ByName<Relation>,
    /// Indexes.
    pub indexes: ByName<Index>,
    /// Functions that the input defines.
    pub functions: ByName<Function>,
    /// Domains that the input defines.
    pub domains: ByName<Domain>,
    /// Types other than domains that the input defines.
    pub types: ByName<UserType>,
    /// Types that the open transaction created.
    pub fresh_types: Shared<FxHashSet<Name>>,
    /// Values that the open transaction added to enums, which must not be used
    /// before it ends.
    pub fresh_values: Shared<Vec<(Name, String)>>,
    /// The values of each enum.
    pub enum_values: ByName<Vec<String>>,
    /// The types that a domain, a composite type or a range is made of.
    pub type_uses: ByName<Uses>,
    /// The table of each object of extended statistics, and its columns.
    pub statistics: ByName<(Name, Uses)>,
    /// What is published.
    pub publications: Shared<BTreeMap<String, Publication>>,
    /// Schemas that the input creates.
    pub schemas: Shared<BTreeSet<String>>,
    /// Extensions that the input creates, with the schemas of their objects.
    pub extensions: Shared<BTreeMap<String, String>>,
    /// Functions and types that the migration creates, and its schemas, whose
    /// own name is empty.
    pub created: Shared<FxHashSet<Name>>,
    /// What the migration dropped, but for relations and indexes.
    pub dropped: Shared<FxHashSet<Object>>,
    /// Relations and indexes known not to exist: dropped or renamed away.
    pub absent: Shared<FxHashSet<Name>>,
    /// Tables whose rows were copied, each with the table that they were
    /// copied to.
    pub copies: Shared<Vec<(Name, Name)>>,
    /// Tables that the migration put rows into.
    pub filled: Shared<FxHashSet<Name>>,
    /// Tables that the planner knows too little of since an index on an
    /// expression or a new column was filled: nothing has analyzed them since.
    pub unanalyzed: Shared<FxHashSet<Name>>,
    /// Tables that were given ids of which their sequences know nothing.
    pub numbered: Shared<FxHashSet<Name>>,
    /// The session writes as a replica does: triggers and foreign keys are
    /// silent.
    pub replica_role: bool,
    /// Bodies of functions are looked at when they are created.
    pub checks_bodies: bool,
    /// The statements that the session has prepared, as written.
    pub prepared: Shared<BTreeMap<String, String>>,
    /// Schemas in which an unqualified name is looked for.
    pub search_path: Vec<String>,
    /// Those in which it is looked for again when the transaction ends.
    pub outer_path: Option<Vec<String>>,
    /// The session's time zone, where it was set.
    pub time_zone: Option<String>,
    /// From relations to the relations, and from tables to the indexes, that
    /// may depend on them.
    links: links::Links,
    /// Which schemas are complete.
    closed: Shared<presence::Closed>,
}

/// What is known of a relation.
#[derive(Clone, Copy, Debug)]
pub enum Presence<'c> {
    /// It exists.
    Known(&'c Relation),
    /// It does not exist.
    Absent,
    /// Nobody has said.
    Unknown,
}

impl Default for Catalog {
    fn default() -> Self {
        Catalog {
            relations: ByName::default(),
            indexes: ByName::default(),
            functions: ByName::default(),
            domains: ByName::default(),
            types: ByName::default(),
            fresh_types: Shared::default(),
            fresh_values: Shared::default(),
            enum_values: ByName::default(),
            type_uses: ByName::default(),
            statistics: ByName::default(),
            publications: Shared::default(),
            schemas: Shared::default(),
            extensions: Shared::default(),
            created: Shared::default(),
            dropped: Shared::default(),
            closed: Shared::default(),
            absent: Shared::default(),
            copies: Shared::default(),
            filled: Shared::default(),
            unanalyzed: Shared::default(),
            numbered: Shared::default(),
            replica_role: false,
            checks_bodies: true,
            prepared: Shared::default(),
            search_path: vec!["public".to_owned()],
            outer_path: None,
            time_zone: None,
            links: links::Links::default(),
        }
    }
}

impl Catalog {
    /// The relation or index that a written name means.
    #[must_use]
    pub fn resolve(&self, written: &ObjectName<'_>) -> Name {
        self.resolve_parts(written.schema(), written.name())
    }

    /// The relation or index that a schema, where one is written, and a name
    /// mean: the first of the search path that is known, or else the name in
    /// the first schema of the path.
    #[must_use]
    pub fn resolve_parts(&self, schema: Option<&str>, name: &str) -> Name {
        if let Some(schema) = schema {
            return Name::new(schema, name);
        }
        // There is no second schema to choose, known or not.
        if let [only] = self.search_path.as_slice()
            && !name.starts_with("pg_")
        {
            return Name::new(only, name);
        }
        self.search_path
            .iter()
            .map(|schema| Name::new(schema.as_str(), name))
            .find(|candidate| {
                self.relations.contains_key(candidate)
                    || self.indexes.contains_key(candidate)
                    || self.functions.contains_key(candidate)
                    || self.domains.contains_key(candidate)
                    || self.types.contains_key(candidate)
                    || self.type_uses.contains_key(candidate)
            })
            .unwrap_or_else(|| self.unknown(name))
    }

    /// An unqualified name that nothing is known of: in the first schema of the
    /// path in which it may be.
    fn unknown(&self, name: &str) -> Name {
        // PostgreSQL's own schema is looked through before all others.
        if name.starts_with("pg_") {
            return Name::new("pg_catalog", name);
        }
        let mut candidates = self
            .search_path
            .iter()
            .map(|schema| Name::new(schema.as_str(), name));
        candidates
            .find(|name| !matches!(self.presence(name), Presence::Absent))
            .unwrap_or_else(|| Name::new(self.creation_schema(), name))
    }

    /// The relation that the text of a string means, as `regclass` reads it.
    #[must_use]
    pub fn resolve_text(&self, text: &str) -> Name {
        let part = |part: &str| match part.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
            Some(quoted) => quoted.replace("\"\"", "\""),
            None => part.to_ascii_lowercase(),
        };
        match text.rsplit_once('.') {
            Some((schema, name)) => self.resolve_parts(Some(&part(schema)), &part(name)),
            None => self.resolve_parts(None, &part(text)),
        }
    }

    /// The schema in which an unqualified name is created.
    #[must_use]
    pub fn creation_schema(&self) -> &str {
        self.search_path.first().map_or("public", String::as_str)
    }

    /// The kind of a relation, a table where nothing is known.
    #[must_use]
    pub fn kind(&self, name: &Name) -> RelationKind {
        self.relations
            .get(name)
            .map_or(RelationKind::Table, |relation| relation.kind)
    }

    /// Whether the migration created it, so that nobody waits for it.
    #[must_use]
    pub fn is_new(&self, name: &Name) -> bool {
        let relation = self.relations.get(name).is_some_and(Relation::is_new);
        let index = || self.indexes.get(name);
        relation || index().is_some_and(|index| index.origin == Origin::New)
    }

    /// Whether the migration created it and filled it from a table in use, so
    /// that working on it takes as long as that table is large.
    #[must_use]
    pub fn is_filled_copy(&self, name: &Name) -> bool {
        let filled = |name: &Name| self.copies.iter().any(|(_, copy)| copy == name);
        filled(name)
            || self
                .relations
                .get(name)
                .is_some_and(|relation| relation.parents.iter().any(filled))
    }

    /// Whether the migration created it and put nothing into it so far, nor
    /// into what is below it.
    #[must_use]
    pub fn is_empty(&self, name: &Name) -> bool {
        let filled = |name: &Name| self.filled.contains(name);
        self.relations.get(name).is_some_and(|relation| {
            relation.origin == Origin::New
                && !filled(name)
                && !(relation.is_partition && self.ancestors(name).iter().any(filled))
        })
    }

    /// Whether a column was added by the migration.
    #[must_use]
    pub fn is_new_column(&self, table: &Name, column: &str) -> bool {
        self.relations
            .get(table)
            .and_then(|relation| relation.column(column))
            .is_some_and(|column| column.is_new)
    }

    /// Whether it is known to be a partitioned table.
    #[must_use]
    pub fn is_partitioned(&self, name: &Name) -> bool {
        self.kind(name) == RelationKind::PartitionedTable
    }

    /// The partitions or inheritance children of a table, and theirs, in the
    /// order of their names.
    #[must_use]
    pub fn descendants(&self, name: &Name) -> Vec<Name> {
        // Most tables have none.
        if self.links.children_of(name).next().is_none() {
            return Vec::new();
        }
        let mut found = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(parent) = waiting.pop() {
            for child in self.links.children_of(parent) {
                let is_child = self
                    .relations
                    .get(child)
                    .is_some_and(|relation| relation.parents.contains(parent));
                if is_child && found.insert(child) {
                    waiting.push(child);
                }
            }
        }
        found.into_iter().cloned().collect()
    }

    /// The default partition of a partitioned table.
    #[must_use]
    pub fn default_partition(&self, parent: &Name) -> Option<&Name> {
        self.links.defaults_of(parent).find(|child| {
            self.relations.get(child).is_some_and(|relation| {
                relation.bound == Some(Bound::Default) && relation.parents.contains(parent)
            })
        })
    }

    /// The indexes of a table, in the order of their names.
    pub fn indexes_of<'c>(
        &'c self,
        table: &'c Name,
    ) -> impl Iterator<Item = (&'c Name, &'c Index)> {
        self.links
            .parts_of(table)
            .filter_map(|name| self.indexes.get_key_value(name))
            .filter(move |(_, index)| index.table == *table)
    }

    /// Whether an index is that of a constraint of this name, or one of the
    /// partitions of that.
    #[must_use]
    pub fn is_index_of(&self, index: &Name, constraint: &str) -> bool {
        let above = |it: &&Name| self.indexes.get(it)?.parent.as_ref();
        let mut chain = std::iter::successors(Some(index), above);
        chain.any(|it| it.name() == constraint)
    }

    /// The foreign keys that reference a table, with the table they are on.
    pub fn foreign_keys_to<'c>(
        &'c self,
        table: &'c Name,
    ) -> impl Iterator<Item = (&'c Name, &'c Constraint)> {
        self.links
            .references_to(table)
            .filter_map(|name| self.relations.get_key_value(name))
            .flat_map(move |(name, relation)| {
                relation
                    .constraints
                    .iter()
                    .filter(move |constraint| constraint.references() == Some(table))
                    .map(move |constraint| (name, constraint))
            })
    }

    /// Whether a foreign key may reference one of these columns; when not, none
    /// does.
    #[must_use]
    pub fn may_be_referenced(&self, table: &Name, columns: &[&str]) -> bool {
        let primary = || self.primary_key(table).unwrap_or_default();
        self.links.keys_of(table).any(|key| {
            if key.is_empty() {
                primary().iter().any(|key| columns.contains(&key.as_str()))
            } else {
                columns.contains(&key)
            }
        })
    }

    /// What definitions may use under a name, in whichever schema.
    pub fn used_names<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c Name> {
        self.links.used(name)
    }

    /// Functions in whose text a relation may be named.
    pub fn bodies_naming<'c>(
        &'c self,
        relation: &Name,
    ) -> impl Iterator<Item = (&'c Name, &'c Function)> + use<'c> {
        self.links
            .bodies_of(relation)
            .filter_map(|name| self.functions.get_key_value(name))
    }

    /// The extended statistics of a table.
    #[must_use]
    pub fn statistics_of(&self, table: &Name) -> Vec<Object> {
        self.links
            .parts_of(table)
            .filter(|name| self.statistics.get(name).is_some_and(|(of, _)| of == table))
            .map(|name| Object::new(ObjectKind::Statistics, name))
            .collect()
    }

    /// The views that read a relation, and the views that read those.
    #[must_use]
    pub fn views_over(&self, name: &Name) -> Vec<Name> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![name];
        while let Some(read) = waiting.pop() {
            for view in self.links.of(read) {
                let reads = self
                    .relations
                    .get(view)
                    .is_some_and(|relation| relation.reads.contains(read));
                if reads && found.insert(view) {
                    waiting.push(view);
                }
            }
        }
        found.into_iter().cloned().collect()
    }

    /// The sequences that a table's columns own.
    #[must_use]
    pub fn sequences_of(&self, table: &Name) -> Vec<(Name, String)> {
        self.links
            .parts_of(table)
            .filter_map(|name| match &self.relations.get(name)?.owned_by {
                Some((owner, column)) if owner == table => Some((name.clone(), column.clone())),
                _ => None,
            })
            .collect()
    }

    /// A constraint by its name.
    #[must_use]
    pub fn constraint(&self, table: &Name, name: &str) -> Option<&Constraint> {
        self.relations
            .get(table)?
            .constraints
            .iter()
            .find(|constraint| constraint.name == name)
    }

    /// The primary key columns of a table, where they are known.
    #[must_use]
    pub fn primary_key(&self, table: &Name) -> Option<&[String]> {
        self.relations
            .get(table)?
            .constraints
            .iter()
            .find_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey { columns } => Some(columns.as_slice()),
                _ => None,
            })
    }

    /// Whether a column refuses NULL, where that is known.
    #[must_use]
    pub fn is_not_null(&self, table: &Name, column: &str) -> Option<bool> {
        self.relations.get(table)?.column(column)?.not_null
    }

    /// Whether a valid CHECK constraint proves that a column holds no NULL.
    ///
    /// Source: `NotNullImpliedByRelConstraints` in
    /// `src/backend/commands/tablecmds.c`.
    #[must_use]
    pub fn check_proves_not_null(&self, table: &Name, column: &str) -> bool {
        self.relations.get(table).is_some_and(|relation| {
            relation.constraints.iter().any(|constraint| {
                constraint.validated
                    && constraint.enforced
                    && matches!(&constraint.kind, ConstraintKind::Check { proves_not_null, .. }
                        if proves_not_null.iter().any(|proven| proven == column))
            })
        })
    }

    /// The volatility of a function, built in or defined by the input; none
    /// when nobody has said.
    #[must_use]
    pub fn volatility(&self, function: &ObjectName<'_>, major: u8) -> Option<Volatility> {
        let own = self.functions.get(&self.resolve(function));
        match (own, function.schema()) {
            (Some(own), _) => Some(own.volatility),
            (None, None | Some("pg_catalog")) => builtin_volatility(function.name(), major),
            (None, Some(_)) => None,
        }
    }

    /// The volatility of a function in an expression that is planned: in place
    /// of a function in SQL stands its body, from 12 on.
    #[must_use]
    pub fn planned_volatility(&self, function: &ObjectName<'_>, major: u8) -> Option<Volatility> {
        let own = self.functions.get(&self.resolve(function));
        own.filter(|own| major >= 12 && !own.overloaded)
            .and_then(|own| own.inlined)
            .or_else(|| self.volatility(function, major))
    }

    /// From here on others use a table that the migration created, and what is
    /// below it.
    pub fn take_into_use(&mut self, name: &Name) {
        let mut tables = self.descendants(name);
        tables.push(name.clone());
        for table in tables {
            let indexes: Vec<Name> = self.indexes_of(&table).map(|it| it.0.clone()).collect();
            for index in indexes {
                if let Some(index) = self.indexes.get_mut(&index) {
                    index.origin = Origin::Given;
                }
            }
            if let Some(relation) = self.relations.get_mut(&table) {
                relation.origin = Origin::Given;
            }
        }
        self.copies.retain(|(_, copy)| copy != name);
    }

    /// From here on nothing is new: what the migration created is in use.
    pub fn publish(&mut self) {
        for relation in self.relations.values_mut() {
            if relation.origin == Origin::New {
                relation.origin = Origin::Given;
            }
            for column in &mut relation.columns {
                column.is_new = false;
            }
        }
        self.copies.clear();
        self.created.clear();
        for index in self.indexes.values_mut() {
            if index.origin == Origin::New {
                index.origin = Origin::Given;
            }
        }
    }
}
