//! Light, dark, high contrast, or as the system has it.

use yew::{Html, Properties, component, html};

use crate::hooks::use_dispatch;
use crate::state::{Action, Theme};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ThemeButtonProps {
    pub(crate) theme: Theme,
}

#[component]
pub(crate) fn ThemeButton(props: &ThemeButtonProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let label = text::theme(props.theme);
    html! {
        <button
            type="button"
            class="button icon"
            id="theme"
            aria-label={label}
            title={label}
            onclick={dispatch.callback(Action::Theme(props.theme.next()))}
        >
            <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">
                { icon(props.theme) }
            </svg>
        </button>
    }
}

fn icon(theme: Theme) -> Html {
    match theme {
        Theme::System => html! {
            <>
                <rect x="2.8" y="3.6" width="14.4" height="10" rx="1.6" />
                <path d="M7 17h6" />
            </>
        },
        Theme::Light => html! {
            <>
                <circle cx="10" cy="10" r="3.4" />
                <path d="M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2" />
            </>
        },
        Theme::Contrast => html! {
            <>
                <circle cx="10" cy="10" r="7" />
                <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
            </>
        },
        Theme::Dark => {
            html! { <path d="M16.6 11.8A7 7 0 0 1 8.2 3.4a7 7 0 1 0 8.4 8.4z" stroke-linejoin="round" /> }
        }
    }
}
