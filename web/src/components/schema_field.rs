//! What already exists, as `pg_dump --schema-only` prints it or any DDL.

use web_sys::HtmlTextAreaElement;
use yew::{AttrValue, Html, InputEvent, TargetCast, html};

use crate::components::copy_button::CopyButton;
use crate::hooks::Dispatch;
use crate::state::Action;
use crate::text;

/// What already exists, as SQL.
pub(crate) fn schema_field(schema: &AttrValue, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let oninput = move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            dispatch.send(Action::Schema(area.value().into()));
        }
    };
    html! {
        <>
            <p class="hint" id="schema-hint">
                { text::SCHEMA_HINT }
                { " " }<code>{ text::DUMP_COMMAND }</code>{ " " }
                <CopyButton text={text::DUMP_COMMAND} of={text::DUMP_COMMAND} />
            </p>
            <div class="field">
                <textarea
                    id="schema"
                    aria-label={text::SCHEMA_LABEL}
                    aria-describedby="schema-hint"
                    placeholder={text::SCHEMA_PLACEHOLDER}
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    value={schema.clone()}
                    {oninput}
                />
            </div>
        </>
    }
}
