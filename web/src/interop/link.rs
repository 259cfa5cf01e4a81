//! Links to a state, read and made. Raw deflate is the browser's own.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::JsCast;
use web_sys::UrlSearchParams;

use super::{browser, host};
use crate::share::{self, LinkError, MAX_UNPACKED, Shared};

/// The fragment for a state, without the `#`; `None` where the browser cannot
/// make it.
pub async fn encode(shared: &Shared) -> Option<String> {
    let json = Uint8Array::from(share::to_json(shared).as_slice());
    let packed = host::get()?.deflate(json).await.ok()?;
    let packed: Uint8Array = packed.dyn_into().ok()?;
    Some(share::fragment(&packed.to_vec()))
}

/// Reads a fragment, with or without its `#`; `None` when it holds no state.
///
/// # Errors
///
/// The fragment looks like a state but cannot be read.
pub async fn decode(fragment: &str) -> Result<Option<Shared>, LinkError> {
    if let Some(shared) = parameters(fragment.strip_prefix('#').unwrap_or(fragment)) {
        return Ok(Some(shared));
    }
    let Some(packed) = share::packed(fragment)? else {
        return Ok(None);
    };
    let host = host::get().ok_or(LinkError::Damaged)?;
    let most = u32::try_from(MAX_UNPACKED).unwrap_or(u32::MAX);
    let json = host
        .inflate(Uint8Array::from(packed.as_slice()), most)
        .await
        .map_err(|_| LinkError::Damaged)?;
    // What is too large is not handed on.
    let json: Uint8Array = json.dyn_into().map_err(|_| LinkError::TooLarge)?;
    share::from_json(&json.to_vec()).map(Some)
}

/// What the address that the page was opened with asks for: the fragment, or
/// else the query that other tools may link with, which then leaves the address.
///
/// # Errors
///
/// The fragment looks like a state but cannot be read.
pub async fn opened() -> Result<Option<Shared>, LinkError> {
    let found = decode(&browser::fragment()).await?;
    if found.is_some() {
        return Ok(found);
    }
    let query = browser::query();
    let found = parameters(query.strip_prefix('?').unwrap_or(&query));
    if found.is_some() {
        browser::clear_query();
    }
    Ok(found)
}

/// `sql=…&pg=16&framework=flyway&schema=…&view=plan`, as other tools write it.
fn parameters(text: &str) -> Option<Shared> {
    if !text.contains("sql=") {
        return None;
    }
    let parameters = UrlSearchParams::new_with_str(text).ok()?;
    let sql = parameters.get("sql")?;
    Some(share::from_parameters(sql, |name| parameters.get(name)))
}
