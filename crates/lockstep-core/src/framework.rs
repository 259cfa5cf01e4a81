//! Who runs the files, and in which transactions.

mod alembic;
mod atlas;
mod bytebase;
mod dbmate;
mod diesel;
mod django;
mod drizzle;
mod ecto;
mod ef_core;
mod flyway;
mod golang_migrate;
mod goose;
mod graphile_migrate;
mod hasura;
mod knex;
mod laravel;
pub(crate) mod layout;
mod liquibase;
mod node_pg_migrate;
pub(crate) mod none;
mod phinx;
mod postgres_migrations;
mod prisma;
mod psql;
mod rails;
mod refinery;
mod sea_orm;
mod sequelize;
mod sqitch;
mod sqlx;
mod supabase;
mod tern;
mod typeorm;
mod yoyo;

use lockstep_syntax::script::{Piece, Script};
use lockstep_syntax::tree::Span;

use crate::analysis::File;
use crate::report::Note;
use layout::Layout;

/// A migration tool.
#[derive(Debug)]
pub struct Framework {
    /// Its name in options and reports.
    pub name: &'static str,
    /// Whether it wraps a file in a transaction unless the file says
    /// otherwise.
    pub wraps_in_transaction: bool,
    /// Whether what a file says can only be meant for it.
    pub(crate) recognises: fn(&Script<'_>) -> bool,
    /// Whether a path can only be meant for it; what files say goes first.
    pub(crate) names: fn(&str) -> bool,
    /// How it runs a file, given its path.
    pub(crate) sections: fn(&str, &Script<'_>) -> Vec<Section>,
    /// Markdown: what to do when it stops half-way.
    pub(crate) recovery: Option<&'static str>,
    /// SQL that records a migration as done, where SQL can: `{version}` is its
    /// number, `{file}` and `{stem}` its name with and without the extension.
    pub(crate) record: Option<&'static str>,
    /// What its files look like.
    pub(crate) layout: &'static Layout,
}

/// The statements of a file from one byte to the next section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// First byte.
    pub(crate) start: u32,
    /// How its statements are sent.
    pub(crate) sending: Sending,
    /// It undoes the migration; it runs, if ever, after the rest is in use.
    pub(crate) down: bool,
}

/// How statements reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// One by one, each in a transaction of its own.
    OneByOne,
    /// Inside a transaction of the framework's.
    InTransaction,
    /// All in one message: two or more are one implicit transaction.
    ///
    /// Source: the manual, "Multiple Statements in a Simple Query".
    Together,
}

/// Every framework there is, in the order in which they are tried: no two
/// claim the same file but psql, whose meta-commands others may hold as well.
pub static FRAMEWORKS: &[&Framework] = &[
    &alembic::ALEMBIC,
    &atlas::ATLAS,
    &bytebase::BYTEBASE,
    &dbmate::DBMATE,
    &diesel::DIESEL,
    &django::DJANGO,
    &drizzle::DRIZZLE,
    &ecto::ECTO,
    &ef_core::EF_CORE,
    &flyway::FLYWAY,
    &golang_migrate::GOLANG_MIGRATE,
    &goose::GOOSE,
    &graphile_migrate::GRAPHILE_MIGRATE,
    &hasura::HASURA,
    &knex::KNEX,
    &laravel::LARAVEL,
    &liquibase::LIQUIBASE,
    &node_pg_migrate::NODE_PG_MIGRATE,
    &phinx::PHINX,
    &postgres_migrations::POSTGRES_MIGRATIONS,
    &prisma::PRISMA,
    &rails::RAILS,
    &refinery::REFINERY,
    &sea_orm::SEA_ORM,
    &sequelize::SEQUELIZE,
    &sqitch::SQITCH,
    &sqlx::SQLX,
    &supabase::SUPABASE,
    &tern::TERN,
    &typeorm::TYPEORM,
    &yoyo::YOYO,
    &psql::PSQL,
    &none::NONE,
];

/// The framework of that name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Framework> {
    FRAMEWORKS
        .iter()
        .copied()
        .find(|framework| framework.name == name)
}

/// The framework that a file names in a comment `-- lockstep: framework=NAME`;
/// what such a comment says and nobody knows becomes a note.
#[must_use]
pub(crate) fn stated(files: &[File<'_>], notes: &mut Vec<Note>) -> Option<&'static Framework> {
    let mut found = None;
    for file in files {
        for (span, text) in directives(file.script) {
            let Some(said) = text
                .strip_prefix("--")
                .and_then(|it| behind(it.trim_start(), "lockstep:"))
            else {
                continue;
            };
            let framework = said
                .strip_prefix("framework=")
                .and_then(|name| by_name(name.trim()));
            if framework.is_none() {
                let names: Vec<&str> = FRAMEWORKS.iter().map(|it| it.name).collect();
                notes.push(Note {
                    file: file.source.name.to_string(),
                    line: file.source.place(span).line,
                    text: format!(
                        "{text}: this is passed over. It can say framework= and one of {}.",
                        names.join(", ")
                    ),
                });
            }
            found = found.or(framework);
        }
    }
    found
}

/// The framework that the files are written for: what they say decides, then
/// their paths.
#[must_use]
pub(crate) fn recognise(files: &[File<'_>]) -> &'static Framework {
    let says = |it: &&&Framework| files.iter().any(|file| (it.recognises)(file.script));
    let named = |it: &&&Framework| files.iter().any(|file| (it.names)(&file.source.name));
    FRAMEWORKS
        .iter()
        .find(says)
        .or_else(|| FRAMEWORKS.iter().find(named))
        .copied()
        .unwrap_or(&none::NONE)
}

impl Framework {
    /// SQL that records the file of that path as done, where SQL can.
    pub(crate) fn record(&self, path: &str) -> Option<String> {
        let (file, _) = last_parts(path);
        let version = version(path);
        let record = self.record?;
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let quoted = |text: &str| text.replace('\'', "''");
        Some(
            record
                .replace("{version}", version.as_deref().unwrap_or("<its version>"))
                .replace("{file}", &quoted(file))
                .replace("{stem}", &quoted(stem)),
        )
    }
}

impl Section {
    /// A file in one transaction, unless it asks for another way.
    fn unless(opted_out: bool, sending: Sending, down: bool) -> Vec<Section> {
        let sending = if opted_out {
            sending
        } else {
            Sending::InTransaction
        };
        Section::whole(sending, down)
    }

    /// A file that is one section.
    fn whole(sending: Sending, down: bool) -> Vec<Section> {
        vec![Section {
            start: 0,
            sending,
            down,
        }]
    }
}

/// The comments between statements that begin a line, with their place.
fn directives<'s>(script: &'s Script<'_>) -> impl Iterator<Item = (Span, &'s str)> {
    script.pieces.iter().filter_map(|piece| {
        let Piece::Comment(span) = piece else {
            return None;
        };
        let before = span.start.checked_sub(1);
        let before = before.and_then(|index| script.text.as_bytes().get(index as usize));
        matches!(before, None | Some(b'\n')).then(|| (*span, span.of(script.text).trim_end()))
    })
}

/// What stands behind a word, in any case, and blanks.
fn behind<'s>(text: &'s str, word: &str) -> Option<&'s str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word)
        .then(|| text[word.len()..].trim_start())
}

/// The last part of a path, and the one before it.
fn last_parts(path: &str) -> (&str, &str) {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default();
    (file, parts.next().unwrap_or_default())
}

/// What follows the last full stop of a name.
fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// How many digits a name begins with, and what follows them.
fn digits(name: &str) -> (usize, &str) {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    (name.len() - rest.len(), rest)
}

/// The number of a file, without what stands between the parts of a date: in
/// its own name, or in that of its folder.
pub(crate) fn version(path: &str) -> Option<String> {
    let (file, folder) = last_parts(path);
    [file, folder].into_iter().find_map(|name| {
        let name = name.strip_prefix(['m', 'V', 'U']).unwrap_or(name);
        let end = name.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '_'));
        let head = &name[..end.unwrap_or(name.len())];
        let all: String = head.chars().filter(char::is_ascii_digit).collect();
        match (all.len(), digits(name).0) {
            (14, _) => Some(all),
            (_, 0) => None,
            (_, count) => Some(name[..count].to_owned()),
        }
    })
}
