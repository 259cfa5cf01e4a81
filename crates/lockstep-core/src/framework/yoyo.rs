//! yoyo: a file in one transaction unless its first comments say
//! `-- transactional: false`; `name.rollback.sql` undoes `name.sql`.
//!
//! Statements are sent one by one. Source: `yoyo/migrations.py`.

use lockstep_syntax::script::{Piece, Script};

use super::layout::{Bare, Beside, Layout, Style, When};
use super::{Framework, Section, Sending, behind};

/// See the module.
pub(super) static YOYO: Framework = Framework {
    name: "yoyo",
    wraps_in_transaction: true,
    recognises: |script| {
        said(script, "transactional").is_some() || said(script, "depends").is_some()
    },
    names: |path| path.ends_with(".rollback.sql"),
    sections: |path, script| {
        let sending = match said(script, "transactional") {
            Some(said) if said.eq_ignore_ascii_case("false") => Sending::OneByOne,
            _ => Sending::InTransaction,
        };
        Section::whole(sending, path.ends_with(".rollback.sql"))
    },
    recovery: Some(RECOVERY),
    record: None,
    layout: &Layout {
        path: "migrations/{version}_{name}.sql",
        text: "{bare up}-- depends: {before}\n\n{head}{up}\n",
        beside: &[Beside {
            path: "migrations/{version}_{name}.rollback.sql",
            text: "{bare down}{down}\n",
            when: When::Always,
        }],
        version: Style::Number(4),
        bare: Bare::Mark("-- transactional: false\n"),
        usage: "`yoyo apply` runs what is pending, `yoyo rollback -r 1` undoes the last. The first file should depend on the last one there is.",
        ..Layout::SQL
    },
};

const RECOVERY: &str = "\
### When yoyo stops half-way

A migration with a transaction has changed nothing: mend it, and run `yoyo apply` again. One with `transactional: false` is undone by yoyo itself, with the rollback statements of those that ran; drop what is INVALID, and look whether that worked. What was finished by hand is recorded with `yoyo mark`.
";

/// What the first comments say behind a word and a colon.
fn said<'s>(script: &'s Script<'_>, word: &str) -> Option<&'s str> {
    let first = script
        .pieces
        .iter()
        .take_while(|piece| matches!(piece, Piece::Comment(_) | Piece::Space(_)));
    first
        .filter(|piece| matches!(piece, Piece::Comment(_)))
        .find_map(|piece| {
            let comment = piece.span().of(script.text).strip_prefix("--")?;
            let rest = behind(comment.trim(), word)?;
            rest.strip_prefix(':').map(str::trim)
        })
}
