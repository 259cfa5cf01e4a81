//! The core's answers beside live servers: the cases of `tests/oracle`, and
//! those of `measured.jsonl` where it is there.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use serde::Deserialize;

use crate::case::{self, Case};
use crate::compare::{Verdict, compare};
use crate::error::Error;
use crate::measure::attempt;
use crate::measure::room::Room;
use crate::run::Servers;
use crate::server::Address;

/// How far the core agrees with the servers.
#[derive(Debug, Default)]
pub struct Agreement {
    /// By major: cases that agree, that the core does not claim to understand
    /// or that cannot be made there, that differ.
    pub counts: BTreeMap<u8, [usize; 3]>,
    /// One line a difference.
    pub differences: Vec<String>,
}

/// Measures the cases whose names contain `filter` and compares.
pub fn agreement(
    servers: &Servers,
    files: &[PathBuf],
    measured: Option<&Path>,
    filter: &str,
) -> Result<Agreement, Error> {
    let mut cases: Vec<(Option<u8>, Case)> = Vec::new();
    for file in files {
        let family = file.file_stem().unwrap_or_default().to_string_lossy();
        for mut case in case::read(file)? {
            case.name = format!("{family}/{}", case.name);
            cases.push((None, case));
        }
    }
    if let Some(file) = measured {
        cases.extend(read(file)?);
    }
    cases.retain(|(_, case)| case.name.contains(filter));
    let parts = servers.each(|address| on(address, &cases))?;
    let mut agreement = Agreement::default();
    for (major, verdicts) in parts {
        let counts = agreement.counts.entry(major).or_default();
        for (name, verdict) in verdicts {
            match verdict {
                Verdict::Agrees => counts[0] += 1,
                Verdict::NotClaimed => counts[1] += 1,
                Verdict::Differs(lines) => {
                    counts[2] += 1;
                    let line = |line| format!("{name} on {major}: {line}");
                    agreement.differences.extend(lines.into_iter().map(line));
                }
            }
        }
    }
    Ok(agreement)
}

/// What the cases of `measured.jsonl` take to be there in every cluster.
const CLUSTER: [&str; 3] = [
    "CREATE ROLE r1",
    "SET allow_in_place_tablespaces = on",
    "CREATE TABLESPACE ts1 LOCATION ''",
];

/// What they take to be there in every database.
const DATABASE: &str = "CREATE SCHEMA s;
CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION btree_gist;
CREATE EXTENSION file_fdw;
CREATE SERVER fsrv FOREIGN DATA WRAPPER file_fdw;
";

/// Likewise, from 12 on.
const ACCESS_METHOD: &str = "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler";

/// A foreign key is checked by a query, and whether that reads a table or an
/// index of it is the planner's choice, by what it happens to know of the rows.
/// Where the core names another choice than was measured, it has to be one that
/// the planner has.
const PLANS: [&str; 2] = [
    "SET enable_indexscan = off;\nSET enable_indexonlyscan = off;\nSET enable_bitmapscan = off;\n",
    "SET enable_seqscan = off;\n",
];

fn differs_in_scans_alone(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Differs(lines) if lines.iter().all(|line| line.starts_with("scans ")))
}

fn on(address: Address, cases: &[(Option<u8>, Case)]) -> Result<Vec<(String, Verdict)>, Error> {
    let database = format!("live_{}", process::id());
    let copy = format!("{database}_copy");
    let template = format!("{database}_template");
    let mut admin = address.connect("postgres")?;
    for statement in CLUSTER {
        // An earlier run may have made it.
        attempt(&mut admin, statement, "the cluster")?;
    }
    address.create_database(&template, None)?;
    let mut template_of = address.connect(&template)?;
    attempt(&mut template_of, DATABASE, "the template")?;
    if address.major >= 12 {
        attempt(&mut template_of, ACCESS_METHOD, "the template")?;
    }
    drop(template_of);
    let mut own = Room::new(address, &database, None);
    let mut measured = Room::new(address, &copy, Some(&template));
    let mut verdicts = Vec::new();
    for (only, case) in cases {
        let room = match only {
            None => &mut own,
            Some(major) if *major == address.major => &mut measured,
            Some(_) => continue,
        };
        let mut verdict = compare(case, address.major, &room.measure(case)?);
        for plan in PLANS {
            if !differs_in_scans_alone(&verdict) {
                break;
            }
            let planned = Case {
                session: format!("{plan}{}", case.session),
                ..case.clone()
            };
            verdict = compare(case, address.major, &room.measure(&planned)?);
        }
        verdicts.push((case.name.clone(), verdict));
    }
    own.close()?;
    measured.close()?;
    address.drop_database(&template)?;
    Ok(verdicts)
}

/// A line of `measured.jsonl`, as far as it says what to run.
#[derive(Deserialize)]
struct Line {
    id: String,
    version: u8,
    #[serde(default)]
    setup: Vec<String>,
    #[serde(default)]
    session: Vec<String>,
    statement: String,
}

/// The cases of `measured.jsonl`, each with its major.
fn read(file: &Path) -> Result<Vec<(Option<u8>, Case)>, Error> {
    let text = fs::read_to_string(file).map_err(Error::file(file))?;
    text.lines()
        .enumerate()
        .map(|(index, line)| {
            let line: Line = serde_json::from_str(line).map_err(|problem| Error::Case {
                file: file.to_owned(),
                line: index + 1,
                problem: problem.to_string(),
            })?;
            let case = Case {
                name: format!("measured.jsonl/{}", line.id),
                setup: case::script(&line.setup),
                session: case::script(&line.session),
                statement: case::script(&[line.statement]),
                alone: false,
            };
            Ok((Some(line.version), case))
        })
        .collect()
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.differences {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "\nPostgreSQL   agree  not claimed  differ")?;
        for (major, [agree, not_claimed, differ]) in &self.counts {
            writeln!(f, "{major:>10} {agree:>7} {not_claimed:>12} {differ:>7}")?;
        }
        Ok(())
    }
}
