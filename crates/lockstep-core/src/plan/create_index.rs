//! `CREATE INDEX` on a table in use.

use lockstep_syntax::tree::{CreateIndex, StatementKind};

use super::operation::index_is_valid;
use super::partitioned_index::{self, Making};
use super::{Draft, Operation, Rewrite};
use crate::catalog::{Name, naming, quote};
use crate::effects::Reason;
use crate::report::Phase;

pub(super) fn recipe(operation: &Operation<'_>) -> Option<Rewrite> {
    let StatementKind::CreateIndex(create) = &operation.statement.kind else {
        return None;
    };
    if create.concurrently || !operation.blocks_for(&[Reason::Index]) {
        return None;
    }
    let table = operation.resolve(&create.table);
    let raw = naming::index_name(operation.situation.catalog, &table, create);
    under(operation, create, raw)
}

/// The steps that make an index under a name.
pub(super) fn under(
    operation: &Operation<'_>,
    create: &CreateIndex<'_>,
    raw: Name,
) -> Option<Rewrite> {
    let table = operation.resolve(&create.table);
    let spelled = operation.spell(&create.table);
    let index = operation.spell_beside(&create.table, raw.name());
    let unique = if create.unique { "UNIQUE " } else { "" };
    let definition = operation.text(create.definition).trim();
    let predicate = create
        .predicate
        .as_ref()
        .map(|predicate| operation.text(predicate.span));
    let clause = predicate
        .map(|text| format!(" WHERE {text}"))
        .unwrap_or_default();
    let mut rewrite = Rewrite::default();
    if create.unique {
        let keys: Vec<&str> = create
            .keys
            .iter()
            .map(|key| operation.text(key.expression.span))
            .collect();
        rewrite.steps.push(no_new_duplicates(&spelled, &keys));
        rewrite.steps.push(duplicates(
            &operation.indexed_rows(&create.table),
            &keys,
            predicate,
            create.nulls_not_distinct,
        ));
        rewrite.assumptions.push(format!(
            "{spelled} holds no duplicates of ({}) by then",
            keys.join(", ")
        ));
    }
    if create.if_not_exists {
        rewrite.assumptions.push(format!(
            "there is no index {index} yet: an INVALID one of that name would otherwise be kept"
        ));
    }
    if operation.situation.catalog.is_partitioned(&table) {
        let making = Making {
            table: &create.table,
            unique,
            definition: &format!("{definition}{clause}"),
            index: raw,
            constraint: None,
        };
        rewrite
            .steps
            .extend(partitioned_index::steps(operation, &making)?);
        return Some(rewrite);
    }
    rewrite.steps.push(build(
        operation,
        &spelled,
        &index,
        format!(
            "CREATE {unique}INDEX CONCURRENTLY {} ON {spelled} {definition}{clause};",
            quote(raw.name())
        ),
    ));
    Some(rewrite)
}

/// The concurrent build of an index, with what to do when it fails.
pub(super) fn build(operation: &Operation<'_>, table: &str, index: &str, sql: String) -> Draft {
    let drop = format!("DROP INDEX CONCURRENTLY IF EXISTS {index};");
    let mut step = Draft::alone(Phase::Expand, format!("Build {index} while writes go on"), sql)
        .why("Waits for transactions that write to the table, but nobody waits for it. It runs outside a transaction and without timeouts, because a build that is cut off leaves an INVALID index behind.")
        .done(index_is_valid(index))
        .rollback(drop.clone())
        .on_failure(drop);
    step.monitor = operation.index_progress(table);
    step
}

/// Duplicates are refused as soon as the index is there, even before its build
/// has ended.
pub(super) fn no_new_duplicates(table: &str, keys: &[&str]) -> Draft {
    Draft::deploy(
        Phase::Prepare,
        format!(
            "Ship code that writes no duplicates of ({}) to {table}",
            keys.join(", ")
        ),
        "While the unique index is built, and ever after, such a write fails.",
    )
}

/// A look for duplicates: a build that finds one fails at its end.
pub(super) fn duplicates(
    table: &str,
    keys: &[&str],
    predicate: Option<&str>,
    nulls_not_distinct: bool,
) -> Draft {
    let mut conditions: Vec<String> = predicate.iter().map(|text| format!("({text})")).collect();
    if !nulls_not_distinct {
        conditions.extend(keys.iter().map(|key| format!("({key}) IS NOT NULL")));
    }
    let clause = if conditions.is_empty() {
        String::new()
    } else {
        format!(" WHERE {}", conditions.join(" AND "))
    };
    let list = keys.join(", ");
    let positions: Vec<String> = (1..=keys.len()).map(|number| number.to_string()).collect();
    Draft::single(
        Phase::Prepare,
        format!("Look for duplicates in {}", table.trim_start_matches("ONLY ")),
        format!(
            "SELECT {list}, count(*) FROM {table}{clause} GROUP BY {} HAVING count(*) > 1 LIMIT 20;",
            positions.join(", ")
        ),
    )
    .why("Lists up to 20 keys that stand in more than one row. A unique index is refused at the end of its build when there is one: merge or delete these rows first.")
    .done(format!(
        "NOT EXISTS (SELECT FROM {table}{clause} GROUP BY {list} HAVING count(*) > 1)"
    ))
    .rollback("-- Nothing to undo: it only reads.")
}
