//! The batch in groups, as the FROM of an UPDATE.

use super::body::{Job, listed};
use super::expression::{Expr, Field};
use crate::catalog::quote;

/// The groups of the batch, in the making.
#[derive(Default)]
pub(super) struct Groups {
    /// What the groups are called.
    name: String,
    /// The columns of the groups: what each is, and its name.
    columns: Vec<(String, String)>,
    /// The columns by which rows are grouped.
    keys: Vec<String>,
    /// Something is counted or summed up.
    aggregated: bool,
}

impl Groups {
    pub(super) fn named(name: String) -> Self {
        Groups {
            name,
            ..Groups::default()
        }
    }

    /// The name of a column of the groups, made where there is none yet.
    fn column(&mut self, job: &mut Job<'_>, what: String, wanted: &str) -> String {
        let known = self.columns.iter().find(|(known, _)| *known == what);
        let column = if let Some((_, name)) = known {
            name.clone()
        } else {
            let name = quote(&job.fresh(&format!("new_{wanted}"))).into_owned();
            self.columns.push((what, name.clone()));
            name
        };
        format!("{}.{column}", self.name)
    }

    pub(super) fn key(&mut self, job: &mut Job<'_>, field: &Field) -> String {
        let key = job.field(field);
        if !self.keys.contains(&key) {
            self.keys.push(key.clone());
        }
        self.column(job, key, &field.name)
    }

    pub(super) fn aggregate(&mut self, job: &mut Job<'_>, what: String, wanted: &str) -> String {
        self.aggregated = true;
        self.column(job, what, wanted)
    }
}

impl Job<'_> {
    /// The groups as the FROM of the statement.
    pub(super) fn groups(&self, groups: &Groups, filters: &[&Expr]) -> String {
        let mut columns: Vec<String> = groups
            .columns
            .iter()
            .map(|(what, name)| format!("{what} AS {name}"))
            .collect();
        if columns.is_empty() {
            columns.push("count(*)".to_owned());
        }
        let distinct = !groups.aggregated && !groups.keys.is_empty();
        let mut sql = format!(
            "\n    FROM (\n        SELECT {}{}\n        FROM {}",
            if distinct { "DISTINCT " } else { "" },
            listed(&columns, "            "),
            self.transition
        );
        if let Some(filter) = self.filter(filters, None) {
            sql.push_str("\n        WHERE ");
            sql.push_str(&filter);
        }
        let keys = groups.keys.join(", ");
        if keys.is_empty() {
            // Without a row there must be no group, and so no update.
            sql.push_str("\n        HAVING count(*) > 0");
        } else {
            if !distinct {
                sql.push_str("\n        GROUP BY ");
                sql.push_str(&keys);
            }
            sql.push_str("\n        ORDER BY ");
            sql.push_str(&keys);
        }
        sql.push_str("\n    ) AS ");
        sql.push_str(&groups.name);
        sql
    }
}
