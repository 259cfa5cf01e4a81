//! What `boot.js` leaves for the app: where the files of this build are, and
//! what only JavaScript can call.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = lockstep)]
    static LOCKSTEP: Option<Host>;

    /// The object `lockstep` of the page.
    #[derive(Clone)]
    pub(super) type Host;
    #[wasm_bindgen(method, getter, js_name = workerUrl)]
    pub(super) fn worker_url(this: &Host) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn check(this: &Host) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(super) fn plan(this: &Host) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = referenceUrl)]
    pub(super) fn reference_url(this: &Host) -> String;
    #[wasm_bindgen(method, catch)]
    pub(super) async fn deflate(this: &Host, bytes: Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) async fn inflate(
        this: &Host,
        bytes: Uint8Array,
        most: u32,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn update(this: &Host) -> Result<(), JsValue>;
}

/// `None` in a page that `boot.js` did not start, such as that of a test.
pub(super) fn get() -> Option<Host> {
    LOCKSTEP.with(Clone::clone)
}

/// What `boot.js` says when a newer build of the page is here.
pub const UPDATE_FOUND: &str = "lockstep-update";

/// Loads the newer build of the page that [`UPDATE_FOUND`] told of.
pub fn update() {
    if let Some(host) = get() {
        // There is nothing to load where nothing was told of.
        let _ = host.update();
    }
}
