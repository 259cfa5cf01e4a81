//! The JavaScript API: values in, values out, errors thrown.

use js_sys::{Error, JSON, Reflect};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use crate::request::{CheckOptions, DEFAULT_FILE_NAME, File, Request, RequestError};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** One file of the migration, or of what already exists. */
export interface SourceFile { name: string; text: string }

/** What the analysis may assume. */
export interface CheckOptions {
  /** The PostgreSQL major, 11 to 18. */
  postgres?: number;
  /** Who runs the files, such as "dbmate"; recognised from them when absent. */
  framework?: string;
  /** What already exists: `pg_dump --schema-only` output, or any DDL. */
  schema?: SourceFile[];
  /** How large the tables are, by their qualified names such as "public.users". */
  stats?: Record<string, { rows: number; bytes: number; writes_per_second?: number }>;
  /** Another major to compare with. */
  compare_with?: number;
  /** The unit of every offset in the report; "utf8" when absent. */
  offsets?: "utf8" | "utf16";
}

/** Thrown when the input or an option is not what it must be. */
export interface LockstepError extends Error {
  name: "LockstepError";
  code: "bad-input" | "bad-option";
}
"#;

/// Analyses a migration, given as text or as a list of files, and returns the
/// report (REPORT in ARCHITECTURE.md).
///
/// # Errors
///
/// Throws a `LockstepError` that says which option is wrong and how.
#[wasm_bindgen(unchecked_return_type = "any")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string | SourceFile[]")] input: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let request = Request {
        files: files_of(input).map_err(|error| thrown(&error))?,
        options: options_of(options).map_err(|error| thrown(&error))?,
        ..Request::default()
    };
    let report = request
        .run(lockstep_core::check)
        .map_err(|error| thrown(&error))?;
    let json = serde_json::to_string(&report)
        .map_err(|error| thrown(&RequestError::input(error.to_string())))?;
    JSON::parse(&json)
}

/// The version of this module.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn files_of(input: &JsValue) -> Result<Vec<File>, RequestError> {
    if let Some(text) = input.as_string() {
        return Ok(vec![File {
            name: DEFAULT_FILE_NAME.to_owned(),
            text,
        }]);
    }
    let json = stringify(input).ok_or_else(|| {
        RequestError::input("the migration must be a text or a list of { name, text }")
    })?;
    serde_json::from_str(&json).map_err(|error| {
        RequestError::input(format!(
            "the migration must be a text or a list of {{ name, text }}: {error}"
        ))
    })
}

fn options_of(options: &JsValue) -> Result<CheckOptions, RequestError> {
    if options.is_null() || options.is_undefined() {
        return Ok(CheckOptions::default());
    }
    let json =
        stringify(options).ok_or_else(|| RequestError::option("the options must be an object"))?;
    serde_json::from_str(&json)
        .map_err(|error| RequestError::option(format!("bad options: {error}")))
}

/// JSON of a value, where it has one: a function or a cycle has not.
fn stringify(value: &JsValue) -> Option<String> {
    let json: JsValue = JSON::stringify(value).ok()?.unchecked_into();
    json.as_string()
}

fn thrown(error: &RequestError) -> JsValue {
    let js_error = Error::new(&error.message);
    js_error.set_name("LockstepError");
    // Setting a property of an error just made cannot fail.
    let _ = Reflect::set(&js_error, &"code".into(), &error.code.name().into());
    js_error.into()
}
