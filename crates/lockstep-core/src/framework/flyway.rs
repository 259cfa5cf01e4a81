//! Flyway: `V2__name.sql` in one transaction, unless all of its statements are
//! such that Flyway knows to refuse one, or the `.conf` beside it says
//! `executeInTransaction=false`. That is not seen here, so a comment may say it
//! too.
//!
//! Statements are sent one by one. Source: `PostgreSQLParser.java`,
//! `ParserSqlScript.java` and `DbMigrate.java` of flyway/flyway.

use lockstep_syntax::tree::{Statement, StatementKind};

use super::layout::{Bare, Beside, Layout, Style, When};
use super::{Framework, Section, Sending, digits, directives, last_parts};

/// See the module.
pub(super) static FLYWAY: Framework = Framework {
    name: "flyway",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |path| kind(path).is_some(),
    sections: |path, script| {
        let mut statements = script.statements().peekable();
        let said = directives(script).any(|(_, it)| it.contains("executeInTransaction=false"));
        let alone = said
            || statements.peek().is_some()
                && statements.all(|statement| needs_no_transaction(script.text, statement));
        Section::unless(alone, Sending::OneByOne, kind(path) == Some('U'))
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "V{version}__{name}.sql",
        text: "{bare up}{head}{up}\n",
        beside: &[
            Beside {
                path: "V{version}__{name}.sql.conf",
                text: CONF,
                when: When::BareUp,
            },
            Beside {
                path: "undo/U{version}__{name}.sql",
                text: "{bare down}{down}\n",
                when: When::Always,
            },
            Beside {
                path: "undo/U{version}__{name}.sql.conf",
                text: CONF,
                when: When::BareDown,
            },
        ],
        version: Style::Dotted,
        bare: Bare::Mark("-- executeInTransaction=false stands in the .conf beside this file.\n"),
        usage: "SQL that holds `${` needs `placeholderReplacement=false`. `flyway -postgresql.transactional.lock=false migrate` runs what is pending; without that setting CREATE INDEX CONCURRENTLY may wait for Flyway itself. A `.conf` belongs beside its file. The files in `undo` are for `flyway undo`, or to be run by hand.",
        ..Layout::SQL
    },
};

/// The file's own settings; `${name}` in SQL would be a placeholder.
const CONF: &str = "executeInTransaction=false\nplaceholderReplacement=false\n";

const RECOVERY: &str = "\
### When Flyway stops half-way

A file with a transaction has changed nothing and is not recorded: mend it, and run `flyway migrate` again. A file without one leaves a row with `success = false` in `flyway_schema_history`, and Flyway refuses to go on: undo by hand what it did, drop what is INVALID, then run `flyway repair` and `flyway migrate`.

- A file that mixes CREATE INDEX CONCURRENTLY with anything else, a SET included, is refused before it starts; give it a file of its own.
- REINDEX … CONCURRENTLY and DETACH PARTITION CONCURRENTLY are not noticed: put `executeInTransaction=false` into `<file>.sql.conf` beside the file.
- CREATE INDEX CONCURRENTLY may wait for Flyway's own lock for ever unless `flyway.postgresql.transactional.lock=false` is set.
";

/// `V` for versioned, `U` for undo, `R` for repeatable.
fn kind(path: &str) -> Option<char> {
    let (file, _) = last_parts(path);
    let (version, _) = file.strip_suffix(".sql")?.split_once("__")?;
    let kind = version.chars().next()?;
    let number = version.get(1..)?;
    let fits = match kind {
        'R' => number.is_empty(),
        'V' | 'U' => {
            let version = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_');
            digits(number).0 > 0 && number.chars().all(version)
        }
        _ => false,
    };
    fits.then_some(kind)
}

/// What Flyway's parser knows to run outside a transaction.
fn needs_no_transaction(text: &str, statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(create) => create.concurrently,
        StatementKind::Drop(drop) if drop.concurrently => true,
        _ => match statement.command {
            "CREATE DATABASE"
            | "DROP DATABASE"
            | "CREATE TABLESPACE"
            | "DROP TABLESPACE"
            | "CREATE SUBSCRIPTION"
            | "DROP SUBSCRIPTION"
            | "ALTER SYSTEM"
            | "VACUUM" => true,
            "REINDEX" | "DISCARD" | "DISCARD ALL" => {
                let mut words = statement.span.of(text).split_whitespace().skip(1);
                words.any(|word| {
                    ["SCHEMA", "DATABASE", "SYSTEM", "ALL", "ALL;"]
                        .iter()
                        .any(|it| word.eq_ignore_ascii_case(it))
                })
            }
            _ => false,
        },
    }
}
