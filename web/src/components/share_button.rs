//! Copies a link that holds the migration itself.

use wasm_bindgen_futures::spawn_local;
use yew::{Html, component, html};

use crate::hooks::{use_dispatch, use_store};
use crate::interop::browser;
use crate::share;
use crate::state::Action;
use crate::text;

#[component]
pub(crate) fn ShareButton() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let disabled = store.is_empty();
    let onclick = move |_| {
        browser::set_fragment(&share::encode(&store.shared()));
        let address = browser::address();
        let dispatch = dispatch.clone();
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
    };
    html! {
        <button type="button" class="button primary" id="share" {onclick} {disabled}>{ text::SHARE }</button>
    }
}
