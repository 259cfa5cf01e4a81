//! The part of a plan that a proof needs, read from `lockstep plan --format json`.
//!
//! Read by name from the JSON rather than through the core's types: what is
//! proved is what users get.

use lockstep_syntax::script;
use serde::Deserialize;

/// A plan.
#[derive(Debug, Deserialize)]
pub(super) struct Plan {
    /// Whether it leads to the catalog of the original.
    pub(super) equivalent: bool,
    /// What differs where it does not.
    pub(super) difference: Option<String>,
    /// The steps, in order.
    pub(super) steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    pub(super) number: usize,
    pub(super) kind: Kind,
    pub(super) sql: String,
    pub(super) transaction: Transaction,
    pub(super) verify: Option<String>,
    pub(super) rollback: Option<String>,
    pub(super) rollback_note: Option<String>,
    pub(super) on_failure: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Sql,
    Deploy,
    Wait,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Transaction {
    Single,
    None,
    Batched,
}

/// A piece of SQL that is sent to the server by itself, after the settings
/// that hold for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// `SET` commands of the same session.
    pub(super) session: String,
    /// What runs.
    pub(super) sql: String,
}

impl Step {
    /// What the step sends to the server, piece by piece.
    pub(super) fn units(&self) -> Vec<Unit> {
        match self.transaction {
            Transaction::Single => vec![Unit {
                session: String::new(),
                sql: self.sql.clone(),
            }],
            Transaction::None | Transaction::Batched => units(&self.sql),
        }
    }
}

/// The statements of a text, each on its own.
pub(super) fn units(sql: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut session = String::new();
    for statement in script::read(sql).statements() {
        let text = statement.span.of(sql);
        if statement.command == "SET" {
            session.push_str(text);
            session.push('\n');
        } else {
            units.push(Unit {
                session: session.clone(),
                sql: text.to_owned(),
            });
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_go_with_the_statements_after_them() {
        let units = units("SET lock_timeout = '2s';\nSELECT ';';\nDO $$ BEGIN NULL; END $$;");
        assert_eq!(units.len(), 2);
        assert_eq!(units[0].session, "SET lock_timeout = '2s';\n");
        assert_eq!(units[0].sql, "SELECT ';';");
        assert_eq!(units[1].session, units[0].session);
    }
}
