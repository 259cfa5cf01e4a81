//! The shared lint and plan core: what PostgreSQL does with each statement of
//! a migration, why a person should care, and how to do it safely.
//!
//! Everything here is pure and total: no IO, no clock, no randomness, and a
//! report for every input. The data flows one way: text, statements, effects,
//! findings, plan, report.

mod analysis;
pub mod catalog;
pub mod citation;
pub mod document;
pub mod effects;
pub mod framework;
mod markdown;
mod notes;
pub mod order;
mod plan;
#[cfg(feature = "rule-pages")]
pub mod reference;
pub mod render;
pub mod report;
mod rule;
pub mod rules;
mod session;
pub mod settings;
pub mod sizes;
mod source;
pub mod step_files;
mod suppress;
mod title;
mod transaction;
mod versions;

use lockstep_syntax::script::{self, Script};

use analysis::{Analysis, Assumptions, File, Unit, analyse};
use catalog::{Catalog, Origin};
use framework::Framework;
use report::{Coverage, Finding, FrameworkReport, Plan, Report, StatementReport, Understood};
use settings::Settings;
use sizes::Stats;
use source::Source;

/// One text of the migration, as it was given: a file, several files behind
/// lines `-- file: name.sql`, or a unified diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, for messages and for recognising the framework.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What the analysis may assume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The PostgreSQL major, 11 to 18; what lies outside is taken for the
    /// nearest of them.
    pub postgres: u8,
    /// What already exists: `pg_dump --schema-only` output, or any DDL.
    pub schema: Vec<SourceFile>,
    /// The schema made the whole database, so that nothing else exists. Without
    /// it, that is so where the schema itself shows it.
    pub schema_is_complete: bool,
    /// Who runs the files, by the name of a [`framework::Framework`]; `None`
    /// takes it from a comment `-- lockstep: framework=NAME` or recognises it
    /// from the input, and so does a name that is not known.
    pub framework: Option<String>,
    /// Another major to compare with.
    pub compare_with: Option<u8>,
    /// How large the tables are.
    pub stats: Option<Stats>,
    /// What the team has decided.
    pub settings: Settings,
}

/// The majors that are supported.
pub const MAJORS: std::ops::RangeInclusive<u8> = 11..=18;

impl Default for Options {
    fn default() -> Self {
        Options {
            postgres: 17,
            schema: Vec::new(),
            schema_is_complete: false,
            framework: None,
            compare_with: None,
            stats: None,
            settings: Settings::default(),
        }
    }
}

/// Analyses a migration: files in the order given form one history.
///
/// ```
/// use lockstep_core::{check, Options, SourceFile};
///
/// let files = [SourceFile {
///     name: "1.sql".to_owned(),
///     text: "CREATE INDEX ON users (email);".to_owned(),
/// }];
/// let report = check(&files, &Options::default());
/// assert!(report.findings.iter().any(|it| it.rule == "index-build-blocks-writes"));
/// assert!(report.plan.steps[0].sql.contains("CONCURRENTLY users_email_idx"));
/// ```
#[must_use]
pub fn check(files: &[SourceFile], options: &Options) -> Report {
    report(files, options, Some(plan::plan))
}

/// The same without the plan, which stays empty, as do the steps that findings
/// name.
///
/// A program that calls this alone is smaller by the recipes, for a browser
/// that shows the one while it loads the other.
///
/// ```
/// use lockstep_core::{check, check_without_plan, Options, SourceFile};
///
/// let files = [SourceFile {
///     name: "1.sql".to_owned(),
///     text: "CREATE INDEX ON users (email);".to_owned(),
/// }];
/// let report = check_without_plan(&files, &Options::default());
/// assert!(report.plan.steps.is_empty());
/// assert_eq!(report.statements, check(&files, &Options::default()).statements);
/// ```
#[must_use]
pub fn check_without_plan(files: &[SourceFile], options: &Options) -> Report {
    report(files, options, None)
}

/// What makes the plan; a value, so that a program that never names it does
/// not contain it.
type Planner = fn(
    &[Unit<'_>],
    Catalog,
    &Framework,
    u8,
    &[StatementReport],
    &mut [Finding],
    Option<&Stats>,
) -> Plan;

fn report(files: &[SourceFile], options: &Options, planner: Option<Planner>) -> Report {
    let supported = |major: u8| major.clamp(*MAJORS.start(), *MAJORS.end());
    let major = supported(options.postgres);
    let (sources, mut notes) = source::open(files);
    let scripts: Vec<Script<'_>> = sources.iter().map(Source::script).collect();
    let read: Vec<File<'_>> = sources
        .iter()
        .zip(&scripts)
        .map(|(source, script)| File { source, script })
        .collect();
    let stated = framework::stated(&read, &mut notes);
    let named = options.framework.as_deref().and_then(framework::by_name);
    let named = named.or(stated);
    let framework = named.unwrap_or_else(|| framework::recognise(&read));
    for file in &read {
        notes::read(file, &mut notes);
    }
    let catalog = given(options, major);
    let assumptions = Assumptions {
        framework,
        major,
        settings: &options.settings,
        stats: options.stats.as_ref(),
    };
    let Analysis {
        mut statements,
        transactions,
        mut findings,
        units,
        work,
        suppressed,
    } = analyse(&read, catalog.clone(), assumptions, &mut notes);
    if let Some(stats) = &options.stats {
        sizes::estimate(stats, &work, &mut statements);
    }
    let comparison = options.compare_with.map(supported).map(|other| {
        let there = Assumptions {
            major: other,
            ..assumptions
        };
        let there = analyse(&read, given(options, other), there, &mut Vec::new());
        versions::compare((major, &statements), (other, &there.statements))
    });
    let plan = planner.map(|plan| {
        plan(
            &units,
            catalog,
            framework,
            major,
            &statements,
            &mut findings,
            options.stats.as_ref(),
        )
    });
    let count = |understood| {
        statements
            .iter()
            .filter(|statement| statement.understood == understood)
            .count()
    };
    Report {
        version: 1,
        postgres: major,
        framework: FrameworkReport {
            name: framework.name.to_owned(),
            detected: named.is_none() && framework.name != "none",
            wraps_in_transaction: framework.wraps_in_transaction,
        },
        coverage: Coverage {
            statements: statements.len(),
            full: count(Understood::Full),
            partial: count(Understood::Partial),
            none: count(Understood::None),
        },
        statements,
        transactions,
        findings,
        plan: plan.unwrap_or_else(Plan::none),
        notes,
        comparison,
        suppressed,
    }
}

/// The catalog that the schema files describe.
fn given(options: &Options, major: u8) -> Catalog {
    let mut catalog = Catalog::default();
    for file in &options.schema {
        for statement in script::read(&file.text).statements() {
            catalog.apply(&file.text, statement, Origin::Given, major);
        }
    }
    catalog.close(options.schema_is_complete);
    // A dump empties the search path; the migration starts with its own.
    catalog.search_path = Catalog::default().search_path;
    catalog
}
