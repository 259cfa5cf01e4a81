//! The plan to take along: as files of the framework, or as one.

use lockstep_wasm::request::Format;
use yew::{Html, html};

use crate::hooks::Dispatch;
use crate::state::{Action, Target};
use crate::text;

/// Buttons that save the plan; `framework` is who runs the files, and `ready`
/// whether the plan is of the text in the editor.
pub(crate) fn plan_files(framework: &str, ready: bool, dispatch: &Dispatch) -> Html {
    let files = [
        (Format::Zip, text::plan_files(framework)),
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
                    disabled={!ready}
                    onclick={dispatch.callback(Action::Export(format, Target::Download))}
                >{ words }</button>
            }) }
        </div>
    }
}
