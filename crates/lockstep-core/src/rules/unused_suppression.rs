//! A comment that silences nothing.

use super::{Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "unused-suppression",
    severity: Severity::Advice,
    occasion: Occasion::Always,
    title: page!("A comment that ignores findings has none to ignore"),
    docs: page!(
        "\
`-- lockstep-ignore rule: reason` silences a rule for the statement behind it, for the \
one that it stands in, or for the one before it on its line; `-- lockstep-ignore-file` \
for the whole file. Without a rule's name it silences all.

One that silences nothing is left over from a statement that was changed or moved, and \
would hide the next hazard that comes to its place. Take it out.

The comments of squawk, eugene, pgfence, MigrationPilot and pgls, and safety-assured, \
are understood, too; they are never called unused."
    ),
    versions: "11-18",
    source: citation::SYNTAX,
    hazards: page!(&[]),
    bad: page!(&[
        example(
            "-- lockstep-ignore column-rename: nobody reads it\n\
             SELECT 1;"
        ),
        example("CREATE TABLE users (id bigint PRIMARY KEY); -- lockstep-ignore data-loss"),
    ]),
    good: page!(&[
        example(
            "-- lockstep-ignore column-rename: nobody reads it yet\n\
             ALTER TABLE users RENAME COLUMN name TO full_name;"
        ),
        example("ALTER TABLE users RENAME COLUMN name TO full_name; -- lockstep-ignore"),
        example(
            "-- squawk-ignore renaming-column\n\
             ALTER TABLE users RENAME COLUMN name TO full_name;"
        ),
        example(
            "-- safety-assured:start\n\
             DROP TABLE users;\n\
             ALTER TABLE orders RENAME COLUMN name TO full_name;\n\
             -- safety-assured:end"
        ),
        example(
            "ALTER TABLE users\n\
             -- pgls-ignore lint/safety/renamingColumn: nobody reads it yet\n\
             RENAME COLUMN name TO full_name;"
        ),
        example("-- eugene: ignore E6\nCREATE INDEX ON users (email);"),
    ]),
    // Which comments were of use is known when all rules have been asked: the
    // module `suppress` finds it.
    check: |_| Vec::new(),
};
