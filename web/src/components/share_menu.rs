//! What can be handed on: a link, Markdown, files.

use lockstep_wasm::request::Format;
use wasm_bindgen_futures::spawn_local;
use yew::{Html, component, html};

use crate::hooks::{Dispatch, use_dispatch, use_store};
use crate::interop::browser;
use crate::share;
use crate::state::{Action, State, Target};
use crate::text;

const ID: &str = "share-menu";

#[component]
pub(crate) fn ShareMenu() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let disabled = store.is_empty();
    let link = {
        let (store, dispatch) = (store.clone(), dispatch.clone());
        move |_| copy_link(&store, dispatch.clone())
    };
    let files = [
        (Format::Markdown, Target::Clipboard, text::COPY_MARKDOWN),
        (Format::Markdown, Target::Download, text::SAVE_MARKDOWN),
        (Format::Json, Target::Download, text::SAVE_JSON),
        (Format::Sarif, Target::Download, text::SAVE_SARIF),
    ];
    html! {
        <>
            <button type="button" class="button primary" id="share" popovertarget={ID} {disabled}>{ text::SHARE }</button>
            <div id={ID} class="popover" popover="auto">
                <ul>
                    <li>
                        <button
                            type="button"
                            class="example"
                            popovertarget={ID}
                            popovertargetaction="hide"
                            onclick={link}
                        >
                            <span class="example-title">{ text::COPY_LINK.0 }</span>
                            <span class="example-about">{ text::COPY_LINK.1 }</span>
                        </button>
                    </li>
                    { for files.into_iter().map(|(format, target, (title, about))| html! {
                        <li>
                            <button
                                type="button"
                                class="example"
                                popovertarget={ID}
                                popovertargetaction="hide"
                                onclick={dispatch.callback(Action::Export(format, target))}
                            >
                                <span class="example-title">{ title }</span>
                                <span class="example-about">{ about }</span>
                            </button>
                        </li>
                    }) }
                </ul>
            </div>
        </>
    }
}

fn copy_link(state: &State, dispatch: Dispatch) {
    let fragment = share::encode(&state.shared());
    if fragment.len() > share::MAX_ADDRESS {
        dispatch.send(Action::Say(text::SHARE_TOO_LONG));
        return;
    }
    browser::set_fragment(&fragment);
    let address = browser::address();
    spawn_local(async move {
        let words = if !browser::copy(&address).await {
            text::SHARE_FAILED
        } else if address.len() > share::LONG_LINK {
            text::SHARE_LONG
        } else {
            text::SHARE_DONE
        };
        dispatch.send(Action::Say(words));
    });
}
