//! Alembic: all that is pending in one transaction. What `--sql` prints has
//! its own BEGIN and COMMIT.
//!
//! Source: `alembic/runtime/migration.py` and `alembic/ddl/impl.py` of
//! sqlalchemy/alembic.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static ALEMBIC: Framework = Framework {
    name: "alembic",
    wraps_in_transaction: true,
    recognises: is_printed,
    names: |_| false,
    sections: |_, script| Section::unless(is_printed(script), Sending::OneByOne, false),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "versions/{revision}_{name}.py",
        text: "{head}from alembic import op\n\nrevision = \"{revision}\"\ndown_revision = {previous}\n\n\ndef upgrade():\n{up}\n\n\ndef downgrade():\n{down}\n",
        version: Style::Number(1),
        language: Language::PythonWithBinds,
        call: "{bare}    op.execute({sql})",
        nothing: "    pass",
        bare: Bare::Mark("    with op.get_context().autocommit_block():\n    "),
        all_in_one: true,
        usage: "`down_revision` of the first file is what `alembic heads` names. `transaction_per_migration=True` in `context.configure` of `env.py` gives each file a transaction of its own. `alembic upgrade +1` runs the next, `alembic downgrade -1` undoes the last.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Alembic stops half-way

What ran is rolled back, all revisions of the run together, but for what an `autocommit_block` committed, with all before it: mend the file, and run `alembic upgrade` again. Drop what is INVALID; what was finished by hand is recorded with `alembic stamp <revision>`.
";

fn is_printed(script: &Script<'_>) -> bool {
    directives(script).any(|(_, comment)| {
        comment.starts_with("-- Running upgrade ") || comment.starts_with("-- Running downgrade ")
    })
}
