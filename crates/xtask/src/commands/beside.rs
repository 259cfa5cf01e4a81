//! `lockstep check` and another linter of migrations, taken in turns on the
//! same files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::process;
use crate::workspace::Workspace;

/// How often each is run; the first run of each warms the caches and does not
/// count.
const ROUNDS: usize = 11;

/// Builds the release of `lockstep`, writes the migrations of
/// `../shared/corpus` as files, and prints how long each program takes for all
/// of them in one process, its output thrown away.
pub(super) fn measure(workspace: &Workspace, program: &str) -> Result<()> {
    process::run(
        workspace
            .cargo()
            .args(["build", "--release", "--package=lockstep-cli"]),
    )?;
    let files = migrations(workspace)?;
    let lockstep = workspace.target.join("release/lockstep");
    let mut own = Vec::new();
    let mut others = Vec::new();
    for round in 0..ROUNDS {
        let times = [
            time(Command::new(&lockstep).arg("check").args(&files))?,
            time(Command::new(program).args(&files))?,
        ];
        if round > 0 {
            own.push(times[0]);
            others.push(times[1]);
        }
    }
    let (own, other) = (median(own), median(others));
    println!(
        "{} files, one process each, median of {} turns:",
        files.len(),
        ROUNDS - 1
    );
    println!("{:>8.1} ms  lockstep check", milliseconds(own));
    println!("{:>8.1} ms  {program}", milliseconds(other));
    println!(
        "{:>8.2}     of its time",
        own.as_secs_f64() / other.as_secs_f64()
    );
    Ok(())
}

/// The migrations as files, in the order in which their projects run them.
fn migrations(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let corpus = workspace.root.join("../shared/corpus/migrations.jsonl");
    let text = fs::read_to_string(&corpus).map_err(|_| Error::Missing {
        what: format!("{} is not there", corpus.display()),
        remedy: "only who has the corpus can measure on it".to_owned(),
    })?;
    let folder = workspace.target.join("beside");
    let mut order: Vec<PathBuf> = Vec::new();
    let mut contents: BTreeMap<PathBuf, String> = BTreeMap::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)
            .map_err(|error| Error::Unexpected(format!("{}: {error}", corpus.display())))?;
        let word = |key: &str| row[key].as_str().unwrap_or_default();
        let path = folder.join(word("repo")).join(word("file"));
        let content = contents.entry(path.clone()).or_insert_with(|| {
            order.push(path);
            String::new()
        });
        // A comment at the end must not swallow the semicolon.
        content.push_str(word("stmt"));
        content.push_str("\n;\n");
    }
    for (path, content) in contents {
        write(&path, &content)?;
    }
    Ok(order)
}

fn write(path: &Path, content: &str) -> Result<()> {
    let failed = |source| Error::File {
        action: format!("writing {}", path.display()),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, content).map_err(failed)
}

/// How long a program runs; that it finds something is no failure.
fn time(command: &mut Command) -> Result<Duration> {
    let command = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().map_err(|source| Error::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    })?;
    let taken = start.elapsed();
    match status.code() {
        Some(0 | 1) => Ok(taken),
        _ => Err(Error::Failed {
            command: command.get_program().to_string_lossy().into_owned(),
            status,
            output: String::new(),
        }),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
