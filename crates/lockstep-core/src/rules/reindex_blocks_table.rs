//! REINDEX keeps writers out of the table, and readers of it waiting.

use lockstep_syntax::tree::{ReindexTarget, StatementKind};

use super::{Context, Hit, Occasion, Rule, example, insertion};
use crate::catalog::{ConstraintKind, Name};
use crate::citation;
use crate::report::{LockMode, Severity};

pub(super) static RULE: Rule = Rule {
    id: "reindex-blocks-table",
    severity: Severity::Danger,
    occasion: Occasion::Always,
    title: page!("REINDEX blocks writes, and in effect reads, until the index is built"),
    docs: page!(
        "\
REINDEX locks the table in SHARE, so that writes wait, and each index in ACCESS \
EXCLUSIVE while it is built. A SELECT looks at every index of its table before it \
starts, whether it uses it or not, and so waits as well.

From PostgreSQL 12 on REINDEX CONCURRENTLY builds a second index beside the first and \
exchanges them while reads and writes go on. It cannot run in a transaction. On 11, \
build a new index with CREATE INDEX CONCURRENTLY and drop the old one."
    ),
    versions: "11-18",
    source: citation::REINDEX,
    hazards: page!(&["A6"]),
    bad: page!(&[
        example("REINDEX TABLE users;"),
        example("REINDEX INDEX users_email;"),
        example("REINDEX INDEX users_email;")
            .on(11)
            .given("CREATE TABLE users (email text); CREATE INDEX users_email ON users (email);"),
        example("REINDEX SCHEMA public;"),
    ]),
    good: page!(&[
        example("REINDEX TABLE CONCURRENTLY users;"),
        example("REINDEX (CONCURRENTLY) INDEX users_email;"),
        example("CREATE TABLE users (id int PRIMARY KEY); REINDEX TABLE users;"),
        example("REINDEX TABLE settings;").sized(&[(
            "public.settings",
            crate::sizes::Size {
                rows: 40,
                bytes: 8192,
                writes_per_second: 0,
            },
        )]),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::Reindex(reindex) = &context.statement.kind else {
        return Vec::new();
    };
    let effects = context.effects;
    if effects.fails.is_some() || effects.waits_for_transactions {
        return Vec::new();
    }
    let catalog = context.catalog();
    let one = matches!(reindex.target, ReindexTarget::Index | ReindexTarget::Table);
    let mut relations: Vec<Name> = context.locked(LockMode::blocks_writes).cloned().collect();
    if relations
        .iter()
        .any(|name| !catalog.indexes.contains_key(name))
    {
        relations.retain(|name| !catalog.indexes.contains_key(name));
    }
    // Which indexes a table has may not be known, nor what is in a schema.
    let unknown = !effects.depends_on.is_empty() && (!one || !relations.is_empty());
    if !unknown && context.blocked_work().next().is_none() {
        return Vec::new();
    }
    let excludes = reindex.name.as_ref().is_some_and(|written| {
        let index = catalog.resolve(written);
        let known = catalog.indexes.get(&index);
        known
            .and_then(|known| catalog.constraint(&known.table, index.name()))
            .is_some_and(|it| matches!(it.kind, ConstraintKind::Exclude))
    });
    let possible =
        context.situation.major >= 12 && reindex.target != ReindexTarget::System && !excludes;
    let names = match relations.as_slice() {
        [] => "every table in turn".to_owned(),
        // Its table is not known.
        [index]
            if catalog.indexes.contains_key(index)
                || reindex.target == ReindexTarget::Index
                    && !catalog.relations.contains_key(index) =>
        {
            format!("the table of {index}")
        }
        tables => super::list(tables),
    };
    vec![Hit {
        span: context.statement.span,
        title: "Reads and writes wait until the index is built again.".to_owned(),
        what: format!(
            "REINDEX keeps writers out of {names} until the build is done. Readers wait, too: a SELECT opens every index of its table, and the one at work is locked."
        ),
        why:
            "An index build takes minutes on a large table, and nobody can use the table meanwhile."
                .to_owned(),
        action: if possible {
            format!(
                "Use REINDEX … CONCURRENTLY, which lets both go on.{}",
                context.outside()
            )
        } else if context.situation.major < 12 && !excludes {
            "Before PostgreSQL 12, build a second index with CREATE INDEX CONCURRENTLY, drop the old one concurrently, and rename.".to_owned()
        } else {
            "There is no concurrent form of it: plan a maintenance window.".to_owned()
        },
        fix: (possible && !context.situation.in_transaction).then(|| {
            let at = reindex.target_word.end;
            insertion(at, "Rebuild it CONCURRENTLY", " CONCURRENTLY")
        }),
        relations,
        ..Hit::default()
    }]
}
