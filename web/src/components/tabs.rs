//! The views of the result, as WAI-ARIA tabs: arrows move, the chosen one is
//! shown at once.

use yew::{AttrValue, Html, KeyboardEvent, Properties, component, html};

use crate::hooks::use_dispatch;
use crate::interop::browser;
use crate::state::{Action, Tab};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TabsProps {
    pub(crate) tab: Tab,
    pub(crate) findings: usize,
    pub(crate) steps: usize,
}

/// The element id of a tab.
pub(crate) fn tab_id(tab: Tab) -> &'static str {
    match tab {
        Tab::Review => "tab-review",
        Tab::Plan => "tab-plan",
        Tab::Runbook => "tab-runbook",
    }
}

/// The element id of what a tab shows.
pub(crate) fn panel_id(tab: Tab) -> &'static str {
    match tab {
        Tab::Review => "panel-review",
        Tab::Plan => "panel-plan",
        Tab::Runbook => "panel-runbook",
    }
}

#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let onkeydown = {
        let dispatch = dispatch.clone();
        let now = Tab::ALL
            .iter()
            .position(|tab| *tab == props.tab)
            .unwrap_or(0);
        move |event: KeyboardEvent| {
            let last = Tab::ALL.len() - 1;
            let to = match event.key().as_str() {
                "ArrowRight" => (now + 1) % Tab::ALL.len(),
                "ArrowLeft" => now.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            dispatch.send(Action::Show(Tab::ALL[to]));
            browser::focus(tab_id(Tab::ALL[to]));
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={text::TABS_LABEL} {onkeydown}>
            { for Tab::ALL.into_iter().map(|tab| {
                let selected = tab == props.tab;
                let (label, count) = words(tab, props);
                html! {
                    <button
                        type="button"
                        role="tab"
                        id={tab_id(tab)}
                        aria-selected={selected.to_string()}
                        aria-controls={panel_id(tab)}
                        tabindex={if selected { "0" } else { "-1" }}
                        onclick={dispatch.callback(Action::Show(tab))}
                    >
                        { label }
                        if let Some(count) = count {
                            { " " }<span class="count">{ count }</span>
                        }
                    </button>
                }
            }) }
        </div>
    }
}

fn words(tab: Tab, props: &TabsProps) -> (&'static str, Option<AttrValue>) {
    match tab {
        Tab::Review => (
            text::REVIEW,
            (props.findings > 0).then(|| text::findings(props.findings).into()),
        ),
        Tab::Plan => (
            text::PLAN,
            (props.steps > 0).then(|| text::steps(props.steps).into()),
        ),
        Tab::Runbook => (text::RUNBOOK, None),
    }
}
