//! A card for each statement.

use std::rc::Rc;

use web_sys::ScrollLogicalPosition;
use yew::{Html, Properties, component, html, use_effect_with};

use crate::components::statement_card::{StatementCard, card_id};
use crate::hooks::use_dispatch;
use crate::interop::browser;
use crate::model::review::Review;
use crate::state::{Action, PAGE};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ReviewViewProps {
    pub(crate) review: Rc<Review>,
    /// The statement to mark.
    pub(crate) active: Option<usize>,
    /// The statement in which the caret stands.
    pub(crate) caret: Option<usize>,
    /// How many cards are drawn.
    pub(crate) shown: usize,
}

#[component]
pub(crate) fn ReviewView(props: &ReviewViewProps) -> Html {
    use_effect_with(props.caret, |caret| {
        // Where the panes are stacked, the page would run away from the editor.
        if let Some(id) = caret.filter(|_| browser::is_wide()) {
            browser::scroll_into_view(&card_id(id), ScrollLogicalPosition::Nearest);
        }
    });
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let cards = &props.review.cards;
    let left = cards.len().saturating_sub(props.shown);
    html! {
        <>
            if !props.review.notes.is_empty() {
                <ul class="notes" aria-label={text::NOTES_LABEL}>
                    { for props.review.notes.iter().map(|note| html! {
                        <li><code>{ format!("{}:{}", note.file, note.line) }</code>{ " " }{ &note.text }</li>
                    }) }
                </ul>
            }
            if let Some(other) = props.review.other {
                <p class="compared">
                    { text::compared(props.review.postgres, other, differing(&props.review)) }
                </p>
            }
            <ol class="cards">
                { for cards.iter().take(props.shown).map(|card| html! {
                    <StatementCard
                        key={card.statement.id}
                        card={Rc::clone(card)}
                        active={props.active == Some(card.statement.id)}
                        other={props.review.other}
                    />
                }) }
            </ol>
            if left > 0 {
                <button type="button" class="button more" onclick={dispatch.callback(Action::ShowMore)}>
                    { text::show_more(left.min(PAGE), left) }
                </button>
            }
        </>
    }
}

fn differing(review: &Review) -> usize {
    review
        .cards
        .iter()
        .filter(|card| !card.elsewhere.is_empty())
        .count()
}
