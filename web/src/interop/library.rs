//! Fetches what can be looked up, a file of this site.

use wasm_bindgen::prelude::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::host;
use crate::model::library::Library;

/// Fetches the reference; `None` when it cannot be had.
pub async fn load() -> Option<Library> {
    let response = web_sys::window()?.fetch_with_str(&host::get()?.reference_url());
    let response: web_sys::Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}
