//! Opens files or a folder. Several files are one history.

use wasm_bindgen_futures::spawn_local;
use web_sys::{FileList, HtmlInputElement};
use yew::{Event, Html, TargetCast, component, html, use_node_ref};

use crate::hooks::{Dispatch, use_dispatch};
use crate::interop::files::{FilesError, read};
use crate::model::files::joined;
use crate::state::Action;
use crate::text;

#[component]
pub(crate) fn OpenFiles() -> Html {
    let (files, folder) = (use_node_ref(), use_node_ref());
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let onchange = move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(list) = input.files() {
            open(&list, dispatch.clone());
        }
    };
    let click = |input: &yew::NodeRef| {
        let input = input.clone();
        move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                // The same file can be opened once more.
                input.set_value("");
                input.click();
            }
        }
    };
    html! {
        <>
            <button type="button" class="link" onclick={click(&files)}>{ text::OPEN_FILES }</button>
            <button type="button" class="link folder" onclick={click(&folder)}>{ text::OPEN_FOLDER }</button>
            <input
                ref={files}
                type="file"
                id="open-files"
                multiple=true
                hidden=true
                aria-label={text::OPEN_FILES}
                onchange={onchange.clone()}
            />
            <input
                ref={folder}
                type="file"
                id="open-folder"
                webkitdirectory=true
                hidden=true
                aria-label={text::OPEN_FOLDER}
                {onchange}
            />
        </>
    }
}

/// Reads files and shows them in the page of the left pane that is open.
pub(crate) fn open(list: &FileList, dispatch: Dispatch) {
    // The list may be emptied when the event is over; its files stay.
    let list = list.clone();
    spawn_local(async move {
        dispatch.send(match read(&list).await {
            Ok(files) => Action::Files(joined(files).into()),
            Err(FilesError::NoneWanted) => Action::Say(text::FILES_NONE),
            Err(FilesError::TooLarge) => Action::Say(text::FILES_TOO_LARGE),
            Err(FilesError::Unreadable) => Action::Say(text::FILES_UNREADABLE),
        });
    });
}
