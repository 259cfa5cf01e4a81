//! The words of the last panic, for whoever has to explain a dead worker.

use std::sync::{Mutex, Once, PoisonError};

use wasm_bindgen::prelude::wasm_bindgen;

static INSTALL: Once = Once::new();
static LAST: Mutex<String> = Mutex::new(String::new());

/// Remembers panics from now on. Calling it again does nothing.
pub fn remember() {
    INSTALL.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            info.to_string()
                .clone_into(&mut LAST.lock().unwrap_or_else(PoisonError::into_inner));
            before(info);
        }));
    });
}

/// What the last panic said and where it happened; empty when there was none.
#[wasm_bindgen(js_name = lastPanic)]
#[must_use]
pub fn last_panic() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
