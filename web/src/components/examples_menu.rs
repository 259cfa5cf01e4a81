//! The examples, behind a button. The browser's own popover closes on Escape
//! and on a click elsewhere, and gives the focus back.

use yew::{Html, component, html};

use crate::examples::EXAMPLES;
use crate::hooks::use_dispatch;
use crate::state::Action;
use crate::text;

const ID: &str = "examples";

#[component]
pub(crate) fn ExamplesMenu() -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    html! {
        <>
            <button type="button" class="button" popovertarget={ID}>
                { text::EXAMPLES }
                <svg class="chevron" viewBox="0 0 10 10" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
                    <path d="M2 3.6 5 6.6l3-3" />
                </svg>
            </button>
            <div id={ID} class="popover" popover="auto">
                <p class="popover-intro">{ text::EXAMPLES_INTRO }</p>
                <ul>
                    { for EXAMPLES.iter().map(|example| html! {
                        <li>
                            <button
                                type="button"
                                class="example"
                                popovertarget={ID}
                                popovertargetaction="hide"
                                onclick={dispatch.callback(Action::Opened(example.sql.into()))}
                            >
                                <span class="example-title">{ example.title }</span>
                                <span class="example-about">{ example.about }</span>
                            </button>
                        </li>
                    }) }
                </ul>
            </div>
        </>
    }
}
