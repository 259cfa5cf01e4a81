//! tern: what stands above `---- create above / drop below ----` and what
//! stands below it, each in a transaction unless it holds
//! `---- tern: disable-tx ----`.
//!
//! Without the transaction statements are sent one by one. Source:
//! `migrate/migrate.go` of jackc/tern.

use lockstep_syntax::script::Script;

use super::layout::{Bare, Language, Layout, Style};
use super::{Framework, Section, Sending, directives};

/// See the module.
pub(super) static TERN: Framework = Framework {
    name: "tern",
    wraps_in_transaction: true,
    recognises: |script| directives(script).any(|(_, it)| it == DROP || it == DISABLE),
    // Numbered files are many a framework's.
    names: |_| false,
    sections: |_, script| sections(script),
    recovery: Some(RECOVERY),
    record: Some("UPDATE public.schema_version SET version = {version};"),
    layout: &Layout {
        text: "{head}{bare up}{up}\n\n---- create above / drop below ----\n\n{bare down}{down}\n",
        version: Style::Number(3),
        language: Language::SqlInGoTemplate,
        bare: Bare::Mark("---- tern: disable-tx ----\n"),
        usage: "`tern migrate` runs what is pending, `tern migrate -d -1` undoes the last file. Numbers have no gaps: go on from the last file there is.",
        ..Layout::SQL
    },
};

const DROP: &str = "---- create above / drop below ----";
const DISABLE: &str = "---- tern: disable-tx ----";

const RECOVERY: &str = "\
### When tern stops half-way

A migration with a transaction has changed nothing: mend it, and run `tern migrate` again. With `disable-tx` the statements before the failed one stay, and the version is not recorded: drop what is INVALID, finish by hand, and record the version.
";

fn sections(script: &Script<'_>) -> Vec<Section> {
    let border = directives(script).find(|(_, it)| *it == DROP);
    let border = border.map(|(span, _)| span.start);
    let part = |start: u32, end: u32| Section {
        start,
        sending: if directives(script)
            .any(|(span, it)| it == DISABLE && (start..end).contains(&span.start))
        {
            Sending::OneByOne
        } else {
            Sending::InTransaction
        },
        down: start > 0,
    };
    match border {
        // A file may begin with it, and then only goes down.
        Some(0) => vec![Section {
            down: true,
            ..part(0, u32::MAX)
        }],
        Some(border) => vec![part(0, border), part(border, u32::MAX)],
        None => vec![part(0, u32::MAX)],
    }
}
