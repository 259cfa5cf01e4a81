//! What callers ask for, checked before the core sees it.

use std::collections::BTreeMap;
use std::fmt;

use lockstep_core::framework::{self, FRAMEWORKS};
use lockstep_core::report::Report;
use lockstep_core::sizes::{Size, Stats};
use lockstep_core::{MAJORS, Options, SourceFile};
use serde::{Deserialize, Serialize};

use crate::offsets;

/// Name given to a migration that came as bare text.
pub const DEFAULT_FILE_NAME: &str = "migration.sql";

/// One analysis, as a caller asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The migration, in the order in which its files run.
    pub files: Vec<File>,
    /// What may be assumed.
    #[serde(default)]
    pub options: CheckOptions,
    /// The answer as a file instead of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export: Option<Export>,
}

/// A file that is wanted instead of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Its kind.
    pub format: Format,
    /// Seconds since 1970: the steps as files are numbered by the clock where
    /// the migration's own name shows no number.
    pub seconds: u64,
}

/// The kinds of files that a report can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The steps as files of the framework, in a zip archive.
    Zip,
    /// The steps in one SQL file.
    Sql,
    /// The plan and its runbook, in Markdown.
    Plan,
    /// A comment for a pull request, in Markdown.
    Markdown,
    /// A page that needs no other file.
    Html,
    /// The report as the command line prints it.
    Json,
    /// The findings for code scanning.
    Sarif,
}

/// A file made of a report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Exported {
    /// A name for it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What may be assumed, every part optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckOptions {
    /// The PostgreSQL major, 11 to 18; the newest the core defaults to when
    /// absent.
    pub postgres: Option<u8>,
    /// Who runs the files; recognised from them when absent.
    pub framework: Option<String>,
    /// What already exists, as DDL.
    pub schema: Vec<File>,
    /// How large the tables are, by their qualified names.
    pub stats: BTreeMap<String, Size>,
    /// Another major to compare with.
    pub compare_with: Option<u8>,
    /// The unit of every offset in the report.
    pub offsets: OffsetUnit,
}

/// The unit of every offset in the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Bytes of UTF-8, as on the command line.
    #[default]
    Utf8,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
}

/// Why a request was not one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RequestError {
    /// For programs.
    pub code: RequestErrorCode,
    /// For people: one sentence.
    pub message: String,
}

/// The kinds of bad requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestErrorCode {
    /// The migration is neither a text nor a list of files.
    BadInput,
    /// An option is unknown or has a value it cannot have.
    BadOption,
}

impl RequestErrorCode {
    /// The code as JavaScript sees it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RequestErrorCode::BadInput => "bad-input",
            RequestErrorCode::BadOption => "bad-option",
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RequestError {}

impl RequestError {
    pub(crate) fn input(message: impl Into<String>) -> Self {
        RequestError {
            code: RequestErrorCode::BadInput,
            message: message.into(),
        }
    }

    pub(crate) fn option(message: impl Into<String>) -> Self {
        RequestError {
            code: RequestErrorCode::BadOption,
            message: message.into(),
        }
    }
}

/// How a request is answered: [`lockstep_core::check`], or a part of it.
pub type Analysis = fn(&[SourceFile], &Options) -> Report;

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// The text is not JSON of this shape; the message names the field.
    pub fn from_json(json: &str) -> Result<Self, RequestError> {
        serde_json::from_str(json).map_err(|error| RequestError::input(error.to_string()))
    }

    /// Analyses.
    ///
    /// # Errors
    ///
    /// An option has a value that it cannot have.
    pub fn run(self, analysis: Analysis) -> Result<Report, RequestError> {
        let unit = self.options.offsets;
        let (files, options) = self.parts()?;
        let mut report = analysis(&files, &options);
        if unit == OffsetUnit::Utf16 {
            offsets::to_utf16(&mut report, &files);
        }
        Ok(report)
    }

    /// What the core is given.
    ///
    /// # Errors
    ///
    /// An option has a value that it cannot have.
    pub fn parts(self) -> Result<(Vec<SourceFile>, Options), RequestError> {
        let files = self.files.into_iter().map(Into::into).collect();
        Ok((files, self.options.try_into()?))
    }
}

impl From<File> for SourceFile {
    fn from(file: File) -> Self {
        SourceFile {
            name: file.name,
            text: file.text,
        }
    }
}

impl TryFrom<CheckOptions> for Options {
    type Error = RequestError;

    fn try_from(options: CheckOptions) -> Result<Self, RequestError> {
        let defaults = Options::default();
        let postgres = options.postgres.unwrap_or(defaults.postgres);
        supported("postgres", postgres)?;
        if let Some(other) = options.compare_with {
            supported("compare_with", other)?;
        }
        if let Some(name) = &options.framework
            && framework::by_name(name).is_none()
        {
            let known: Vec<&str> = FRAMEWORKS.iter().map(|it| it.name).collect();
            return Err(RequestError::option(format!(
                "option `framework` is `{name}`, but must be one of {}",
                known.join(", ")
            )));
        }
        Ok(Options {
            postgres,
            schema: options.schema.into_iter().map(Into::into).collect(),
            framework: options.framework,
            stats: (!options.stats.is_empty()).then(|| Stats {
                tables: options.stats,
                ..Stats::default()
            }),
            compare_with: options.compare_with,
            ..Options::default()
        })
    }
}

fn supported(option: &str, major: u8) -> Result<(), RequestError> {
    if MAJORS.contains(&major) {
        return Ok(());
    }
    Err(RequestError::option(format!(
        "option `{option}` is {major}, but must be a major version from {} to {}",
        MAJORS.start(),
        MAJORS.end()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(json: &str) -> RequestError {
        Request::from_json(json)
            .and_then(|request| request.run(lockstep_core::check))
            .expect_err("a bad request")
    }

    #[test]
    fn options_are_optional() {
        let report = Request::from_json(r#"{"files":[]}"#)
            .and_then(|request| request.run(lockstep_core::check))
            .expect("a report");
        assert_eq!(report.postgres, Options::default().postgres);
    }

    #[test]
    fn bad_requests_say_what_is_wrong() {
        let error = error_of(r#"{"files":[],"options":{"postgres":10}}"#);
        assert_eq!(error.code, RequestErrorCode::BadOption);
        assert!(error.message.contains("from 11 to 18"), "{error}");

        let error = error_of(r#"{"files":[],"options":{"compare_with":19}}"#);
        assert!(error.message.contains("`compare_with` is 19"), "{error}");

        let error = error_of(r#"{"files":[],"options":{"offsets":"utf32"}}"#);
        assert!(error.message.contains("`utf8` or `utf16`"), "{error}");

        let error = error_of(r#"{"files":[],"options":{"pg":17}}"#);
        assert!(error.message.contains("unknown field `pg`"), "{error}");

        let error = error_of(r#"{"files":[],"options":{"framework":"flyby"}}"#);
        assert_eq!(error.code, RequestErrorCode::BadOption);
        assert!(error.message.contains("dbmate"), "{error}");

        let error = error_of("not json");
        assert_eq!(error.code, RequestErrorCode::BadInput);
    }
}
