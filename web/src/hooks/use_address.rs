//! The state in the address bar, in both directions.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with};

use crate::hooks::{Dispatch, Store};
use crate::interop::{browser, link};
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
                let dispatch = dispatch.clone();
                spawn_local(async move {
                    dispatch.send(match link::decode(&fragment).await.transpose() {
                        Some(link) => Action::Link(link),
                        None => Action::Go(Route::Playground),
                    });
                });
            })
        });
        move || drop(listener)
    });
    let store = store.clone();
    let at = (store.revision, store.tab, store.route.clone());
    use_effect_with(at, move |_| {
        let current = Rc::new(Cell::new(true));
        let still = Rc::clone(&current);
        let timeout = Timeout::new(PAUSE_MS, move || spawn_local(write(store, still)));
        move || {
            current.set(false);
            drop(timeout);
        }
    });
}

/// Packing takes a moment, in which the state may become an older one.
async fn write(store: Store, current: Rc<Cell<bool>>) {
    if store.route != Route::Playground {
        browser::set_fragment(store.route.address().trim_start_matches('#'));
        return;
    }
    let fragment = if store.is_empty() {
        String::new()
    } else {
        link::encode(&store.shared()).await.unwrap_or_default()
    };
    if !current.get() {
        return;
    }
    if fragment.len() <= share::MAX_ADDRESS {
        browser::set_fragment(&fragment);
    } else {
        // Too long for an address: the draft in this browser has it.
        browser::set_fragment("");
    }
}
