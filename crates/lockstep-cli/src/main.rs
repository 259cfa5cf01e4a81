//! `lockstep`: which locks a PostgreSQL migration takes, and how to do it
//! safely. Reads files, asks the core, prints; it knows nothing else.

#![forbid(unsafe_code)]

mod args;
mod config;
mod error;
mod input;
mod nearest;
mod output;
mod step_files;

use std::process::ExitCode;

use clap::Parser;
use lockstep_core::render::{github, html, human, json, markdown, sarif};
use lockstep_core::report::Report;
use lockstep_core::rules::{RULES, is_design};
use lockstep_core::{Options, SourceFile};
use toml::Spanned;

use args::{AUTO, Analysis, Args, Command, FailOn, Format, ReportFormat};
use config::Config;
use error::Error;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        Command::Check {
            analysis,
            format,
            design,
        } => {
            let (files, mut report, fail_on) = analyse(analysis)?;
            let whole = matches!(format, ReportFormat::Json | ReportFormat::Sarif);
            let all = report.findings.len();
            report
                .findings
                .retain(|finding| whole || design || !is_design(finding));
            let hidden = all - report.findings.len();
            output::print(&match format {
                ReportFormat::Human => {
                    let text = human::report(&report, &files, output::colour());
                    text + &not_shown(hidden)
                }
                ReportFormat::Json => json::report(&report),
                ReportFormat::Markdown => markdown::report(&report, &files),
                ReportFormat::Html => html::report(&report, &files),
                ReportFormat::Sarif => sarif::report(&report, &files),
                ReportFormat::Github => github::report(&report, &files),
            })?;
            Ok(code(fail_on, &report))
        }
        Command::Plan {
            analysis,
            out,
            format,
        } => {
            let (_, report, fail_on) = analyse(analysis)?;
            let written = match &out {
                Some(directory) => Some(step_files::write(directory, &report)?),
                None => None,
            };
            output::print(&match (format, written) {
                (Format::Json, _) => json::plan(&report.plan),
                (_, Some(written)) => written,
                (Format::Human, None) => human::plan(&report, output::colour()),
                (Format::Markdown, None) => markdown::plan(&report),
            })?;
            Ok(code(fail_on, &report))
        }
        Command::Rules { format } => {
            output::print(&match format {
                Format::Human => human::rules(RULES, output::colour()),
                Format::Json => json::rules(RULES),
                Format::Markdown => markdown::rules(RULES),
            })?;
            Ok(CLEAN)
        }
        Command::Explain { rule, format } => {
            let known = RULES.iter().find(|it| it.id == rule);
            let rule = *known.ok_or(Error::UnknownRule { rule })?;
            output::print(&match format {
                Format::Human => human::rule(rule, output::colour()),
                Format::Json => json::rule(rule),
                Format::Markdown => markdown::rule(rule),
            })?;
            Ok(CLEAN)
        }
    }
}

/// What is said of matters of design that were left out.
fn not_shown(hidden: usize) -> String {
    match hidden {
        0 => String::new(),
        1 => "1 matter of design is not shown; --design shows it.\n".to_owned(),
        _ => format!("{hidden} matters of design are not shown; --design shows them.\n"),
    }
}

/// What the command line says wins over what `lockstep.toml` says.
fn analyse(analysis: Analysis) -> Result<(Vec<SourceFile>, Report, FailOn), Error> {
    let Config {
        settings,
        options: project,
    } = config::load(analysis.config.as_deref())?;
    let schema = if analysis.schema.is_empty() {
        project.schema
    } else {
        analysis.schema
    };
    let framework = project.framework.map(Spanned::into_inner);
    let framework = analysis.framework.or(framework);
    let major = project.postgres.map(Spanned::into_inner);
    let stats = analysis.stats.or(project.stats);
    let (files, schema) = input::read(&analysis.files, &schema)?;
    let default = Options::default();
    let options = Options {
        postgres: analysis
            .pg
            .first()
            .copied()
            .or(major)
            .unwrap_or(default.postgres),
        schema,
        framework: framework.filter(|name| name != AUTO),
        compare_with: analysis.pg.get(1).copied(),
        stats: stats.as_deref().map(input::stats).transpose()?,
        settings,
        // A file that lists everything says so itself.
        schema_is_complete: default.schema_is_complete,
    };
    let report = lockstep_core::check(&files, &options);
    let fail_on = analysis
        .fail_on
        .or(project.fail_on)
        .unwrap_or(FailOn::Danger);
    Ok((files, report, fail_on))
}

fn code(fail_on: FailOn, report: &Report) -> u8 {
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    match (worst, fail_on.severity()) {
        (Some(worst), Some(limit)) if worst >= limit => FOUND,
        _ => CLEAN,
    }
}
