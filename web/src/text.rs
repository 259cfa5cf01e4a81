//! Every word the page says of its own accord. The report brings the rest.
#![expect(missing_docs, reason = "each text says itself what it is")]

use lockstep_core::report::{LockMode, Phase, Severity, StepTransaction};

use crate::model::review::{Held, Place};
use crate::model::waits::{Waits, Who};

pub const BRAND: &str = "Lockstep";
pub const TAGLINE: &str = "every lock, every step";
pub const SOURCE_LABEL: &str = "Migration";
pub const SOURCE_HINT: &str = "SQL";
pub const EDITOR_LABEL: &str = "Migration SQL";
pub const EDITOR_PLACEHOLDER: &str = "Paste a PostgreSQL migration here.";
pub const PRIVATE: &str = "Stays in this browser";
pub const CLEAR: &str = "Clear";

pub const POSTGRES: &str = "PostgreSQL";
pub const RUN_BY: &str = "Run by";
pub const DETECT: &str = "Detect";
pub const DETECTED: &str = "detected";
pub const ASSUMED: &str = "assumed";
pub const EXAMPLES: &str = "Examples";
pub const EXAMPLES_INTRO: &str = "Real migrations, with what they do.";
pub const SHARE: &str = "Share";
pub const SHARED: &str = "Link copied";
pub const SHARE_DONE: &str = "Link copied. It holds the migration itself; nothing was uploaded.";
pub const SHARE_LONG: &str =
    "Link copied. It is long: some chats cut links off after 2,000 characters, mail after 8,000.";
pub const SHARE_FAILED: &str =
    "This browser did not let the page copy. The address bar holds the link.";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const COPY_FAILED: &str = "Select and copy by hand";

pub const SPLITTER: &str = "Width of the editor";
pub const RESULT_LABEL: &str = "What it does";
pub const TABS_LABEL: &str = "Views of the result";
pub const REVIEW: &str = "Review";
pub const PLAN: &str = "Plan";
pub const RUNBOOK: &str = "Runbook";

pub const EMPTY_TITLE: &str = "See who waits before they do.";
pub const EMPTY_INTRO: &str = "Paste a migration, and see for every statement the locks it takes, \
    who has to wait for them, whether the table is rewritten or read from end to end, and a way to \
    do the same in safe steps.";
pub const EMPTY_LEGEND: &str = "How to read it";
pub const EMPTY_EXAMPLES: &str = "Or start from one of these";
pub const EMPTY_PRIVATE: &str =
    "Everything happens in this browser. Your SQL is never sent anywhere.";
pub const STARTING: &str = "Loading the analysis…";

/// The first plan is on its way.
pub const PLANNING: &str = "Looking for a safe way to do the same…";
/// What makes plans broke down, or could not be loaded.
pub const PLAN_CRASHED: &str = "What makes the plan could not be loaded, or broke down. The next change of the text tries again.";
pub const NO_PLAN_TITLE: &str = "No other plan needed.";
pub const NO_PLAN: &str = "Nothing here keeps anybody waiting for longer than a moment. \
    Run the migration as it stands.";
pub const NO_PLAN_YET_TITLE: &str = "No plan for this one.";
pub const NO_PLAN_YET: &str = "Lockstep does not know a safer way for the statements it warns of. \
    The findings say what to do by hand.";
pub const DIFFERENCE: &str = "The plan leads to something slightly different";
pub const ASSUMES: &str = "The plan assumes";
pub const RUNBOOK_EMPTY: &str = "There is no runbook without a plan.";
pub const COPY_RUNBOOK: &str = "Copy as Markdown";
pub const VERIFY: &str = "Check that it worked";
pub const VERIFY_HINT: &str = "Returns true once the step has taken effect.";
pub const ROLLBACK: &str = "Undo";
pub const ON_FAILURE: &str = "If it fails";
pub const ON_FAILURE_HINT: &str = "Run this before you try the step again.";
pub const MONITOR: &str = "Watch it";
pub const MONITOR_HINT: &str = "Shows its progress, from another session.";
pub const YOU: &str = "you";

pub const WHY: &str = "Why it matters";
pub const DO: &str = "What to do";
pub const CITATION: &str = "Source";
pub const NEW_RELATION: &str = "new, so nobody waits for it";
pub const REWRITES: &str = "rewrites the table";
pub const READS_ALL: &str = "reads the whole table";
pub const STEP_REWRITES: &str = "rewrites";
pub const STEP_READS: &str = "reads all of";
pub const BUILDS_INDEX: &str = "builds";
pub const OUTSIDE_TRANSACTION: &str = "only outside a transaction";
pub const NOT_CHANGED: &str = "not changed by the diff";
pub const NOTES_LABEL: &str = "About the input";
pub const NOT_UNDERSTOOD: &str = "not understood, so not judged";
pub const PARTLY_UNDERSTOOD: &str = "understood in part";
pub const SAFE: &str = "nobody waits";
pub const DEPENDS_ON: &str = "Depends on";
pub const REFUSED: &str = "PostgreSQL refuses it";

pub const NOTICE_DISMISS: &str = "Dismiss";
pub const LINK_UNKNOWN: &str =
    "This link was made by a newer Lockstep than this one, so it could not be opened.";
pub const LINK_DAMAGED: &str =
    "This link is damaged or cut off, so it could not be opened. Ask for it once more.";
pub const LINK_TOO_LARGE: &str = "This link unpacks to more than 2 MB, so it was not opened.";
pub const LINK_KEPT: &str = "What you had here is untouched.";
pub const DRAFT_KEPT: &str = "Opened from a link.";
pub const DRAFT_RESTORE: &str = "Back to my draft";
pub const CRASHED: &str = "The analysis broke down on this text. Your text is safe, and the next \
    change starts it again. If you can share the text, please report this:";
pub const CRASH_COPY: &str = "Copy the report";
pub const HUNG: &str = "it gave no answer in time";

pub const UNREADABLE: &str = "its answer could not be read";
pub const NOT_BOOTED: &str = "the page was not started by boot.js";

pub const VERDICT_NOTHING: &str = "There is no statement here yet.";
pub const VERDICT_UNKNOWN: &str = "Lockstep could not make out what this does.";

/// The legend of the glyphs.
pub const LEGEND: [(Waits, &str); 4] = [
    (
        Waits {
            who: Who::Everybody,
            long: true,
        },
        "reads and writes wait, for as long as the table is large",
    ),
    (
        Waits {
            who: Who::Writers,
            long: true,
        },
        "writes wait, for as long as the table is large",
    ),
    (
        Waits {
            who: Who::Everybody,
            long: false,
        },
        "small: only for a moment",
    ),
    (
        Waits {
            who: Who::Nobody,
            long: false,
        },
        "nobody waits",
    ),
];

/// A framework, by the name it is known under in reports.
#[must_use]
pub fn framework(name: &str) -> &str {
    match name {
        "none" => "no framework",
        other => other,
    }
}

/// What a glyph says to somebody who does not see it.
#[must_use]
pub fn waits(waits: Waits) -> &'static str {
    match (waits.who, waits.long) {
        (Who::Nobody, _) => "nobody waits",
        (Who::Writers, true) => "writes wait, for as long as the table is large",
        (Who::Writers, false) => "writes wait, for a moment",
        (Who::Everybody, true) => "reads and writes wait, for as long as the table is large",
        (Who::Everybody, false) => "reads and writes wait, for a moment",
    }
}

/// What a lock mode does, in plain words.
#[must_use]
pub fn mode_in_words(mode: LockMode) -> &'static str {
    match mode {
        LockMode::AccessExclusive => "blocks reads and writes",
        LockMode::Exclusive | LockMode::ShareRowExclusive | LockMode::Share => "blocks writes",
        LockMode::ShareUpdateExclusive => "blocks other schema changes only",
        LockMode::RowExclusive => "writes rows, blocks no query",
        LockMode::RowShare | LockMode::AccessShare => "blocks no query",
    }
}

/// How long a lock is held beyond its statement.
#[must_use]
pub fn held(held: Held) -> String {
    let more = plural(held.statements, "more statement", "more statements");
    format!("held to the end of line {}, through {more}", held.to_line)
}

/// A lock that the transaction holds already.
#[must_use]
pub fn already_held(mode: LockMode, line: usize) -> String {
    format!("{} already held since line {line}", mode.name())
}

/// A relation as people say it: without the schema everybody has.
#[must_use]
pub fn short_name(relation: &str) -> &str {
    relation.strip_prefix("public.").unwrap_or(relation)
}

/// `3 findings`.
#[must_use]
pub fn findings(count: usize) -> String {
    plural(count, "finding", "findings")
}

/// `line 12`.
#[must_use]
pub fn place(place: &Place) -> String {
    match place.file {
        Some(_) => place.to_string(),
        None => format!("line {place}"),
    }
}

/// `Go to line 12 in the editor`.
#[must_use]
pub fn go_to(at: &Place) -> String {
    format!("Go to {} in the editor", place(at))
}

/// The severity, as a word in front of a finding.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Danger => "Danger",
        Severity::Warning => "Warning",
        Severity::Advice => "Advice",
    }
}

/// The phase, as a heading.
#[must_use]
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => "Prepare",
        Phase::Expand => "Expand",
        Phase::Backfill => "Backfill",
        Phase::Validate => "Validate",
        Phase::Switch => "Switch",
        Phase::Contract => "Contract",
    }
}

/// How the SQL of a step is run.
#[must_use]
pub fn step_transaction(transaction: StepTransaction) -> &'static str {
    match transaction {
        StepTransaction::Single => "one transaction",
        StepTransaction::None => "outside a transaction",
        StepTransaction::Batched => "commits in batches",
    }
}

/// `Steps 1–4 of the plan`, `Step 5 of the plan`.
#[must_use]
pub fn plan_steps(steps: &[usize]) -> String {
    match steps {
        [one] => format!("Step {one} of the plan"),
        [first, .., last] if last - first + 1 == steps.len() => {
            format!("Steps {first}–{last} of the plan")
        }
        _ => {
            let list: Vec<String> = steps.iter().map(ToString::to_string).collect();
            format!("Steps {} of the plan", list.join(", "))
        }
    }
}

/// What stands before the lines that a step answers.
#[must_use]
pub fn stands_for(lines: usize) -> &'static str {
    if lines == 1 {
        "stands for line"
    } else {
        "stands for lines"
    }
}

/// `12 to 18` from `12-18`.
#[must_use]
pub fn versions(versions: &str) -> String {
    versions.replace('-', " to ")
}

/// `Show the next 60 of 440 more statements`.
#[must_use]
pub fn show_more(next: usize, left: usize) -> String {
    if next == left {
        format!("Show the last {left} statements")
    } else {
        format!("Show the next {next} of {left} more statements")
    }
}

/// `9 steps`.
#[must_use]
pub fn steps(count: usize) -> String {
    plural(count, "step", "steps")
}

/// "Two statements stop all reads and writes of …".
#[must_use]
pub fn verdict_blocks(who: Who, statements: usize) -> String {
    let (one, many) = match who {
        Who::Everybody => (
            "stops all reads and writes of ",
            "stop all reads and writes of ",
        ),
        Who::Writers => ("stops all writes to ", "stop all writes to "),
        Who::Nobody => ("lets everybody go on with ", "let everybody go on with "),
    };
    if statements == 1 {
        format!("One statement {one}")
    } else {
        format!("{} statements {many}", capital_count(statements))
    }
}

/// "… while they rewrite or read all of it, in one transaction."
#[must_use]
pub fn verdict_while(
    (rewrites, reads): (bool, bool),
    statements: usize,
    relations: usize,
    together: bool,
) -> String {
    let one = statements == 1;
    let (they, their) = if one {
        ("it", "its")
    } else {
        ("they", "their")
    };
    let work = match (rewrites, reads, one) {
        (true, true, _) => "rewrite or read",
        (true, false, true) => "rewrites",
        (true, false, false) => "rewrite",
        (false, true, true) => "reads",
        (false, true, false) => "read",
        (false, false, _) => {
            return format!(
                " until the end of {their} transaction, which reads or rewrites a whole table."
            );
        }
    };
    let what = if relations > 1 { "them" } else { "it" };
    let where_ = if together && !one {
        ", in one transaction"
    } else {
        ""
    };
    format!(" while {they} {work} all of {what}{where_}.")
}

/// "PostgreSQL 17 refuses one statement."
#[must_use]
pub fn verdict_refused(postgres: u8, statements: usize) -> String {
    let count = count(statements, "statement", "statements");
    format!("PostgreSQL {postgres} refuses {count}.")
}

/// Several statements with a danger that is not a long wait.
#[must_use]
pub fn verdict_dangers(statements: usize) -> String {
    format!(
        "{} statements lose data, fail, or break what is running.",
        capital_count(statements)
    )
}

/// Warnings, and whether anybody waits.
#[must_use]
pub fn verdict_warnings(blocked: bool, statements: usize) -> String {
    let wait = if blocked {
        "Nobody waits for longer than a moment"
    } else {
        "Nobody has to wait"
    };
    let count = count(statements, "statement needs", "statements need");
    format!("{wait}, but {count} a second look.")
}

/// Nothing to worry about, as far as all of it was understood.
#[must_use]
pub fn verdict_calm(blocked: bool, all: bool) -> &'static str {
    match (blocked, all) {
        (true, true) => "Nobody waits for longer than a moment.",
        (false, true) => "Nobody has to wait for this migration.",
        (true, false) => "As far as Lockstep can read it, nobody waits for longer than a moment.",
        (false, false) => "As far as Lockstep can read it, nobody has to wait.",
    }
}

/// "Two of 12 statements were not fully understood …".
#[must_use]
pub fn not_understood(unknown: usize, all: usize) -> String {
    let was = if unknown == 1 { "was" } else { "were" };
    format!(
        "{} of {all} statements {was} not fully understood; what Lockstep cannot read, it does not call safe.",
        capital_count(unknown)
    )
}

/// What the plan promises.
#[must_use]
pub fn plan_promise(steps: usize, calm: bool, equivalent: bool) -> String {
    let steps = plural(steps, "step", "steps");
    let substitute = if equivalent {
        ""
    } else {
        ", by way of a substitute"
    };
    if calm {
        let joint = if equivalent { " " } else { ", " };
        format!(
            "The plan gets there in {steps}{substitute}{joint}and none of them keeps a query waiting \
             for longer than a moment."
        )
    } else {
        format!(
            "The plan gets there in {steps}{substitute}, but not without a wait: there is no recipe here for all of it."
        )
    }
}

/// `3 things`, with the number in digits.
fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `three things`, with a small number in words.
fn count(count: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        capital_count(count).to_ascii_lowercase(),
        if count == 1 { one } else { many }
    )
}

/// A number as it stands at the head of a sentence.
fn capital_count(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_as_a_range_where_they_are_one() {
        assert_eq!(plan_steps(&[5]), "Step 5 of the plan");
        assert_eq!(plan_steps(&[1, 2, 3, 4]), "Steps 1–4 of the plan");
        assert_eq!(plan_steps(&[1, 3, 4]), "Steps 1, 3, 4 of the plan");
    }

    #[test]
    fn counts_read_as_a_sentence() {
        assert_eq!(
            verdict_refused(17, 1),
            "PostgreSQL 17 refuses one statement."
        );
        assert_eq!(
            verdict_warnings(true, 2),
            "Nobody waits for longer than a moment, but two statements need a second look."
        );
        assert_eq!(
            verdict_dangers(20),
            "20 statements lose data, fail, or break what is running."
        );
    }

    #[test]
    fn only_the_usual_schema_is_left_out() {
        assert_eq!(short_name("public.users"), "users");
        assert_eq!(short_name("app.users"), "app.users");
    }
}
