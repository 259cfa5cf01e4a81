//! The lockstep analysis for JavaScript.
//!
//! [`api`] is what a JavaScript program calls, with values; [`analyze`] takes
//! and gives JSON text. The playground's web workers call [`check_packed`] and
//! [`plan_packed`], which give bytes to a program made of the same source.
//! Offsets in UTF-16 code units exist in this crate only.
//!
//! Without the feature `plan`, only [`check_packed`] is there: the page has
//! that inside, and loads the rest when it already works. The feature `files`
//! adds reports as files.

#[cfg(feature = "plan")]
pub mod api;
#[cfg(feature = "files")]
pub mod export;
pub mod offsets;
pub mod panics;
pub mod request;

use lockstep_core::check_without_plan;
use lockstep_core::report::Report;
use request::{Analysis, Exported, Request, RequestError};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

/// What the worker answers: the report, or why there is none.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Response {
    /// The analysis.
    Report(Box<Report>),
    /// The analysis as a file, where that was asked for.
    Export(Exported),
    /// The request was not one.
    Error(RequestError),
}

/// Answers one request: [`Request`] as JSON in, [`Response`] as JSON out.
///
/// ```
/// let request = r#"{"files":[{"name":"m.sql","text":"SELECT 1;"}]}"#;
/// assert!(lockstep_wasm::analyze(request).starts_with(r#"{"report":{"version":1,"#));
/// assert!(lockstep_wasm::analyze("{}").starts_with(r#"{"error":{"code":"bad-input","#));
/// ```
#[cfg(feature = "plan")]
#[wasm_bindgen]
#[must_use]
pub fn analyze(request_json: &str) -> String {
    // A report holds only strings, numbers and lists, which always serialise;
    // an empty answer is treated like a crash.
    let response = answer(request_json, lockstep_core::check).unwrap_or_else(Response::Error);
    serde_json::to_string(&response).unwrap_or_default()
}

/// The answer without a plan ([`check_without_plan`]), as bytes for [`unpack`]:
/// a third of the code and of the time that JSON takes the page.
#[wasm_bindgen(js_name = checkPacked)]
#[must_use]
pub fn check_packed(request_json: &str) -> Vec<u8> {
    packed(request_json, check_without_plan)
}

/// The whole answer, as bytes for [`unpack`]: the report, or a file made of it
/// where the feature `files` is on.
///
/// ```
/// use lockstep_wasm::{Response, plan_packed, unpack};
/// let request = r#"{"files":[{"name":"m.sql","text":"DROP TABLE t;"}],
///     "export":{"format":"sql","seconds":0}}"#;
/// assert!(matches!(unpack(&plan_packed(request)), Some(Response::Export(file)) if file.name == "plan.sql"));
/// ```
#[cfg(feature = "plan")]
#[wasm_bindgen(js_name = planPacked)]
#[must_use]
pub fn plan_packed(request_json: &str) -> Vec<u8> {
    panics::remember();
    let response = Request::from_json(request_json).and_then(|request| {
        #[cfg(feature = "files")]
        if let Some(wanted) = request.export {
            return export::export(request, wanted).map(Response::Export);
        }
        report(request, lockstep_core::check)
    });
    pack(response)
}

/// Reads what [`check_packed`] or [`plan_packed`] wrote; `None` when something
/// else did.
///
/// ```
/// use lockstep_wasm::{Response, check_packed, unpack};
/// let packed = check_packed(r#"{"files":[{"name":"m.sql","text":"DROP TABLE t;"}]}"#);
/// assert!(matches!(unpack(&packed), Some(Response::Report(report)) if !report.findings.is_empty()));
/// assert!(unpack(&[]).is_none());
/// ```
#[must_use]
pub fn unpack(packed: &[u8]) -> Option<Response> {
    postcard::from_bytes(packed).ok()
}

fn packed(request_json: &str, analysis: Analysis) -> Vec<u8> {
    pack(answer(request_json, analysis))
}

fn pack(response: Result<Response, RequestError>) -> Vec<u8> {
    postcard::to_allocvec(&response.unwrap_or_else(Response::Error)).unwrap_or_default()
}

fn answer(request_json: &str, analysis: Analysis) -> Result<Response, RequestError> {
    panics::remember();
    Request::from_json(request_json).and_then(|request| report(request, analysis))
}

fn report(request: Request, analysis: Analysis) -> Result<Response, RequestError> {
    let report = request.run(analysis)?;
    Ok(Response::Report(Box::new(report)))
}
