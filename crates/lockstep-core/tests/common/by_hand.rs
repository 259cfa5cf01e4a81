//! A report written by hand, with every shape that a report can have, whatever
//! the analysis knows today.

use lockstep_core::SourceFile;
use lockstep_core::report::{
    Blocks, Certainty, Citation, Coverage, Edit, Failure, Finding, Fix, FrameworkReport, Lock,
    LockMode, Phase, Plan, RelationKind, Report, Severity, StatementReport, Step, StepKind,
    StepTransaction, TransactionReport, TransactionSource, Understood,
};

const SQL: &str = "-- migrate:up
ALTER TABLE public.events
    ADD COLUMN search_tsv tsvector
    GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;
CREATE INDEX CONCURRENTLY ON orders (user_id);
DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'x'; END $$;
ALTER TABEL oops \u{1b}[31m;
";

pub(crate) fn files() -> [SourceFile; 1] {
    [SourceFile {
        name: "outage.sql".to_owned(),
        text: SQL.to_owned(),
    }]
}

fn citation() -> Citation {
    Citation {
        title: "ALTER TABLE".to_owned(),
        url: "https://www.postgresql.org/docs/17/sql-altertable.html".to_owned(),
    }
}

fn lock(relation: &str, mode: LockMode) -> Lock {
    Lock {
        relation: relation.to_owned(),
        kind: RelationKind::Table,
        mode,
        new: false,
        cause: "altered".to_owned(),
    }
}

/// A statement by its first words, with nothing in it yet.
fn statement(id: usize, words: &str, command: &str, title: &str) -> StatementReport {
    let start = SQL.find(words).unwrap();
    StatementReport {
        id,
        file: "outage.sql".to_owned(),
        start,
        end: start + SQL[start..].find(";\n").unwrap(),
        source: 0,
        diff: None,
        line: SQL[..start].matches('\n').count() + 1,
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
        held_to: 4,
        citations: vec![citation()],
        estimate: None,
    }
}

fn finding(statement: &StatementReport, rule: &str, severity: Severity, title: &str) -> Finding {
    let before = &SQL[..statement.start];
    Finding {
        rule: rule.to_owned(),
        severity,
        statement: statement.id,
        file: statement.file.clone(),
        start: statement.start,
        end: statement.end,
        source: 0,
        diff: None,
        line: statement.line,
        column: before.rsplit('\n').next().unwrap().chars().count() + 1,
        title: title.to_owned(),
        what: "It takes ACCESS EXCLUSIVE on public.events and writes every row of it anew. Nobody reads or writes the table before the last row is written.".to_owned(),
        why: "On a table that is in use, every request waits for it.".to_owned(),
        action: "Add a plain column, keep it by a trigger and fill old rows in batches.".to_owned(),
        relations: vec!["public.events".to_owned()],
        versions: "12-18".to_owned(),
        citation: citation(),
        plan_steps: vec![1, 2, 3],
        fix: None,
    }
}

pub(crate) fn report() -> Report {
    let mut stored = statement(
        0,
        "ALTER TABLE public",
        "ALTER TABLE",
        "Add column public.events.search_tsv",
    );
    stored.locks = vec![lock("public.events", LockMode::AccessExclusive)];
    stored.rewrites = vec!["public.events".to_owned()];
    stored.scans = vec!["public.events".to_owned()];
    stored.blocks = Blocks {
        reads: true,
        writes: true,
    };

    let mut foreign = statement(
        1,
        "ALTER TABLE orders",
        "ALTER TABLE",
        "Add foreign key public.orders.orders_user_id_fkey",
    );
    foreign.locks = vec![
        lock("public.orders", LockMode::ShareRowExclusive),
        Lock {
            new: true,
            ..lock(
                "public.a_table_with_quite_a_long_name",
                LockMode::AccessExclusive,
            )
        },
    ];
    foreign.scans = vec![
        "public.orders".to_owned(),
        "public.a_table_with_quite_a_long_name".to_owned(),
    ];
    foreign.blocks = Blocks {
        reads: false,
        writes: true,
    };
    foreign.certainty = Certainty::Depends;
    foreign.depends_on = vec!["whether public.users is partitioned".to_owned()];

    let mut index = statement(
        2,
        "CREATE INDEX",
        "CREATE INDEX",
        "Create index public.orders_user_id_idx",
    );
    index.refuses_transaction = true;
    index.fails = Some(Failure {
        reason: "CREATE INDEX CONCURRENTLY cannot run inside a transaction block".to_owned(),
        sqlstate: "25001".to_owned(),
    });

    let mut block = statement(3, "DO $$", "DO", "Run a block");
    block.understood = Understood::Partial;
    let mut oops = statement(4, "ALTER TABEL", "ALTER", "ALTER TABEL oops");
    oops.understood = Understood::None;

    let findings = vec![
        finding(
            &stored,
            "stored-generated-column",
            Severity::Danger,
            "A stored generated column writes every row of public.events anew",
        ),
        Finding {
            plan_steps: Vec::new(),
            fix: Some(Fix {
                title: "Add it as NOT VALID".to_owned(),
                edits: vec![Edit {
                    start: foreign.end,
                    end: foreign.end,
                    text: " NOT VALID".to_owned(),
                }],
            }),
            ..finding(
                &foreign,
                "foreign-key-scan",
                Severity::Warning,
                "The foreign key reads both tables",
            )
        },
        Finding {
            plan_steps: Vec::new(),
            ..finding(&oops, "syntax-error", Severity::Advice, "Not understood")
        },
    ];
    Report {
        version: 1,
        postgres: 17,
        framework: FrameworkReport {
            name: "dbmate".to_owned(),
            detected: true,
            wraps_in_transaction: true,
        },
        statements: vec![stored, foreign, index, block, oops],
        transactions: vec![TransactionReport {
            id: 0,
            statements: vec![0, 1, 2, 3, 4],
            source: TransactionSource::Framework,
        }],
        findings,
        plan: plan(),
        notes: Vec::new(),
        comparison: None,
        suppressed: Vec::new(),
        coverage: Coverage {
            statements: 5,
            full: 3,
            partial: 1,
            none: 1,
        },
    }
}

fn plan() -> Plan {
    let step = |number, phase, title: &str, sql: &str| {
        Step {
        number,
        phase,
        kind: StepKind::Sql,
        title: title.to_owned(),
        why: "Adding a column without a default changes the catalog only, so the lock is held for milliseconds.".to_owned(),
        sql: sql.to_owned(),
        transaction: StepTransaction::Single,
        locks: vec![lock("public.events", LockMode::AccessExclusive)],
        rewrites: Vec::new(),
        scans: Vec::new(),
        index_builds: Vec::new(),
        answers: vec![0],
        verify: Some("SELECT true;".to_owned()),
        rollback: Some("ALTER TABLE public.events DROP COLUMN search_tsv;".to_owned()),
        rollback_note: None,
        on_failure: None,
        monitor: None,
        lasts: None,
    }
    };
    Plan {
        needed: true,
        equivalent: false,
        difference: Some("public.events.search_tsv is a plain column kept by a trigger; PostgreSQL 17 has no online way to a stored generated one.".to_owned()),
        assumptions: vec!["public.events.id is the primary key".to_owned()],
        steps: vec![
            step(1, Phase::Expand, "Add the column", "SET lock_timeout = '2s';\nALTER TABLE public.events\n    ADD COLUMN search_tsv tsvector;\n"),
            Step {
                transaction: StepTransaction::Batched,
                locks: vec![lock("public.events", LockMode::RowExclusive)],
                scans: vec!["public.events".to_owned()],
                rollback: None,
                rollback_note: Some("The old values are gone.".to_owned()),
                on_failure: Some("SELECT 1;".to_owned()),
                monitor: Some("SELECT count(*) FROM public.events WHERE search_tsv IS NULL;".to_owned()),
                ..step(2, Phase::Backfill, "Fill old rows", "DO $$ … $$;")
            },
            Step {
                kind: StepKind::Deploy,
                sql: String::new(),
                locks: Vec::new(),
                answers: Vec::new(),
                verify: None,
                rollback: None,
                ..step(3, Phase::Switch, "Ship the code that reads the column", "")
            },
        ],
        runbook: "## Before\n\n* Measure it on a copy.\n".to_owned(),
    }
}
