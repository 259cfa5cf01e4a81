//! The report: one analysis, one report, many renderings.
//!
//! These types are the contract of `lockstep check --format json` and of the
//! browser module. Field names are fixed; adding a field is allowed at any
//! time, renaming or removing one needs a new [`Report::version`].

use serde::{Deserialize, Serialize};

/// Everything one analysis found out, in the order file, statement, name.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Report {
    /// Version of this contract, 1.
    pub version: u32,
    /// The PostgreSQL major that was assumed.
    pub postgres: u8,
    /// Who runs the files.
    pub framework: FrameworkReport,
    /// Every statement of every file.
    pub statements: Vec<StatementReport>,
    /// The transactions that the statements run in.
    pub transactions: Vec<TransactionReport>,
    /// What a reviewer should know.
    pub findings: Vec<Finding>,
    /// The safe multi-step rewrite.
    pub plan: Plan,
    /// How much of the input was understood.
    pub coverage: Coverage,
    /// What was not analysed, and what was taken for granted.
    pub notes: Vec<Note>,
    /// The same on another major, where that was asked for.
    pub comparison: Option<Comparison>,
    /// Findings that comments in the files silence.
    pub suppressed: Vec<Suppressed>,
}

/// A finding that a comment silences.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Suppressed {
    /// The rule.
    pub rule: String,
    /// The statement.
    pub statement: usize,
    /// Line of the finding in its file, from 1.
    pub line: usize,
    /// The reason that the comment gives; empty where it gives none.
    pub reason: String,
}

/// What another major does differently.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Comparison {
    /// The other major.
    pub postgres: u8,
    /// The statements whose effects differ there.
    pub statements: Vec<StatementDifference>,
}

/// A statement whose effects differ between two majors.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct StatementDifference {
    /// Number of the statement.
    pub statement: usize,
    /// What differs, one line each.
    pub differences: Vec<String>,
}

/// Something about the input that is about no statement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Note {
    /// Name of the file.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// One sentence or two.
    pub text: String,
}

/// Whether something that a diff shows is new in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffSide {
    /// The diff adds at least one of its lines.
    Added,
    /// It was there before.
    Context,
}

/// Who runs the migration and what that means for transactions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct FrameworkReport {
    /// Name such as `dbmate`, or `none`.
    pub name: String,
    /// True when it was recognised from the input, false when it was chosen.
    pub detected: bool,
    /// Whether it wraps each file in a transaction of its own.
    pub wraps_in_transaction: bool,
}

/// How far a statement was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Understood {
    /// Only the command is known, or not even that.
    None,
    /// The target is known, some clause is not.
    Partial,
    /// All of it.
    Full,
}

/// Whether the facts of a statement are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The same on every database that fits what was given.
    Certain,
    /// It depends on what [`StatementReport::depends_on`] names; the worse
    /// case is reported.
    Depends,
}

/// One statement: where it stands, what PostgreSQL does with it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct StatementReport {
    /// Number in the report, from 0.
    pub id: usize,
    /// Name of the file it stands in: as given, or as a marker or a diff says.
    pub file: String,
    /// Number of the text given that holds the file, from 0.
    pub source: usize,
    /// First byte, as a UTF-8 offset into the text given.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line of the first byte in the file, from 1.
    pub line: usize,
    /// In a diff, whether it is new.
    pub diff: Option<DiffSide>,
    /// PostgreSQL's command tag, `ALTER TABLE`; empty when it is not known.
    pub command: String,
    /// A short human title: `Add column users.age`.
    pub title: String,
    /// How far it was understood.
    pub understood: Understood,
    /// The transaction it runs in, or null when it runs on its own.
    pub transaction: Option<usize>,
    /// PostgreSQL refuses it inside a transaction block.
    pub refuses_transaction: bool,
    /// Why PostgreSQL of this version would refuse the statement.
    pub fails: Option<Failure>,
    /// The strongest mode on each relation that it locks.
    pub locks: Vec<Lock>,
    /// Tables and materialized views whose storage is written anew.
    pub rewrites: Vec<String>,
    /// Tables read from end to end.
    pub scans: Vec<String>,
    /// Indexes built or rebuilt.
    pub index_builds: Vec<String>,
    /// Whether these facts are settled.
    pub certainty: Certainty,
    /// What would settle them.
    pub depends_on: Vec<String>,
    /// Whom it keeps waiting while it runs.
    pub blocks: Blocks,
    /// First statement during which its strongest lock is held.
    pub held_from: usize,
    /// Last statement during which its strongest lock is held.
    pub held_to: usize,
    /// The manual's or source's word for these facts.
    pub citations: Vec<Citation>,
    /// How long it takes, where the sizes of its tables were given.
    pub estimate: Option<Estimate>,
}

/// How long a statement takes, and others because of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Estimate {
    /// The statement itself.
    pub lasts: Range,
    /// Those who wait for its strongest lock, to the end of
    /// [`StatementReport::held_to`]; null where nobody waits, or where a size
    /// is missing.
    pub blocked: Option<Range>,
    /// How many writes come while they are blocked, at most.
    pub waiting_writes: u64,
}

/// A time that is not known exactly, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Range {
    /// At least.
    pub low_ms: u64,
    /// At most.
    pub high_ms: u64,
}

/// PostgreSQL would refuse the statement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Failure {
    /// One sentence.
    pub reason: String,
    /// The error code PostgreSQL gives, such as `25001`.
    pub sqlstate: String,
}

/// A lock on one relation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Lock {
    /// Schema-qualified name, quoted only where PostgreSQL would have to.
    pub relation: String,
    /// What kind of relation it is.
    pub kind: RelationKind,
    /// The strongest mode taken on it.
    pub mode: LockMode,
    /// Created by this migration, so that nobody waits for it.
    pub new: bool,
    /// A short phrase: `referenced by the new foreign key`.
    pub cause: String,
}

/// The kinds of relations that can be locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RelationKind {
    /// An ordinary table.
    Table,
    /// A partitioned table.
    #[serde(rename = "partitioned table")]
    PartitionedTable,
    /// An index.
    Index,
    /// An index on a partitioned table.
    #[serde(rename = "partitioned index")]
    PartitionedIndex,
    /// A view.
    View,
    /// A materialized view.
    #[serde(rename = "materialized view")]
    MaterializedView,
    /// A sequence.
    Sequence,
    /// A TOAST table.
    Toast,
    /// A foreign table.
    #[serde(rename = "foreign table")]
    ForeignTable,
    /// A composite type.
    #[serde(rename = "composite type")]
    CompositeType,
}

/// PostgreSQL's table-level lock modes, weakest first.
///
/// Source: the manual, "Explicit Locking", section "Table-Level Locks".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum LockMode {
    /// Taken by `SELECT`.
    #[serde(rename = "ACCESS SHARE")]
    AccessShare,
    /// Taken by `SELECT … FOR UPDATE` and its weaker forms.
    #[serde(rename = "ROW SHARE")]
    RowShare,
    /// Taken by `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
    #[serde(rename = "ROW EXCLUSIVE")]
    RowExclusive,
    /// Conflicts with itself and everything stronger.
    #[serde(rename = "SHARE UPDATE EXCLUSIVE")]
    ShareUpdateExclusive,
    /// Blocks writes; several may hold it.
    #[serde(rename = "SHARE")]
    Share,
    /// Blocks writes; one at a time.
    #[serde(rename = "SHARE ROW EXCLUSIVE")]
    ShareRowExclusive,
    /// Blocks everything but plain reads.
    #[serde(rename = "EXCLUSIVE")]
    Exclusive,
    /// Blocks everything.
    #[serde(rename = "ACCESS EXCLUSIVE")]
    AccessExclusive,
}

impl LockMode {
    /// All modes, weakest first.
    pub const ALL: [LockMode; 8] = [
        LockMode::AccessShare,
        LockMode::RowShare,
        LockMode::RowExclusive,
        LockMode::ShareUpdateExclusive,
        LockMode::Share,
        LockMode::ShareRowExclusive,
        LockMode::Exclusive,
        LockMode::AccessExclusive,
    ];

    /// Whether a session that holds one mode keeps another session from
    /// getting the other (the manual, "Conflicting Lock Modes").
    ///
    /// ```
    /// # use lockstep_core::report::LockMode;
    /// assert!(LockMode::Share.conflicts_with(LockMode::RowExclusive));
    /// assert!(!LockMode::Share.conflicts_with(LockMode::Share));
    /// ```
    #[must_use]
    pub fn conflicts_with(self, other: LockMode) -> bool {
        let (weaker, stronger) = (self.min(other), self.max(other));
        match stronger {
            LockMode::AccessExclusive => true,
            LockMode::Exclusive => weaker >= LockMode::RowShare,
            LockMode::ShareRowExclusive => weaker >= LockMode::RowExclusive,
            LockMode::Share => matches!(
                weaker,
                LockMode::RowExclusive | LockMode::ShareUpdateExclusive
            ),
            LockMode::ShareUpdateExclusive => weaker == LockMode::ShareUpdateExclusive,
            LockMode::RowExclusive | LockMode::RowShare | LockMode::AccessShare => false,
        }
    }

    /// The mode as PostgreSQL's manual writes it.
    ///
    /// ```
    /// # use lockstep_core::report::LockMode;
    /// assert_eq!(LockMode::ShareRowExclusive.name(), "SHARE ROW EXCLUSIVE");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            LockMode::AccessShare => "ACCESS SHARE",
            LockMode::RowShare => "ROW SHARE",
            LockMode::RowExclusive => "ROW EXCLUSIVE",
            LockMode::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            LockMode::Share => "SHARE",
            LockMode::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            LockMode::Exclusive => "EXCLUSIVE",
            LockMode::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }

    /// Whether plain `SELECT` has to wait for a holder of this mode.
    #[must_use]
    pub fn blocks_reads(self) -> bool {
        self == LockMode::AccessExclusive
    }

    /// Whether `INSERT`, `UPDATE` and `DELETE` have to wait for a holder of
    /// this mode.
    #[must_use]
    pub fn blocks_writes(self) -> bool {
        self >= LockMode::Share
    }
}

/// Whom a statement keeps waiting, on relations that are not new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Blocks {
    /// `SELECT` waits.
    pub reads: bool,
    /// `INSERT`, `UPDATE`, `DELETE` wait.
    pub writes: bool,
}

/// One transaction of the migration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct TransactionReport {
    /// Number in the report, from 0.
    pub id: usize,
    /// Its statements, in order.
    pub statements: Vec<usize>,
    /// Who opened it.
    pub source: TransactionSource,
}

/// Who opened a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TransactionSource {
    /// `BEGIN` in the script.
    Explicit,
    /// The migration framework.
    Framework,
    /// Several statements in one simple query.
    Implicit,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Advice,
    /// Brief but real risk, or it breaks running code.
    Warning,
    /// Blocks for as long as the table is large, loses data, or fails.
    Danger,
}

/// One thing a reviewer should know.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Finding {
    /// Identifier of the rule, kebab-case, naming the hazard.
    pub rule: String,
    /// How serious it is.
    pub severity: Severity,
    /// The statement it is about.
    pub statement: usize,
    /// Name of the file.
    pub file: String,
    /// Number of the text given that holds the file, from 0.
    pub source: usize,
    /// First byte, as a UTF-8 offset into the text given.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line of the first byte in the file, from 1.
    pub line: usize,
    /// Column of the first byte, from 1, in Unicode scalar values.
    pub column: usize,
    /// In a diff, whether it is new.
    pub diff: Option<DiffSide>,
    /// One sentence.
    pub title: String,
    /// What happens.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub action: String,
    /// Relations concerned.
    pub relations: Vec<String>,
    /// PostgreSQL majors it holds for, `12-18`.
    pub versions: String,
    /// Where PostgreSQL says so.
    pub citation: Citation,
    /// Numbers of the plan's steps that answer it.
    pub plan_steps: Vec<usize>,
    /// A local edit that mends it, where one is right.
    pub fix: Option<Fix>,
}

/// A place in PostgreSQL's manual or source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Citation {
    /// Name of the page or file.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// A local edit that can be applied as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Replacements in the text given, none overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement of a byte range.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Edit {
    /// First byte replaced.
    pub start: usize,
    /// One past the last byte replaced.
    pub end: usize,
    /// What to put there.
    pub text: String,
}

/// The safe multi-step rewrite.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Plan {
    /// False when the migration is safe as it stands.
    pub needed: bool,
    /// False only where PostgreSQL has no online way to the same catalog.
    pub equivalent: bool,
    /// What differs when it is not equivalent.
    pub difference: Option<String>,
    /// What was assumed: `users.id is the primary key`.
    pub assumptions: Vec<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Markdown: what to check before, during and after.
    pub runbook: String,
}

impl Plan {
    /// No plan was asked for.
    pub(crate) fn none() -> Self {
        Plan {
            needed: false,
            equivalent: true,
            difference: None,
            assumptions: Vec::new(),
            steps: Vec::new(),
            runbook: String::new(),
        }
    }
}

/// One step of the plan.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Step {
    /// Number, from 1.
    pub number: usize,
    /// Where it stands in the whole.
    pub phase: Phase,
    /// SQL to run, code to ship, or something to wait for.
    pub kind: StepKind,
    /// One line.
    pub title: String,
    /// Why it is done this way.
    pub why: String,
    /// The SQL, empty for `deploy` and `wait`.
    pub sql: String,
    /// How it is run.
    pub transaction: StepTransaction,
    /// As in [`StatementReport::locks`], for the whole step.
    pub locks: Vec<Lock>,
    /// Tables whose storage is written anew.
    pub rewrites: Vec<String>,
    /// Tables read from end to end.
    pub scans: Vec<String>,
    /// Indexes built or rebuilt.
    pub index_builds: Vec<String>,
    /// Statements of the input that it stands for.
    pub answers: Vec<usize>,
    /// Query with one row and one boolean column, true once the step has
    /// taken effect.
    pub verify: Option<String>,
    /// SQL that undoes this step alone.
    pub rollback: Option<String>,
    /// What is lost when there is no rollback.
    pub rollback_note: Option<String>,
    /// What to run before trying the step again.
    pub on_failure: Option<String>,
    /// A query that shows its progress from another session.
    pub monitor: Option<String>,
    /// How long it takes, where the sizes of its tables were given.
    pub lasts: Option<Range>,
}

/// The phases of a plan, in the order in which they are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// What must hold before anything changes.
    Prepare,
    /// New things beside the old.
    Expand,
    /// Old rows brought up to date.
    Backfill,
    /// Proofs over existing rows.
    Validate,
    /// The short change-over.
    Switch,
    /// Old things removed.
    Contract,
}

/// What a step asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepKind {
    /// Run its SQL.
    Sql,
    /// Ship code.
    Deploy,
    /// Wait until something holds.
    Wait,
}

/// How the SQL of a step is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepTransaction {
    /// In one transaction.
    Single,
    /// Each statement on its own.
    None,
    /// It commits inside.
    Batched,
}

/// How much of the input was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Coverage {
    /// Statements in all.
    pub statements: usize,
    /// Understood in full.
    pub full: usize,
    /// Understood in part.
    pub partial: usize,
    /// Not understood.
    pub none: usize,
}
