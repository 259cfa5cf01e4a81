//! What other linters call the rules.

/// Names of squawk, of pgls (which writes them in camel case behind a group),
/// of eugene, pgfence and `MigrationPilot`, each with the rules that say the same
/// here.
pub(super) const NAMES: &[(&str, &[&str])] = &[
    (
        "adding-exclusion-constraint",
        &["exclusion-constraint-build"],
    ),
    ("adding-field-with-default", &["new-column-rewrite"]),
    (
        "adding-foreign-key-constraint",
        &["foreign-key-scan", "foreign-keys-lock-many-tables"],
    ),
    (
        "adding-not-nullable-field",
        &["set-not-null-scan", "not-null-column-without-default"],
    ),
    (
        "adding-primary-key-constraint",
        &["unique-constraint-build"],
    ),
    (
        "adding-required-field",
        &["not-null-column-without-default"],
    ),
    (
        "adding-serial-primary-key-field",
        &["unique-constraint-build", "new-column-rewrite"],
    ),
    (
        "add-serial-column",
        &["new-column-rewrite", "serial-column"],
    ),
    (
        "ban-alter-domain-with-add-constraint",
        &["domain-constraint-scan"],
    ),
    ("ban-char-field", &["padded-char"]),
    (
        "ban-concurrent-index-creation-in-transaction",
        &["refused-statement"],
    ),
    (
        "ban-create-domain-with-constraint",
        &["domain-constraint-scan"],
    ),
    ("ban-drop-column", &["column-drop"]),
    ("ban-drop-database", &["data-loss"]),
    ("ban-drop-not-null", &["null-allowed-again"]),
    ("ban-drop-table", &["data-loss", "drop-breaks-running-code"]),
    ("ban-truncate", &["data-loss"]),
    (
        "ban-truncate-cascade",
        &["data-loss", "cascade-drops-dependents"],
    ),
    (
        "ban-uncommitted-transaction",
        &["transaction-control-misplaced"],
    ),
    ("ban-vacuum-full", &["maintenance-rewrite"]),
    ("changing-column-type", &["column-type-change"]),
    (
        "constraint-missing-not-valid",
        &["check-constraint-scan", "foreign-key-scan"],
    ),
    ("creating-enum", &["enum-type"]),
    ("disallowed-unique-constraint", &["unique-constraint-build"]),
    ("lock-timeout-warning", &["unbounded-lock-wait"]),
    ("multiple-alter-table", &["repeated-table-pass"]),
    ("prefer-big-int", &["integer-primary-key"]),
    ("prefer-bigint-over-int", &["integer-primary-key"]),
    ("prefer-bigint-over-smallint", &["integer-primary-key"]),
    ("prefer-identity", &["serial-column"]),
    ("prefer-jsonb", &["json-column"]),
    ("prefer-text-field", &["limited-varchar"]),
    ("prefer-timestamp-tz", &["timestamp-without-time-zone"]),
    ("prefer-timestamptz", &["timestamp-without-time-zone"]),
    ("renaming-column", &["column-rename"]),
    ("renaming-table", &["table-rename"]),
    (
        "require-concurrent-index-creation",
        &["index-build-blocks-writes"],
    ),
    (
        "require-concurrent-index-deletion",
        &["index-drop-blocks-table"],
    ),
    (
        "require-concurrent-partition-attach",
        &["partition-attach-scan"],
    ),
    (
        "require-concurrent-partition-detach",
        &["partition-detach-blocks-parent"],
    ),
    ("require-concurrent-reindex", &["reindex-blocks-table"]),
    ("require-enum-value-ordering", &["enum-value-at-the-end"]),
    (
        "require-timeout-settings",
        &["unbounded-lock-wait", "unbounded-statement"],
    ),
    (
        "running-statement-while-holding-access-exclusive",
        &["blocked-while-working", "backfill-in-ddl-transaction"],
    ),
    ("transaction-nesting", &["transaction-control-misplaced"]),
    (
        "E1",
        &[
            "check-constraint-scan",
            "foreign-key-scan",
            "validation-under-strong-lock",
        ],
    ),
    ("E2", &["set-not-null-scan"]),
    ("E3", &["json-column"]),
    (
        "E4",
        &[
            "blocked-while-working",
            "backfill-in-ddl-transaction",
            "several-tables-locked",
        ],
    ),
    ("E5", &["column-type-change"]),
    ("E6", &["index-build-blocks-writes"]),
    ("E7", &["unique-constraint-build"]),
    ("E8", &["exclusion-constraint-build"]),
    ("E9", &["unbounded-lock-wait"]),
    (
        "E10",
        &[
            "new-column-rewrite",
            "maintenance-rewrite",
            "reindex-blocks-table",
        ],
    ),
    ("E11", &["new-column-rewrite", "stored-generated-column"]),
    ("W12", &["repeated-table-pass"]),
    ("W13", &["enum-type"]),
    ("W14", &["set-not-null-scan"]),
    ("W15", &["foreign-key-without-index"]),
    (
        "add-column-not-null-no-default",
        &["not-null-column-without-default"],
    ),
    (
        "create-index-not-concurrent",
        &["index-build-blocks-writes"],
    ),
    ("rename-column", &["column-rename"]),
    ("MP001", &["index-build-blocks-writes"]),
    ("MP004", &["unbounded-lock-wait"]),
    ("MP008", &["several-tables-locked"]),
    ("MP012", &["refused-statement", "enum-value-in-transaction"]),
    ("MP025", &["refused-statement"]),
    ("MP027", &["unique-constraint-build"]),
    ("MP039", &["serial-column"]),
    ("MP002", &["set-not-null-scan"]),
    ("MP003", &["new-column-rewrite"]),
    ("MP005", &["foreign-key-scan"]),
    ("MP006", &["maintenance-rewrite"]),
    ("MP007", &["column-type-change"]),
    ("MP009", &["index-drop-blocks-table"]),
    ("MP010", &["column-rename"]),
    ("MP011", &["unbatched-write"]),
    ("MP015", &["new-column-rewrite"]),
    ("MP016", &["foreign-key-without-index"]),
    ("MP017", &["column-drop"]),
    ("MP018", &["set-not-null-scan"]),
    ("MP020", &["unbounded-statement"]),
    ("MP021", &["reindex-blocks-table"]),
    ("MP022", &["cascade-drops-dependents"]),
    ("MP026", &["data-loss"]),
    ("MP028", &["table-rename"]),
    ("MP029", &["null-allowed-again"]),
    ("MP030", &["check-constraint-scan"]),
    ("MP031", &["exclusion-constraint-build"]),
    ("MP032", &["maintenance-rewrite"]),
    ("MP033", &["refresh-blocks-reads"]),
    ("MP034", &["data-loss"]),
    ("MP035", &["cascade-drops-dependents"]),
    ("MP036", &["data-loss", "cascade-drops-dependents"]),
    ("MP037", &["limited-varchar"]),
    ("MP038", &["integer-primary-key"]),
    ("MP040", &["timestamp-without-time-zone"]),
    ("MP041", &["padded-char"]),
    ("MP042", &["unnamed-constraint"]),
    ("MP043", &["domain-constraint-scan"]),
    ("MP045", &["table-without-primary-key"]),
    ("MP046", &["partition-detach-blocks-parent"]),
    ("MP047", &["storage-move-rewrite"]),
    ("MP053", &["transaction-control-misplaced"]),
    ("MP054", &["enum-value-in-transaction"]),
    ("MP055", &["replica-identity-lost"]),
    ("MP057", &["row-security-without-policy"]),
    ("MP058", &["repeated-table-pass"]),
    ("MP059", &["sequence-behind-ids"]),
    ("MP060", &["enum-value-rename"]),
    ("MP062", &["stored-generated-column"]),
    ("MP063", &["hidden-statements"]),
    ("MP064", &["triggers-disabled"]),
    ("MP065", &["explicit-table-lock"]),
    ("MP066", &["autovacuum-disabled"]),
    ("MP067", &["unbatched-write"]),
    ("MP068", &["integer-primary-key"]),
    ("MP069", &["foreign-keys-lock-many-tables"]),
    ("MP070", &["concurrent-build-keeps-invalid-index"]),
    ("MP071", &["column-rename"]),
    ("MP072", &["partition-attach-scan"]),
    ("MP082", &["constraint-not-enforced"]),
    ("MP084", &["not-null-column-without-default"]),
    ("MP085", &["privileges-widened"]),
    ("MP086", &["unspecified-on-delete"]),
    ("MP087", &["volatile-check"]),
    ("MP088", &["statistics-missing"]),
    ("MP089", &["column-type-change"]),
    ("MP094", &["partition-attach-scan"]),
    ("MP095", &["storage-move-rewrite"]),
    ("MP096", &["query-fills-table"]),
    ("MP098", &["table-rename"]),
    ("MP099", &["security-definer-search-path"]),
    ("MP100", &["redundant-index"]),
    ("drop-column", &["column-drop"]),
    ("drop-table", &["data-loss"]),
    ("truncate", &["data-loss"]),
    (
        "truncate-cascade",
        &["data-loss", "cascade-drops-dependents"],
    ),
    ("delete-without-where", &["unbatched-write"]),
    ("drop-database", &["data-loss"]),
    ("vacuum-full", &["maintenance-rewrite"]),
    ("set-logged-unlogged", &["storage-move-rewrite"]),
    ("drop-schema-cascade", &["cascade-drops-dependents"]),
    ("drop-constraint", &["drop-locks-referenced-table"]),
    ("add-constraint-fk-no-not-valid", &["foreign-key-scan"]),
    (
        "add-constraint-check-no-not-valid",
        &["check-constraint-scan"],
    ),
    ("add-constraint-unique", &["unique-constraint-build"]),
    ("add-pk-without-using-index", &["unique-constraint-build"]),
    ("add-constraint-exclude", &["exclusion-constraint-build"]),
    ("MP078", &["extension-without-version"]),
];

/// The rules that another linter's name means.
pub(super) fn meant(name: &str) -> Option<&'static [&'static str]> {
    let last = name.rsplit('/').next().unwrap_or(name);
    let kebab = if last.starts_with(|c: char| c.is_ascii_lowercase()) {
        let mut kebab = String::with_capacity(last.len() + 4);
        for c in last.chars() {
            if c.is_ascii_uppercase() {
                kebab.push('-');
            }
            kebab.push(c.to_ascii_lowercase());
        }
        kebab
    } else {
        last.to_owned()
    };
    NAMES
        .iter()
        .find(|(known, _)| *known == kebab)
        .map(|(_, rules)| *rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn each_name_means_rules_that_exist() {
        for (name, rules) in NAMES {
            for id in *rules {
                assert!(RULES.iter().any(|rule| rule.id == *id), "{name}: {id}");
            }
            assert_eq!(meant(name), Some(*rules), "{name} stands twice");
        }
    }

    #[test]
    fn groups_and_camel_case() {
        let meant = |name| super::meant(name).map(|rules| rules[0]);
        assert_eq!(meant("lint/safety/banDropColumn"), Some("column-drop"));
        assert_eq!(meant("E6"), Some("index-build-blocks-writes"));
        assert_eq!(meant("lint/safety/notKnown"), None);
    }
}
