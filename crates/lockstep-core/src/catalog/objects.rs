//! What a catalog holds: relations, columns, constraints, triggers, indexes,
//! functions.

use lockstep_syntax::tree::{GeneratedStorage, ReferentialAction, Volatility};

use super::{DataType, Name, quote};
use crate::report::RelationKind;

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
    /// It is not written to the log; none when that is not known.
    pub unlogged: Option<bool>,
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
    /// The composite type of a typed table.
    pub of_type: Option<Name>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type; none when it is not known.
    pub data_type: Option<DataType>,
    /// Its collation, where it is not that of its type.
    pub collation: Option<String>,
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
    /// Its access method.
    pub method: String,
    /// The key columns; an expression is an empty string.
    pub columns: Vec<String>,
    /// What is written beside the key columns; fewer than these when nothing is.
    pub keys: Vec<IndexKey>,
    /// The columns of `INCLUDE`.
    pub include: Vec<String>,
    /// Its definition as written, where a statement made it.
    pub definition: Option<String>,
}

/// What is written beside a key column of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexKey {
    /// Its operator class.
    pub class: Option<String>,
    /// Its collation.
    pub collation: Option<String>,
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

impl Relation {
    /// A relation of which nothing is known but its kind.
    #[must_use]
    pub fn of_kind(kind: RelationKind, origin: Origin) -> Self {
        Relation {
            kind,
            origin,
            complete: false,
            temporary: false,
            unlogged: None,
            columns: Vec::new(),
            constraints: Vec::new(),
            triggers: Vec::new(),
            parents: Vec::new(),
            is_partition: false,
            is_default_partition: false,
            partition_key: Vec::new(),
            reads: Vec::new(),
            owned_by: None,
            of_type: None,
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
            collation: None,
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
