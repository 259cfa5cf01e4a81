//! The one sentence, and what follows from it.

use yew::{AttrValue, Html, classes, html};

use crate::components::prose;
use crate::model::verdict::{Tone, Verdict};

/// The one sentence, what follows from it, and what the plan promises.
pub(crate) fn verdict_header(verdict: &Verdict, promise: Option<AttrValue>) -> Html {
    let tone = match verdict.tone {
        Tone::Empty => "empty",
        Tone::Calm => "calm",
        Tone::Care => "care",
        Tone::Stop => "stop",
    };
    html! {
        <div class={classes!("verdict", tone)}>
            <h1>{ prose::pieces(&verdict.sentence) }</h1>
            { for verdict.notes.iter().map(|note| html! { <p>{ note }</p> }) }
            if let Some(promise) = promise { <p class="promise">{ promise }</p> }
        </div>
    }
}
