//! The lockstep analysis for JavaScript.
//!
//! Two doors, one analysis: [`api`] is what a JavaScript program calls, with
//! values; [`analyze`] is what the playground's web worker calls, with JSON
//! text in and out. Offsets in UTF-16 code units exist in this crate only.

pub mod api;
pub mod offsets;
pub mod panics;
pub mod request;

use lockstep_core::report::Report;
use request::{Request, RequestError};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

/// What the worker answers: the report, or why there is none.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Response {
    /// The analysis.
    Report(Box<Report>),
    /// The request was not one.
    Error(RequestError),
}

/// Answers one request of the web worker: [`Request`] as JSON in,
/// [`Response`] as JSON out.
///
/// ```
/// let request = r#"{"files":[{"name":"m.sql","text":"SELECT 1;"}]}"#;
/// assert!(lockstep_wasm::analyze(request).starts_with(r#"{"report":{"version":1,"#));
/// assert!(lockstep_wasm::analyze("{}").starts_with(r#"{"error":{"code":"bad-input","#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn analyze(request_json: &str) -> String {
    panics::remember();
    let response = match Request::from_json(request_json).and_then(Request::run) {
        Ok(report) => Response::Report(Box::new(report)),
        Err(error) => Response::Error(error),
    };
    // A report holds only strings, numbers and lists, which always serialise;
    // an empty answer is treated by the page like a crash.
    serde_json::to_string(&response).unwrap_or_default()
}
