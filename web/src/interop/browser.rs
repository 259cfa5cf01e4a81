//! Small things of the browser, each with an answer when it is missing.

use gloo::storage::{LocalStorage, Storage};
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, HtmlAnchorElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

/// Below this width of the window the panes are stacked.
const WIDE: &str = "(min-width: 900px)";

/// How long a download's address is kept.
const DOWNLOAD_MS: u32 = 60_000;

fn window() -> Option<Window> {
    // A web worker has no window, though it has the same program.
    js_sys::global().dyn_into().ok()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Where the app is drawn; `None` in a worker.
#[must_use]
pub fn app_host() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// What was typed into the page before the app took it over.
#[must_use]
pub fn typed_before_start() -> String {
    element::<HtmlTextAreaElement>("sql").map_or_else(String::new, |area| area.value())
}

/// Whether that text field had the focus.
#[must_use]
pub fn has_focus(id: &str) -> bool {
    document()
        .and_then(|document| document.active_element())
        .is_some_and(|active| active.id() == id)
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        // Focus is a courtesy: an element that cannot have it does no harm.
        let _ = element.focus();
    }
}

/// Lets the visitor choose files for an input, the same ones once more if he
/// likes.
pub fn choose_files(id: &str) {
    if let Some(input) = element::<HtmlInputElement>(id) {
        input.set_value("");
        input.click();
    }
}

/// Scrolls no further than needed for an element to be seen.
pub fn scroll_into_view(id: &str, position: ScrollLogicalPosition) {
    if let Some(element) = element::<Element>(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(position);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether both panes are beside each other.
#[must_use]
pub fn is_wide() -> bool {
    window()
        .and_then(|window| window.match_media(WIDE).ok().flatten())
        .is_none_or(|query| query.matches())
}

/// The fragment of the address, with its `#`.
#[must_use]
pub fn fragment() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The query of the address, with its `?`.
#[must_use]
pub fn query() -> String {
    window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default()
}

/// Takes the query out of the address.
pub fn clear_query() {
    let Some(window) = window() else { return };
    let path = window.location().pathname().unwrap_or_default();
    replace_address(&window, &path);
}

/// Puts a fragment into the address, without a new entry in the history.
pub fn set_fragment(fragment: &str) {
    let Some(window) = window() else { return };
    let location = window.location();
    let path = format!(
        "{}{}",
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default()
    );
    let address = if fragment.is_empty() {
        path
    } else {
        format!("{path}#{fragment}")
    };
    replace_address(&window, &address);
}

fn replace_address(window: &Window, address: &str) {
    if let Ok(history) = window.history() {
        // Refused when called too often; the next change tries again.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// The whole address.
#[must_use]
pub fn address() -> String {
    window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default()
}

/// Copies a text; `false` when the browser does not let the page.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // Outside a secure context there is no clipboard at all.
    if !window.is_secure_context() {
        return false;
    }
    let promise = window.navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.is_ok()
}

/// Saves a file as if a link to it had been followed; `false` when the browser
/// cannot.
#[must_use]
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let Some(document) = document() else {
        return false;
    };
    let file = gloo::file::Blob::new_with_options(bytes, Some(media_type));
    let url = gloo::file::ObjectUrl::from(file);
    let link = document
        .create_element("a")
        .ok()
        .and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    let Some(link) = link else { return false };
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The address has to live until the browser has begun to read.
    Timeout::new(DOWNLOAD_MS, move || drop(url)).forget();
    true
}

/// Seconds since 1970.
#[must_use]
pub fn seconds() -> u64 {
    std::time::Duration::try_from_secs_f64(js_sys::Date::now() / 1000.0)
        .map_or(0, |since| since.as_secs())
}

/// Sets or clears an attribute of the root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // The names are ours and valid.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Sets an attribute of an element, if there is one of that id.
pub fn set_attribute(id: &str, name: &str, value: &str) {
    if let Some(element) = element::<Element>(id) {
        // The names are ours and valid.
        let _ = element.set_attribute(name, value);
    }
}

/// Moves the focus from the left pane to the view that is shown, and from
/// anywhere else to the left pane.
pub fn focus_other_pane() {
    let Some(document) = document() else { return };
    let inside = document
        .active_element()
        .is_some_and(|it| it.closest("#source").ok().flatten().is_some());
    let found = if inside {
        document.query_selector("#result [aria-selected=true]")
    } else {
        let page = "#source .source-page:not([hidden])";
        // The rich editor has a document of its own.
        let editor = document.query_selector(&format!("{page} .editor")).ok();
        let root = editor.flatten().and_then(|it| it.shadow_root());
        match root.and_then(|it| it.query_selector(".cm-content").ok().flatten()) {
            Some(content) => Ok(Some(content)),
            None => document.query_selector(&format!("{page} :is(textarea, input)")),
        }
    };
    let element = found.ok().flatten();
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Focus is a courtesy, here as well.
        let _ = element.focus();
    }
}

/// Sets a CSS variable on the root element, which the policy allows where it
/// forbids a style attribute.
pub fn set_css_variable(name: &str, value: &str) {
    let root = document()
        .and_then(|document| document.document_element())
        .and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root {
        let _ = root.style().set_property(name, value);
    }
}

/// The width of the window.
#[must_use]
pub fn window_width() -> f64 {
    window()
        .and_then(|window| window.inner_width().ok())
        .and_then(|width| width.as_f64())
        .unwrap_or(1.0)
}

/// Reads what this browser kept; `None` when it kept nothing or is not asked.
#[must_use]
pub fn stored<T: for<'a> serde::Deserialize<'a>>(key: &str) -> Option<T> {
    window()?.local_storage().ok().flatten()?;
    LocalStorage::get(key).ok()
}

/// Keeps something in this browser, if it lets us.
pub fn store<T: serde::Serialize>(key: &str, value: &T) {
    let allowed = window().and_then(|window| window.local_storage().ok().flatten());
    if allowed.is_some() {
        // A full or blocked storage costs a draft after a reload, no more.
        let _ = LocalStorage::set(key, value);
    }
}

/// Today's selection of a text field, in UTF-16 code units.
#[must_use]
pub fn selection(area: &HtmlTextAreaElement) -> (u32, u32) {
    let start = area.selection_start().ok().flatten().unwrap_or(0);
    let end = area.selection_end().ok().flatten().unwrap_or(start);
    (start, end)
}
