//! The command line.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};
use lockstep_core::framework::FRAMEWORKS;
use lockstep_core::report::Severity;
use serde::Deserialize;

/// See which locks a PostgreSQL migration takes, what it blocks, whether it
/// rewrites or scans a table, and a safe multi-step rewrite of it.
#[derive(Debug, Parser)]
#[command(name = "lockstep", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_CHECK: &str = "\
lockstep.toml, all of it optional; its paths are meant from where it stands:
  postgres = 16
  framework = \"dbmate\"
  schema = [\"db/schema.sql\"]
  stats = \"db/stats.json\"
  fail_on = \"warning\"             # danger, warning, advice, never
  small_table_rows = 1000
  [timeouts]
  longest_lock_timeout = \"10s\"
  set_elsewhere = false           # true where the role or the tool sets them
  [severity]
  column-rename = \"off\"           # off, advice, warning, danger

Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 the command could not run.
SQL that does not parse is a finding, and every other statement is still judged.\n";

const EXIT_CODES: &str = "\
Exit codes: 0 nothing at or above --fail-on; 1 findings at or above it; 2 the command could not run.
SQL that does not parse is a finding, and every other statement is still judged.\n";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report every statement's locks and what a reviewer should know.
    #[command(after_help = AFTER_CHECK)]
    Check {
        #[command(flatten)]
        analysis: Analysis,
        /// The form of the output.
        #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
        format: ReportFormat,
        /// Show matters of design, too; JSON and SARIF always hold them.
        #[arg(long)]
        design: bool,
    },
    /// Print the safe multi-step rewrite.
    #[command(after_help = EXIT_CODES)]
    Plan {
        #[command(flatten)]
        analysis: Analysis,
        /// Write the steps as files of the framework, with a runbook, into this
        /// directory, which has to be new or empty.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// The form of the output.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// List every rule: what it finds, how serious that is, and on which majors.
    Rules {
        /// The form of the output.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Show the page of a rule: what happens, what to do, and examples.
    Explain {
        /// The rule's name, as findings and `lockstep rules` print it.
        #[arg(value_name = "RULE")]
        rule: String,
        /// The form of the output.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}

/// What both commands take.
#[derive(Debug, clap::Args)]
pub(crate) struct Analysis {
    /// Migrations, in the order in which they run; '-' or none is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Target PostgreSQL, 11 to 18 (17 if nothing is said); with a second one,
    /// as in `17,13`, the statements that it treats differently are listed.
    #[arg(long, value_name = "MAJOR", value_parser = major(), value_delimiter = ',', num_args = 1, action = clap::ArgAction::Set)]
    pub(crate) pg: Vec<u8>,
    /// What already exists: `pg_dump --schema-only` output, or any DDL; repeatable.
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Vec<PathBuf>,
    /// How large the tables are, for an estimate of how long it takes: JSON,
    /// `{"public.users": {"rows": 5000000, "bytes": 900000000, "writes_per_second": 30}}`.
    #[arg(long, value_name = "FILE")]
    pub(crate) stats: Option<PathBuf>,
    /// Who runs the files; 'auto', which is the default, recognises it from them.
    #[arg(long, value_name = "NAME", value_parser = frameworks())]
    pub(crate) framework: Option<String>,
    /// The least severity that makes the command exit with 1; danger if
    /// nothing is said.
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// The project's settings, `lockstep.toml` here or in a directory above if
    /// nothing is said; options of the command line win.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a terminal of 80 columns.
    Human,
    /// The report contract, version 1.
    Json,
    /// A comment for a pull request.
    Markdown,
    /// A page that needs no other file, with the plan and its runbook.
    Html,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The forms of what has no places in files.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal of 80 columns.
    Human,
    /// For programs.
    Json,
    /// For a page or a pull request.
    Markdown,
}

/// From which severity on findings make the command fail.
#[derive(Clone, Copy, Debug, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FailOn {
    /// Blocks for as long as the table is large, loses data, or fails.
    Danger,
    /// Brief but real risk, or it breaks running code.
    Warning,
    /// Anything at all.
    Advice,
    /// Findings never make the command fail.
    Never,
}

/// Leaves it to the core who runs the files.
pub(crate) const AUTO: &str = "auto";

/// The core's registry, so that a name that nobody knows is a bad option.
fn frameworks() -> PossibleValuesParser {
    let known = FRAMEWORKS.iter().map(|framework| framework.name);
    PossibleValuesParser::new(std::iter::once(AUTO).chain(known))
}

impl FailOn {
    /// The least severity that fails; `None` where nothing does.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Danger => Some(Severity::Danger),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Advice => Some(Severity::Advice),
            FailOn::Never => None,
        }
    }
}

/// The majors that the core supports.
fn major() -> clap::builder::RangedI64ValueParser<u8> {
    let (first, last) = lockstep_core::MAJORS.into_inner();
    clap::value_parser!(u8).range(i64::from(first)..=i64::from(last))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        super::Args::command().debug_assert();
    }
}
