//! An index of many columns.

use lockstep_syntax::tree::StatementKind;

use super::declared::{advise, is_told};
use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "wide-index",
    severity: Severity::Advice,
    occasion: Occasion::Design,
    title: page!("An index of more than three columns seldom pays"),
    docs: page!(
        "\
What the leading columns of an index find is read row by row; columns further back \
help only where all before them are compared with =. Meanwhile every change of any \
of them writes the index, and updates in place (HOT) are no longer possible.

Keep the columns that narrow the search. What is only read belongs behind INCLUDE."
    ),
    versions: "11-18",
    source: citation::MULTICOLUMN_INDEXES,
    hazards: page!(&["D"]),
    bad: page!(&[
        example(
            "CREATE TABLE events (a int, b int, c int, d int);\n\
CREATE INDEX ON events (a, b, c, d);"
        ),
        example("CREATE INDEX CONCURRENTLY wide ON events (a, b, c, d, e);")
    ]),
    good: page!(&[
        example("CREATE INDEX CONCURRENTLY narrow ON events (a, b, c) INCLUDE (d, e);"),
        example("CREATE UNIQUE INDEX CONCURRENTLY one ON events (a, b, c, d);")
            .also(&["duplicates-fail-unique-build"])
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateIndex(create) = &context.statement.kind else {
        return Vec::new();
    };
    let btree = create.method == "btree";
    if create.keys.len() < 4 || create.unique || !btree || !is_told(context) {
        return Vec::new();
    }
    let table = context.catalog().resolve(&create.table);
    let words = [
        "The index has more than three columns.",
        "gets an index whose last columns help little, unless all before them are compared with =.",
        "Each change of any of them writes the index, and no update of them stays in its page.",
        "Keep the columns that narrow the search, and put what is only read behind INCLUDE.",
    ];
    vec![advise(create.index_word, &table, &table.to_string(), words)]
}
