//! `lockstep`: which locks a PostgreSQL migration takes, and how to do it
//! safely. Reads files, asks the core, prints; it knows nothing else.

#![forbid(unsafe_code)]

mod args;
mod error;
mod input;
mod output;
mod step_files;

use std::process::ExitCode;

use clap::Parser;
use lockstep_core::render::{human, json};
use lockstep_core::report::Report;
use lockstep_core::rules::RULES;
use lockstep_core::{Options, SourceFile};

use args::{Analysis, Args, Command, Format};
use error::Error;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// A finding at or above `--fail-on`.
const FOUND: u8 = 1;
/// The command could not run.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too, and are no failure. Nobody
            // is left to tell when even this cannot be printed.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { UNUSABLE } else { CLEAN });
        }
    };
    match run(args) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::complain(&format!("error: {error}"));
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run(args: Args) -> Result<u8, Error> {
    match args.command {
        Command::Check { analysis } => {
            let (files, report) = analyse(&analysis)?;
            output::print(&match analysis.format {
                Format::Human => human::report(&report, &files, output::colour()),
                Format::Json => json::report(&report),
            })?;
            Ok(code(&analysis, &report))
        }
        Command::Plan { analysis, out } => {
            let (_, report) = analyse(&analysis)?;
            let written = match &out {
                Some(directory) => Some(step_files::write(directory, &report)?),
                None => None,
            };
            output::print(&match (analysis.format, written) {
                (Format::Json, _) => json::plan(&report.plan),
                (Format::Human, Some(written)) => written,
                (Format::Human, None) => human::plan(&report, output::colour()),
            })?;
            Ok(code(&analysis, &report))
        }
        Command::Rules { format } => {
            output::print(&match format {
                Format::Human => human::rules(RULES, output::colour()),
                Format::Json => json::rules(RULES),
            })?;
            Ok(CLEAN)
        }
    }
}

fn analyse(analysis: &Analysis) -> Result<(Vec<SourceFile>, Report), Error> {
    let (files, schema) = input::read(&analysis.files, &analysis.schema)?;
    let options = Options {
        postgres: analysis.pg[0],
        schema,
        framework: analysis.framework(),
        compare_with: analysis.pg.get(1).copied(),
        stats: analysis.stats.as_deref().map(input::stats).transpose()?,
        ..Options::default()
    };
    let report = lockstep_core::check(&files, &options);
    Ok((files, report))
}

fn code(analysis: &Analysis, report: &Report) -> u8 {
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    match (worst, analysis.fail_on.severity()) {
        (Some(worst), Some(limit)) if worst >= limit => FOUND,
        _ => CLEAN,
    }
}
