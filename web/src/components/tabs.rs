//! WAI-ARIA tabs: arrows move, the chosen one is shown at once.

use yew::{AttrValue, Callback, Html, KeyboardEvent, Properties, component, html};

use crate::interop::browser;

/// One of the tabs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TabItem {
    /// Its element id; that of what it shows is [`panel_id`].
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    /// How much it holds, in words.
    pub(crate) count: Option<AttrValue>,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TabsProps {
    /// What they are views of.
    pub(crate) label: &'static str,
    pub(crate) items: Vec<TabItem>,
    pub(crate) selected: usize,
    pub(crate) on_select: Callback<usize>,
}

/// The element id of what a tab shows.
pub(crate) fn panel_id(tab: &str) -> String {
    format!("{tab}-panel")
}

#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let ids: Vec<&str> = props.items.iter().map(|it| it.id).collect();
        let (now, on_select) = (props.selected, props.on_select.clone());
        move |event: KeyboardEvent| {
            let Some(last) = ids.len().checked_sub(1) else {
                return;
            };
            let to = match event.key().as_str() {
                "ArrowRight" => (now + 1) % ids.len(),
                "ArrowLeft" => now.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            on_select.emit(to);
            browser::focus(ids[to]);
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.label} {onkeydown}>
            { for props.items.iter().enumerate().map(|(index, item)| {
                let selected = index == props.selected;
                html! {
                    <button
                        type="button"
                        role="tab"
                        id={item.id}
                        aria-selected={selected.to_string()}
                        aria-controls={panel_id(item.id)}
                        tabindex={if selected { "0" } else { "-1" }}
                        onclick={props.on_select.reform(move |_| index)}
                    >
                        { item.label }
                        if let Some(count) = &item.count {
                            { " " }<span class="count">{ count }</span>
                        }
                    </button>
                }
            }) }
        </div>
    }
}

/// What a tab shows; drawn when it is chosen.
pub(crate) fn panel(tab: &'static str, content: Option<Html>) -> Html {
    html! {
        <div
            key={tab}
            role="tabpanel"
            id={panel_id(tab)}
            class="panel"
            aria-labelledby={tab}
            hidden={content.is_none()}
        >
            { content }
        </div>
    }
}
