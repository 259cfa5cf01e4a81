//! The JavaScript API in a real browser.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use js_sys::{JSON, Reflect};
use lockstep_wasm::api::check;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).expect("a property")
}

fn options(json: &str) -> JsValue {
    JSON::parse(json).expect("valid JSON")
}

#[wasm_bindgen_test]
fn text_and_files_give_the_same_report() {
    let text = check(&"SELECT 1;".into(), &JsValue::UNDEFINED).expect("a report");
    let files = options(r#"[{"name":"migration.sql","text":"SELECT 1;"}]"#);
    let files = check(&files, &JsValue::NULL).expect("a report");
    assert_eq!(
        JSON::stringify(&text).expect("JSON"),
        JSON::stringify(&files).expect("JSON"),
    );
    assert_eq!(get(&text, "version").as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
fn null_stays_null() {
    let report = check(&"SELECT 1;".into(), &JsValue::UNDEFINED).expect("a report");
    assert!(get(&get(&report, "plan"), "difference").is_null());
}

#[wasm_bindgen_test]
fn bad_options_throw_a_typed_error() {
    let error = check(&"".into(), &options(r#"{"postgres":9}"#)).expect_err("an error");
    assert_eq!(get(&error, "name"), "LockstepError");
    assert_eq!(get(&error, "code"), "bad-option");
    let error = check(&JsValue::from_f64(1.0), &JsValue::UNDEFINED).expect_err("an error");
    assert_eq!(get(&error, "code"), "bad-input");
}
