//! What already exists, as `pg_dump --schema-only` prints it or any DDL.

use web_sys::HtmlTextAreaElement;
use yew::{AttrValue, Html, InputEvent, Properties, TargetCast, component, html};

use crate::components::copy_button::CopyButton;
use crate::hooks::use_dispatch;
use crate::state::Action;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct SchemaFieldProps {
    pub(crate) schema: AttrValue,
}

#[component]
pub(crate) fn SchemaField(props: &SchemaFieldProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
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
                    value={props.schema.clone()}
                    {oninput}
                />
            </div>
        </>
    }
}
