//! What can be handed on: a link, Markdown, files.

use wasm_bindgen_futures::spawn_local;
use yew::{Html, component, html};

use crate::hooks::{Dispatch, use_dispatch, use_store};
use crate::interop::{browser, link};
use crate::share;
use crate::state::{Action, State};
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
                    { for text::FILES.into_iter().map(|(format, target, title, about)| html! {
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

/// Copies a link to the state, and says whether that went well.
pub(crate) fn copy_link(state: &State, dispatch: Dispatch) {
    let shared = state.shared();
    spawn_local(async move {
        let Some(fragment) = link::encode(&shared).await else {
            dispatch.send(Action::Say(text::SHARE_FAILED));
            return;
        };
        if fragment.len() > share::MAX_ADDRESS {
            dispatch.send(Action::Say(text::SHARE_TOO_LONG));
            return;
        }
        browser::set_fragment(&fragment);
        let address = browser::address();
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
