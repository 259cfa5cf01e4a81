//! Every word the page says of its own accord. The report brings the rest.
#![expect(missing_docs, reason = "each text says itself what it is")]

use lockstep_core::report::{
    Estimate, LockMode, Phase, Range, Severity, StatementReport, StepTransaction,
};

use lockstep_wasm::request::Format;

use crate::model::quantity::{show_bytes, show_count};
use crate::model::review::{Held, Place};
use crate::model::timeline::{Bar, Drawing};
use crate::model::waits::{Waits, Who};
use crate::state::{Source, Tab, Target, Theme};

pub const BRAND: &str = "Lockstep";
pub const TAGLINE: &str = "every lock, every step";
pub const SOURCE_LABEL: &str = "Migration";
pub const SOURCE_TABS: &str = "What is analysed";
pub const GIVEN: &str = "given";
pub const SCHEMA_LABEL: &str = "What already exists, as SQL";
pub const SCHEMA_PLACEHOLDER: &str = "CREATE TABLE …";
pub const SCHEMA_HINT: &str =
    "What exists already, so that less depends on what is not known. Paste what this prints:";
pub const DUMP_COMMAND: &str = "pg_dump --schema-only";
pub const SIZES_EMPTY: &str =
    "Tables appear here once the migration names some that exist already.";
pub const SIZES_HINT: &str =
    "With the size of a table Lockstep estimates how long others wait for it.";
pub const SIZES_QUERY: &str = "Ask PostgreSQL for them";
pub const SIZES_QUERY_HINT: &str =
    "This reads what PostgreSQL has counted already. Run it, and paste its answer below.";
pub const SIZES_ANSWER: &str = "Its answer";
pub const SIZES_UNREADABLE: &str =
    "This is not the answer to that query. It starts with { and names each table.";
pub const SIZE_ROWS: &str = "Rows";
pub const SIZE_BYTES: &str = "Size";
pub const SIZE_WRITES: &str = "Writes per second";
pub const SIZE_UNKNOWN: &str = "not said yet";
pub const FORGET: &str = "Forget";
pub const WHAT_IF: &str = "What if";
pub const WHAT_IF_HAD: &str = "had …";
pub const SOURCE_HINT: &str = "SQL";
pub const EDITOR_LABEL: &str = "Migration SQL";
pub const EDITOR_PLACEHOLDER: &str = "Paste a PostgreSQL migration here.";
pub const PRIVATE: &str = "Stays in this browser";
pub const OPEN_FILES: &str = "Open files";
pub const OPEN_FOLDER: &str = "folder";
pub const FILES_NONE: &str =
    "None of these files is a migration: names end in .sql, .diff or .patch.";
pub const FILES_TOO_LARGE: &str =
    "These files are more than 4 MB together. Open fewer, or use the command line.";
pub const FILES_UNREADABLE: &str = "The browser could not read one of these files.";
pub const CLEAR: &str = "Clear";

pub const POSTGRES: &str = "PostgreSQL";
pub const COMPARE: &str = "Compare with";
pub const COMPARE_NONE: &str = "none";
pub const RUN_BY: &str = "Run by";
pub const DETECT: &str = "Detect";
pub const DETECTED: &str = "detected";
pub const ASSUMED: &str = "assumed";
pub const EXAMPLES: &str = "Examples";
pub const EXAMPLES_INTRO: &str = "Real migrations, with what they do.";
pub const SHARE: &str = "Share";
pub const COPY_LINK: (&str, &str) = (
    "Copy link",
    "Holds the migration itself; nothing is uploaded.",
);
/// What the report can be handed on as, with what that is for.
pub const FILES: [(Format, Target, &str, &str); 5] = [
    (
        Format::Markdown,
        Target::Clipboard,
        "Copy as Markdown",
        "For a comment on a pull request.",
    ),
    (
        Format::Markdown,
        Target::Download,
        "Save as Markdown",
        "lockstep.md",
    ),
    (
        Format::Html,
        Target::Download,
        "Save as HTML",
        "A page that needs no other file, with the plan.",
    ),
    (
        Format::Json,
        Target::Download,
        "Save as JSON",
        "The report, as the command line prints it.",
    ),
    (
        Format::Sarif,
        Target::Download,
        "Save as SARIF",
        "The findings, for code scanning.",
    ),
];
pub const MARKDOWN_COPIED: &str = "Markdown copied.";
pub const MARKDOWN_NOT_COPIED: &str =
    "This browser did not let the page copy. Save the Markdown instead.";
pub const DOWNLOAD_FAILED: &str = "This browser did not let the page save a file.";
pub const SHARE_TOO_LONG: &str =
    "This is too much for a link: send the SQL as a file, or clear the schema first.";
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
pub const RUNBOOK: &str = "Runbook";

pub const PALETTE: &str = "Commands";
pub const PALETTE_HINT: &str = "What to do?";
pub const PALETTE_BUTTON: &str = "Commands and keys, Ctrl K";
pub const KEYS: &str =
    "Ctrl K or F1 opens this list. F6 goes from the editor to the result and back.";
pub const NEXT_FINDING: &str = "Next finding";
pub const PREVIOUS_FINDING: &str = "Previous finding";

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
pub const LAYOUT: &str = "Layout of the plan";
pub const LAYOUT_STEPS: &str = "Steps";
pub const LAYOUT_BESIDE: &str = "Beside the original";
pub const LAYOUT_UNIFIED: &str = "As a diff";
pub const ORIGINAL: &str = "Original";
pub const UNCHANGED: &str = "Unchanged";
pub const DONE: &str = "Done";
pub const TAKE_ALONG: &str = "Download";
pub const ONE_SQL_FILE: &str = "one SQL file";
pub const PLAN_MARKDOWN: &str = "Markdown with the runbook";
pub const WRITTEN: &str = "As it is written";
pub const PLANNED: &str = "By the plan";
pub const NO_LOCKS: &str = "No step takes a lock that keeps anybody waiting.";
pub const AS_TEXT: &str = "As text";
pub const TIMELINE_EMPTY_TITLE: &str = "Nobody to wait for.";
pub const TIMELINE_EMPTY: &str =
    "Nothing here takes a lock on a table in use that another command would have to wait for.";
pub const SCALE_TIMES: &str = "Widths are times, as long as they may take at most; what takes a moment is drawn a little wider, to be seen.";
pub const SCALE_SYMBOLIC: &str =
    "Wide is what takes as long as the table is large. With sizes, widths become times.";
pub const LEGEND_EVERYBODY: &str = "reads and writes wait";
pub const LEGEND_WRITERS: &str = "writes wait";
pub const LEGEND_NOBODY: &str = "only schema changes wait";
pub const LEGEND_QUEUE: &str = "they queue here";
pub const ESTIMATE: &str = "Estimated";
pub const VERIFY: &str = "Check that it worked";
pub const VERIFY_HINT: &str = "Returns true once the step has taken effect.";
pub const ROLLBACK: &str = "Undo";
pub const ON_FAILURE: &str = "If it fails";
pub const ON_FAILURE_HINT: &str = "Run this before you try the step again.";
pub const MONITOR: &str = "Watch it";
pub const MONITOR_HINT: &str = "Shows its progress, from another session.";
pub const YOU: &str = "you";

pub const REFERENCE: &str = "Reference";
pub const PLAYGROUND: &str = "Playground";
pub const RULES: &str = "Rules";
pub const COMMANDS: &str = "Commands and their locks";
pub const CONFLICTS: &str = "Which locks conflict";
pub const CONFLICTS_INTRO: &str = "A session that wants a lock waits while another holds one that conflicts with it, and whoever comes later waits behind the one that waits. Choose two.";
pub const SEEK: &str = "Search";
pub const NOTHING_FOUND: &str = "Nothing fits these words.";
pub const LOADING: &str = "Loading…";
pub const REFERENCE_MISSING: &str =
    "The reference could not be loaded. Reload the page to try again.";
pub const NO_SUCH_PAGE: &str = "There is no such page.";
pub const NO_SUCH_PAGE_HINT: &str = "The list beside this has all there are.";
pub const RULE: &str = "Rule";
pub const SEVERITY: &str = "Severity";
pub const FINDS: &str = "What it finds";
pub const COMMAND: &str = "Command";
pub const STRONGEST: &str = "Strongest lock on a table in use";
pub const WORK: &str = "Work";
pub const ALL_CONFLICTS: &str = "All modes";
pub const FOUND: &str = "Found";
pub const SILENT: &str = "Silent";
pub const BEFORE_IT: &str = "What exists before";
pub const TRY_IT: &str = "Open in the playground";
pub const NO_RELATION: &str = "It locks no relation.";
pub const HELD_AND_WANTED: &str = "held ↓ wanted →";
pub const WAITS: &str = "waits";
pub const GOES_ON: &str = "goes on";
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
pub const UPDATE: &str = "A newer Lockstep is here. Your text stays.";
pub const UPDATE_NOW: &str = "Load it";
pub const REPLACED: &str = "This took the place of what you had.";
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

/// A view of the result.
#[must_use]
pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Review => "Review",
        Tab::Timeline => "Timeline",
        Tab::Plan => "Plan",
        Tab::Runbook => RUNBOOK,
    }
}

/// A page of the left pane.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Migration => SOURCE_LABEL,
        Source::Schema => "Schema",
        Source::Sizes => "Sizes",
    }
}

/// The colours, as the button says them.
#[must_use]
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Colours: as the system",
        Theme::Light => "Colours: light",
        Theme::Dark => "Colours: dark",
        Theme::Contrast => "Colours: high contrast",
    }
}

/// `Show Plan`.
#[must_use]
pub fn show(what: &str) -> String {
    format!("Show {what}")
}

/// `Download one SQL file`.
#[must_use]
pub fn take_along(what: &str) -> String {
    format!("{TAKE_ALONG} the plan: {what}")
}

/// `Reference: Rules`.
#[must_use]
pub fn look_up(what: &str) -> String {
    format!("{REFERENCE}: {what}")
}

/// `For PostgreSQL 17`.
#[must_use]
pub fn for_postgres(major: u8) -> String {
    format!("For {POSTGRES} {major}")
}

/// `Compare with PostgreSQL 13`.
#[must_use]
pub fn compare_with(major: u8) -> String {
    format!("{COMPARE} {POSTGRES} {major}")
}

/// `Run by flyway`.
#[must_use]
pub fn run_by(name: &str) -> String {
    format!("{RUN_BY} {}", framework(name))
}

/// `Example: Four shapes that bite`.
#[must_use]
pub fn example(title: &str) -> String {
    format!("Example: {title}")
}

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

/// What a tick is for.
#[must_use]
pub fn done(step: usize) -> String {
    format!("Step {step} is done")
}

/// `Steps 1–4`, `Step 5`.
#[must_use]
pub fn step_numbers(steps: &[usize]) -> String {
    let words = plan_steps(steps);
    words.trim_end_matches(" of the plan").to_owned()
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

/// `PostgreSQL 12 to 18`.
#[must_use]
pub fn majors(from: u8, to: u8) -> String {
    if from == to {
        format!("PostgreSQL {from}")
    } else {
        format!("PostgreSQL {from} to {to}")
    }
}

/// `alter-table/set-not-null` as people say it: `ALTER TABLE, set not null`.
#[must_use]
pub fn command_form(name: &str) -> String {
    let (command, form) = name.split_once('/').unwrap_or((name, "plain"));
    let command = command.replace('-', " ").to_ascii_uppercase();
    match form {
        "plain" => command,
        form => format!("{command}, {}", form.replace('-', " ")),
    }
}

/// The strongest lock on a table that was there before.
#[must_use]
pub fn strongest(statement: &StatementReport) -> &'static str {
    if statement.fails.is_some() {
        return "refused here";
    }
    let locks = statement.locks.iter().filter(|lock| !lock.new);
    locks
        .map(|lock| lock.mode)
        .max()
        .map_or("none", LockMode::name)
}

/// What a statement does to tables from end to end.
#[must_use]
pub fn work(statement: &StatementReport) -> String {
    let all = [
        (!statement.rewrites.is_empty(), "rewrites"),
        (!statement.scans.is_empty(), "reads all"),
        (!statement.index_builds.is_empty(), "builds an index"),
    ];
    let done: Vec<&str> = all.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    done.join(", ")
}

/// What happens when a mode is wanted while another is held.
#[must_use]
pub fn meeting(held: LockMode, wanted: LockMode, waits: bool) -> String {
    let outcome = if waits { "waits" } else { "goes on" };
    format!(
        "While one session holds {}, another that wants {} {outcome}.",
        held.name(),
        wanted.name()
    )
}

/// A heading above the commands that take a mode.
#[must_use]
pub fn takes(mode: LockMode) -> String {
    format!("What takes {}", mode.name())
}

/// Commands that take a mode.
#[must_use]
pub fn taken_by(mode: LockMode) -> &'static str {
    match mode {
        LockMode::AccessShare => "SELECT",
        LockMode::RowShare => "SELECT FOR UPDATE",
        LockMode::RowExclusive => "INSERT, UPDATE, DELETE",
        LockMode::ShareUpdateExclusive => "VACUUM, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT",
        LockMode::Share => "CREATE INDEX",
        LockMode::ShareRowExclusive => "CREATE TRIGGER, ADD FOREIGN KEY",
        LockMode::Exclusive => "REFRESH MATERIALIZED VIEW CONCURRENTLY",
        LockMode::AccessExclusive => "most of ALTER TABLE, DROP, TRUNCATE, VACUUM FULL",
    }
}

/// What the list of rules is.
#[must_use]
pub fn rules_intro(count: usize) -> String {
    format!(
        "The {count} things that Lockstep looks for. Each page says what happens, why, and what to do, with examples to try."
    )
}

/// What the list of commands is.
#[must_use]
pub fn commands_intro(count: usize) -> String {
    format!(
        "What {count} forms of PostgreSQL's commands lock, read, rewrite and build, measured on PostgreSQL 11 to 18; the table is for the newest. The measured statements work on small tables of a shop, such as orders."
    )
}

/// `40 s to 90 s`.
#[must_use]
pub fn range(range: Range) -> String {
    let (low, high) = (time(range.low_ms), time(range.high_ms));
    if low == high {
        return low;
    }
    format!("{low} to {high}")
}

/// Two digits are more than an estimate is good for already.
fn time(ms: u64) -> String {
    match ms {
        0..1_000 => "less than 1 s".to_owned(),
        1_000..120_000 => format!("{} s", ms / 1_000),
        120_000..7_200_000 => format!("{} min", ms / 60_000),
        _ => format!("{} h", ms / 3_600_000),
    }
}

/// `takes 4 s to 30 s; writes wait 4 s to 30 s, up to 900 of them`.
#[must_use]
pub fn estimate(estimate: Estimate, who: Who) -> String {
    let mut parts = Vec::new();
    if estimate.lasts.high_ms > 0 {
        parts.push(format!("it takes {}", range(estimate.lasts)));
    }
    let waiting = match who {
        Who::Nobody => None,
        Who::Writers => Some("writes wait"),
        Who::Everybody => Some("reads and writes wait"),
    };
    if let (Some(blocked), Some(waiting)) = (estimate.blocked, waiting) {
        parts.push(format!("{waiting} {}", range(blocked)));
    }
    if estimate.waiting_writes > 0 {
        parts.push(format!(
            "up to {} writes meanwhile",
            estimate.waiting_writes
        ));
    }
    parts.join(", ")
}

/// `On PostgreSQL 18`.
#[must_use]
pub fn on_major(major: u8) -> String {
    format!("On PostgreSQL {major}")
}

/// How many statements another major treats differently.
#[must_use]
pub fn compared(postgres: u8, other: u8, statements: usize) -> String {
    let differ = match statements {
        0 => "No statement does anything else there.".to_owned(),
        1 => "One statement differs there.".to_owned(),
        _ => format!("{statements} statements differ there."),
    };
    format!("PostgreSQL {postgres} compared with {other}: {differ}")
}

/// `files for dbmate (zip)`.
#[must_use]
pub fn plan_files(name: &str) -> String {
    match name {
        "none" => "a file for each step (zip)".to_owned(),
        name => format!("files for {} (zip)", framework(name)),
    }
}

/// `50 M rows`.
#[must_use]
pub fn rows(count: u64) -> String {
    format!("{} rows", show_count(count))
}

/// `9 GB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    show_bytes(bytes)
}

/// What the estimates rest on.
#[must_use]
pub fn assumptions(row_bytes: &str) -> String {
    format!(
        "Where only the rows are known, each is taken to have {row_bytes} bytes. How fast servers read, write and index was measured; yours may be faster."
    )
}

/// What is wrong with a number.
#[must_use]
pub fn not_a_number(label: &str, example: &str) -> String {
    format!("{label}: a number, please, such as {example}.")
}

/// `ACCESS EXCLUSIVE, 40 s to 90 s`.
#[must_use]
pub fn bar_label(bar: &Bar) -> String {
    match bar.lasts {
        Some(lasts) => format!("{}, {}", bar.mode.name(), range(lasts)),
        None => bar.mode.name().to_owned(),
    }
}

/// `l. 12`, `3`.
#[must_use]
pub fn act(number: usize, is_step: bool) -> String {
    if is_step {
        number.to_string()
    } else {
        format!("l. {number}")
    }
}

/// `Line 12`, `Step 3`.
#[must_use]
pub fn act_in_words(number: usize, is_step: bool) -> String {
    format!("{} {number}", if is_step { "Step" } else { "Line" })
}

/// A lock for those who do not see its bar.
#[must_use]
pub fn bar_in_words(drawing: &Drawing, relation: &str, bar: &Bar, steps: bool) -> String {
    let [first, last] = bar
        .acts
        .map(|it| drawing.acts.get(it).map_or(0, |act| act.number));
    let kind = if steps { "step" } else { "line" };
    let during = if first == last {
        format!("{kind} {first}")
    } else {
        format!("{kind} {first} to the end of {kind} {last}")
    };
    let waiting = waits(Waits {
        who: bar.who,
        long: bar.long,
    });
    let lasts = bar
        .lasts
        .map(|it| format!(", {}", range(it)))
        .unwrap_or_default();
    format!(
        "{}: {} from {during}{lasts}: {waiting}",
        short_name(relation),
        bar.mode.name()
    )
}

/// What a drawing shows, in a sentence.
#[must_use]
pub fn chart_label(title: &str, drawing: &Drawing) -> String {
    let names: Vec<&str> = drawing
        .lanes
        .iter()
        .map(|it| short_name(&it.relation))
        .collect();
    format!(
        "{title}: locks on {}, over time. The same as text follows.",
        names.join(", ")
    )
}

/// `40 s to 90 s in all`.
#[must_use]
pub fn in_all(lasts: Range) -> String {
    format!("{} in all", range(lasts))
}

/// Relations that no lane was left for.
#[must_use]
pub fn more_lanes(count: usize) -> String {
    format!("and {}", plural(count, "more relation", "more relations"))
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
