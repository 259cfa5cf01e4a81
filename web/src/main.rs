//! The page.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Lockstep" }</h1> }
}

fn main() {
    // The worker is a second instance of this program, and has nothing to draw.
    if web_sys::window().is_some() {
        yew::Renderer::<App>::new().render();
    }
}
