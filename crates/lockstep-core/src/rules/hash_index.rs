//! A hash index can do less than a btree.

use lockstep_syntax::tree::StatementKind;

use super::declared::{advise, is_told};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{Edit, Fix, Severity};

pub(super) static RULE: Rule = Rule {
    id: "hash-index",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("A hash index can only answer ="),
    docs: page!(
        "\
A hash index finds equal values and nothing else: no order, no ranges, no \
uniqueness, no second column, no index-only scans. A btree is about as fast for =.

Use a btree, unless the values are long and measuring shows that the smaller index \
pays."
    ),
    versions: "11-18",
    source: citation::INDEX_TYPES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example("CREATE INDEX CONCURRENTLY users_email ON users USING hash (email);"),
        example(
            "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n\
CREATE INDEX ON users USING hash (email);"
        )
    ]),
    good: page!(&[
        example("CREATE INDEX CONCURRENTLY users_email ON users (email);"),
        example("CREATE INDEX CONCURRENTLY users_tags ON users USING gin (tags);")
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateIndex(create) = &context.statement.kind else {
        return Vec::new();
    };
    if create.method != "hash" || !is_told(context) {
        return Vec::new();
    }
    let table = context.catalog().resolve(&create.table);
    let words = [
        "A hash index can only answer =.",
        "gets an index that knows no order: no ranges, no uniqueness, no index-only scans.",
        "A btree is about as fast for = and does all of that.",
        "Use a btree, unless you have measured that the smaller index pays.",
    ];
    let written = create
        .definition
        .of(context.situation.text)
        .to_ascii_lowercase();
    let fix = written.find("hash").map(|at| {
        let start = create.definition.start as usize + at;
        Fix {
            title: "Make it a btree".to_owned(),
            edits: vec![Edit {
                start,
                end: start + "hash".len(),
                text: "btree".to_owned(),
            }],
        }
    });
    vec![Hit {
        fix,
        ..advise(create.index_word, &table, &table.to_string(), words)
    }]
}
