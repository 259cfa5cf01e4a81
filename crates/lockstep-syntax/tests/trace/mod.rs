//! What of a statement is in its tree, and what is not.

use lockstep_syntax::lexer::{Lexer, Token, TokenKind};
use lockstep_syntax::script;

use crate::debug::Node;

/// Runs of tokens without which the statement reads the same, and words behind
/// which any other may stand that leaves no trace.
pub(crate) fn invisible(text: &str) -> Vec<String> {
    const LONGEST: usize = 6;
    let text = text.trim_end_matches(';');
    let Some(whole) = tree(text) else {
        return vec!["everything".to_owned()];
    };
    let tokens: Vec<Token> = Lexer::new(text).filter(|it| !it.is_trivia()).collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for length in 1..=LONGEST {
        for first in 0..(tokens.len() + 1).saturating_sub(length) {
            let end = first + length;
            let without = [&text[..start(&tokens, first)], &text[stop(&tokens, end)..]].join(" ");
            // What holds a shorter run says nothing new.
            let known = found.iter().any(|run| first <= run.0 && run.1 <= end);
            if !known && tree(&without).as_ref() == Some(&whole) {
                found.push((first, end));
            }
        }
    }
    let left_out = found
        .into_iter()
        .map(|(first, end)| text[start(&tokens, first)..stop(&tokens, end)].to_uppercase());
    let put_in = tokens.iter().filter_map(|token| {
        let range = token.span.range();
        let (before, word, behind) = (
            &text[..range.start],
            &text[range.clone()],
            &text[range.end..],
        );
        let replaced = [before, "banana", behind].concat();
        let joined = [before, word, " banana", behind].concat();
        let is_word = token.kind == TokenKind::Word;
        let untraced = |it: &str| tree(it).is_some_and(|tree| !tree.contains("banana"));
        (is_word && untraced(&replaced) || untraced(&joined))
            .then(|| format!("{} banana", word.to_uppercase()))
    });
    left_out.chain(put_in).collect()
}

fn start(tokens: &[Token], index: usize) -> usize {
    tokens[index].span.start as usize
}

fn stop(tokens: &[Token], end: usize) -> usize {
    tokens[end - 1].span.end as usize
}

/// The tree of a text that is one good statement, and nothing of where it
/// stands. A range that is kept for its text is that text.
fn tree(text: &str) -> Option<String> {
    let script = script::read(text);
    let mut statements = script.statements();
    let statement = statements.next()?;
    let read = statement.errors.is_empty() && statement.skipped.is_empty();
    if !read || statements.next().is_some() {
        return None;
    }
    let mut out = String::new();
    write(text, &Node::parse(&format!("{statement:?}")), &mut out);
    Some(out)
}

fn write(text: &str, node: &Node, out: &mut String) {
    out.push_str(&node.name);
    if node.name == "Span" {
        let number = |name| node.field(name)?.name.parse::<usize>().ok();
        if let (Some(start), Some(end)) = (number("start"), number("end")) {
            out.push_str(&text[start..end]);
        }
        return;
    }
    // These are known by their text; the range of any other node, or of the
    // word behind which a fix goes, only says where it stands.
    let by_text = matches!(node.name.as_str(), "Expression" | "Query" | "Body");
    let is_place = |field: &str| match field {
        "span" | "object_word" | "index_word" | "target_word" => !by_text,
        "definition" => node.name == "CreateIndex",
        _ => false,
    };
    out.push('(');
    for (name, field) in node.fields.iter().filter(|(name, _)| !is_place(name)) {
        out.push_str(name);
        write(text, field, out);
        out.push(' ');
    }
    out.push(')');
}
