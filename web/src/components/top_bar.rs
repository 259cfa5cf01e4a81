//! The bar: what is assumed on the left, what can be done on the right.

use lockstep_core::framework::FRAMEWORKS;
use web_sys::HtmlSelectElement;
use yew::{Event, Html, TargetCast, component, html};

use crate::components::examples_menu::ExamplesMenu;
use crate::components::share_menu::ShareMenu;
use crate::components::theme_button::ThemeButton;
use crate::hooks::{Store, use_dispatch, use_store};
use crate::route::Route;
use crate::state::{Action, Settings};
use crate::text;

#[component]
pub(crate) fn TopBar() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let on_postgres = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            if let Some(major) = chosen(&event).and_then(|value| value.parse().ok()) {
                dispatch.send(Action::Postgres(major));
            }
        }
    };
    let on_compare = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let other = chosen(&event).and_then(|value| value.parse().ok());
            dispatch.send(Action::Compare(other));
        }
    };
    let on_framework = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let name = chosen(&event).filter(|name| !name.is_empty());
            dispatch.send(Action::Framework(name));
        }
    };
    let framework = store.settings.framework.clone();
    html! {
        <header class="bar">
            <a class="brand" href="#">
                { mark() }
                <span class="name">{ text::BRAND }</span>
                <span class="tagline">{ text::TAGLINE }</span>
            </a>
            <div class="settings" hidden={store.route != Route::Playground}>
                <label class="choice">
                    <span>{ text::POSTGRES }</span>
                    <select id="postgres" onchange={on_postgres}>
                        { for Settings::MAJORS.rev().map(|major| html! {
                            <option
                                value={major.to_string()}
                                selected={major == store.settings.postgres}
                            >{ major }</option>
                        }) }
                    </select>
                </label>
                <label class="choice">
                    <span>{ text::COMPARE }</span>
                    <select id="compare" onchange={on_compare}>
                        <option value="" selected={store.settings.compare.is_none()}>{ text::COMPARE_NONE }</option>
                        { for Settings::MAJORS.rev().filter(|it| *it != store.settings.postgres).map(|major| html! {
                            <option
                                value={major.to_string()}
                                selected={store.settings.compare == Some(major)}
                            >{ major }</option>
                        }) }
                    </select>
                </label>
                <label class="choice">
                    <span>{ text::RUN_BY }</span>
                    <select id="framework" onchange={on_framework}>
                        <option value="" selected={framework.is_none()}>{ detected(&store) }</option>
                        { for FRAMEWORKS.iter().map(|it| html! {
                            <option
                                value={it.name}
                                selected={framework.as_deref() == Some(it.name)}
                            >{ text::framework(it.name) }</option>
                        }) }
                    </select>
                </label>
            </div>
            <div class="actions">
                if store.route == Route::Playground {
                    <ExamplesMenu />
                    <a class="button" href={Route::Rules(None).address()}>{ text::REFERENCE }</a>
                } else {
                    <a class="button" href={Route::Playground.address()}>{ text::PLAYGROUND }</a>
                }
                <button
                    type="button"
                    class="button icon"
                    id="commands"
                    aria-label={text::PALETTE_BUTTON}
                    title={text::PALETTE_BUTTON}
                    onclick={dispatch.callback(Action::Palette(true))}
                >
                    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">
                        <path d="M4 6h12M4 10h12M4 14h7" />
                    </svg>
                </button>
                <ThemeButton theme={store.theme} />
                if store.route == Route::Playground { <ShareMenu /> }
            </div>
        </header>
    }
}

/// The lock whose keyhole is a flight of steps.
fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 22 22" fill="none" aria-hidden="true">
            <path class="shackle" d="M6.5 10V7a4.5 4.5 0 0 1 9 0v3" />
            <rect class="body" x="2" y="9.5" width="18" height="11" rx="2.6" />
            <path class="stairs" d="M6 17.4h3.1v-2.5h3.1v-2.5H16" />
        </svg>
    }
}

fn chosen(event: &Event) -> Option<String> {
    Some(event.target_dyn_into::<HtmlSelectElement>()?.value())
}

/// What the first choice stands for just now.
fn detected(store: &Store) -> String {
    let framework = store
        .review
        .as_ref()
        .filter(|_| store.settings.framework.is_none() && !store.is_empty())
        .map(|review| &review.framework);
    framework.map_or_else(
        || text::DETECT.to_owned(),
        |found| {
            let how = if found.detected {
                text::DETECTED
            } else {
                text::ASSUMED
            };
            format!("{}, {how}", text::framework(&found.name))
        },
    )
}
