//! Each row of the hazards that the tool has to know is answered: by rules, or
//! by what else the row asks for. The table is generated:
//! `UPDATE_EXPECT=1 cargo test -p lockstep-core --test hazards`.

mod common;

use lockstep_core::rules::RULES;

/// The rows: groups A (locks, scans, rewrites), B (rows), C (compatibility), D
/// (design), S (what the seeds ask for).
const ROWS: &[(&str, &str)] = &[
    (
        "A1",
        "CREATE INDEX that is not CONCURRENTLY, on a table in use",
    ),
    ("A2", "DROP INDEX that is not CONCURRENTLY"),
    ("A3", "CONCURRENTLY inside a transaction"),
    (
        "A4",
        "a failed concurrent build leaves an INVALID index that the next try keeps",
    ),
    (
        "A5",
        "an index on a partitioned table, built on every partition at once",
    ),
    ("A6", "REINDEX that is not CONCURRENTLY"),
    ("A7", "ADD COLUMN with a volatile default"),
    ("A8", "ADD COLUMN with a default before PostgreSQL 11"),
    (
        "A9",
        "ADD COLUMN that is serial, an identity, or takes its default from a sequence",
    ),
    ("A10", "ADD COLUMN that is generated and stored"),
    ("A11", "ADD COLUMN NOT NULL without a default"),
    ("A12", "ADD COLUMN with UNIQUE or PRIMARY KEY"),
    ("A13", "ADD COLUMN with REFERENCES"),
    (
        "A14",
        "ADD COLUMN with CHECK, or of a domain with constraints",
    ),
    ("A15", "a type change that rewrites the table"),
    (
        "A16",
        "a type change that reads the table or rebuilds indexes",
    ),
    (
        "A17",
        "a type change that is free, which must not be called dangerous",
    ),
    (
        "A18",
        "a type change of a column that constraints, views or policies depend on",
    ),
    ("A19", "SET NOT NULL that nothing proves"),
    ("A20", "ADD CHECK without NOT VALID"),
    ("A21", "ADD FOREIGN KEY without NOT VALID"),
    ("A22", "a foreign key locks both tables, NOT VALID or not"),
    ("A23", "ADD UNIQUE without USING INDEX"),
    (
        "A24",
        "ADD PRIMARY KEY without USING INDEX, or on columns that may be NULL",
    ),
    ("A25", "ADD EXCLUDE"),
    ("A26", "NOT VALID and VALIDATE in one transaction"),
    ("A27", "VALIDATE CONSTRAINT, which blocks nobody"),
    (
        "A28",
        "a statement that runs while its transaction holds a strong lock",
    ),
    ("A29", "several tables locked by one transaction"),
    (
        "A30",
        "a backfill in the transaction that changed the table",
    ),
    ("A31", "several ALTER TABLE of one table that could be one"),
    (
        "A32",
        "lock_timeout missing, zero, too long, or set too late",
    ),
    ("A33", "statement_timeout missing"),
    (
        "A34",
        "idle_in_transaction_session_timeout and application_name missing",
    ),
    ("A35", "a lock_timeout that cuts off a CONCURRENTLY command"),
    ("A36", "VACUUM FULL"),
    ("A37", "CLUSTER"),
    ("A38", "REFRESH MATERIALIZED VIEW"),
    ("A39", "CREATE TABLE AS and its like, which read for long"),
    (
        "A40",
        "ATTACH PARTITION without a CHECK that proves its rows, or beside a default partition",
    ),
    ("A41", "DETACH PARTITION that is not CONCURRENTLY"),
    ("A42", "partitions created or dropped in place"),
    ("A43", "SET LOGGED, SET UNLOGGED"),
    ("A44", "SET TABLESPACE"),
    ("A45", "SET ACCESS METHOD"),
    ("A46", "CREATE TRIGGER, and triggers enabled and disabled"),
    ("A47", "DROP TRIGGER, rules, policies, row security"),
    ("A48", "ALTER TYPE … ADD VALUE in a transaction"),
    ("A49", "constraints of domains"),
    ("A50", "LOCK TABLE"),
    ("A51", "TRUNCATE"),
    ("A52", "DROP TABLE and DROP COLUMN behind foreign keys"),
    (
        "A53",
        "DROP CONSTRAINT, which locks both tables of a foreign key",
    ),
    ("A54", "brief changes that take ACCESS EXCLUSIVE"),
    (
        "A55",
        "changes that take SHARE UPDATE EXCLUSIVE, which block nobody",
    ),
    ("A56", "RENAME"),
    (
        "A57",
        "CREATE OR REPLACE VIEW and other commands that lock what they name",
    ),
    ("A58", "one statement that locks every partition"),
    ("A59", "more locks than the fast path holds"),
    ("B1", "UPDATE without WHERE"),
    (
        "B2",
        "DELETE without WHERE, or with one that is always true",
    ),
    ("B3", "a backfill by a condition, all at once"),
    ("B4", "INSERT … SELECT of a large table"),
    ("B5", "statistics that are missing after a backfill"),
    ("B6", "a sequence that lags behind explicit ids"),
    ("B7", "a column assigned twice"),
    ("C1", "DROP COLUMN"),
    ("C2", "DROP TABLE and larger"),
    ("C3", "RENAME COLUMN"),
    ("C4", "RENAME TABLE, SET SCHEMA"),
    ("C5", "an enum's value renamed, a type dropped"),
    ("C6", "DROP NOT NULL"),
    ("C7", "a primary key or a replica identity that is lost"),
    ("C8", "a column that old code does not fill"),
    ("C9", "triggers, foreign keys or autovacuum switched off"),
    ("C10", "DROP … CASCADE"),
    ("C11", "views and functions that depend on what goes"),
    ("C12", "DROP INDEX of a constraint's index"),
    ("C13", "commands that cannot run in a transaction"),
    (
        "C14",
        "BEGIN and COMMIT inside a framework's transaction, or left open",
    ),
    ("C15", "IF NOT EXISTS that hides a difference"),
    (
        "C16",
        "constraints that are not enforced, volatile CHECKs, row security without policies, SECURITY DEFINER, wide grants",
    ),
    ("C17", "SQL that is put together at run time"),
    ("D", "types and design"),
    ("S1", "a row-level trigger that updates a shared row"),
    ("S2", "a trigger that only computes a column"),
    ("S3", "the four shapes that bite on a hot table"),
    ("S4", "CONCURRENTLY with IF NOT EXISTS"),
    (
        "S5",
        "a statement_timeout that is shorter than the statement",
    ),
    ("S6", "a framework that failed half-way"),
    ("S7", "what to check before a migration runs"),
    ("S8", "duplicates under a new unique index"),
    ("S9", "before, during and after"),
    ("S10", "a table swapped for a copy"),
    ("S11", "monthly partitions"),
    ("S12", "indexes that another one makes redundant"),
];

/// Rows that are answered by saying nothing, or by the plan.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "A17",
        "silence: `column-type-change` says nothing of a free change, `tests/safe` holds it to that",
    ),
    ("A27", "silence: `tests/safe` holds every rule to that"),
    ("A55", "silence: `tests/safe` holds every rule to that"),
    (
        "S6",
        "the plan's runbook: what to do when the framework fails half-way",
    ),
    ("S7", "the plan's runbook: what to check before"),
    (
        "S9",
        "the plan: `verify`, `rollback` and `monitor` of each step, and the runbook",
    ),
];

#[test]
fn every_row_is_answered() {
    let mut table = String::from(
        "# Hazards and the rules that answer them\n\nGenerated by `UPDATE_EXPECT=1 cargo test -p lockstep-core --test hazards`. `lockstep explain RULE` shows a rule's page.\n\n| row | hazard | answered by |\n|---|---|---|\n",
    );
    let mut open = Vec::new();
    for (row, hazard) in ROWS {
        let mut answers: Vec<String> = RULES
            .iter()
            .filter(|rule| rule.hazards.contains(row))
            .map(|rule| format!("`{}`", rule.id))
            .collect();
        let otherwise = OTHERWISE.iter().find(|(other, _)| other == row);
        answers.extend(otherwise.map(|(_, how)| (*how).to_owned()));
        if answers.is_empty() {
            open.push(*row);
        }
        table += &format!("| {row} | {hazard} | {} |\n", answers.join(", "));
    }
    assert_eq!(open, [""; 0], "rows that nothing answers");
    for rule in RULES {
        for hazard in rule.hazards {
            assert!(
                ROWS.iter().any(|(row, _)| row == hazard),
                "{} answers {hazard}, which is no row",
                rule.id
            );
        }
    }
    let path = common::root().join("docs/hazards.md");
    common::golden(&path, &table);
}
