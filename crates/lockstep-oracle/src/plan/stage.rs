//! A database on which a plan, or the migration it replaces, is played.

use std::collections::BTreeSet;

use postgres::Client;

use super::contract::{Step, Transaction, Unit, units};
use super::fixture::Fixture;
use super::state::{self, State};
use crate::case::Case;
use crate::error::Error;
use crate::locks::Mode;
use crate::measure::bench::Bench;
use crate::measure::{Seen, attempt, error, in_transaction, stepped, storage};
use crate::relations::{self, Relations};

/// The stage, and what stood on it in the beginning.
pub(super) struct Stage<'a> {
    bench: Bench<'a>,
    /// Relations that others use and would have to wait for.
    old: BTreeSet<u32>,
}

/// Which rows stand on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Those of the fixture as they are.
    AsTheyAre,
    /// Those that the migration can be run on.
    Mended,
}

/// A refusal by the server, in words.
pub(super) type Refusal = Option<String>;

impl<'a> Stage<'a> {
    /// Builds the schema on an empty database.
    pub(super) fn new(mut bench: Bench<'a>, fixture: &Fixture, rows: Rows) -> Result<Self, Error> {
        let mend = fixture.mend.as_ref().filter(|_| rows == Rows::Mended);
        let old = bench.session(|owner| {
            for sql in [&fixture.schema, &fixture.rows].into_iter().chain(mend) {
                if let Some(refusal) = attempt(owner, sql, &fixture.name)? {
                    let refusal = error(&refusal);
                    return Err(Error::Plan(format!("{}: {refusal}", fixture.name)));
                }
            }
            Ok(relations::list(owner)?.into_keys().collect())
        })?;
        Ok(Self { bench, old })
    }

    /// Where it stands.
    pub(super) fn bench(&self) -> &Bench<'a> {
        &self.bench
    }

    /// Runs a script, each statement on its own, up to the first refusal.
    pub(super) fn run(&mut self, sql: &str) -> Result<Refusal, Error> {
        self.bench.session(|session| {
            for Unit { session: set, sql } in units(sql) {
                for part in [set.as_str(), sql.as_str()] {
                    if let Some(refusal) = attempt(session, part, "a script")? {
                        return Ok(Some(error(&refusal)));
                    }
                }
            }
            Ok(None)
        })
    }

    /// Runs the pieces of a step without looking.
    pub(super) fn play(&mut self, units: &[Unit], step: &Step) -> Result<Refusal, Error> {
        self.bench.session(|session| {
            for unit in units {
                let refusal = attempt(session, &unit.session, "a step")?;
                let refusal = match refusal {
                    None => attempt(session, &wrapped(unit, step), "a step")?,
                    refusal => refusal,
                };
                if let Some(refusal) = refusal {
                    return Ok(Some(error(&refusal)));
                }
            }
            Ok(None)
        })
    }

    /// Runs a step and says where it works on a table that it blocks.
    pub(super) fn watch(&mut self, step: &Step) -> Result<(Refusal, Vec<String>), Error> {
        let mut blocked = Vec::new();
        for unit in step.units() {
            let case = Case {
                name: format!("step {}", step.number),
                setup: String::new(),
                session: unit.session,
                statement: unit.sql,
                alone: false,
            };
            let before = self.bench.session(relations::list)?;
            let seen = if step.transaction == Transaction::Single {
                match in_transaction(&mut self.bench, &case, &before)? {
                    Some(seen) => seen,
                    None => {
                        return Ok((Some("error 25001 refused in a transaction".into()), blocked));
                    }
                }
            } else {
                stepped::run(&mut self.bench, &case, &before)?
            };
            if let Some(refusal) = &seen.refusal {
                return Ok((Some(error(refusal)), blocked));
            }
            let after = self.bench.session(relations::list)?;
            blocked.extend(self.work_under_lock(&seen, &before, &after));
        }
        Ok((None, blocked))
    }

    /// Law 2: work on old tables while holding a lock on one that keeps
    /// reads or writes waiting.
    fn work_under_lock(&self, seen: &Seen, before: &Relations, after: &Relations) -> Vec<String> {
        let old: Relations = before
            .iter()
            .filter(|(oid, _)| self.old.contains(oid))
            .map(|(oid, relation)| (*oid, relation.clone()))
            .collect();
        let table = |oid: &u32| old.get(oid).filter(|it| it.kind != "index" && !it.toast);
        let locks: Vec<String> = seen
            .held
            .iter()
            .filter(|(_, mode)| **mode >= Mode::Share)
            .filter_map(|(oid, mode)| Some((mode, table(oid)?)))
            // Nobody writes to a materialized view but who refreshes it.
            .filter(|(mode, it)| it.kind != "materialized view" || **mode == Mode::AccessExclusive)
            .map(|(mode, it)| format!("{} of {}", mode.sql(), it.name))
            .collect();
        if locks.is_empty() {
            return Vec::new();
        }
        let scans = seen
            .scanned
            .iter()
            .filter_map(|oid| Some(format!("scan {}", table(oid)?.name)));
        let index_of_old = |name: &str| {
            after
                .values()
                .any(|it| it.name == name && it.table.is_some_and(|it| old.contains_key(&it)))
        };
        let built =
            storage::changes(before, after)
                .into_iter()
                .filter(|fact| match fact.split_once(' ') {
                    Some(("rewrite", name)) => old.values().any(|it| it.name == name),
                    Some(("index-build", name)) => index_of_old(name),
                    _ => false,
                });
        scans
            .chain(built)
            .map(|work| format!("{work} under {}", locks.join(", ")))
            .collect()
    }

    /// The answer of a `verify` query, or what is wrong with it.
    pub(super) fn ask(&mut self, verify: &str) -> Result<Result<bool, String>, Error> {
        self.bench.session(|session| {
            let rows = match session.query(verify.trim_end().trim_end_matches(';'), &[]) {
                Ok(rows) => rows,
                Err(error) => {
                    return match error.as_db_error() {
                        Some(refusal) => Ok(Err(crate::measure::error(refusal))),
                        None => Err(Error::Server("verify".to_owned(), error)),
                    };
                }
            };
            Ok(match rows.as_slice() {
                [row] if row.len() == 1 => match row.try_get(0) {
                    Ok(Some(answer)) => Ok(answer),
                    Ok(None) => Err("NULL".to_owned()),
                    Err(error) => Err(error.to_string()),
                },
                rows => Err(format!("{} rows", rows.len())),
            })
        })
    }

    /// The catalog as it is now.
    pub(super) fn catalog(&mut self) -> Result<State, Error> {
        self.bench.session(state::catalog)
    }

    /// The rows as they are now.
    pub(super) fn data(&mut self, differs: &[String]) -> Result<State, Error> {
        self.bench
            .session(|client: &mut Client| state::data(client, differs))
    }

    /// The names of old tables that are still there.
    pub(super) fn old_tables(&mut self) -> Result<Vec<String>, Error> {
        let now = self.bench.session(relations::list)?;
        Ok(now
            .into_iter()
            .filter(|(oid, it)| self.old.contains(oid) && it.kind == "table")
            .map(|(_, it)| it.name)
            .collect())
    }
}

/// The SQL as it is sent: a `single` step in one transaction.
pub(super) fn wrapped(unit: &Unit, step: &Step) -> String {
    match step.transaction {
        Transaction::Single => format!("BEGIN;\n{}\n;COMMIT;", unit.sql),
        Transaction::None | Transaction::Batched => unit.sql.clone(),
    }
}
