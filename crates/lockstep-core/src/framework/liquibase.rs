//! Liquibase's formatted SQL: each `--changeset` in a transaction of its own
//! unless it says `runInTransaction:false`. Its `--rollback` is a comment.
//!
//! Statements are sent one by one unless it says `splitStatements:false`.
//! Source: `AbstractFormattedChangeLogParser.java` and `ChangeSet.java` of
//! liquibase/liquibase.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Language, Layout};
use super::{Framework, Section, Sending, behind, directives};

/// See the module.
pub(super) static LIQUIBASE: Framework = Framework {
    name: "liquibase",
    wraps_in_transaction: true,
    recognises: |script| {
        directives(script).next().is_some_and(|(_, first)| {
            let words = behind(first.trim_start_matches('-').trim_start(), "liquibase");
            words.is_some_and(|words| behind(words, "formatted").is_some())
        }) || changesets(script).next().is_some()
    },
    names: |_| false,
    sections: |_, script| changesets(script).collect(),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        text: "--liquibase formatted sql\n\n--changeset lockstep:{version}_{name} splitStatements:false{bare}\n{head}{up}\n{down}\n",
        language: Language::SqlThroughJdbc,
        undo_prefix: "--rollback ",
        nothing: "empty",
        bare: Bare::Mark(" runInTransaction:false"),
        alone: true,
        usage: "Add the files to the changelog in their order; `liquibase update` runs what is pending, `liquibase rollback-count 1` undoes the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Liquibase stops half-way

A changeset with a transaction has changed nothing: mend it, and run `liquibase update` again. One with `runInTransaction:false` is not recorded if it fails, and all of its statements run again the next time: keep it to one statement, or make each harmless the second time. Drop what is INVALID before. A run that was killed leaves `databasechangeloglock` locked: `liquibase release-locks`.
";

fn changesets<'s>(script: &'s Script<'_>) -> impl Iterator<Item = Section> + 's {
    directives(script).filter_map(|(span, comment)| {
        let words = comment.strip_prefix("--")?.trim_start();
        let words = behind(words, "changeset ")?;
        let (id, options) = words.split_once(' ').unwrap_or((words, ""));
        let has = |option: &str| options.contains(option);
        let sending = match (has("runInTransaction:false"), has("splitStatements:false")) {
            (false, _) => Sending::InTransaction,
            (true, false) => Sending::OneByOne,
            (true, true) => Sending::Together,
        };
        id.contains(':').then_some(Section {
            start: span.start,
            sending,
            down: false,
        })
    })
}
