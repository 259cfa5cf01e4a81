//! A query that fills a new table reads for as long as its tables are large.

use lockstep_syntax::tree::{ObjectName, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::effects::Reason;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "query-fills-table",
    severity: Severity::Advice,
    occasion: Occasion::Once,
    title: page!(
        "CREATE TABLE AS and CREATE MATERIALIZED VIEW run their query inside the migration"
    ),
    docs: page!(
        "\
CREATE TABLE … AS, SELECT … INTO and CREATE MATERIALIZED VIEW read their tables in one \
statement. Reads and writes go on, but for as long as it runs VACUUM removes no row that \
it may see, and changes of these tables' structure queue behind it, with everybody else \
behind them.

Create it WITH NO DATA and fill it outside the migration: a materialized view with \
REFRESH, a table in batches."
    ),
    versions: "11-18",
    source: citation::CREATE_TABLE_AS,
    hazards: page!(&["A39"]),
    bad: page!(&[
        example("CREATE TABLE totals AS SELECT user_id, sum(amount) FROM orders GROUP BY user_id;"),
        example("CREATE MATERIALIZED VIEW totals AS SELECT user_id FROM orders;"),
        example("SELECT * INTO orders_2023 FROM orders;"),
    ]),
    good: page!(&[
        example("CREATE MATERIALIZED VIEW totals AS SELECT user_id FROM orders WITH NO DATA;"),
        example("CREATE TEMPORARY TABLE chosen AS SELECT id FROM orders;"),
        example("SELECT id INTO TEMP TABLE chosen FROM orders;"),
        example("CREATE TABLE orders (id int); CREATE TABLE copied AS SELECT * FROM orders;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    // The word stands between INTO and the name.
    let lasts = |name: &ObjectName<'_>| {
        let before = Span::new(context.statement.span.start, name.span.start);
        let mut words = before.of(context.situation.text).split_whitespace().rev();
        let word = words.find(|word| !word.eq_ignore_ascii_case("TABLE"));
        !word.is_some_and(|word| ["TEMP", "TEMPORARY"].contains(&&*word.to_ascii_uppercase()))
    };
    match &context.statement.kind {
        StatementKind::CreateTable(create) if create.as_query.is_some() && !create.temporary => {}
        StatementKind::CreateView(create) if create.materialized => {}
        StatementKind::Select(query) if query.into.as_ref().is_some_and(lasts) => {}
        _ => return Vec::new(),
    }
    let mut relations: Vec<Name> = Vec::new();
    for work in &context.effects.work {
        let read = work.reason == Reason::Query && context.is_busy(&work.relation);
        if read && !relations.contains(&work.relation) {
            relations.push(work.relation.clone());
        }
    }
    // What an earlier statement keeps locked meanwhile is worse, and told.
    let holds = |(name, (mode, _)): (&Name, &(LockMode, usize))| {
        mode.blocks_writes() && !context.is_new(name)
    };
    if relations.is_empty() || context.effects.fails.is_some() || context.held.iter().any(holds) {
        return Vec::new();
    }
    let names = super::list(&relations);
    vec![Hit {
        span: context.statement.span,
        title: format!("The query reads all of {names} inside the migration."),
        what: format!(
            "Reads and writes of {names} go on, but VACUUM removes no row that the query may see, and a change of their structure queues behind it."
        ),
        why: "It runs for as long as the tables are large, and so does the migration.".to_owned(),
        action: "Create it WITH NO DATA and fill it afterwards, a table in batches, a materialized view with REFRESH."
            .to_owned(),
        relations,
        ..Hit::default()
    }]
}
