//! The state, for the components that need all of it, and the way to change it.

use yew::{Callback, UseReducerDispatcher, UseReducerHandle, hook, use_context};

use crate::state::{Action, State};

/// The state.
pub type Store = UseReducerHandle<State>;

/// The way to change it, which stays the same for the whole life of the page.
#[derive(Clone, PartialEq)]
pub struct Dispatch(UseReducerDispatcher<State>);

impl Dispatch {
    /// From the reducer.
    #[must_use]
    pub fn new(store: &Store) -> Self {
        Dispatch(store.dispatcher())
    }

    /// Lets something happen.
    pub fn send(&self, action: Action) {
        self.0.dispatch(action);
    }

    /// A callback that lets the same thing happen for any event.
    #[must_use]
    pub fn callback<E: 'static>(&self, action: Action) -> Callback<E> {
        let dispatch = self.clone();
        Callback::from(move |_| dispatch.send(action.clone()))
    }
}

impl std::fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dispatch")
    }
}

/// The state of the page around this component.
///
/// Only for components below [`crate::components::app::App`].
#[hook]
pub fn use_store() -> Option<Store> {
    use_context::<Store>()
}

/// The way to change the state, which never makes a component draw again.
#[hook]
pub fn use_dispatch() -> Option<Dispatch> {
    use_context::<Dispatch>()
}
