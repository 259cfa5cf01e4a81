//! Hazards by name: what a person should care about.
//!
//! A rule looks only at effects, syntax and catalog. It names the hazard, says
//! what happens, why that matters and what to do, and carries examples that
//! are executed. The registry is [`RULES`]; there is no second list.

/// What only a rule's page shows. The playground has no such pages, so its
/// build leaves their bytes out.
#[cfg(feature = "rule-pages")]
macro_rules! page {
    ($text:expr) => {
        $text
    };
}
#[cfg(not(feature = "rule-pages"))]
macro_rules! page {
    (&[$($example:expr),* $(,)?]) => {
        &[]
    };
    ($text:expr) => {
        ""
    };
}

mod blocked_while_working;
mod cascade_to_referencing_rows;
mod check_constraint_scan;
mod column_rename;
mod concurrent_build_keeps_invalid_index;
mod data_loss;
mod duplicates_fail_unique_build;
mod foreign_key_scan;
mod index_build_blocks_writes;
mod index_drop_blocks_table;
mod new_column_rewrite;
mod not_null_column_without_default;
mod not_understood;
mod refused_statement;
mod row_trigger_updates_shared_rows;
mod set_not_null_scan;
mod stored_generated_column;
mod table_rename;
mod table_swap_loses_writes;
mod unbatched_write;
mod unexpanded_template;
mod unique_constraint_build;
mod validation_under_strong_lock;

use lockstep_syntax::tree::{Span, Statement};

use crate::catalog::Name;
use crate::citation::Source;
use crate::effects::{Effects, Reason, Situation, Work, WorkKind};
use crate::report::{Fix, LockMode, Severity};
use crate::transaction::Locks;

/// A hazard.
#[derive(Debug)]
pub struct Rule {
    /// Its identifier, kebab-case; it never changes.
    pub id: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// Its page: what, why, what to do.
    pub docs: &'static str,
    /// The PostgreSQL majors it exists on.
    pub versions: &'static str,
    /// Where PostgreSQL says so.
    pub source: Source,
    /// Migrations in which it is found.
    pub bad: &'static [&'static str],
    /// Migrations in which nothing is found, by this rule or by any that is a
    /// danger.
    pub good: &'static [&'static str],
    pub(crate) check: fn(&Context<'_>) -> Vec<Hit>,
}

/// Every rule, in the order in which they are asked. The catch-all is last: it
/// speaks only where no other rule has.
pub static RULES: &[&Rule] = &[
    &not_understood::RULE,
    &refused_statement::RULE,
    &stored_generated_column::RULE,
    &new_column_rewrite::RULE,
    &not_null_column_without_default::RULE,
    &set_not_null_scan::RULE,
    &check_constraint_scan::RULE,
    &foreign_key_scan::RULE,
    &unique_constraint_build::RULE,
    &validation_under_strong_lock::RULE,
    &index_build_blocks_writes::RULE,
    &index_drop_blocks_table::RULE,
    &concurrent_build_keeps_invalid_index::RULE,
    &duplicates_fail_unique_build::RULE,
    &row_trigger_updates_shared_rows::RULE,
    &cascade_to_referencing_rows::RULE,
    &unbatched_write::RULE,
    &column_rename::RULE,
    &table_swap_loses_writes::RULE,
    &table_rename::RULE,
    &data_loss::RULE,
    &unexpanded_template::RULE,
    &blocked_while_working::RULE,
];

/// What a rule looks at.
pub(crate) struct Context<'c> {
    /// What surrounds the statement.
    pub(crate) situation: Situation<'c>,
    /// The statement.
    pub(crate) statement: &'c Statement<'c>,
    /// What PostgreSQL does with it.
    pub(crate) effects: &'c Effects,
    /// What its transaction holds already.
    pub(crate) held: &'c Locks,
    /// The transaction was opened by the framework, not by the file.
    pub(crate) framework_transaction: bool,
    /// A rule before this one called it dangerous already.
    pub(crate) already_dangerous: bool,
}

/// A hazard found.
#[derive(Debug, Default)]
pub(crate) struct Hit {
    pub(crate) span: Span,
    pub(crate) title: String,
    pub(crate) what: String,
    pub(crate) why: String,
    pub(crate) action: String,
    pub(crate) relations: Vec<Name>,
    pub(crate) fix: Option<Fix>,
    /// Where it is not the rule's own.
    pub(crate) severity: Option<Severity>,
    /// Likewise.
    pub(crate) source: Option<Source>,
}

impl<'c> Context<'c> {
    /// The mode in which a relation is locked while the statement works, its
    /// transaction's earlier statements counted.
    pub(crate) fn mode_on(&self, relation: &Name) -> Option<LockMode> {
        let own = self.effects.locks.get(relation).map(|held| held.mode);
        let earlier = self.held.get(relation).map(|(mode, _)| *mode);
        own.max(earlier)
    }

    /// The work on relations that are in use while reads or writes of them
    /// wait, with the mode they wait for.
    pub(crate) fn blocked_work(&self) -> impl Iterator<Item = (&'c Work, LockMode)> {
        self.effects.work.iter().filter_map(|work| {
            let mode = self.mode_on(&work.relation)?;
            let blocked = mode.blocks_writes() && !self.situation.catalog.is_new(&work.relation);
            blocked.then_some((work, mode))
        })
    }

    /// That work, where one of `reasons` asks for it: one entry a place in the
    /// statement, with the relations concerned and the strongest mode.
    pub(crate) fn blocked_for(&self, reasons: &[Reason]) -> Vec<Blocked> {
        let mut found: Vec<Blocked> = Vec::new();
        for (work, mode) in self.blocked_work() {
            if !reasons.contains(&work.reason) {
                continue;
            }
            let position = found.iter().position(|blocked| blocked.span == work.span);
            let index = position.unwrap_or_else(|| {
                found.push(Blocked {
                    span: work.span,
                    reason: work.reason,
                    mode,
                    relations: Vec::new(),
                    rewrite: false,
                });
                found.len() - 1
            });
            let blocked = &mut found[index];
            blocked.mode = blocked.mode.max(mode);
            blocked.rewrite |= work.kind == WorkKind::Rewrite;
            if !blocked.relations.contains(&work.relation) {
                blocked.relations.push(work.relation.clone());
            }
        }
        found
    }
}

/// Work at one place of a statement while others wait.
#[derive(Debug)]
pub(crate) struct Blocked {
    pub(crate) span: Span,
    pub(crate) reason: Reason,
    pub(crate) mode: LockMode,
    pub(crate) relations: Vec<Name>,
    pub(crate) rewrite: bool,
}

impl Blocked {
    /// The relations, as a person lists them.
    pub(crate) fn names(&self) -> String {
        list(&self.relations)
    }

    /// Who waits: `reads and writes` or `writes`.
    pub(crate) fn waiting(&self) -> &'static str {
        waiting(self.mode)
    }
}

/// Who waits for a mode.
pub(crate) fn waiting(mode: LockMode) -> &'static str {
    if mode.blocks_reads() {
        "reads and writes"
    } else {
        "writes"
    }
}

/// The text with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

/// Names as a person lists them: `a`, `a and b`, `a, b and 3 more`.
pub(crate) fn list(names: &[Name]) -> String {
    match names {
        [] => "the table".to_owned(),
        [one] => one.to_string(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, SourceFile, check};

    fn findings(sql: &str) -> Vec<(String, Severity)> {
        let files = [SourceFile {
            name: "migration.sql".to_owned(),
            text: sql.to_owned(),
        }];
        check(&files, &Options::default())
            .findings
            .into_iter()
            .map(|finding| (finding.rule, finding.severity))
            .collect()
    }

    #[test]
    fn identifiers_are_unique_and_kebab_case() {
        let mut seen = Vec::new();
        for rule in RULES {
            assert!(!seen.contains(&rule.id), "{} is there twice", rule.id);
            assert!(
                rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{}",
                rule.id
            );
            assert!(!rule.docs.is_empty() && !rule.bad.is_empty() && !rule.good.is_empty());
            seen.push(rule.id);
        }
    }

    #[test]
    fn bad_examples_are_found() {
        for rule in RULES {
            for sql in rule.bad {
                let found = findings(sql);
                assert!(
                    found.iter().any(|(id, _)| id == rule.id),
                    "{} does not find\n{sql}\n{found:?}",
                    rule.id
                );
            }
        }
    }

    #[test]
    fn good_examples_are_silent() {
        for rule in RULES {
            for sql in rule.good {
                let found = findings(sql);
                assert!(
                    found
                        .iter()
                        .all(|(id, severity)| id != rule.id && *severity < Severity::Danger),
                    "{} complains of\n{sql}\n{found:?}",
                    rule.id
                );
            }
        }
    }
}
