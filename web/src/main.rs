//! Starts the page. The same binary is loaded by the web worker, which has no
//! window and only calls the exported `analyze`.

use lockstep_web::components::app::{App, AppProps};
use lockstep_web::interop::{browser, link};
use wasm_bindgen_futures::spawn_local;

fn main() {
    let Some(host) = browser::app_host() else {
        return;
    };
    spawn_local(async move {
        // A link is read before the page is drawn, so that no draft flashes up.
        let link = link::opened().await.transpose();
        let props = AppProps {
            typed: browser::typed_before_start().into(),
            link,
        };
        yew::Renderer::<App>::with_root_and_props(host, props).render();
    });
}
