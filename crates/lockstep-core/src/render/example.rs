//! What is found in an example of a rule, for the rule's page.

use crate::report::Finding;
use crate::{Options, SourceFile, check};

/// An example, analysed as `lockstep check` would.
pub(super) struct Example {
    pub(super) sql: &'static str,
    pub(super) found: Vec<Finding>,
}

impl Example {
    pub(super) fn new(sql: &'static str) -> Example {
        let file = SourceFile {
            name: "migration.sql".to_owned(),
            text: sql.to_owned(),
        };
        Example {
            sql,
            found: check(&[file], &Options::default()).findings,
        }
    }
}
