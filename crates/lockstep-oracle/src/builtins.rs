//! What PostgreSQL brings along: types, casts, operator classes and functions
//! of every major, as the tables that the core's catalog reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::error::Error;
use crate::run::Servers;
use crate::server::Address;

/// The tables: their file in the core's catalog, and the query whose rows, a
/// kind of line and a word, they hold.
pub const TABLES: [(&str, &str); 2] = [
    ("functions.txt", include_str!("builtins/functions.sql")),
    ("types.txt", include_str!("builtins/types.sql")),
];

/// Extensions of PostgreSQL's own distribution whose types migrations use.
const EXTENSIONS: &str = "citext cube hstore ltree seg";

/// Reads one table from all servers. A line is a kind, the first and the last
/// major that has these words, and the words.
pub fn table(servers: &Servers, query: &str) -> Result<String, Error> {
    let mut majors: BTreeMap<(String, String), BTreeSet<u8>> = BTreeMap::new();
    for (major, rows) in servers.each(|address| rows(address, query))? {
        for row in rows {
            majors.entry(row).or_default().insert(major);
        }
    }
    let mut lines: BTreeMap<(String, u8, u8), Vec<String>> = BTreeMap::new();
    for ((kind, word), majors) in majors {
        for (first, last) in runs(&majors) {
            let line = lines.entry((kind.clone(), first, last)).or_default();
            line.push(word.clone());
        }
    }
    let mut text = String::new();
    for ((kind, first, last), words) in lines {
        let _ = writeln!(text, "{kind} {first} {last} {}", words.join(" "));
    }
    Ok(text)
}

fn rows(address: Address, query: &str) -> Result<Vec<(String, String)>, Error> {
    let database = format!("oracle_builtins_{}", std::process::id());
    address.with_database(&database, |database| {
        let mut client = address.connect(database)?;
        for extension in EXTENSIONS.split(' ') {
            client
                .batch_execute(&format!("CREATE EXTENSION {extension}"))
                .map_err(Error::server("creating an extension"))?;
        }
        let rows = client
            .query(query, &[])
            .map_err(Error::server("reading what is built in"))?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    })
}

/// The stretches of majors that follow on each other.
fn runs(majors: &BTreeSet<u8>) -> Vec<(u8, u8)> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for &major in majors {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == major => *last = major,
            _ => runs.push((major, major)),
        }
    }
    runs
}
