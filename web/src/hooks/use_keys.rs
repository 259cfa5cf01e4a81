//! The keys that work anywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::JsCast;
use yew::{KeyboardEvent, hook, use_effect_with};

use crate::hooks::Dispatch;
use crate::interop::browser;
use crate::model::commands::Key;
use crate::state::Action;

/// Listens for them.
#[hook]
pub fn use_keys(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            // Before the editor, which knows some of them, too.
            let options = EventListenerOptions::run_in_capture_phase();
            let options = EventListenerOptions {
                passive: false,
                ..options
            };
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    pressed(event, &dispatch);
                }
            })
        });
        move || drop(listener)
    });
}

fn pressed(event: &KeyboardEvent, dispatch: &Dispatch) {
    if event.alt_key() {
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let Some(key) = Key::read(&event.key(), control, event.shift_key()) else {
        return;
    };
    event.prevent_default();
    match key {
        Key::Commands => dispatch.send(Action::Palette(true)),
        Key::Finding(step) => dispatch.send(Action::GoToFinding(step)),
        Key::OtherPane => browser::focus_other_pane(),
    }
}
