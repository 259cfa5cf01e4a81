//! The plan to take along: as files of the framework, or as one.

use lockstep_wasm::request::Format;
use yew::{AttrValue, Html, Properties, component, html};

use crate::hooks::use_dispatch;
use crate::state::{Action, Target};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct PlanFilesProps {
    /// Who runs the files.
    pub(crate) framework: AttrValue,
    pub(crate) ready: bool,
}

#[component]
pub(crate) fn PlanFiles(props: &PlanFilesProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let files = [
        (Format::Zip, text::plan_files(&props.framework)),
        (Format::Sql, text::ONE_SQL_FILE.to_owned()),
        (Format::Plan, text::PLAN_MARKDOWN.to_owned()),
    ];
    html! {
        <div class="plan-files" role="group" aria-label={text::TAKE_ALONG}>
            <span>{ text::TAKE_ALONG }</span>
            { for files.into_iter().map(|(format, words)| html! {
                <button
                    type="button"
                    class="button small"
                    disabled={!props.ready}
                    onclick={dispatch.callback(Action::Export(format, Target::Download))}
                >{ words }</button>
            }) }
        </div>
    }
}
