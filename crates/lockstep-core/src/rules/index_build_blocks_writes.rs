//! CREATE INDEX blocks writes until the index is built.

use lockstep_syntax::tree::StatementKind;

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::effects::Reason;
use crate::report::{Edit, Fix, Severity};
use crate::rule::Waiters;

pub(super) static RULE: Rule = Rule {
    id: "index-build-blocks-writes",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("CREATE INDEX blocks writes until the index is built"),
    docs: page!(
        "\
CREATE INDEX locks its table in SHARE, not in ACCESS EXCLUSIVE: reads go on, but \
inserts, updates and deletes wait until the index is built.

CREATE INDEX CONCURRENTLY lets writes go on. It cannot run in a transaction, takes \
longer, and leaves an INVALID index behind when it fails, which has to be dropped \
before the next try."
    ),
    versions: "11-18",
    source: citation::CREATE_INDEX_CONCURRENTLY,
    hazards: page!(&["A1", "A5", "S3"]),
    bad: page!(&[
        example("CREATE INDEX users_email ON users (email);"),
        example("CREATE UNIQUE INDEX ON users (lower(email));"),
    ]),
    good: page!(&[
        example("CREATE INDEX CONCURRENTLY users_email ON users (email);"),
        example("CREATE TABLE users (email text); CREATE INDEX users_email ON users (email);"),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateIndex(create) = &context.statement.kind else {
        return Vec::new();
    };
    let word = create.index_word;
    // In a transaction of the framework's the word alone would make the
    // statement fail, so that it is no quick fix there.
    let partitioned = context
        .situation
        .catalog
        .is_partitioned(&context.situation.catalog.resolve(&create.table));
    let fix = (!context.situation.in_transaction && !partitioned).then(|| Fix {
        title: "Build it CONCURRENTLY".to_owned(),
        edits: vec![Edit {
            start: word.end as usize,
            end: word.end as usize,
            text: " CONCURRENTLY".to_owned(),
        }],
    });
    let others = context.blocked_before();
    context
        .blocked_for(&[Reason::Index])
        .into_iter()
        .map(|blocked| Hit {
            span: word,
            title: format!(
                "{} of {} wait until the index is built.",
                super::capital(blocked.waiting()),
                blocked.names()
            ),
            what: format!(
                "PostgreSQL reads all of {} and holds {} until the index is built: {} wait.{}",
                blocked.names(),
                blocked.mode.name(),
                blocked.waiting(),
                others.clone().map_or_else(String::new, |held| too(&held.without(&blocked.relations)))
            ),
            why: "That takes minutes on a large table, and each query that waits keeps a connection from others."
                .to_owned(),
            action: if partitioned {
                "Create the index ON ONLY the partitioned table, build one CONCURRENTLY on each partition, and attach each with ALTER INDEX … ATTACH PARTITION."
                    .to_owned()
            } else {
                format!("Use CREATE INDEX CONCURRENTLY, which lets writes go on.{}", context.outside())
            },
            fix: fix.clone(),
            relations: blocked.relations,
            ..Hit::default()
        })
        .collect()
}

/// Who else waits, for what the transaction has locked before.
fn too(held: &Waiters) -> String {
    match held.waiting_of() {
        nobody if nobody.is_empty() => nobody,
        others => {
            format!(" So do {others}, which an earlier statement of the transaction keeps locked.")
        }
    }
}
