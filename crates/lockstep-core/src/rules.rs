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
    (&[$($example:expr),* $(,)?]) => {{
        const _: fn(&'static str) -> $crate::rules::Example = example;
        &[]
    }};
    ($text:expr) => {
        ""
    };
}

/// The modules, and the list of what they hold.
macro_rules! rules {
    ($($rule:ident,)*) => {
        $(mod $rule;)*

        /// Every rule, by name.
        pub static RULES: &[&Rule] = &[$(&$rule::RULE,)*];
    };
}

rules! {
    autovacuum_disabled,
    backfill_in_ddl_transaction,
    blocked_while_working,
    cascade_drops_dependents,
    cascade_to_referencing_rows,
    check_constraint_scan,
    colliding_generated_names,
    column_drop,
    column_rename,
    column_type_change,
    concurrent_build_cut_off,
    concurrent_build_keeps_invalid_index,
    constraint_not_enforced,
    data_loss,
    dependent_function_breaks,
    domain_constraint_scan,
    drop_breaks_running_code,
    drop_locks_referenced_table,
    duplicates_fail_unique_build,
    enum_type,
    enum_value_at_the_end,
    enum_value_in_transaction,
    enum_value_rename,
    exclusion_constraint_build,
    explicit_table_lock,
    extension_without_version,
    float_for_money,
    foreign_key_scan,
    foreign_key_type_mismatch,
    foreign_key_without_index,
    foreign_keys_lock_many_tables,
    half_applied_file,
    hash_index,
    hidden_statements,
    if_exists_hides_difference,
    index_build_blocks_writes,
    index_drop_blocks_table,
    integer_primary_key,
    json_column,
    limited_varchar,
    locks_every_partition,
    long_identifier,
    maintenance_rewrite,
    money_type,
    new_column_rewrite,
    not_null_column_without_default,
    not_understood,
    null_allowed_again,
    padded_char,
    partition_attach_scan,
    partition_created_in_place,
    partition_detach_blocks_parent,
    partition_dropped_in_place,
    privileges_widened,
    query_fills_table,
    quoted_identifier,
    redundant_index,
    refresh_blocks_reads,
    refused_statement,
    reindex_blocks_table,
    repeated_table_pass,
    replica_identity_lost,
    required_column_breaks_old_code,
    rounded_timestamp,
    row_security_hides_rows,
    row_security_without_policy,
    row_trigger_updates_shared_rows,
    security_definer_search_path,
    sequence_behind_ids,
    serial_column,
    set_not_null_scan,
    several_tables_locked,
    statement_timeout_too_short,
    statistics_missing,
    storage_move_rewrite,
    stored_generated_column,
    table_rename,
    table_swap_loses_writes,
    table_without_primary_key,
    time_with_time_zone,
    timestamp_without_time_zone,
    transaction_control_misplaced,
    trigger_computes_column,
    triggers_disabled,
    unbatched_write,
    unbounded_lock_wait,
    unbounded_statement,
    unexpanded_template,
    unguarded_session,
    unique_constraint_build,
    unlogged_table,
    unnamed_constraint,
    unspecified_on_delete,
    unused_suppression,
    validation_under_strong_lock,
    volatile_check,
    wide_index,
}

mod declared;

use crate::report::{Finding, Severity};
pub(crate) use crate::rule::{Context, Hit, Unless};
pub use crate::rule::{Example, Occasion, Rule};
use crate::rule::{capital, example, insertion, list, waiting};
pub(crate) use declared::Declared;

/// Whether a finding is a matter of design, which a review shows on request
/// only: advice of a rule of [`Occasion::Design`], unless the team has made it
/// more than advice.
#[must_use]
pub fn is_design(finding: &Finding) -> bool {
    finding.severity == Severity::Advice
        && RULES
            .iter()
            .any(|rule| rule.id == finding.rule && rule.occasion == Occasion::Design)
}

/// Whether a finding is about the schema that the migration leads to, so that
/// no plan that leads to the same one answers it.
pub(crate) fn is_about_outcome(finding: &Finding) -> bool {
    RULES.iter().any(|rule| {
        rule.id == finding.rule && matches!(rule.occasion, Occasion::Outcome | Occasion::Design)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use super::*;
    use crate::sizes::Stats;
    use crate::{Options, SourceFile, check};

    fn report(example: &Example, sql: &str) -> crate::report::Report {
        let file = |name: &str, text: &str| SourceFile {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let schema = (!example.schema.is_empty()).then(|| file("schema.sql", example.schema));
        let stats = Stats {
            tables: example
                .sizes
                .iter()
                .map(|(table, size)| ((*table).to_owned(), *size))
                .collect(),
            ..Stats::default()
        };
        let options = Options {
            postgres: example.postgres,
            schema: schema.into_iter().collect(),
            stats: (!stats.tables.is_empty()).then_some(stats),
            ..Options::default()
        };
        check(&[file("migration.sql", sql)], &options)
    }

    /// What is found in an example, each rule once; what is told once a
    /// migration is left out where the example does not name it, for it is not
    /// about the example's hazard.
    fn found(example: &Example, own: &str) -> BTreeSet<String> {
        let told_always = |id: &str| {
            RULES.iter().any(|rule| {
                rule.id == id
                    && matches!(
                        rule.occasion,
                        Occasion::Always | Occasion::Outcome | Occasion::Otherwise
                    )
            })
        };
        report(example, example.sql)
            .findings
            .into_iter()
            .map(|finding| finding.rule)
            .filter(|id| id == own || example.also.contains(&id.as_str()) || told_always(id))
            .collect()
    }

    /// Every example whose findings are not those that it names.
    fn wrong(examples: impl Iterator<Item = (&'static Rule, &'static Example, bool)>) -> String {
        let mut wrong = String::new();
        for (rule, example, bad) in examples {
            let mut named: BTreeSet<String> =
                example.also.iter().map(|id| (*id).to_owned()).collect();
            if bad {
                named.insert(rule.id.to_owned());
            }
            let found = found(example, rule.id);
            if found != named {
                let sql = example.sql;
                let _ = writeln!(wrong, "{}: {found:?}, not {named:?}\n{sql}\n", rule.id);
            }
        }
        wrong
    }

    #[test]
    fn bad_examples_find_what_they_name() {
        let bad = RULES
            .iter()
            .flat_map(|rule| rule.bad.iter().map(move |example| (*rule, example, true)));
        assert_eq!(wrong(bad), "");
    }

    /// A quick fix leads to text that PostgreSQL takes, and in which its rule
    /// finds less.
    #[test]
    fn fixes_mend() {
        for (rule, example) in RULES
            .iter()
            .flat_map(|rule| rule.bad.iter().map(move |example| (rule, example)))
        {
            let before = report(example, example.sql);
            for finding in before.findings.iter().filter(|it| it.rule == rule.id) {
                let Some(fix) = &finding.fix else { continue };
                let mut mended = example.sql.to_owned();
                for edit in fix.edits.iter().rev() {
                    mended.replace_range(edit.start..edit.end, &edit.text);
                }
                let after = report(example, &mended);
                let count = |of: &crate::report::Report| {
                    of.findings.iter().filter(|it| it.rule == rule.id).count()
                };
                assert!(count(&after) < count(&before), "{}: {mended}", rule.id);
                let refused = |of: &crate::report::Report| {
                    of.statements.iter().filter(|it| it.fails.is_some()).count()
                };
                assert!(refused(&after) <= refused(&before), "{}: {mended}", rule.id);
            }
        }
    }

    #[test]
    fn good_examples_are_silent() {
        let good = RULES
            .iter()
            .flat_map(|rule| rule.good.iter().map(|example| (*rule, example, false)));
        assert_eq!(wrong(good), "");
    }
}
