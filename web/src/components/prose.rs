//! Running text with names from the user's SQL in it.

use yew::{Html, html};

use crate::model::verdict::Piece;
use lockstep_core::document::Span;

/// The pieces of a verdict.
pub(crate) fn pieces(pieces: &[Piece]) -> Html {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => html! { { words } },
            Piece::Name(name) => html! { <code>{ name }</code> },
        })
        .collect()
}

/// The spans of a runbook.
pub(crate) fn spans(spans: &[Span]) -> Html {
    spans
        .iter()
        .map(|span| match span {
            Span::Words(words) => html! { { words } },
            Span::Code(code) => html! { <code>{ code }</code> },
            Span::Strong(words) => html! { <strong>{ words }</strong> },
        })
        .collect()
}
