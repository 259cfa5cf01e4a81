//! The one sentence, and what follows from it.

use yew::{Html, Properties, classes, component, html};

use crate::components::prose;
use crate::model::verdict::{Tone, Verdict};

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct VerdictHeaderProps {
    pub(crate) verdict: Verdict,
}

#[component]
pub(crate) fn VerdictHeader(props: &VerdictHeaderProps) -> Html {
    let tone = match props.verdict.tone {
        Tone::Empty => "empty",
        Tone::Calm => "calm",
        Tone::Care => "care",
        Tone::Stop => "stop",
    };
    html! {
        <div class={classes!("verdict", tone)}>
            <h1>{ prose::pieces(&props.verdict.sentence) }</h1>
            { for props.verdict.notes.iter().map(|note| html! { <p>{ note }</p> }) }
        </div>
    }
}
