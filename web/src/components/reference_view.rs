//! The reference: rules, what each command locks, which locks conflict.

use web_sys::HtmlInputElement;
use yew::{AttrValue, Html, InputEvent, Properties, TargetCast, component, html, use_state_eq};

use crate::model::library::Library;
use crate::route::Route;
use crate::state::Shelf;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ReferenceViewProps {
    pub(crate) route: Route,
    pub(crate) shelf: Shelf,
}

#[component]
pub(crate) fn ReferenceView(props: &ReferenceViewProps) -> Html {
    let sought = use_state_eq(String::new);
    let oninput = {
        let sought = sought.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                sought.set(input.value());
            }
        }
    };
    let sections = [
        (Route::Rules(None), text::RULES),
        (Route::Locks(None), text::COMMANDS),
        (Route::Conflicts(None), text::CONFLICTS),
    ];
    let section = props.route.section();
    html! {
        <main class="reference">
            <nav class="reference-nav" aria-label={text::REFERENCE}>
                <ul class="sections">
                    { for sections.into_iter().map(|(route, words)| {
                        let now = (route == section).then_some("page");
                        html! { <li><a href={route.address()} aria-current={now}>{ words }</a></li> }
                    }) }
                </ul>
                if section != Route::Conflicts(None) {
                    <input
                        type="search"
                        class="seek"
                        aria-label={text::SEEK}
                        placeholder={text::SEEK}
                        value={(*sought).clone()}
                        {oninput}
                    />
                    if let Shelf::Open(library) = &props.shelf {
                        { list(library, &props.route, &sought) }
                    }
                }
            </nav>
            <article class="reference-page" key={props.route.address()}>{ content(props) }</article>
        </main>
    }
}

/// What of the section has the words that are sought.
fn list(library: &Library, route: &Route, sought: &str) -> Html {
    let section = route.section().address();
    let found = library.find(section.trim_start_matches("#/"), sought);
    if found.is_empty() {
        return html! { <p class="none-found">{ text::NOTHING_FOUND }</p> };
    }
    let now = route.address();
    html! {
        <ul class="entries">
            { for found.into_iter().map(|(address, title)| {
                let address = format!("#/{address}");
                let current = (address == now).then_some("page");
                html! { <li><a href={address} aria-current={current}>{ title.to_owned() }</a></li> }
            }) }
        </ul>
    }
}

fn content(props: &ReferenceViewProps) -> Html {
    let library = match &props.shelf {
        Shelf::Open(library) => library,
        Shelf::Closed => return html! { <p class="loading">{ text::LOADING }</p> },
        Shelf::Missing => return html! { <p class="loading">{ text::REFERENCE_MISSING }</p> },
    };
    let address = props.route.address();
    match library.page(address.trim_start_matches("#/")) {
        // Written by the build of this site, never by a visitor.
        Some(page) => Html::from_html_unchecked(AttrValue::from(page.to_owned())),
        None => html! {
            <>
                <h1>{ text::NO_SUCH_PAGE }</h1>
                <p>{ text::NO_SUCH_PAGE_HINT }</p>
            </>
        },
    }
}
