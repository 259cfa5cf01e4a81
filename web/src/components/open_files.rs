//! Opens files or a folder. Several files are one history.

use wasm_bindgen_futures::spawn_local;
use web_sys::{FileList, HtmlInputElement};
use yew::{Event, Html, TargetCast, html};

use crate::hooks::Dispatch;
use crate::interop::browser;
use crate::interop::files::{FilesError, read};
use crate::model::files::joined;
use crate::state::Action;
use crate::text;

const FILES: &str = "open-files";
const FOLDER: &str = "open-folder";

/// Buttons that open files, or a folder.
pub(crate) fn open_files(dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let onchange = move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if let Some(list) = input.files() {
            open(&list, dispatch.clone());
        }
    };
    html! {
        <>
            <button type="button" class="link" onclick={|_| browser::choose_files(FILES)}>{ text::OPEN_FILES }</button>
            <button type="button" class="link folder" onclick={|_| browser::choose_files(FOLDER)}>{ text::OPEN_FOLDER }</button>
            <input
                type="file"
                id={FILES}
                multiple=true
                hidden=true
                aria-label={text::OPEN_FILES}
                onchange={onchange.clone()}
            />
            <input
                type="file"
                id={FOLDER}
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
