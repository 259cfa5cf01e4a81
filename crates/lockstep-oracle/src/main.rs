//! `lockstep-oracle measure | verify`: facts about PostgreSQL, from PostgreSQL.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development tool talks to its user"
)]

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use lockstep_oracle::case;
use lockstep_oracle::error::Error;
use lockstep_oracle::facts;
use lockstep_oracle::run::{Measured, Servers, golden, measure_files};
use lockstep_oracle::server::MAJORS;

const USAGE: &str = "\
lockstep-oracle measure [OPTIONS] [FILE]...   measure the cases and write the facts beside them
lockstep-oracle verify  [OPTIONS] [FILE]...   measure and compare; exit code 1 on any difference

Without FILE: every .sql file of tests/oracle.
  --majors 11-18     or 12,17: which servers (default: all)
  --case TEXT        only cases whose name contains TEXT; `measure` then prints instead of writing
  --port-base PORT   use servers that listen on PORT + major instead of starting some";

struct Options {
    command: String,
    files: Vec<PathBuf>,
    majors: Vec<u8>,
    filter: String,
    port_base: Option<u16>,
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
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--majors" => options.majors = majors(&arguments.next()?)?,
            "--case" => options.filter = arguments.next()?,
            "--port-base" => options.port_base = Some(arguments.next()?.parse().ok()?),
            _ if argument.starts_with("--") => return None,
            _ => options.files.push(argument.into()),
        }
    }
    matches!(options.command.as_str(), "measure" | "verify").then_some(options)
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
    let files = if options.files.is_empty() {
        let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle");
        case::files(&tests)?
    } else {
        options.files.clone()
    };
    let servers = match options.port_base {
        Some(base) => Servers::running(base, &options.majors),
        None => Servers::start(&options.majors)?,
    };
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
