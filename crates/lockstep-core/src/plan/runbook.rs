//! The runbook: what to check before, during and after, and what to do when
//! the framework stops half-way.

use std::fmt::Write;

use crate::framework::Framework;
use crate::markdown::{block, code, prose};
use crate::order;
use crate::render::runnable;
use crate::report::{LockMode, Phase, RelationKind, Step, StepKind, StepTransaction};

/// A step with more lines is named, not repeated.
const LONGEST: usize = 12;

/// The runbook of a plan, as Markdown; `input` is the path of the migration's
/// first file.
pub(super) fn runbook(steps: &[Step], framework: &Framework, input: &str, needed: bool) -> String {
    let mut text = String::new();
    if !needed {
        return text;
    }
    before(&mut text, steps);
    during(&mut text, steps);
    after(&mut text, steps);
    if let Some(recovery) = framework.recovery {
        text.push('\n');
        text.push_str(recovery);
        by_hand(&mut text, steps, framework.record(input));
    }
    text
}

/// The steps as one would type them, and the row with which the framework
/// takes the migration for done.
fn by_hand(text: &mut String, steps: &[Step], record: Option<String>) {
    let mut script = String::new();
    for step in steps {
        let Step { number, title, .. } = step;
        let sql = runnable(step);
        let _ = match step.kind {
            StepKind::Deploy | StepKind::Wait => {
                writeln!(script, "-- {number}. {title}, before you go on")
            }
            StepKind::Sql if sql.lines().count() > LONGEST => {
                writeln!(script, "-- {number}. {title}: the SQL of step {number}")
            }
            StepKind::Sql => writeln!(script, "-- {number}. {title}\n{sql}"),
        };
    }
    let recorded = record.map(|record| {
        let _ = writeln!(script, "-- recorded as done\nBEGIN;\n{record}\nCOMMIT;");
        ", and the migration's row is written last, in a transaction of its own"
    });
    let _ = write!(
        text,
        "\nBy hand, in `psql -X -v ON_ERROR_STOP=1`, from the first step whose `verify` is not yet true; what stands between BEGIN and COMMIT is done as a whole, the rest statement by statement{}:\n{}",
        recorded.unwrap_or_default(),
        block(&script)
    );
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn before(text: &mut String, steps: &[Step]) {
    line(text, "### Before\n");
    line(
        text,
        "- Run the steps on a copy with production's amount of data, and note how long each takes.",
    );
    line(
        text,
        "- Compare that with `SHOW statement_timeout` of the role that migrates.",
    );
    line(text, "- Have a backup that you have restored once.");
    if steps.iter().any(|step| !step.index_builds.is_empty()) {
        line(
            text,
            "- An index build needs free disk space for the index, and as much again for sorting: `SELECT pg_size_pretty(pg_database_size(current_database()));`",
        );
    }
    line(
        text,
        "- Look for long transactions, which every step has to wait for:",
    );
    line(
        text,
        "  ```sql\n  SELECT pid, now() - xact_start AS age, state, left(query, 60) AS query\n  FROM pg_stat_activity WHERE xact_start < now() - interval '1 minute' ORDER BY xact_start;\n  ```",
    );
    for step in steps.iter().filter(|step| step.kind == StepKind::Deploy) {
        let _ = writeln!(text, "- Step {}: {}.", step.number, prose(&step.title));
    }
}

fn during(text: &mut String, steps: &[Step]) {
    line(text, "\n### During\n");
    line(
        text,
        "- Run one step at a time, each in a session of its own, and check its `verify` query before the next.",
    );
    if steps
        .iter()
        .any(|step| step.sql.contains("SET LOCAL lock_timeout"))
    {
        line(
            text,
            "- A step that ends with `canceling statement due to lock timeout` (55P03) has changed nothing: wait a moment and run it again, a few times if need be.",
        );
    }
    for step in steps.iter().filter(|step| step.on_failure.is_some()) {
        let _ = writeln!(
            text,
            "- If step {} fails, run {} before the next try.",
            step.number,
            code(step.on_failure.as_deref().unwrap_or_default(), false)
        );
    }
    let watched: Vec<String> = steps
        .iter()
        .filter(|step| step.monitor.is_some())
        .map(|step| step.number.to_string())
        .collect();
    if !watched.is_empty() {
        let _ = writeln!(
            text,
            "- Watch from another session with the `monitor` query: step {}.",
            watched.join(", ")
        );
    }
    line(
        text,
        "- Who waits for whom: `SELECT pid, pg_blocking_pids(pid), left(query, 60) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0;`",
    );
}

fn after(text: &mut String, steps: &[Step]) {
    line(text, "\n### After\n");
    let changed = |lock: &&crate::report::Lock| {
        let indexed_or_written = matches!(
            lock.mode,
            LockMode::RowExclusive | LockMode::ShareUpdateExclusive | LockMode::Share
        );
        !lock.new && indexed_or_written && lock.kind == RelationKind::Table
    };
    let mut analyzed: Vec<&str> = steps
        .iter()
        .filter(|step| step.phase == Phase::Backfill || !step.index_builds.is_empty())
        .flat_map(|step| step.locks.iter().filter(changed))
        .map(|lock| lock.relation.as_str())
        .collect();
    order::sort_once(&mut analyzed);
    if !analyzed.is_empty() {
        let _ = writeln!(
            text,
            "- {} so that the planner knows the new columns and indexes.",
            code(&format!("ANALYZE {};", analyzed.join(", ")), false)
        );
    }
    line(
        text,
        "- No index may be left INVALID: `SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;`",
    );
    line(
        text,
        "- To go back, run the `rollback` of the steps done so far, last first.",
    );
    for step in steps.iter().filter(|step| step.rollback.is_none()) {
        let _ = writeln!(
            text,
            "- Step {} has no rollback. {}",
            step.number,
            prose(step.rollback_note.as_deref().unwrap_or_default())
        );
    }
    if steps
        .iter()
        .any(|step| step.transaction == StepTransaction::Batched)
    {
        line(
            text,
            "- A backfill leaves dead rows behind, which autovacuum clears; `VACUUM` does it at once.",
        );
    }
}
