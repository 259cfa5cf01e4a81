//! Fetches what can be looked up, once somebody wants to.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with};

use crate::hooks::{Dispatch, Store};
use crate::interop::library::load;
use crate::route::Route;
use crate::state::{Action, Shelf};

/// Fetches the reference when a page of it is opened, and again when that has
/// failed and another page is.
#[hook]
pub fn use_library(store: &Store) {
    let dispatch = Dispatch::new(store);
    let wants = store.route != Route::Playground && !matches!(store.shelf, Shelf::Open(_));
    use_effect_with((store.route.clone(), wants), move |(_, wants)| {
        if *wants {
            spawn_local(async move {
                let shelf = load()
                    .await
                    .map_or(Shelf::Missing, |it| Shelf::Open(Rc::new(it)));
                dispatch.send(Action::Fetched(shelf));
            });
        }
    });
}
