//! The migration: a plain text field that works at once, and the rich editor
//! that takes its place when it has loaded.

use web_sys::HtmlTextAreaElement;
use yew::{Event, Html, InputEvent, TargetCast, component, html};

use crate::hooks::{FIELD, caret_of, use_dispatch, use_editor, use_store};
use crate::state::Action;
use crate::text;

#[component]
pub(crate) fn MigrationField() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let places = use_editor(&store, &dispatch);
    let oninput = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                dispatch.send(Action::Typed(area.value().into()));
            }
        }
    };
    let onselect = move |event: Event| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            dispatch.send(Action::Caret(caret_of(&area)));
        }
    };
    html! {
        <div class="field">
            <div class="editor" ref={places.host} hidden={!places.rich} />
            <textarea
                id={FIELD}
                ref={places.field}
                hidden={places.rich}
                aria-label={text::EDITOR_LABEL}
                placeholder={text::EDITOR_PLACEHOLDER}
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                {oninput}
                {onselect}
            />
        </div>
    }
}
