//! Starts the page. The same binary is loaded by the web worker, which has no
//! window and only calls the exported `analyze`.

use lockstep_web::components::app::{App, AppProps};
use lockstep_web::interop::browser;

fn main() {
    let Some(host) = browser::app_host() else {
        return;
    };
    let props = AppProps {
        typed: browser::typed_before_start().into(),
    };
    yew::Renderer::<App>::with_root_and_props(host, props).render();
}
