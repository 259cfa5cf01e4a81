//! What a catalog holds: relations, columns, constraints, triggers, indexes,
//! functions.

use lockstep_syntax::tree::{
    GeneratedStorage, MatchKind, PartitionStrategy, ReferentialAction, Volatility,
};

use super::{Bound, Condition, DataType, Name, Uses, quote};
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
    /// Which rows it takes as a partition.
    pub bound: Option<Bound>,
    /// How its rows find their partition, for a partitioned table.
    pub partition_strategy: Option<PartitionStrategy>,
    /// The columns of its partition key; an expression is an empty string.
    pub partition_key: Vec<String>,
    /// The relations that a view reads.
    pub reads: Vec<Name>,
    /// What the query of a view depends on.
    pub uses: Uses,
    /// Its policies, as far as they are known.
    pub policies: Vec<Attached>,
    /// Its rules, as far as they are known, but for the one that makes a view.
    pub rules: Vec<Attached>,
    /// The column that owns a sequence.
    pub owned_by: Option<(Name, String)>,
    /// The composite type of a typed table.
    pub of_type: Option<Name>,
    /// The index that `CLUSTER` goes by.
    pub clustered: Option<String>,
    /// Triggers that were disabled and not enabled again; `ALL` and `USER` for
    /// all of them.
    pub disabled_triggers: Vec<String>,
    /// Autovacuum leaves it alone.
    pub autovacuum_off: bool,
    /// What its rows are told apart by for replication.
    pub replica_identity: Identity,
}

/// What the rows of a table are told apart by for replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// By its primary key.
    Default,
    /// By all of their columns, or by an index of which nobody has said more.
    Full,
    /// By nothing.
    Nothing,
    /// By the index that is marked so.
    Index,
}

/// What is published, and of which tables.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// The tables that it names, and the columns that its lists and conditions
    /// name.
    pub tables: Vec<(Name, Uses)>,
    /// The schemas whose tables are published.
    pub schemas: Vec<String>,
    /// All tables are.
    pub all: bool,
    /// Changed rows are not published.
    pub without_updates: bool,
    /// Deleted rows are not published.
    pub without_deletes: bool,
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
    /// It is an identity column.
    pub identity: bool,
    /// Its default as written; of an identity column, what makes it one, where
    /// that is known.
    pub default: Option<String>,
    /// The type of its default before it becomes that of the column, where it
    /// is worked out.
    pub default_type: Option<DataType>,
    /// What its default or its expression depends on.
    pub uses: Uses,
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
    /// It is also one of the table's parent.
    pub inherited: bool,
    /// Children do not inherit it.
    pub no_inherit: bool,
    /// It can be checked at the end of a transaction.
    pub deferrable: bool,
    /// It is, unless a transaction says otherwise.
    pub deferred: bool,
    /// What `kind` does not hold: the condition of a CHECK constraint as
    /// written, how the index of a key is stored, the columns of `ON DELETE SET
    /// NULL`; mostly empty.
    pub text: String,
    /// What its expression, if it has one, depends on.
    pub uses: Uses,
}

/// A policy or a rule of a table.
#[derive(Clone, Debug)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// What it depends on.
    pub uses: Uses,
}

/// What a constraint asks for.
#[derive(Clone, Debug)]
pub enum ConstraintKind {
    /// `CHECK`
    Check {
        /// The columns it proves not to be NULL.
        proves_not_null: Vec<String>,
        /// What it says.
        condition: Condition,
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
        /// When a key with NULLs in it is in order.
        match_kind: MatchKind,
        /// It can be checked at the end of a transaction.
        deferrable: bool,
        /// It is, unless somebody asks for it earlier.
        deferred: bool,
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
    /// It fires for each row.
    pub for_each_row: bool,
    /// It is given the rows as a table.
    pub transition: bool,
    /// Its definition as written; empty where the table has another name since.
    pub definition: String,
    /// What `UPDATE OF`, `WHEN` and `FROM` name.
    pub uses: Uses,
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
    /// Its keys are compared at the end of a transaction.
    pub deferrable: bool,
    /// NULL is as good as any other value for it, so that it is there once.
    pub nulls_not_distinct: bool,
    /// It tells rows apart for replication.
    pub identity: bool,
    /// The partitioned index that it is a partition of.
    pub parent: Option<Name>,
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
    /// What it depends on, the columns of `INCLUDE`, of its expressions and
    /// of its predicate among it.
    pub uses: Uses,
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
    /// The volatility of what takes the place of a call, where its body does.
    pub inlined: Option<Volatility>,
    /// It is a procedure.
    pub procedure: bool,
    /// The types of the arguments that tell it from others of its name.
    pub arguments: Vec<DataType>,
    /// The names of its parameters, where they have some.
    pub parameters: Vec<Option<String>>,
    /// The type of its result; none for `RETURNS TABLE` and procedures.
    pub returns: Option<DataType>,
    /// There are others of its name, of which no more is known.
    pub overloaded: bool,
    /// What its signature and a body that PostgreSQL keeps parsed depend on.
    pub uses: Uses,
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
            bound: None,
            partition_strategy: None,
            partition_key: Vec::new(),
            reads: Vec::new(),
            uses: Uses::default(),
            policies: Vec::new(),
            rules: Vec::new(),
            owned_by: None,
            of_type: None,
            clustered: None,
            disabled_triggers: Vec::new(),
            autovacuum_off: false,
            replica_identity: Identity::Default,
        }
    }

    /// Whether the migration created it, so that nobody waits for it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.origin == Origin::New || self.temporary
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
            identity: false,
            default: None,
            default_type: None,
            uses: Uses::default(),
            is_new: false,
        }
    }
}

impl Column {
    /// The name of its type, where that is no array.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        let data_type = self.data_type.as_ref().filter(|it| !it.array)?;
        Some(data_type.name.name())
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

impl ConstraintKind {
    /// The columns of its own table that it lists.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        match self {
            ConstraintKind::ForeignKey { columns, .. }
            | ConstraintKind::Unique { columns }
            | ConstraintKind::PrimaryKey { columns } => columns,
            ConstraintKind::NotNull { column } => std::slice::from_ref(column),
            ConstraintKind::Check { .. } | ConstraintKind::Exclude => &[],
        }
    }

    /// Whether an index of its name stands behind it.
    #[must_use]
    pub fn has_index(&self) -> bool {
        matches!(
            self,
            ConstraintKind::PrimaryKey { .. }
                | ConstraintKind::Unique { .. }
                | ConstraintKind::Exclude
        )
    }
}

impl Index {
    /// Whether it could be a partition of the other one, which is on a
    /// partitioned table.
    #[must_use]
    pub fn is_like(&self, other: &Index) -> bool {
        let plain = |index: &Index| !index.partial && !index.columns.iter().any(String::is_empty);
        let key = |index: &Index, key| index.keys.get(key).cloned().unwrap_or_default();
        self.unique == other.unique
            && self.nulls_not_distinct == other.nulls_not_distinct
            && self.method == other.method
            && self.columns == other.columns
            && self.include == other.include
            && (0..self.columns.len()).all(|it| key(self, it) == key(other, it))
            && self.partial == other.partial
            && (plain(self) || self.keys_as_written() == other.keys_as_written())
    }

    /// What PostgreSQL calls a key: its column, or the function that it calls.
    #[must_use]
    pub fn key_name(&self, key: usize) -> &str {
        let column = self.columns.get(key).map_or("", String::as_str);
        if !column.is_empty() {
            return column;
        }
        let written = self.definition.as_deref().and_then(|definition| {
            let keys = definition.get(definition.find('(')? + 1..)?;
            let mut depth = 0_u32;
            let mut parts = keys.split(|character| {
                match character {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                character == ',' && depth == 0
            });
            let (name, _) = parts.nth(key)?.split_once('(')?;
            Some(name.trim())
        });
        let is_name = |name: &&str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        written.filter(is_name).unwrap_or("expr")
    }

    /// Keys and predicate, without space and case.
    fn keys_as_written(&self) -> Option<String> {
        let definition = self.definition.as_deref()?;
        let keys = definition.get(definition.find('(')?..)?;
        let kept = |character: &char| !character.is_whitespace();
        Some(
            keys.chars()
                .filter(kept)
                .collect::<String>()
                .to_ascii_lowercase(),
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
