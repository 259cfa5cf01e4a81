//! What is found in an example of a rule, for the rule's page.

use super::text::list;
use crate::report::Finding;
use crate::rules::Example;
use crate::sizes::Stats;
use crate::{Options, SourceFile, check};

/// What `lockstep check` finds in it.
pub(super) fn findings(example: &Example) -> Vec<Finding> {
    let file = |name: &str, text: &str| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let schema = (!example.schema.is_empty()).then(|| file("schema.sql", example.schema));
    let sizes = example.sizes.iter();
    let stats = (!example.sizes.is_empty()).then(|| Stats {
        tables: sizes
            .map(|(table, size)| ((*table).to_owned(), *size))
            .collect(),
        ..Stats::default()
    });
    let options = Options {
        postgres: example.postgres,
        schema: schema.into_iter().collect(),
        stats,
        ..Options::default()
    };
    check(&[file("migration.sql", example.sql)], &options).findings
}

/// What it is judged for, where that is not the default.
pub(super) fn circumstances(example: &Example) -> Option<String> {
    let mut parts = Vec::new();
    if example.postgres != Options::default().postgres {
        parts.push(format!("on PostgreSQL {}", example.postgres));
    }
    let rows =
        |(table, size): &(&str, crate::sizes::Size)| format!("{} rows in {table}", size.rows);
    if !example.sizes.is_empty() {
        let sizes: Vec<String> = example.sizes.iter().map(rows).collect();
        parts.push(format!("with {}", list(&sizes)));
    }
    if !example.schema.is_empty() {
        parts.push("where this exists".to_owned());
    }
    (!parts.is_empty()).then(|| format!("{}:", parts.join(", ")))
}
