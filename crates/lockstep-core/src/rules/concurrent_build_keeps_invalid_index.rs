//! CREATE INDEX CONCURRENTLY IF NOT EXISTS silently keeps what a failed build
//! left behind.

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::tree::{CreateIndex, Span, StatementKind};

use super::{Context, Hit, Occasion, Rule, example};
use crate::citation;
use crate::report::{Edit, Fix, Severity};

pub(super) static RULE: Rule = Rule {
    id: "concurrent-build-keeps-invalid-index",
    severity: Severity::Warning,
    occasion: Occasion::Always,
    title: page!("CONCURRENTLY with IF NOT EXISTS keeps an INVALID index"),
    docs: page!(
        "\
A CREATE INDEX CONCURRENTLY that fails or is cancelled leaves an INVALID index of that \
name, which no query uses but every write maintains. IF NOT EXISTS sees that the name \
is taken, and the next run ends with success and without an index.

Look for `indisvalid = false` in pg_index before the next try, drop such an index \
with DROP INDEX CONCURRENTLY, and build again."
    ),
    versions: "11-18",
    source: citation::CREATE_INDEX_CONCURRENTLY,
    hazards: page!(&["A4", "S4"]),
    bad: page!(&[example(
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);"
    )]),
    good: page!(&[
        example("CREATE INDEX CONCURRENTLY users_email ON users (email);"),
        example(
            "DROP INDEX CONCURRENTLY IF EXISTS users_email;\n\
         CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);"
        ),
    ]),
    check,
};

fn check(context: &Context<'_>) -> Vec<Hit> {
    let StatementKind::CreateIndex(create) = &context.statement.kind else {
        return Vec::new();
    };
    let catalog = context.situation.catalog;
    let table = catalog.resolve(&create.table);
    let index = crate::catalog::naming::index_name(catalog, &table, create);
    let hides = create.concurrently
        && create.if_not_exists
        && !catalog.absent.contains(&index)
        && context.effects.fails.is_none();
    if !hides {
        return Vec::new();
    }
    vec![Hit {
        span: context.statement.span,
        title: "A failed build leaves an INVALID index, which IF NOT EXISTS then keeps.".to_owned(),
        what: format!(
            "If building {index} fails or is cancelled, an INVALID index of that name stays; the next run skips it and reports success."
        ),
        why: "No query uses an INVALID index, but every write pays for it, and nothing tells you.".to_owned(),
        action: "Leave IF NOT EXISTS out; before a second try run DROP INDEX CONCURRENTLY IF EXISTS. Or check pg_index.indisvalid afterwards."
            .to_owned(),
        relations: vec![table],
        fix: without_if_not_exists(context, create),
        ..Hit::default()
    }]
}

/// Takes `IF NOT EXISTS` out, and the space before it.
fn without_if_not_exists(context: &Context<'_>, create: &CreateIndex<'_>) -> Option<Fix> {
    let text = context.situation.text;
    let between = Span::new(create.index_word.end, create.table.span.start);
    let words: Vec<Span> = Lexer::within(text, between)
        .filter(|token| !token.is_trivia())
        .map(|token| token.span)
        .collect();
    let [_, first, _, last, ..] = words.as_slice() else {
        return None;
    };
    let before = text.get(..first.start as usize)?.trim_end().len();
    first.of(text).eq_ignore_ascii_case("if").then(|| Fix {
        title: "Leave IF NOT EXISTS out".to_owned(),
        edits: vec![Edit {
            start: before,
            end: last.end as usize,
            text: String::new(),
        }],
    })
}
