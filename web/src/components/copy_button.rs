//! Copies a text and says so.

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Html, Properties, component, html, use_effect_with, use_state_eq};

use crate::interop::browser;
use crate::text;

/// How long the button says what happened.
const SAID_MS: u32 = 2_000;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct CopyButtonProps {
    pub(crate) text: AttrValue,
    #[prop_or(text::COPY.into())]
    pub(crate) label: AttrValue,
    /// What is copied, for those who do not see what the button stands beside.
    pub(crate) of: AttrValue,
}

#[component]
pub(crate) fn CopyButton(props: &CopyButtonProps) -> Html {
    let said = use_state_eq(|| None::<bool>);
    {
        let said = said.clone();
        use_effect_with(*said, move |now| {
            let timeout = now.map(|_| Timeout::new(SAID_MS, move || said.set(None)));
            move || drop(timeout)
        });
    }
    let onclick = {
        let said = said.clone();
        let text = props.text.clone();
        move |_| {
            let (said, text) = (said.clone(), text.clone());
            spawn_local(async move { said.set(Some(browser::copy(&text).await)) });
        }
    };
    let outcome = said.map(|copied| {
        if copied {
            text::COPIED
        } else {
            text::COPY_FAILED
        }
    });
    html! {
        <>
            <button
                type="button"
                class="link copy"
                aria-label={format!("{}: {}", props.label, props.of)}
                {onclick}
            >
                { outcome.map_or_else(|| props.label.clone(), AttrValue::from) }
            </button>
            <span class="unseen" role="status">{ outcome }</span>
        </>
    }
}
