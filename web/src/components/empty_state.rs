//! What the page says before there is anything to judge.

use yew::{Html, html};

use crate::components::glyph::mute_glyph;
use crate::examples::{EXAMPLES, STARTERS};
use crate::hooks::Dispatch;
use crate::state::Action;
use crate::text;

/// What the page says before there is anything to judge.
pub(crate) fn empty_state(dispatch: &Dispatch) -> Html {
    html! {
        <div class="welcome">
            <h1>{ text::EMPTY_TITLE }</h1>
            <p class="lead">{ text::EMPTY_INTRO }</p>
            <h2>{ text::EMPTY_EXAMPLES }</h2>
            <ul class="starters">
                { for EXAMPLES.iter().take(STARTERS).map(|example| html! {
                    <li>
                        <button type="button" class="example" onclick={dispatch.callback(Action::Opened(example.sql.into()))}>
                            <span class="example-title">{ example.title }</span>
                            <span class="example-about">{ example.about }</span>
                        </button>
                    </li>
                }) }
            </ul>
            <h2>{ text::EMPTY_LEGEND }</h2>
            <ul class="legend">
                { for text::LEGEND.into_iter().map(|(waits, words)| html! {
                    <li>{ mute_glyph(waits) }{ words }</li>
                }) }
            </ul>
            <p class="private">{ text::EMPTY_PRIVATE }</p>
        </div>
    }
}
