//! VACUUM FULL and CLUSTER write the table anew while everybody waits.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::catalog::Name;
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "maintenance-rewrite",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("VACUUM FULL and CLUSTER write the table anew under ACCESS EXCLUSIVE"),
    docs: page!(
        "\
VACUUM FULL and CLUSTER copy every row into a new file and build every index again, \
under ACCESS EXCLUSIVE: nobody reads or writes the table until they are done. They need \
as much free disk space as the table and its indexes take.

Plain VACUUM makes the space usable again while others work. To give it back to the \
system, or to put the rows in order, a tool such as pg_repack or pg_squeeze does the \
same online."
    ),
    versions: "11-18",
    source: citation::VACUUM,
    hazards: page!(&["A36", "A37"]),
    bad: page!(&[
        example("VACUUM FULL users;"),
        example("VACUUM (FULL, ANALYZE) users;"),
        example("VACUUM FULL;"),
        example("CLUSTER users USING users_pkey;"),
    ]),
    good: page!(&[
        example("VACUUM (ANALYZE) users;"),
        example("VACUUM (FULL off) users;"),
        example("ALTER TABLE users CLUSTER ON users_pkey;"),
        example("CREATE TABLE users (id int PRIMARY KEY); CLUSTER users USING users_pkey;"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let (vacuum, all) = match &context.statement.kind {
        StatementKind::Maintenance(run) if run.full => (true, run.tables.is_empty()),
        StatementKind::Cluster(cluster) => (false, cluster.table.is_none()),
        _ => return Vec::new(),
    };
    let relations: Vec<Name> = context
        .locked(LockMode::blocks_reads)
        .filter(|name| !context.catalog().indexes.contains_key(name))
        .cloned()
        .collect();
    if context.effects.fails.is_some() || (relations.is_empty() && !all) {
        return Vec::new();
    }
    let names = if all {
        "every table in turn".to_owned()
    } else {
        super::list(&relations)
    };
    let (command, action, source) = if vacuum {
        (
            "VACUUM FULL",
            "Use plain VACUUM, which makes the space usable again; to give it back to the system, a tool that rewrites online, such as pg_repack.",
            citation::VACUUM,
        )
    } else {
        (
            "CLUSTER",
            "Use a tool that rewrites online, such as pg_repack, or plan a maintenance window.",
            citation::CLUSTER,
        )
    };
    vec![Hit {
        span: context.statement.span,
        title: "The table is written anew while reads and writes wait.".to_owned(),
        what: format!(
            "{command} copies {names} row by row, builds the indexes again, and lets nobody read or write meanwhile."
        ),
        why: "It takes minutes to hours on a large table, and as much free disk space again."
            .to_owned(),
        action: action.to_owned(),
        source: Some(source),
        relations,
        ..Hit::default()
    }]
}
