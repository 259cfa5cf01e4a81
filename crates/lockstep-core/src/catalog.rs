//! What is already there, and what the migration makes of it.
//!
//! The catalog is three-valued: a relation is known, known not to exist, or
//! unknown. A relation that a statement names without anybody having created
//! it is unknown, but what the migration then does to it is kept: a CHECK
//! constraint that one statement validated proves something to the next.

mod apply;
mod functions;
mod links;
mod name;
pub mod naming;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use lockstep_syntax::tree::{GeneratedStorage, ObjectName, ReferentialAction, Volatility};

use crate::report::RelationKind;

pub use functions::{builtin_since, builtin_volatility};
pub use name::{Name, literal, object_name, quote};
pub use types::is_plain_type;

/// The schema as it stands before a statement.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// Tables, views, sequences: everything but indexes.
    pub relations: BTreeMap<Name, Relation>,
    /// Indexes.
    pub indexes: BTreeMap<Name, Index>,
    /// Functions that the input defines.
    pub functions: BTreeMap<Name, Function>,
    /// Domains that the input defines, with whether they have constraints.
    pub domains: BTreeMap<Name, bool>,
    /// Types other than domains that the input defines.
    pub types: BTreeSet<Name>,
    /// Relations and indexes known not to exist: dropped or renamed away.
    pub absent: BTreeSet<Name>,
    /// Tables whose rows were copied, each with the table that they were
    /// copied to.
    pub copies: Vec<(Name, Name)>,
    /// Schemas in which an unqualified name is looked for.
    pub search_path: Vec<String>,
    /// From relations to the relations, and from tables to the indexes, that
    /// may depend on them.
    links: links::Links,
}

/// Where the knowledge of an object comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It existed before the migration, and its definition was given.
    Given,
    /// It existed before the migration; only what the migration does to it is
    /// known.
    Assumed,
    /// The migration creates it.
    New,
}

/// A table, view or sequence.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its kind; a table where nothing else is known.
    pub kind: RelationKind,
    /// Where the knowledge of it comes from.
    pub origin: Origin,
    /// All columns are listed.
    pub complete: bool,
    /// It is temporary, so that only its own session sees it.
    pub temporary: bool,
    /// Its columns, as far as they are known.
    pub columns: Vec<Column>,
    /// Its constraints, as far as they are known.
    pub constraints: Vec<Constraint>,
    /// Its triggers, as far as they are known.
    pub triggers: Vec<Trigger>,
    /// The tables it inherits from, or the one it is a partition of.
    pub parents: Vec<Name>,
    /// It is a partition.
    pub is_partition: bool,
    /// It is the default partition of its parent.
    pub is_default_partition: bool,
    /// The columns of its partition key, where they are plain columns.
    pub partition_key: Vec<String>,
    /// The relations that a view reads.
    pub reads: Vec<Name>,
    /// The column that owns a sequence.
    pub owned_by: Option<(Name, String)>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type as PostgreSQL spells it internally, with modifiers; none when
    /// it is not known.
    pub data_type: Option<String>,
    /// It refuses NULL; none when that is not known.
    pub not_null: Option<bool>,
    /// It is generated.
    pub generated: Option<GeneratedStorage>,
    /// Its default as written.
    pub default: Option<String>,
    /// The migration adds it, so that no code uses it yet.
    pub is_new: bool,
}

/// A constraint.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Its name, also one that PostgreSQL chose.
    pub name: String,
    /// What it asks for.
    pub kind: ConstraintKind,
    /// Existing rows are known to satisfy it.
    pub validated: bool,
    /// It is enforced.
    pub enforced: bool,
}

/// What a constraint asks for.
#[derive(Clone, Debug)]
pub enum ConstraintKind {
    /// `CHECK`
    Check {
        /// The columns it proves not to be NULL.
        proves_not_null: Vec<String>,
    },
    /// `NOT NULL`, which is a constraint of its own from 18 on.
    NotNull {
        /// The column.
        column: String,
    },
    /// `FOREIGN KEY`
    ForeignKey {
        /// The referencing columns.
        columns: Vec<String>,
        /// The referenced table.
        table: Name,
        /// The referenced columns; empty for the primary key.
        referenced: Vec<String>,
        /// What deleting a referenced row does.
        on_delete: ReferentialAction,
        /// What changing a referenced key does.
        on_update: ReferentialAction,
    },
    /// `UNIQUE`, with the index of the same name.
    Unique {
        /// The key columns.
        columns: Vec<String>,
    },
    /// `PRIMARY KEY`, with the index of the same name.
    PrimaryKey {
        /// The key columns.
        columns: Vec<String>,
    },
    /// `EXCLUDE`, with the index of the same name.
    Exclude,
}

/// A trigger.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The function it calls.
    pub function: Name,
    /// Its definition as written; empty where the table has another name since.
    pub definition: String,
}

/// An index.
#[derive(Clone, Debug)]
pub struct Index {
    /// Where the knowledge of it comes from.
    pub origin: Origin,
    /// The table it is on.
    pub table: Name,
    /// It is unique.
    pub unique: bool,
    /// It is on a partitioned table.
    pub partitioned: bool,
    /// It has a predicate.
    pub partial: bool,
    /// The key columns; an expression is an empty string.
    pub columns: Vec<String>,
    /// Its definition as written, where a statement made it.
    pub definition: Option<String>,
}

/// A function that the input defines.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its volatility.
    pub volatility: Volatility,
    /// Its language.
    pub language: String,
    /// Its body as written, between the quotes.
    pub body: String,
    /// Its definition as written.
    pub definition: String,
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
            relations: BTreeMap::new(),
            indexes: BTreeMap::new(),
            functions: BTreeMap::new(),
            domains: BTreeMap::new(),
            types: BTreeSet::new(),
            absent: BTreeSet::new(),
            copies: Vec::new(),
            search_path: vec!["public".to_owned()],
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
        self.search_path
            .iter()
            .map(|schema| Name::new(schema.as_str(), name))
            .find(|candidate| {
                self.relations.contains_key(candidate)
                    || self.indexes.contains_key(candidate)
                    || self.functions.contains_key(candidate)
                    || self.domains.contains_key(candidate)
                    || self.types.contains(candidate)
            })
            .unwrap_or_else(|| Name::new(self.creation_schema(), name))
    }

    /// The schema in which an unqualified name is created.
    #[must_use]
    pub fn creation_schema(&self) -> &str {
        self.search_path.first().map_or("public", String::as_str)
    }

    /// What is known of a relation.
    #[must_use]
    pub fn presence(&self, name: &Name) -> Presence<'_> {
        match self.relations.get(name) {
            Some(relation) => Presence::Known(relation),
            None if self.absent.contains(name) => Presence::Absent,
            None => Presence::Unknown,
        }
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
        let relation = self
            .relations
            .get(name)
            .is_some_and(|relation| relation.origin == Origin::New || relation.temporary);
        let index = self
            .indexes
            .get(name)
            .is_some_and(|index| index.origin == Origin::New);
        relation || index
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
        let mut found = Vec::new();
        let mut waiting = vec![name.clone()];
        while let Some(parent) = waiting.pop() {
            for child in self.links.of(&parent) {
                let is_child = self
                    .relations
                    .get(child)
                    .is_some_and(|relation| relation.parents.contains(&parent));
                if is_child && !found.contains(child) {
                    found.push(child.clone());
                    waiting.push(child.clone());
                }
            }
        }
        found.sort();
        found
    }

    /// The default partition of a partitioned table.
    #[must_use]
    pub fn default_partition(&self, parent: &Name) -> Option<&Name> {
        self.links.of(parent).find(|child| {
            self.relations.get(child).is_some_and(|relation| {
                relation.is_default_partition && relation.parents.contains(parent)
            })
        })
    }

    /// The indexes of a table, in the order of their names.
    pub fn indexes_of<'c>(
        &'c self,
        table: &'c Name,
    ) -> impl Iterator<Item = (&'c Name, &'c Index)> {
        self.links
            .of(table)
            .filter_map(|name| self.indexes.get_key_value(name))
            .filter(move |(_, index)| index.table == *table)
    }

    /// The foreign keys that reference a table, with the table they are on.
    pub fn foreign_keys_to<'c>(
        &'c self,
        table: &'c Name,
    ) -> impl Iterator<Item = (&'c Name, &'c Constraint)> {
        self.links
            .of(table)
            .filter_map(|name| self.relations.get_key_value(name))
            .flat_map(move |(name, relation)| {
                relation
                    .constraints
                    .iter()
                    .filter(move |constraint| constraint.references() == Some(table))
                    .map(move |constraint| (name, constraint))
            })
    }

    /// The views that read a relation, and the views that read those.
    #[must_use]
    pub fn views_over(&self, name: &Name) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        let mut waiting = vec![name.clone()];
        while let Some(read) = waiting.pop() {
            for view in self.links.of(&read) {
                let reads = self
                    .relations
                    .get(view)
                    .is_some_and(|relation| relation.reads.contains(&read));
                if reads && !found.contains(view) {
                    found.push(view.clone());
                    waiting.push(view.clone());
                }
            }
        }
        found.sort();
        found
    }

    /// The sequences that a table's columns own.
    #[must_use]
    pub fn sequences_of(&self, table: &Name) -> Vec<(Name, String)> {
        self.links
            .of(table)
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
                    && matches!(&constraint.kind, ConstraintKind::Check { proves_not_null }
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
        for index in self.indexes.values_mut() {
            if index.origin == Origin::New {
                index.origin = Origin::Given;
            }
        }
    }
}

impl Relation {
    /// A relation of which nothing is known but its kind.
    #[must_use]
    pub fn of_kind(kind: RelationKind, origin: Origin) -> Self {
        Relation {
            kind,
            origin,
            complete: false,
            temporary: false,
            columns: Vec::new(),
            constraints: Vec::new(),
            triggers: Vec::new(),
            parents: Vec::new(),
            is_partition: false,
            is_default_partition: false,
            partition_key: Vec::new(),
            reads: Vec::new(),
            owned_by: None,
        }
    }

    /// A column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column, made up where it was not known.
    pub(crate) fn column_mut(&mut self, name: &str) -> &mut Column {
        let index = self
            .columns
            .iter()
            .position(|column| column.name == name)
            .unwrap_or_else(|| {
                self.columns.push(Column::named(name));
                self.columns.len() - 1
            });
        &mut self.columns[index]
    }
}

impl Column {
    /// A column of which nothing is known but its name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            data_type: None,
            not_null: None,
            generated: None,
            default: None,
            is_new: false,
        }
    }
}

impl Function {
    /// The body as a DO block, so that it can be read for the statements in
    /// it.
    #[must_use]
    pub fn as_do_block(&self) -> String {
        let mut tag = "$lockstep$".to_owned();
        while self.body.contains(&tag) {
            tag.insert(1, '_');
        }
        format!(
            "DO LANGUAGE {} {tag}{}{tag}",
            quote(&self.language),
            self.body
        )
    }
}

impl Constraint {
    /// The table that a foreign key references.
    #[must_use]
    pub fn references(&self) -> Option<&Name> {
        match &self.kind {
            ConstraintKind::ForeignKey { table, .. } => Some(table),
            _ => None,
        }
    }
}
