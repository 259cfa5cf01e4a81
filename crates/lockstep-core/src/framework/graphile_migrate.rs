//! graphile-migrate: a migration in one transaction unless its body begins with
//! `--! no-transaction`. There are no down migrations.
//!
//! The body is one message, so that without the transaction two or more
//! statements are one implicit transaction all the same. Source: `README.md`
//! ("Disable Transaction"), `src/migration.ts` and `src/header.ts` of
//! graphile/migrate.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Layout, Style};
use super::{Framework, Section, Sending, behind, digits, directives, last_parts};

/// See the module.
pub(super) static GRAPHILE_MIGRATE: Framework = Framework {
    name: "graphile-migrate",
    wraps_in_transaction: true,
    recognises: |script| {
        headers(script).any(|header| {
            [
                "Previous",
                "Hash",
                "Message",
                "AllowInvalidHash",
                "no-transaction",
                "include",
            ]
            .iter()
            .any(|known| behind(header, known).is_some())
        })
    },
    names: |path| {
        let (file, folder) = last_parts(path);
        folder == "committed" && digits(file).0 == 6
    },
    sections: |_, script| {
        Section::unless(
            headers(script).any(|it| behind(it, "no-transaction").is_some()),
            Sending::Together,
            false,
        )
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        text: "{bare up}{head}{up}\n",
        bare: Bare::Mark("--! no-transaction\n"),
        version: Style::Number(3),
        alone: true,
        usage: "The hashes of committed files chain, so put one file after the other into `current.sql`, each followed by `graphile-migrate commit`. There are no down migrations: what undoes a step stands in the plan.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When graphile-migrate stops half-way

A migration with a transaction has changed nothing: mend it, and run it again. With `--! no-transaction` it must be one statement, and is not recorded if it fails: drop what is INVALID and run it again, or finish by hand and add the row to `graphile_migrate.migrations` with the hashes that the file's headers name. The hashes of committed files chain: put each step into `current.sql` and commit it, instead of editing a committed file.
";

fn headers<'s>(script: &'s Script<'_>) -> impl Iterator<Item = &'s str> {
    directives(script).filter_map(|(_, comment)| Some(comment.strip_prefix("--!")?.trim_start()))
}
