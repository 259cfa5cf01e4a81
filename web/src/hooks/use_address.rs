//! The state in the address bar, in both directions.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use yew::{hook, use_effect_with};

use crate::hooks::{Dispatch, Store};
use crate::interop::browser;
use crate::route::Route;
use crate::share;
use crate::state::Action;

/// Browsers refuse an address that changes too often.
const PAUSE_MS: u32 = 400;

/// Writes each state into the address, and reads an address that changed.
#[hook]
pub fn use_address(store: &Store) {
    let dispatch = Dispatch::new(store);
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| {
                let fragment = browser::fragment();
                if let Some(route) = Route::read(&fragment) {
                    dispatch.send(Action::Go(route));
                    return;
                }
                match share::decode(&fragment) {
                    Ok(Some(shared)) => dispatch.send(Action::Link(Ok(shared))),
                    Ok(None) => dispatch.send(Action::Go(Route::Playground)),
                    Err(error) => dispatch.send(Action::Link(Err(error))),
                }
            })
        });
        move || drop(listener)
    });
    let store = store.clone();
    let at = (store.revision, store.tab, store.route.clone());
    use_effect_with(at, move |_| {
        let timeout = Timeout::new(PAUSE_MS, move || write(&store));
        move || drop(timeout)
    });
}

fn write(store: &Store) {
    if store.route != Route::Playground {
        browser::set_fragment(store.route.address().trim_start_matches('#'));
        return;
    }
    let fragment = if store.is_empty() {
        String::new()
    } else {
        share::encode(&store.shared())
    };
    if fragment.len() <= share::MAX_ADDRESS {
        browser::set_fragment(&fragment);
    } else {
        // Too long for an address: the draft in this browser has it.
        browser::set_fragment("");
    }
}
