//! The border between the panes, movable by pointer and by keyboard.

use web_sys::{Element, PointerEvent};
use yew::{Html, KeyboardEvent, TargetCast, component, html, use_effect_with, use_state_eq};

use crate::interop::browser;
use crate::text;

const KEY: &str = "lockstep.split";
const LEAST: f64 = 25.0;
const MOST: f64 = 70.0;
const AT_FIRST: f64 = 45.0;
const STEP: f64 = 2.0;

#[component]
pub(crate) fn Splitter() -> Html {
    let split = use_state_eq(|| browser::stored(KEY).unwrap_or(AT_FIRST).clamp(LEAST, MOST));
    let dragging = use_state_eq(|| false);
    use_effect_with(*split, |split| {
        browser::set_css_variable("--split", &format!("{split:.2}%"));
        browser::store(KEY, split);
    });
    let move_to = {
        let split = split.clone();
        move |to: f64| split.set(to.clamp(LEAST, MOST))
    };
    let onkeydown = {
        let (split, move_to) = (*split, move_to.clone());
        move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowLeft" => split - STEP,
                "ArrowRight" => split + STEP,
                "Home" => LEAST,
                "End" => MOST,
                _ => return,
            };
            event.prevent_default();
            move_to(to);
        }
    };
    let onpointerdown = {
        let dragging = dragging.clone();
        move |event: PointerEvent| {
            if let Some(element) = event.target_dyn_into::<Element>() {
                // Without capture the border only follows a slow pointer.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            event.prevent_default();
            dragging.set(true);
        }
    };
    let onpointermove = {
        let dragging = *dragging;
        move |event: PointerEvent| {
            if dragging {
                move_to(f64::from(event.client_x()) / browser::window_width() * 100.0);
            }
        }
    };
    let stop = move |_: PointerEvent| dragging.set(false);
    html! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label={text::SPLITTER}
            aria-controls="source"
            aria-valuemin={LEAST.to_string()}
            aria-valuemax={MOST.to_string()}
            aria-valuenow={format!("{:.0}", *split)}
            {onkeydown}
            {onpointerdown}
            {onpointermove}
            onpointerup={stop.clone()}
            onpointercancel={stop}
        />
    }
}
