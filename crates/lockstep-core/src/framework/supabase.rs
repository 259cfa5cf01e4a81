//! Supabase's command line: `supabase/migrations/20240115101500_name.sql`, in
//! transactions around runs of statements.
//!
//! From 2.109 on, CREATE INDEX CONCURRENTLY and few others run alone, what
//! stood before them is committed; older versions refuse them. Source:
//! `apps/cli-go/pkg/migration/` and `legacy-migration-apply.ts` of
//! supabase/cli.

use lockstep_syntax::tree::{Statement, StatementKind};

use super::layout::{Bare, Layout};
use super::{Framework, Section, Sending, digits, last_parts};

/// See the module.
pub(super) static SUPABASE: Framework = Framework {
    name: "supabase",
    wraps_in_transaction: true,
    recognises: |_| false,
    names: |path| {
        let (file, folder) = last_parts(path);
        let (count, rest) = digits(file);
        folder == "migrations"
            && path.contains("supabase")
            && count > 0
            && rest.starts_with('_')
            && rest.ends_with(".sql")
    },
    sections: |_, script| sections(script.statements()),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "supabase/migrations/{version}_{name}.sql",
        bare: Bare::Only(&["CREATE INDEX", "CREATE UNIQUE INDEX", "REINDEX", "VACUUM"]),
        alone: true,
        usage: "`supabase db push` runs what is pending; CREATE INDEX CONCURRENTLY needs version 2.109 or later. There are no down migrations: what undoes a step stands in the plan.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Supabase stops half-way

Up to 2.108 a file is rolled back as a whole. From 2.109 on what was committed before a statement that runs alone stays, and the version is not recorded: drop what is INVALID, then undo the rest and run `supabase db push`, or finish by hand and run `supabase migration repair --status applied <version>`.
";

/// The statements that run alone end a transaction, and another one begins
/// behind them.
fn sections<'s>(statements: impl Iterator<Item = &'s Statement<'s>>) -> Vec<Section> {
    let mut sections = Section::whole(Sending::InTransaction, false);
    let mut alone = false;
    for statement in statements {
        let now = runs_alone(statement);
        if now != alone {
            alone = now;
            sections.push(Section {
                start: statement.span.start,
                sending: if now {
                    Sending::OneByOne
                } else {
                    Sending::InTransaction
                },
                down: false,
            });
        }
    }
    sections
}

fn runs_alone(statement: &Statement<'_>) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(create) => create.concurrently,
        StatementKind::Reindex(reindex) => reindex.concurrently,
        _ => matches!(statement.command, "VACUUM" | "ALTER SYSTEM" | "CLUSTER"),
    }
}
