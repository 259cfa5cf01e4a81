//! What a team has decided: which rules it listens to, and what it calls
//! small, short and long.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::Severity;
use crate::session::milliseconds;

/// The settings of a project, the same on the command line and in the page.
///
/// ```
/// use lockstep_core::settings::{Level, Settings};
///
/// let text = r#"{"severity": {"column-rename": "off"}, "timeouts": {"longest_lock_timeout": "3s"}}"#;
/// let settings: Settings = serde_json::from_str(text).unwrap();
/// assert_eq!(settings.severity["column-rename"], Level::Off);
/// assert_eq!(settings.timeouts.longest_lock_timeout.milliseconds(), 3_000);
/// assert_eq!(settings.small_table_rows, 1_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Severities that replace those of rules, by the rules' identifiers.
    pub severity: BTreeMap<String, Level>,
    /// A table known to have at most so many rows is small: reading or writing
    /// all of it is no danger.
    pub small_table_rows: u64,
    /// How long is too long.
    pub timeouts: Timeouts,
}

/// How loud a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It says nothing.
    Off,
    /// Advice.
    Advice,
    /// A warning.
    Warning,
    /// A danger.
    Danger,
}

impl Level {
    /// The severity; none where the rule says nothing.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Advice => Some(Severity::Advice),
            Level::Warning => Some(Severity::Warning),
            Level::Danger => Some(Severity::Danger),
        }
    }
}

/// What is expected of the timeouts that a migration sets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timeouts {
    /// A `lock_timeout` above it lets others queue for too long.
    pub longest_lock_timeout: Duration,
    /// The session's `lock_timeout` and `statement_timeout` are set outside of
    /// the files, by the role or by the tool, so that files need not.
    pub set_elsewhere: bool,
}

/// A time as PostgreSQL writes it: `2s`, `500ms`, `1min`; a number alone is in
/// milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Duration {
    written: String,
    milliseconds: u64,
}

impl Duration {
    /// In milliseconds.
    #[must_use]
    pub fn milliseconds(&self) -> u64 {
        self.milliseconds
    }
}

impl TryFrom<String> for Duration {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let milliseconds = milliseconds(&written)
            .ok_or_else(|| format!("{written:?} is no time; write 2s, 500ms or 1min"))?;
        Ok(Duration {
            written,
            milliseconds,
        })
    }
}

impl From<Duration> for String {
    fn from(duration: Duration) -> String {
        duration.written
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            severity: BTreeMap::new(),
            small_table_rows: 1_000,
            timeouts: Timeouts::default(),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts {
            longest_lock_timeout: Duration {
                written: "10s".to_owned(),
                milliseconds: 10_000,
            },
            set_elsewhere: false,
        }
    }
}
