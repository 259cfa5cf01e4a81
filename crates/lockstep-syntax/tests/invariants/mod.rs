//! What holds of every text, whatever is in it.

mod spans;

use lockstep_syntax::lexer::Lexer;
use lockstep_syntax::script::{self, Piece, Script};
use lockstep_syntax::tree::{Span, Statement, StatementKind, SyntaxError};

/// Panics when reading a text breaks one of the invariants: every byte is in
/// one token and in one piece; ranges nest, and begin and end where tokens do;
/// a statement without errors is the same when it is read alone.
pub(crate) fn check(text: &str) -> Script<'_> {
    let tokens = Lexer::new(text).map(|token| token.span);
    assert_tiles(text, tokens, "tokens");
    let script = script::read(text);
    assert_tiles(text, script.pieces.iter().map(Piece::span), "pieces");
    for statement in script.statements() {
        let tree = spans::check(text, statement);
        if statement.errors.is_empty() && !is_cut_short(text, statement) {
            check_alone(statement.span.of(text), tree);
        }
    }
    script
}

/// A statement read for itself has the same tree.
fn check_alone(text: &str, tree: u64) {
    let script = script::read(text);
    let alone: Vec<_> = script.statements().collect();
    // Whether a quote is one too many is weighed with what stands behind.
    let weighed = |it: &SyntaxError| it.found.starts_with("an unclosed");
    if alone[0].errors.iter().any(weighed) {
        return;
    }
    assert_eq!(alone.len(), 1, "alone: {text:?}");
    assert_eq!(spans::check(text, alone[0]), tree, "alone: {text:?}");
}

/// Whether what stands behind a statement makes it end where it does: a
/// command of psql, or the line of a delimiter.
fn is_cut_short(text: &str, statement: &Statement<'_>) -> bool {
    !statement.span.of(text).ends_with(';') || matches!(statement.kind, StatementKind::Fragment)
}

fn assert_tiles(text: &str, spans: impl Iterator<Item = Span>, what: &str) {
    let mut end = 0;
    for span in spans {
        assert_eq!(span.start, end, "{what} of {text:?}");
        assert!(span.end > end, "{what} of {text:?}");
        assert!(text.get(span.range()).is_some(), "{what} of {text:?}");
        end = span.end;
    }
    assert_eq!(end as usize, text.len(), "{what} of {text:?}");
}
