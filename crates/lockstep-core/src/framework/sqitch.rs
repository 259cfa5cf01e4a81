//! Sqitch: `deploy/name.sql`, `revert/name.sql` and `verify/name.sql`, run by
//! psql, with BEGIN and COMMIT where the file has them.
//!
//! Source: `lib/App/Sqitch/Engine/pg.pm` and `etc/templates/` of
//! sqitchers/sqitch.

use super::layout::{Beside, Layout, Style, When};
use super::{Framework, Section, Sending, directives, last_parts};

/// See the module.
pub(super) static SQITCH: Framework = Framework {
    name: "sqitch",
    wraps_in_transaction: false,
    recognises: |script| {
        directives(script).any(|(_, comment)| {
            let mut words = comment.split_whitespace().skip(1);
            let first = words.next().unwrap_or_default();
            let third = words.nth(1).unwrap_or_default();
            let fourth = words.next();
            matches!(
                (first, third),
                ("Deploy", "to") | ("Revert", "from") | ("Verify", "on")
            ) && fourth == Some("pg")
        })
    },
    names: |path| {
        let (file, folder) = last_parts(path);
        matches!(folder, "deploy" | "revert") && file.ends_with(".sql")
    },
    sections: |path, _| Section::whole(Sending::OneByOne, last_parts(path).1 == "revert"),
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "deploy/{version}_{name}.sql",
        text: "-- Deploy {version}_{name} to pg\n\n{head}{up}\n",
        beside: &[
            Beside {
                path: "revert/{version}_{name}.sql",
                text: "-- Revert {version}_{name} from pg\n\n{down}\n",
                when: When::Always,
            },
            Beside {
                path: "verify/{version}_{name}.sql",
                text: "-- Verify {version}_{name} on pg\n\nSELECT 1 / CASE WHEN ({verify}) THEN 1 ELSE 0 END;\n",
                when: When::Verified,
            },
        ],
        version: Style::Number(3),
        begins: true,
        usage: "Each change has to be in `sqitch.plan`, in this order: `sqitch add <name> -n '<why>'` writes the line, these files replace what it creates. `sqitch deploy --mode change` runs what is pending; with the mode that Sqitch takes by itself, one that fails undoes all of the run.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When Sqitch stops half-way

Sqitch takes a change that failed for one that did nothing, which is true only inside BEGIN and COMMIT, and without `--mode change` reverts all that the run had deployed before. Drop what is INVALID, then undo what stayed and run `sqitch deploy --mode change`, or finish by hand and record it with `sqitch deploy --log-only --to <change>`.
";
