//! The page in a real browser, without the scripts that start it.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a failed expectation is a failed test"
)]

use gloo_timers::future::TimeoutFuture;
use lockstep_web::components::app::{App, AppProps};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlTextAreaElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("a document")
}

/// The first element that the selector finds, once there is one.
async fn found(selector: &str) -> Element {
    for _ in 0..500 {
        if let Some(element) = document().query_selector(selector).expect("a selector") {
            return element;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("{selector} never came");
}

#[wasm_bindgen_test]
async fn without_its_worker_the_page_keeps_the_text_and_says_so() {
    let host = document().create_element("div").expect("an element");
    document()
        .body()
        .expect("a body")
        .append_child(&host)
        .expect("a child");
    let props = AppProps {
        typed: "DROP TABLE typed_early;\r\n".into(),
        link: None,
    };
    yew::Renderer::<App>::with_root_and_props(host, props).render();

    let broken = found(".notice.broken").await;
    let words = broken.text_content().unwrap_or_default();
    assert!(words.contains("not started by boot.js"), "{words}");
    let field: HtmlTextAreaElement = found("#sql").await.dyn_into().expect("a text field");
    assert_eq!(field.value(), "DROP TABLE typed_early;\n");
}
