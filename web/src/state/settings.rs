//! What may be assumed about the database and who runs the migration.

use std::collections::BTreeMap;

use lockstep_core::sizes::Size;
use yew::AttrValue;

/// What may be assumed about the database and who runs the migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The PostgreSQL major.
    pub postgres: u8,
    /// Another major to compare with.
    pub compare: Option<u8>,
    /// Who runs the files; recognised from them when absent.
    pub framework: Option<String>,
    /// What already exists, as DDL, its lines ended by `\n` alone.
    pub schema: AttrValue,
    /// How large the tables are, by their qualified names.
    pub sizes: BTreeMap<String, Size>,
}

impl Settings {
    /// The majors to choose from.
    pub const MAJORS: std::ops::RangeInclusive<u8> = lockstep_core::MAJORS;
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            postgres: lockstep_core::Options::default().postgres,
            compare: None,
            framework: None,
            schema: AttrValue::default(),
            sizes: BTreeMap::new(),
        }
    }
}
