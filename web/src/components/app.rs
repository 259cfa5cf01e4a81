//! The whole page.

use std::rc::Rc;

use yew::{AttrValue, ContextProvider, Html, Properties, component, html, use_memo, use_reducer};

use crate::components::reference_view::ReferenceView;
use crate::components::result_pane::ResultPane;
use crate::components::source_pane::SourcePane;
use crate::components::splitter::Splitter;
use crate::components::top_bar::TopBar;
use crate::hooks::{
    Dispatch, Store, draft, stored_theme, use_address, use_analysis, use_announcement, use_draft,
    use_library, use_theme, use_update,
};
use crate::interop::browser;
use crate::route::Route;
use crate::share;
use crate::state::{Action, Settings, State, Tab};
use yew::Reducible as _;

/// What the page starts from.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    /// What was typed before the app took the page over.
    #[prop_or_default]
    pub typed: AttrValue,
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let typed = props.typed.clone();
    let store: Store = use_reducer(move || start(&typed));
    let dispatch = use_memo((), |()| Dispatch::new(&store));
    use_theme(store.theme);
    use_analysis(&store);
    use_address(&store);
    use_draft(&store);
    use_library(&store);
    use_update(&store);
    let announcement = use_announcement(&store);
    html! {
        <ContextProvider<Dispatch> context={(*dispatch).clone()}>
            <ContextProvider<Store> context={store.clone()}>
                <TopBar />
                // The editor stays where it is while something is looked up.
                <main class="layout" hidden={store.route != Route::Playground}>
                    <SourcePane />
                    <Splitter />
                    <ResultPane />
                </main>
                if store.route != Route::Playground {
                    <ReferenceView
                        route={store.route.clone()}
                        shelf={store.shelf.clone()}
                    />
                }
                <p class="unseen" role="status" aria-live="polite">{ announcement }</p>
            </ContextProvider<Store>>
        </ContextProvider<Dispatch>>
    }
}

/// A link goes before what was typed, which goes before the draft.
fn start(typed: &str) -> State {
    let text = if typed.trim().is_empty() {
        draft()
    } else {
        typed.to_owned()
    };
    let state = State::new(&text, Settings::default(), Tab::default(), stored_theme());
    let fragment = browser::fragment();
    if let Some(route) = Route::read(&fragment) {
        return Rc::unwrap_or_clone(Rc::new(state).reduce(Action::Go(route)));
    }
    let link = match share::decode(&fragment) {
        Ok(None) => return state,
        Ok(Some(shared)) => Ok(shared),
        Err(error) => Err(error),
    };
    Rc::unwrap_or_clone(Rc::new(state).reduce(Action::Link(link)))
}
