//! `lockstep-oracle <command>`: facts about PostgreSQL, from PostgreSQL.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development tool talks to its user"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::iter::once;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lockstep_oracle::builtins;
use lockstep_oracle::case;
use lockstep_oracle::error::Error;
use lockstep_oracle::facts;
use lockstep_oracle::live;
use lockstep_oracle::plan::{Fixture, Standing, Traffic, Verdict, prove_all};
use lockstep_oracle::random;
use lockstep_oracle::rates;
use lockstep_oracle::run::{Measured, Servers, golden, measure_files};
use lockstep_oracle::server::MAJORS;

const USAGE: &str = "\
lockstep-oracle measure [OPTIONS] [FILE]...   measure the cases and write the facts beside them
lockstep-oracle verify  [OPTIONS] [FILE]...   measure and compare; exit code 1 on any difference
lockstep-oracle core    [OPTIONS] [FILE]...   measure and compare the core's answers; exit code 1 on any difference
lockstep-oracle plan    [OPTIONS] [DIR]...    prove the plans for tests/plans; exit code 1 on a broken law
lockstep-oracle random COUNT [OPTIONS]        compare the core with servers on random statements
lockstep-oracle traffic [ROWS] [OPTIONS]      how long clients wait for migrations and for plans; exit code 1 at 100 ms or more for a plan
lockstep-oracle rates   [OPTIONS]             how fast servers scan, rewrite and index
lockstep-oracle builtins                      read types, casts and functions into the core's tables

Without FILE: every .sql file of tests/oracle.
  --majors 11-18     or 12,17: which servers (default: all)
  --case TEXT        only cases whose name contains TEXT; `measure` then prints instead of writing
  --seed NUMBER      where the random numbers begin (default: 1)
  --lockstep PATH    the `lockstep` command that makes the plans (default: beside this one)
  --port-base PORT   use servers that listen on PORT + major instead of starting some";

/// The exit code where no servers can be started, which says nothing of what
/// was to be asked of them.
const NO_SERVERS: u8 = 3;

struct Options {
    command: String,
    files: Vec<PathBuf>,
    majors: Vec<u8>,
    filter: String,
    port_base: Option<u16>,
    lockstep: Option<PathBuf>,
    seed: u64,
}

fn main() -> ExitCode {
    let Some(options) = options(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&options) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let mut options = Options {
        command: arguments.next()?,
        files: Vec::new(),
        majors: MAJORS.collect(),
        filter: String::new(),
        port_base: None,
        lockstep: None,
        seed: 1,
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--majors" => options.majors = majors(&arguments.next()?)?,
            "--lockstep" => options.lockstep = Some(arguments.next()?.into()),
            "--seed" => options.seed = arguments.next()?.parse().ok()?,
            "--case" => options.filter = arguments.next()?,
            "--port-base" => options.port_base = Some(arguments.next()?.parse().ok()?),
            _ if argument.starts_with("--") => return None,
            _ => options.files.push(argument.into()),
        }
    }
    matches!(
        options.command.as_str(),
        "measure" | "verify" | "core" | "plan" | "random" | "traffic" | "rates" | "builtins"
    )
    .then_some(options)
}

fn majors(text: &str) -> Option<Vec<u8>> {
    let mut majors = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        majors.extend(first.parse::<u8>().ok()?..=last.parse().ok()?);
    }
    majors
        .iter()
        .all(|major| MAJORS.contains(major))
        .then_some(majors)
}

fn run(options: &Options) -> Result<ExitCode, Error> {
    let servers = match options.port_base {
        Some(base) => Servers::running(base, &options.majors),
        None => match Servers::start(&options.majors) {
            Ok(servers) => servers,
            Err(error) => {
                eprintln!("error: {error}");
                return Ok(ExitCode::from(NO_SERVERS));
            }
        },
    };
    match options.command.as_str() {
        "plan" => return prove(&servers, options),
        "traffic" => return traffic(&servers, options),
        "random" => return random_statements(&servers, options),
        "rates" => return measure_rates(&servers),
        "builtins" => return read_builtins(&servers),
        _ => {}
    }
    let files = if options.files.is_empty() {
        case::files(&tests("oracle"))?
    } else {
        options.files.clone()
    };
    if options.command == "core" {
        return core(&servers, &files, options);
    }
    let measured = measure_files(&servers, &files, &options.filter)?;
    if options.command == "verify" {
        return verify(&measured, options);
    }
    for Measured { file, names, table } in measured {
        let text = facts::render(&names, &table);
        if options.filter.is_empty() && options.majors.len() == MAJORS.count() {
            let golden = golden(&file);
            fs::write(&golden, text).map_err(Error::file(&golden))?;
            println!("{}: {} cases", golden.display(), names.len());
        } else if !names.is_empty() {
            // A golden file always holds every case on every major.
            println!("{text}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read_builtins(servers: &Servers) -> Result<ExitCode, Error> {
    for (name, query) in builtins::TABLES {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../lockstep-core/src/catalog")
            .join(name);
        let table = builtins::table(servers, query)?;
        fs::write(&path, &table).map_err(Error::file(&path))?;
        println!("{}: {} lines", path.display(), table.lines().count());
    }
    Ok(ExitCode::SUCCESS)
}

fn tests(directory: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests")
        .join(directory)
}

/// The command that makes the plans.
fn lockstep(options: &Options) -> Result<PathBuf, Error> {
    match &options.lockstep {
        Some(path) => path.canonicalize().map_err(Error::file(path)),
        None => Ok(env::current_exe()
            .map_err(|error| Error::Program("lockstep".to_owned(), error))?
            .with_file_name(format!("lockstep{}", env::consts::EXE_SUFFIX))),
    }
}

/// No client may wait so long for a step of a plan.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// Prints a table in Markdown.
fn traffic(servers: &Servers, options: &Options) -> Result<ExitCode, Error> {
    let lockstep = lockstep(options)?;
    let rows = options
        .files
        .first()
        .and_then(|rows| rows.to_str()?.parse().ok())
        .unwrap_or(1_000_000);
    let traffic = Traffic::read(&tests("traffic"))?;
    let mut good = true;
    for address in servers.addresses() {
        println!(
            "PostgreSQL {}, {rows} rows, the longest wait of a client in ms\n",
            address.major
        );
        println!("| migration | nothing runs | as written | by its plan |\n|---|--:|--:|--:|");
        traffic.measure(*address, &lockstep, rows, &options.filter, |name, waits| {
            good &= waits.planned < LONGEST_WAIT;
            let ms = |wait: Duration| wait.as_millis();
            println!(
                "| {name} | {} | {} | {} |",
                ms(waits.calm),
                ms(waits.written),
                ms(waits.planned)
            );
        })?;
    }
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn prove(servers: &Servers, options: &Options) -> Result<ExitCode, Error> {
    let lockstep = lockstep(options)?;
    let fixtures = if options.files.is_empty() {
        Fixture::all(&tests("plans"))?
    } else {
        let read = |directory: &PathBuf| Fixture::read(directory);
        options.files.iter().map(read).collect::<Result<_, _>>()?
    };
    let fixtures: Vec<_> = fixtures
        .into_iter()
        .filter(|fixture| fixture.name.contains(&options.filter))
        .collect();
    let counts = Mutex::new(BTreeMap::new());
    prove_all(&fixtures, &lockstep, servers, &|fixture, major, verdict| {
        show(fixture, major, verdict);
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count: &mut [usize; 3] = counts.entry(major).or_default();
        count[verdict.standing() as usize] += 1;
    })?;
    let counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("major  proved  but for what is open  broken");
    for (major, [proved, open, broken]) in &counts {
        println!("{major:5}  {proved:6}  {open:20}  {broken:6}");
    }
    Ok(if counts.values().all(|[.., broken]| *broken == 0) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn show(fixture: &Fixture, major: u8, verdict: &Verdict) {
    let word = match verdict.standing() {
        Standing::Proved => "proved",
        Standing::Open => "proved but for what is open",
        Standing::Broken => "BROKEN",
    };
    let first = format!(
        "{} on {major}: {} steps, {word}",
        fixture.name, verdict.steps
    );
    let notes = verdict.notes.iter().map(|note| format!("  note: {note}"));
    let broken = verdict.broken.iter().map(|line| format!("  {line}"));
    let lines: Vec<String> = once(first).chain(notes).chain(broken).collect();
    // At once, because several are proved at a time.
    println!("{}", lines.join("\n"));
}

fn core(servers: &Servers, files: &[PathBuf], options: &Options) -> Result<ExitCode, Error> {
    let shared = tests("../../shared/oracle/measured.jsonl");
    let shared = (options.files.is_empty() && shared.exists()).then_some(shared);
    let agreement = live::agreement(servers, files, shared.as_deref(), &options.filter)?;
    print!("{agreement}");
    Ok(if agreement.differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn measure_rates(servers: &Servers) -> Result<ExitCode, Error> {
    for (work, [slowest, fastest]) in rates::measure(servers)? {
        println!("{work} a second: {slowest} to {fastest}");
    }
    Ok(ExitCode::SUCCESS)
}

fn random_statements(servers: &Servers, options: &Options) -> Result<ExitCode, Error> {
    let count = options
        .files
        .first()
        .and_then(|count| count.to_str()?.parse().ok())
        .unwrap_or(5000);
    let outcome = random::run(servers, options.seed, count)?;
    print!("{outcome}");
    Ok(if outcome.groups.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn verify(measured: &[Measured], options: &Options) -> Result<ExitCode, Error> {
    let mut different = 0;
    let mut cases = 0;
    for Measured { file, table, .. } in measured {
        let path = golden(file);
        let text = fs::read_to_string(&path).map_err(Error::file(&path))?;
        let mut known = facts::parse(&text);
        known.retain(|case, _| case.contains(&options.filter));
        for line in facts::differences(&known, table) {
            println!("{}: {line}", path.display());
            different += 1;
        }
        cases += table.len();
    }
    println!("{cases} cases, {different} differences");
    Ok(if different == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
