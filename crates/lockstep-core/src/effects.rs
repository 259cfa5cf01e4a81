//! What PostgreSQL does with a statement: facts, no advice.
//!
//! No lock level is written anywhere else. Every arm is held to what real
//! servers of every major did (`tests/oracle`).

mod add_column;
mod alter_column;
mod alter_relation;
mod alter_setting;
mod alter_table;
#[cfg(feature = "arms")]
pub mod arms;
mod attach;
mod column_type;
mod constraint;
mod constraint_change;
mod create_table;
mod detach;
mod dml;
mod drop;
mod foreign_key;
mod index;
mod inherit;
mod locks;
mod maintenance;
mod moment;
mod names;
mod nested;
mod objects;
mod other;
mod partition;
mod reach;
mod references;
mod refuse;
mod truncate;
mod user_type;

use std::borrow::Cow;

use lockstep_syntax::tree::{Span, Statement, StatementKind, TransactionControl};

use crate::catalog::{Catalog, Name, Origin, Relation};
use crate::citation::{Cited, Source};
use crate::report::{Failure, LockMode, RelationKind, Understood};
pub(crate) use dml::is_syntax;
pub use locks::Locks;
use moment::{Moment, Pass};

/// What surrounds a statement when PostgreSQL carries it out.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'c> {
    /// The text of its file.
    pub text: &'c str,
    /// The schema as it stands before it.
    pub catalog: &'c Catalog,
    /// The PostgreSQL major, 11 to 18.
    pub major: u8,
    /// A transaction block is open.
    pub in_transaction: bool,
}

/// What PostgreSQL does with a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// The strongest mode on each relation.
    pub locks: Locks,
    /// What is read, written anew or built, which takes as long as the table
    /// is large.
    pub work: Vec<Work>,
    /// Why this major refuses the statement.
    pub fails: Option<Failure>,
    /// It is refused inside a transaction block.
    pub refuses_transaction: bool,
    /// It waits for other transactions to end without blocking anybody
    /// meanwhile.
    pub waits_for_transactions: bool,
    /// What would settle what could not be known.
    pub depends_on: Vec<String>,
    /// How far the statement was understood.
    pub understood: Understood,
    /// Where PostgreSQL says so.
    pub sources: Cited,
    /// When PostgreSQL comes to what is looked at now.
    moment: Moment,
    /// When it comes to the reason to fail.
    failed: Moment,
    /// The places in `effects` that say so.
    #[cfg(feature = "arms")]
    pub(crate) arms: Vec<&'static std::panic::Location<'static>>,
}

/// A lock on one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What kind of relation it is.
    pub kind: RelationKind,
    /// The strongest mode.
    pub mode: LockMode,
    /// The relation is created by the migration.
    pub new: bool,
    /// Why it is locked.
    pub cause: Cow<'static, str>,
}

/// Something that takes as long as a table is large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// What is done.
    pub kind: WorkKind,
    /// The table that is read.
    pub relation: Name,
    /// What asks for it.
    pub reason: Reason,
    /// Where the statement asks for it.
    pub span: Span,
    /// The migration creates the table, and nothing has filled it so far.
    pub empty: bool,
}

impl Work {
    /// An index is copied, and its table is left alone.
    #[must_use]
    pub fn is_copy_of_index(&self) -> bool {
        matches!(&self.kind, WorkKind::IndexBuild(index) if *index == self.relation)
    }

    /// A materialized view is filled anew, whose old rows nobody reads.
    #[must_use]
    pub fn is_refill(&self) -> bool {
        self.kind == WorkKind::Rewrite && self.reason == Reason::Rebuild
    }
}

/// What is done to a table from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// Its storage is written anew.
    Rewrite,
    /// It is read.
    Scan,
    /// An index on it is built.
    IndexBuild(Name),
}

/// What asks for work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A column with a volatile default.
    VolatileDefault,
    /// A `serial` column.
    SerialColumn,
    /// An identity column.
    IdentityColumn,
    /// A stored generated column.
    StoredColumn,
    /// A column of a domain with constraints.
    ConstrainedDomain,
    /// `NOT NULL` that nothing proves.
    NotNull,
    /// A CHECK constraint checked against existing rows.
    Check,
    /// A foreign key checked against existing rows.
    ForeignKey,
    /// The index of a UNIQUE constraint.
    Unique,
    /// The index of a primary key.
    PrimaryKey,
    /// The index of an exclusion constraint.
    Exclusion,
    /// `CREATE INDEX`.
    Index,
    /// A column type that changes.
    TypeChange,
    /// `VALIDATE CONSTRAINT`.
    Validation,
    /// A partition bound checked against existing rows.
    PartitionBound,
    /// The rows of a partition that is created or attached, looked for in the
    /// default partition.
    DefaultPartition,
    /// Rows that are written, all of them.
    Rows,
    /// Rows to write, looked for by a condition that no known index serves.
    Search,
    /// Rows of a query that fill another table.
    Query,
    /// Referencing rows looked for without an index.
    ReferencingRows,
    /// `VACUUM FULL`, `CLUSTER` and what else writes a table anew.
    Maintenance,
    /// `REINDEX`, `REFRESH MATERIALIZED VIEW`, which know `CONCURRENTLY`.
    Rebuild,
    /// A constraint of a domain, checked in each column of it.
    Domain,
}

/// What PostgreSQL does with a statement, given what surrounds it.
///
/// ```
/// # use lockstep_core::catalog::Catalog;
/// # use lockstep_core::effects::{effects, Situation};
/// # use lockstep_core::report::LockMode;
/// let text = "CREATE INDEX ON users (email)";
/// let script = lockstep_syntax::script::read(text);
/// let catalog = Catalog::default();
/// let situation = Situation { text, catalog: &catalog, major: 17, in_transaction: false };
/// for statement in script.statements() {
///     let effects = effects(situation, statement);
///     assert!(effects.locks.values().any(|held| held.mode == LockMode::Share));
/// }
/// ```
#[must_use]
pub fn effects(situation: Situation<'_>, statement: &Statement<'_>) -> Effects {
    let mut effects = Effects::new(statement);
    let into = &mut effects;
    refuse::refuse(situation, statement, into);
    match &statement.kind {
        StatementKind::AlterTable(alter) => {
            let table = situation.catalog.resolve(&alter.name);
            let left = situation.catalog.behind_drops(alter);
            refuse::alter(situation, alter, &table, left.as_ref(), into);
            alter_table::alter_table(situation, alter, &table, left.as_ref(), into);
        }
        StatementKind::MoveAll(all) => {
            alter_relation::move_all(situation, all, statement.span, into);
        }
        StatementKind::CreateTable(create) => create_table::create_table(situation, create, into),
        StatementKind::CreateIndex(create) => {
            let table = situation.catalog.resolve(&create.table);
            refuse::index(situation, create, &table, into);
            index::create_index(situation, create, &table, statement.span, into);
        }
        StatementKind::Drop(drop) => {
            drop::drop_objects(situation, drop, statement.command, into);
        }
        StatementKind::CreateTrigger(create) => other::create_trigger(situation, create, into),
        StatementKind::CreateFunction(create) => other::create_function(situation, create, into),
        StatementKind::CreatePolicy(create) => other::create_policy(situation, create, into),
        StatementKind::CreateView(create) => other::create_view(situation, create, into),
        StatementKind::CreateSequence(create) => other::create_sequence(situation, create, into),
        StatementKind::Select(query) => dml::select(situation, query, into),
        StatementKind::Insert(insert) => dml::insert(situation, insert, into),
        StatementKind::Update(update) => dml::update(situation, update, statement.span, into),
        StatementKind::Delete(delete) => dml::delete(situation, delete, statement.span, into),
        StatementKind::Merge(merge) => dml::merge(situation, merge, into),
        StatementKind::Truncate(truncate) => truncate::truncate(situation, truncate, into),
        StatementKind::Copy(copy) => dml::copy(situation, copy, into),
        StatementKind::Lock(lock) => other::lock_table(situation, lock, into),
        StatementKind::Do(body) => other::do_block(situation, body, into),
        StatementKind::Maintenance(run) => {
            maintenance::maintenance(situation, run, statement.span, into);
        }
        StatementKind::Reindex(reindex) => {
            maintenance::reindex(situation, reindex, statement.span, into);
        }
        StatementKind::Cluster(cluster) => {
            maintenance::cluster(situation, cluster, statement.span, into);
        }
        StatementKind::Refresh(refresh) => {
            maintenance::refresh(situation, refresh, statement.span, into);
        }
        StatementKind::Comment(comment) => objects::comment(situation, comment, into),
        StatementKind::SecurityLabel(_) => objects::security_label(into),
        StatementKind::AlterObject(alter) => {
            objects::alter_object(situation, alter, statement.span, into);
        }
        StatementKind::CreateRule(create) => objects::create_rule(situation, create, into),
        StatementKind::CreateStatistics(create) => {
            objects::create_statistics(situation, create, into);
        }
        StatementKind::CreateSchema(create) => objects::create_schema(situation, create, into),
        StatementKind::Publication(it) => objects::publication(situation, it, into),
        StatementKind::Subscription(it) => objects::subscription(situation, it, into),
        StatementKind::Grant(grant) => objects::grant(situation, grant, into),
        StatementKind::Explain(explain) => {
            nested::explain(situation, explain, statement.span, into);
        }
        StatementKind::Prepare(prepare) => nested::prepare(situation, prepare, into),
        StatementKind::DeclareCursor(declare) => nested::declare(situation, declare, into),
        StatementKind::Execute(execute) => {
            nested::execute(situation, execute, statement.span, into);
        }
        StatementKind::Owned(owned) => alter_relation::owned(situation, owned, into),
        StatementKind::ImportForeignSchema(_) => {
            into.understood = into.understood.min(Understood::Partial);
        }
        StatementKind::Transaction(
            TransactionControl::Commit { chain: true }
            | TransactionControl::Rollback { chain: true },
        ) => other::chain(situation, into),
        StatementKind::Transaction(
            TransactionControl::Savepoint(_)
            | TransactionControl::RollbackTo(_)
            | TransactionControl::Release(_),
        ) => other::needs_block(situation, statement.command, into),
        // Measured: none of these locks a relation.
        StatementKind::Transaction(_)
        | StatementKind::Set(_)
        | StatementKind::CreateType(_)
        | StatementKind::CreateDomain(_)
        | StatementKind::CreateExtension(_)
        | StatementKind::Session { .. } => {}
        StatementKind::Clauses(_) => other::without_relation(situation, statement, into),
        StatementKind::Other => into.understood = Understood::None,
        StatementKind::Unknown | StatementKind::Fragment => into.understood = Understood::None,
    }
    dml::refuse_unidentified(situation, &statement.kind, into);
    if let Some(value) = situation
        .catalog
        .uses_fresh_value(situation.text, statement)
    {
        effects.fail(
            "55P04",
            format!("the new value {value} of an enum can be used only after COMMIT"),
        );
    }
    effects.settle(situation, statement);
    effects
}

/// Drops what a list of few items has twice.
fn keep_first<T: PartialEq>(list: &mut Vec<T>) {
    let mut kept = 0;
    while let Some(item) = list.get(kept) {
        if list.iter().take(kept).any(|it| it == item) {
            list.remove(kept);
        } else {
            kept += 1;
        }
    }
}

impl Effects {
    fn new(statement: &Statement<'_>) -> Self {
        let understood = if !statement.errors.is_empty() {
            Understood::None
        } else if statement.skipped.is_empty() {
            Understood::Full
        } else {
            Understood::Partial
        };
        Effects::none(understood)
    }

    /// Nothing, of a statement that is understood so far.
    pub(crate) fn none(understood: Understood) -> Self {
        Effects {
            locks: Locks::default(),
            work: Vec::new(),
            fails: None,
            refuses_transaction: false,
            waits_for_transactions: false,
            depends_on: Vec::new(),
            understood,
            sources: Cited::default(),
            moment: Moment::default(),
            failed: Moment::default(),
            #[cfg(feature = "arms")]
            arms: Vec::new(),
        }
    }

    /// Last, what holds for every statement: a refused one does nothing, a
    /// syntax error is refused, and what is read twice is read once.
    fn settle(&mut self, situation: Situation<'_>, statement: &Statement<'_>) {
        if let Some(error) = statement.errors.first() {
            self.fails = None;
            self.fail(
                "42601",
                format!(
                    "syntax error: found {}, expected {}",
                    error.found, error.expected
                ),
            );
        }
        if self.refuses_transaction && situation.in_transaction {
            let command = statement.command;
            let form = if self.waits_for_transactions {
                format!("{command} CONCURRENTLY")
            } else {
                command.to_owned()
            };
            // Anything but the syntax is looked at later; a block that ends its
            // transaction says so itself, and CLUSTER looks up names first.
            let first = |failure: &Failure| match &*failure.sqlstate {
                "42601" | "2D000" => true,
                "3F000" | "42P01" | "42704" => command == "CLUSTER",
                _ => false,
            };
            if !self.fails.as_ref().is_some_and(first) {
                self.fails = None;
            }
            self.fail(
                "25001",
                format!("{form} cannot run inside a transaction block"),
            );
        }
        if let Some(failure) = &self.fails {
            // What is refused for its form or its place does nothing, whatever
            // it would do.
            let outright = matches!(&*failure.sqlstate, "42601" | "25001");
            if outright && statement.errors.is_empty() {
                self.understood = Understood::Full;
            }
            self.locks.clear();
            self.work.clear();
            self.depends_on.clear();
        }
        keep_first(&mut self.depends_on);
    }

    /// Notes the place that calls, for the test that each is measured.
    #[cfg(feature = "arms")]
    #[track_caller]
    fn spoken(&mut self) {
        if self.fails.is_none() {
            self.arms.push(std::panic::Location::caller());
        }
    }

    /// Notes a lock; the strongest mode on a relation stays.
    #[cfg_attr(feature = "arms", track_caller)]
    fn lock(
        &mut self,
        situation: Situation<'_>,
        relation: &Name,
        mode: LockMode,
        cause: impl Into<Cow<'static, str>>,
    ) {
        let known = situation.catalog.relations.get(relation);
        let index = situation.catalog.indexes.get(relation);
        let new = known.is_some_and(Relation::is_new)
            || index.is_some_and(|index| index.origin == Origin::New);
        let kind = match (index, known) {
            (Some(index), _) => index_kind(index.partitioned),
            (None, Some(known)) => known.kind,
            (None, None) => RelationKind::Table,
        };
        self.hold(relation, kind, mode, new, cause);
    }

    /// Notes a lock on a relation that the statement itself creates.
    #[cfg_attr(feature = "arms", track_caller)]
    fn lock_created(&mut self, relation: &Name, kind: RelationKind) {
        self.hold(
            relation,
            kind,
            LockMode::AccessExclusive,
            true,
            "created here",
        );
    }

    #[cfg_attr(feature = "arms", track_caller)]
    fn hold(
        &mut self,
        relation: &Name,
        kind: RelationKind,
        mode: LockMode,
        new: bool,
        cause: impl Into<Cow<'static, str>>,
    ) {
        #[cfg(feature = "arms")]
        self.spoken();
        self.locks.strengthen(relation, mode, || Held {
            kind,
            mode,
            new,
            cause: cause.into(),
        });
    }

    /// Adds what a statement inside this one does.
    fn join(&mut self, inner: Effects) {
        for (relation, held) in inner.locks {
            self.hold(&relation, held.kind, held.mode, held.new, held.cause);
        }
        self.work.extend(inner.work);
        self.depends_on.extend(inner.depends_on);
        inner.sources.iter().for_each(|source| self.cite(source));
        #[cfg(feature = "arms")]
        self.arms.extend(inner.arms);
        self.understood = self.understood.min(inner.understood);
        if let Some(failure) = inner.fails {
            self.fails.get_or_insert(failure);
        }
    }

    /// The first reason to fail stays, as it does in PostgreSQL; one that it
    /// comes to earlier takes its place.
    ///
    /// There are hundreds of reasons and few failures: that it is cold keeps
    /// what makes their texts out of the way of everything else.
    #[cold]
    #[cfg_attr(feature = "arms", track_caller)]
    fn fail(&mut self, sqlstate: &str, reason: impl Into<String>) {
        if self.fails.is_none() || self.moment < self.failed {
            self.failed = self.moment;
            self.fails = None;
            // A refused statement does nothing else.
            #[cfg(feature = "arms")]
            {
                self.arms.clear();
                self.spoken();
            }
            self.fails = Some(Failure {
                reason: reason.into(),
                sqlstate: sqlstate.to_owned(),
            });
        }
    }

    /// Fails where the major is older than the one that brings `what`. The
    /// parser says so before anything is looked up.
    #[cfg_attr(feature = "arms", track_caller)]
    fn needs(&mut self, situation: Situation<'_>, since: u8, what: &str) {
        if situation.major < since {
            self.fail_before_lookup("42601", format!("{what} came with PostgreSQL {since}"));
        }
    }

    /// Fails for a reason that does not depend on what there is.
    #[cold]
    #[cfg_attr(feature = "arms", track_caller)]
    fn fail_before_lookup(&mut self, sqlstate: &str, reason: impl Into<String>) {
        let first = |failure: &Failure| failure.sqlstate == "42601";
        if !self.fails.as_ref().is_some_and(first) {
            self.fails = None;
        }
        let moment = std::mem::take(&mut self.moment);
        self.fail(sqlstate, reason);
        self.moment = moment;
    }

    /// What follows is looked at in this pass of an `ALTER TABLE`; the answer
    /// is the moment to come back to.
    fn pass(&mut self, pass: Pass) -> Moment {
        let before = self.moment;
        self.moment = before.in_pass(pass);
        before
    }

    /// Notes what would settle the answer; the worse case is told meanwhile.
    #[cold]
    #[cfg_attr(feature = "arms", track_caller)]
    fn depends(&mut self, fact: impl Into<String>) {
        #[cfg(feature = "arms")]
        self.spoken();
        self.depends_on.push(fact.into());
    }

    /// Notes that it is refused inside a transaction block.
    #[cfg_attr(feature = "arms", track_caller)]
    fn refuse_transaction(&mut self) {
        #[cfg(feature = "arms")]
        self.spoken();
        self.refuses_transaction = true;
    }

    fn cite(&mut self, source: Source) {
        self.sources.add(source);
    }

    /// Notes work on a table and, where it is partitioned, on the partitions,
    /// which hold the rows.
    #[cfg_attr(feature = "arms", track_caller)]
    fn work_on(
        &mut self,
        situation: Situation<'_>,
        relation: &Name,
        kind: &WorkKind,
        reason: Reason,
        span: Span,
    ) {
        if !situation.catalog.is_partitioned(relation) {
            #[cfg(feature = "arms")]
            self.spoken();
            self.work.push(Work {
                kind: kind.clone(),
                relation: relation.clone(),
                reason,
                span,
                empty: situation.catalog.is_empty(relation),
            });
        }
    }

    /// Notes that a table's storage is written anew, and its indexes with it.
    #[cfg_attr(feature = "arms", track_caller)]
    fn rewrite(&mut self, situation: Situation<'_>, relation: &Name, reason: Reason, span: Span) {
        self.work_on(situation, relation, &WorkKind::Rewrite, reason, span);
        if situation.catalog.is_partitioned(relation) {
            return;
        }
        let indexes: Vec<Name> = situation
            .catalog
            .indexes_of(relation)
            .map(|(name, _)| name.clone())
            .collect();
        for index in indexes {
            self.lock(
                situation,
                &index,
                LockMode::AccessExclusive,
                "rebuilt with its table",
            );
            self.work_on(
                situation,
                relation,
                &WorkKind::IndexBuild(index),
                reason,
                span,
            );
        }
    }

    /// Tables whose storage is written anew.
    pub fn rewrites(&self) -> impl Iterator<Item = &Name> {
        self.work
            .iter()
            .filter(|work| work.kind == WorkKind::Rewrite)
            .map(|work| &work.relation)
    }
}

fn index_kind(partitioned: bool) -> RelationKind {
    if partitioned {
        RelationKind::PartitionedIndex
    } else {
        RelationKind::Index
    }
}
