//! The whole page.

use std::rc::Rc;

use yew::{AttrValue, ContextProvider, Html, Properties, component, html, use_memo, use_reducer};

use crate::components::palette::Palette;
use crate::components::reference_view::ReferenceView;
use crate::components::result_pane::ResultPane;
use crate::components::source_pane::SourcePane;
use crate::components::splitter::Splitter;
use crate::components::top_bar::TopBar;
use crate::hooks::{
    Dispatch, Store, draft, stored_theme, use_address, use_analysis, use_announcement, use_draft,
    use_keys, use_library, use_theme, use_update,
};
use crate::interop::browser;
use crate::route::Route;
use crate::share::{LinkError, Shared};
use crate::state::{Action, Settings, State, Tab};
use yew::Reducible as _;

/// What the page starts from.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AppProps {
    /// What was typed before the app took the page over.
    #[prop_or_default]
    pub typed: AttrValue,
    /// What the address that was opened holds, where it is a link to a state.
    #[prop_or_default]
    pub link: Option<Result<Shared, LinkError>>,
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let (typed, link) = (props.typed.clone(), props.link.clone());
    let store: Store = use_reducer(move || start(&typed, link));
    let dispatch = use_memo((), |()| Dispatch::new(&store));
    use_theme(store.theme);
    use_analysis(&store);
    use_address(&store);
    use_draft(&store);
    use_library(&store);
    use_keys(&dispatch);
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
                if store.palette { <Palette /> }
                <p class="unseen" role="status" aria-live="polite">{ announcement }</p>
            </ContextProvider<Store>>
        </ContextProvider<Dispatch>>
    }
}

/// A link goes before what was typed, which goes before the draft.
fn start(typed: &str, link: Option<Result<Shared, LinkError>>) -> State {
    let text = if typed.trim().is_empty() {
        draft()
    } else {
        typed.to_owned()
    };
    let state = State::new(&text, Settings::default(), Tab::default(), stored_theme());
    let first = match (Route::read(&browser::fragment()), link) {
        (Some(route), _) => Action::Go(route),
        (None, Some(link)) => Action::Link(link),
        (None, None) => return state,
    };
    Rc::unwrap_or_clone(Rc::new(state).reduce(first))
}
