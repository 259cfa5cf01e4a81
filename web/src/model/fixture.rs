//! A report written by hand, so that the page's tests do not depend on what
//! the analysis says today.

use lockstep_core::report::{
    Blocks, Certainty, Citation, Coverage, Edit, Finding, Fix, FrameworkReport, Lock, LockMode,
    Phase, Plan, RelationKind, Report, Severity, StatementReport, Step, StepKind, StepTransaction,
    TransactionReport, TransactionSource, Understood,
};

/// The migration of [`outage`].
pub(crate) fn sql() -> &'static str {
    "-- migrate:up
ALTER TABLE events
  ADD COLUMN search_tsv tsvector
  GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;

CREATE INDEX idx_events_search
  ON events USING gin (search_tsv);

ALTER TABLE events
  ALTER COLUMN connection_id SET NOT NULL;

CREATE TABLE event_labels (
  event_id bigint NOT NULL,
  label text NOT NULL
);
"
}

fn lock(relation: &str, mode: LockMode, new: bool, cause: &str) -> Lock {
    Lock {
        relation: relation.to_owned(),
        kind: RelationKind::Table,
        mode,
        new,
        cause: cause.to_owned(),
    }
}

fn citation() -> Citation {
    Citation {
        title: "ALTER TABLE, Notes".to_owned(),
        url: "https://www.postgresql.org/docs/17/sql-altertable.html#SQL-ALTERTABLE-NOTES"
            .to_owned(),
    }
}

fn statement(id: usize, from: &str, command: &str, title: &str) -> StatementReport {
    let start = sql().find(from).expect("the statement is in the example");
    let end = start + sql()[start..].find(';').expect("it ends") + 1;
    StatementReport {
        id,
        file: "migration.sql".to_owned(),
        start,
        end,
        source: 0,
        diff: None,
        line: sql()[..start].matches('\n').count() + 1,
        command: command.to_owned(),
        title: title.to_owned(),
        understood: Understood::Full,
        transaction: Some(0),
        refuses_transaction: false,
        fails: None,
        locks: Vec::new(),
        rewrites: Vec::new(),
        scans: Vec::new(),
        index_builds: Vec::new(),
        certainty: Certainty::Certain,
        depends_on: Vec::new(),
        blocks: Blocks::default(),
        held_from: id,
        held_to: 3,
        citations: vec![citation()],
        estimate: None,
    }
}

fn finding(statement: &StatementReport, rule: &str, at: &str, texts: [&str; 4]) -> Finding {
    let start = statement.start
        + sql()[statement.start..statement.end]
            .find(at)
            .expect("the finding is in the statement");
    let [title, what, why, action] = texts.map(str::to_owned);
    Finding {
        rule: rule.to_owned(),
        severity: Severity::Danger,
        statement: statement.id,
        file: "migration.sql".to_owned(),
        start,
        end: start + at.len(),
        source: 0,
        diff: None,
        line: sql()[..start].matches('\n').count() + 1,
        column: 3,
        title,
        what,
        why,
        action,
        relations: vec!["public.events".to_owned()],
        versions: "12-18".to_owned(),
        citation: citation(),
        plan_steps: vec![1, 2, 3],
        fix: None,
    }
}

fn step(number: usize, phase: Phase, kind: StepKind, title: &str, why: &str, sql: &str) -> Step {
    Step {
        number,
        phase,
        kind,
        title: title.to_owned(),
        why: why.to_owned(),
        sql: sql.to_owned(),
        transaction: StepTransaction::Single,
        locks: Vec::new(),
        rewrites: Vec::new(),
        scans: Vec::new(),
        index_builds: Vec::new(),
        answers: vec![0],
        verify: Some(
            "SELECT EXISTS (SELECT FROM pg_attribute WHERE attname = 'search_tsv');".to_owned(),
        ),
        rollback: Some("ALTER TABLE events DROP COLUMN search_tsv;".to_owned()),
        rollback_note: None,
        on_failure: None,
        monitor: None,
        lasts: None,
    }
}

/// What the outage of seed 002 would have been told.
pub(crate) fn outage() -> Report {
    let events = "public.events";
    let mut column = statement(
        0,
        "ALTER TABLE events\n  ADD",
        "ALTER TABLE",
        "Add stored generated column events.search_tsv",
    );
    column.locks = vec![lock(events, LockMode::AccessExclusive, false, "altered")];
    column.rewrites = vec![events.to_owned()];
    column.scans = vec![events.to_owned()];
    column.blocks = Blocks {
        reads: true,
        writes: true,
    };
    let mut index = statement(
        1,
        "CREATE INDEX",
        "CREATE INDEX",
        "Create index idx_events_search",
    );
    index.locks = vec![lock(events, LockMode::Share, false, "indexed")];
    index.scans = vec![events.to_owned()];
    index.index_builds = vec!["public.idx_events_search".to_owned()];
    index.blocks = Blocks {
        reads: false,
        writes: true,
    };
    let mut not_null = statement(
        2,
        "ALTER TABLE events\n  ALTER",
        "ALTER TABLE",
        "Set events.connection_id not null",
    );
    not_null.locks = vec![lock(events, LockMode::AccessExclusive, false, "altered")];
    not_null.scans = vec![events.to_owned()];
    not_null.blocks = Blocks {
        reads: true,
        writes: true,
    };
    not_null.certainty = Certainty::Depends;
    not_null.depends_on =
        vec!["whether a valid CHECK already proves events.connection_id IS NOT NULL".to_owned()];
    let mut table = statement(
        3,
        "CREATE TABLE",
        "CREATE TABLE",
        "Create table event_labels",
    );
    table.locks = vec![lock(
        "public.event_labels",
        LockMode::AccessExclusive,
        true,
        "created",
    )];

    let mut build = finding(
        &index,
        "index-build-blocks-writes",
        "CREATE INDEX",
        [
            "Writes to events wait until the index is built.",
            "CREATE INDEX takes SHARE on events and reads all of it before it lets go.",
            "Every INSERT, UPDATE and DELETE queues up behind it, for as long as the build takes.",
            "Build it CONCURRENTLY, in a file of its own that dbmate does not wrap: transaction:false.",
        ],
    );
    build.plan_steps = vec![4];
    build.fix = Some(Fix {
        title: "Add CONCURRENTLY".to_owned(),
        edits: vec![Edit {
            start: index.start + 12,
            end: index.start + 12,
            text: " CONCURRENTLY".to_owned(),
        }],
    });
    let findings = vec![
        finding(
            &column,
            "stored-generated-column",
            "GENERATED ALWAYS AS (to_tsvector('english', title)) STORED",
            [
                "A stored generated column writes every row anew while nobody can read it.",
                "PostgreSQL computes the expression for every row and writes a new copy of the table and all its indexes, under ACCESS EXCLUSIVE.",
                "Every query on events queues behind it, and every query behind those. dbmate's statement_timeout does not help: it only decides when the wait was for nothing.",
                "Add a plain column, keep it with a trigger, fill the old rows in batches. On PostgreSQL 18, VIRTUAL needs no rewrite.",
            ],
        ),
        build,
        finding(
            &not_null,
            "set-not-null-scan",
            "SET NOT NULL",
            [
                "Checking for NULLs reads all of events while everybody waits.",
                "SET NOT NULL reads the whole table under ACCESS EXCLUSIVE, unless a valid CHECK constraint proves that there is no NULL.",
                "On a large table that is seconds to minutes in which nothing else gets in.",
                "Add CHECK (connection_id IS NOT NULL) NOT VALID, validate it, then set NOT NULL.",
            ],
        ),
    ];
    let mut expand = step(
        1,
        Phase::Expand,
        StepKind::Sql,
        "Add the column empty",
        "Changes the catalog only. The lock lasts a moment; lock_timeout keeps a queue from forming behind it.",
        "SET lock_timeout = '2s';\nALTER TABLE events ADD COLUMN search_tsv tsvector;",
    );
    expand.locks = vec![lock(events, LockMode::AccessExclusive, false, "altered")];
    let mut trigger = step(
        2,
        Phase::Expand,
        StepKind::Sql,
        "Keep it up to date from now on",
        "A trigger fills the column for every row written from here on, by old code and by new.",
        "CREATE FUNCTION events_search_tsv_fill() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.search_tsv := to_tsvector('english', NEW.title);\n  RETURN NEW;\nEND;\n$$;\nCREATE TRIGGER events_search_tsv_fill BEFORE INSERT OR UPDATE OF title ON events\n  FOR EACH ROW EXECUTE FUNCTION events_search_tsv_fill();",
    );
    trigger.locks = vec![lock(
        events,
        LockMode::ShareRowExclusive,
        false,
        "gets a trigger",
    )];
    let mut fill = step(
        3,
        Phase::Backfill,
        StepKind::Sql,
        "Fill the rows that were there before",
        "Batches by primary key with a commit after each, so that no row stays locked. Safe to stop and to run again.",
        "-- runs until no row is left\nUPDATE events SET search_tsv = to_tsvector('english', title)\nWHERE id IN (SELECT id FROM events WHERE search_tsv IS NULL LIMIT 5000);",
    );
    fill.transaction = StepTransaction::Batched;
    fill.locks = vec![lock(
        events,
        LockMode::RowExclusive,
        false,
        "rows are written",
    )];
    fill.monitor = Some("SELECT count(*) FROM events WHERE search_tsv IS NULL;".to_owned());
    let mut build_index = step(
        4,
        Phase::Validate,
        StepKind::Sql,
        "Build the index without blocking",
        "A file of its own: dbmate must not wrap it in a transaction.",
        "CREATE INDEX CONCURRENTLY idx_events_search ON events USING gin (search_tsv);",
    );
    build_index.transaction = StepTransaction::None;
    build_index.answers = vec![1];
    build_index.locks = vec![lock(
        events,
        LockMode::ShareUpdateExclusive,
        false,
        "indexed",
    )];
    build_index.scans = vec![events.to_owned()];
    build_index.index_builds = vec!["public.idx_events_search".to_owned()];
    build_index.on_failure =
        Some("DROP INDEX CONCURRENTLY IF EXISTS idx_events_search;".to_owned());
    let mut deploy = step(
        5,
        Phase::Switch,
        StepKind::Deploy,
        "Deploy the code that reads search_tsv",
        "Old code may go on running beside it: the trigger serves both.",
        "",
    );
    deploy.verify = None;
    deploy.rollback = None;
    Report {
        version: 1,
        postgres: 17,
        framework: FrameworkReport { name: "dbmate".to_owned(), detected: true, wraps_in_transaction: true },
        transactions: vec![TransactionReport { id: 0, statements: vec![0, 1, 2, 3], source: TransactionSource::Framework }],
        statements: vec![column, index, not_null, table],
        findings,
        plan: Plan {
            needed: true,
            equivalent: false,
            difference: Some("search_tsv becomes a plain column that a trigger keeps up to date, not a stored generated one: it reads the same, but can be written to.".to_owned()),
            assumptions: vec!["events.id is the primary key".to_owned()],
            steps: vec![expand, trigger, fill, build_index, deploy],
            runbook: "## Before\n\n- Take `pg_stat_activity` and look for long transactions on `events`.\n- Have the rollback of each step at hand.\n\n## During\n\n1. Run one step at a time.\n2. Check it before you go on.\n\n## When dbmate fails half-way\n\nRun what the step says under **If it fails**, then the step again.\n\n```sql\nSELECT * FROM schema_migrations;\n```\n".to_owned(),
        },
        notes: Vec::new(),
        comparison: None,
        suppressed: Vec::new(),
        coverage: Coverage { statements: 4, full: 4, partial: 0, none: 0 },
    }
}
