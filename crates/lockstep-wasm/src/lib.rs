//! The lockstep analysis for JavaScript.
//!
//! Two doors, one analysis: [`api`] is what a JavaScript program calls, with
//! values; [`analyze`] takes and gives JSON text, and [`analyze_packed`], which
//! the playground's web worker calls, gives bytes to the same program. Offsets in UTF-16 code units exist in this crate only.

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
    // A report holds only strings, numbers and lists, which always serialise;
    // an empty answer is treated like a crash.
    serde_json::to_string(&answer(request_json)).unwrap_or_default()
}

/// The same answer as bytes for [`unpack`], which only this very program can
/// read: a third of the code and of the time that JSON takes the page.
#[wasm_bindgen(js_name = analyzePacked)]
#[must_use]
pub fn analyze_packed(request_json: &str) -> Vec<u8> {
    postcard::to_allocvec(&answer(request_json)).unwrap_or_default()
}

/// Reads what [`analyze_packed`] wrote; `None` when something else did.
///
/// ```
/// use lockstep_wasm::{Response, analyze_packed, unpack};
/// let packed = analyze_packed(r#"{"files":[{"name":"m.sql","text":"DROP TABLE t;"}]}"#);
/// assert!(matches!(unpack(&packed), Some(Response::Report(report)) if !report.findings.is_empty()));
/// assert!(unpack(&[]).is_none());
/// ```
#[must_use]
pub fn unpack(packed: &[u8]) -> Option<Response> {
    postcard::from_bytes(packed).ok()
}

fn answer(request_json: &str) -> Response {
    panics::remember();
    match Request::from_json(request_json).and_then(Request::run) {
        Ok(report) => Response::Report(Box::new(report)),
        Err(error) => Response::Error(error),
    }
}
