//! REFRESH MATERIALIZED VIEW keeps readers waiting while its query runs.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example, insertion};
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "refresh-blocks-reads",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("REFRESH MATERIALIZED VIEW blocks reads of the view while its query runs"),
    docs: page!(
        "\
REFRESH MATERIALIZED VIEW holds ACCESS EXCLUSIVE on the view while the query runs and \
the indexes are built again: whoever reads the view waits.

REFRESH MATERIALIZED VIEW CONCURRENTLY compares the new rows with the old ones and \
changes only what differs, while reads go on; other refreshes wait. It needs a unique \
index on plain columns over all rows, and may run in a transaction."
    ),
    versions: "11-18",
    source: citation::REFRESH,
    hazards: page!(&["A38"]),
    bad: page!(&[
        example("REFRESH MATERIALIZED VIEW sales_by_day;"),
        example("REFRESH MATERIALIZED VIEW sales_by_day WITH DATA;").given(
            "CREATE TABLE sales (day date, amount int);\n\
             CREATE MATERIALIZED VIEW sales_by_day AS SELECT day, sum(amount) FROM sales GROUP BY day;\n\
             CREATE UNIQUE INDEX sales_by_day_key ON sales_by_day (day);"
        ),
        example("REFRESH MATERIALIZED VIEW sales_by_day WITH NO DATA;"),
    ]),
    good: page!(&[
        example("REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_day;"),
        example(
            "CREATE MATERIALIZED VIEW sales_by_day AS SELECT day FROM sales GROUP BY day WITH NO DATA;\n\
             REFRESH MATERIALIZED VIEW sales_by_day;"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Refresh(refresh) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.catalog();
    let view = catalog.resolve(&refresh.name);
    let waits = context.locked(LockMode::blocks_reads).any(|it| *it == view);
    if context.effects.fails.is_some() || !waits {
        return Vec::new();
    }
    if !refresh.with_data {
        return vec![Hit {
            span: context.statement.span,
            title: format!("{view} is emptied, and reads of it fail."),
            what: format!(
                "WITH NO DATA throws the rows of {view} away; until the next refresh every query on it fails."
            ),
            why: "Code that reads the view breaks at once.".to_owned(),
            action: "Refresh it with its data, CONCURRENTLY where it has a unique index."
                .to_owned(),
            relations: vec![view],
            ..Hit::default()
        }];
    }
    let unique = catalog.indexes_of(&view).any(|(_, index)| {
        index.unique && !index.partial && index.columns.iter().all(|it| !it.is_empty())
    });
    let at = refresh.name.span.start;
    vec![Hit {
        span: context.statement.span,
        title: format!("Reads of {view} wait until it is filled again."),
        what: format!(
            "PostgreSQL runs the query of {view} and builds its indexes again under a lock that every reader waits for."
        ),
        why: "That takes as long as the query does, and readers queue up for as long.".to_owned(),
        action: if unique {
            "Refresh it CONCURRENTLY, while reads go on."
        } else {
            "Refresh it CONCURRENTLY, while reads go on; that needs a unique index on columns of the view, without WHERE."
        }
        .to_owned(),
        fix: unique.then(|| insertion(at, "Refresh it CONCURRENTLY", "CONCURRENTLY ")),
        relations: vec![view],
        ..Hit::default()
    }]
}
