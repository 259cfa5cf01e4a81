//! The databases and migrations that plans are proved on.
//!
//! `tests/plans/<name>/` holds
//!
//! - `schema.sql`: what is there before;
//! - `rows.sql`, if any: rows that the planner does not get to see;
//! - `migration.sql`: what the user wrote, or `migrations/` with the files that
//!   a framework runs, one history in the order of their paths;
//! - `original.sql`, if any: what of that the framework sends to the server;
//! - `mend.sql`, if any: what makes the rows fit for the migration, which the
//!   server refuses without it;
//! - `writes.sql`, if any: what the running application does, valid under the
//!   old schema; `:n` stands for a number that is different each time;
//! - `writes-1.sql`, if any: what the application does from the first `deploy`
//!   step of the plan on, valid under the new schema; `writes-2.sql` from the
//!   second, and so on.
//!
//! Comments in the migration and in `rows.sql` say more. `-- differs:
//! public.users.token` names a column
//! whose values differ from run to run (a random default): only its NULLs and
//! distinct values are compared. `-- set aside: public.users_old` names a table
//! whose name another one gets, or a sequence of it: what is written behind
//! that does not come to it. `-- majors: 12-18` limits the majors.
//! `-- open: law 2 on 11-17, no recipe for partitions yet` names a law that the
//! plan is known to break; once it no longer does, the line has to go.

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::contract::Plan;
use crate::error::Error;
use crate::server::MAJORS;

/// One migration and its database.
#[derive(Debug)]
pub struct Fixture {
    /// The directory's name.
    pub name: String,
    /// The majors that it is proved on.
    pub majors: RangeInclusive<u8>,
    directory: PathBuf,
    /// The files of the migration, below the directory.
    files: Vec<PathBuf>,
    pub(super) schema: String,
    pub(super) rows: String,
    /// What the migration sends to the server.
    pub(super) original: String,
    pub(super) mend: Option<String>,
    /// What the application writes, by the number of deployments from which on
    /// it does.
    pub(super) writes: BTreeMap<usize, String>,
    pub(super) differs: Vec<String>,
    /// Tables that nothing is written to any more once others have their names.
    pub(super) set_aside: Vec<String>,
    pub(super) open: Vec<Open>,
}

/// A law that the plan is known to break.
#[derive(Debug)]
pub(super) struct Open {
    /// `law 2`.
    pub(super) law: String,
    /// Where it does.
    pub(super) majors: RangeInclusive<u8>,
}

impl Fixture {
    /// Reads a fixture's directory.
    pub fn read(directory: &Path) -> Result<Self, Error> {
        let text = |name: &Path| {
            let path = directory.join(name);
            fs::read_to_string(&path).map_err(Error::file(&path))
        };
        let optional = |name: &str| {
            let exists = directory.join(name).exists();
            exists.then(|| text(name.as_ref())).transpose()
        };
        let files = migration_files(directory)?;
        let texts: Vec<String> = files
            .iter()
            .map(|file| text(file))
            .collect::<Result<_, _>>()?;
        let migration = texts.join("\n");
        let mut writes = BTreeMap::new();
        if let Some(sql) = optional("writes.sql")? {
            writes.insert(0, sql);
        }
        for version in 1.. {
            let Some(sql) = optional(&format!("writes-{version}.sql"))? else {
                break;
            };
            writes.insert(version, sql);
        }
        let rows = optional("rows.sql")?.unwrap_or_default();
        let directive = |word: &'static str| {
            migration
                .lines()
                .chain(rows.lines())
                .filter_map(move |line| line.strip_prefix("-- ")?.strip_prefix(word))
                .map(|value| value.trim().to_owned())
        };
        let majors = directive("majors:")
            .next()
            .map_or(Ok(MAJORS), |run| majors(&run))?;
        Ok(Self {
            name: directory
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            majors,
            directory: directory.to_owned(),
            files,
            schema: text("schema.sql".as_ref())?,
            differs: directive("differs:").collect(),
            set_aside: directive("set aside:").collect(),
            open: directive("open:")
                .map(|line| open(&line))
                .collect::<Result<_, _>>()?,
            writes,
            rows,
            original: optional("original.sql")?.unwrap_or(migration),
            mend: optional("mend.sql")?,
        })
    }

    /// All fixtures of a directory, by name.
    pub fn all(directory: &Path) -> Result<Vec<Self>, Error> {
        let mut fixtures = Vec::new();
        for entry in fs::read_dir(directory).map_err(Error::file(directory))? {
            let path = entry.map_err(Error::file(directory))?.path();
            if path.join("schema.sql").exists() {
                fixtures.push(Self::read(&path)?);
            }
        }
        fixtures.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(fixtures)
    }

    /// Asks the `lockstep` command for the plan.
    pub(super) fn plan(&self, lockstep: &Path, major: u8) -> Result<Plan, Error> {
        // From its directory, so that files have the paths that a framework
        // gives them.
        plan(
            lockstep,
            major,
            &self.directory,
            "schema.sql".as_ref(),
            &self.files,
        )
    }

    /// What the application writes behind so many deployments, for the n-th
    /// time.
    pub(super) fn write(&self, n: usize, deployed: usize) -> Option<Write> {
        let (version, sql) = self.writes.range(..=deployed).next_back()?;
        // Far from the rows that the schema comes with.
        let number = (1_000_000 + n).to_string();
        Some(Write {
            sql: sql.replace(":n", &number),
            by_new_code: *version > 0,
        })
    }
}

/// The files of the migration in a directory, in the order in which they run.
fn migration_files(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("migrations")];
    while let Some(folder) = folders.pop() {
        let path = directory.join(&folder);
        if !path.exists() {
            continue;
        }
        for entry in fs::read_dir(&path).map_err(Error::file(&path))? {
            let below = folder.join(entry.map_err(Error::file(&path))?.file_name());
            let is_folder = directory.join(&below).is_dir();
            if is_folder { &mut folders } else { &mut files }.push(below);
        }
    }
    files.sort();
    if files.is_empty() {
        files.push("migration.sql".into());
    }
    Ok(files)
}

/// Something that the application writes.
#[derive(Clone, Debug)]
pub(super) struct Write {
    pub(super) sql: String,
    /// It is code for the new schema that writes it.
    pub(super) by_new_code: bool,
}

/// Asks the `lockstep` command for the plan of a migration.
pub(super) fn plan(
    lockstep: &Path,
    major: u8,
    directory: &Path,
    schema: &Path,
    migration: &[PathBuf],
) -> Result<Plan, Error> {
    let output = Command::new(lockstep)
        .args(["plan", "--format", "json", "--fail-on", "never", "--pg"])
        .arg(major.to_string())
        .arg("--schema")
        .arg(schema)
        .args(migration)
        .current_dir(directory)
        .output()
        .map_err(|error| Error::Program(lockstep.display().to_string(), error))?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let words = String::from_utf8_lossy(&output.stderr);
        Error::Plan(format!("{}: {error} {words}", directory.display()))
    })
}

fn majors(run: &str) -> Result<RangeInclusive<u8>, Error> {
    let (first, last) = run.split_once('-').unwrap_or((run, run));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) => Ok(first..=last),
        _ => Err(Error::Plan(format!("`{run}` is no run of majors"))),
    }
}

fn open(line: &str) -> Result<Open, Error> {
    let (claim, _reason) = line
        .split_once(',')
        .ok_or_else(|| Error::Plan(format!("`-- open: {line}` gives no reason")))?;
    let (law, run) = match claim.split_once(" on ") {
        Some((law, run)) => (law, majors(run)?),
        None => (claim, MAJORS),
    };
    Ok(Open {
        law: law.to_owned(),
        majors: run,
    })
}
