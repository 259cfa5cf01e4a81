//! Tells of a newer build of the page.

use gloo::events::EventListener;
use yew::{hook, use_effect_with};

use crate::hooks::{Dispatch, Store};
use crate::interop::host::UPDATE_FOUND;
use crate::state::Action;

/// Tells of a newer build of the page when the service worker has it.
#[hook]
pub fn use_update(store: &Store) {
    let dispatch = Dispatch::new(store);
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, UPDATE_FOUND, move |_| {
                dispatch.send(Action::UpdateFound);
            })
        });
        move || drop(listener)
    });
}
