//! How large the tables are, one row each.

use std::collections::BTreeMap;
use std::rc::Rc;

use lockstep_core::sizes::Size;
use web_sys::HtmlTextAreaElement;
use yew::{Event, Html, Properties, TargetCast, component, html, use_state_eq};

use crate::components::size_row::size_row;
use crate::components::sql_block::sql_block;
use crate::hooks::use_dispatch;
use crate::model::review::Review;
use crate::model::tables;
use crate::state::Action;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct SizesFormProps {
    pub(crate) review: Option<Rc<Review>>,
    pub(crate) sizes: BTreeMap<String, Size>,
}

#[component]
pub(crate) fn SizesForm(props: &SizesFormProps) -> Html {
    let problem = use_state_eq(|| None::<&'static str>);
    let wrong = use_state_eq(|| None);
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let tables = props
        .review
        .as_ref()
        .map_or_else(Vec::new, |review| tables::touched(review, &props.sizes));
    if tables.is_empty() {
        return html! { <p class="hint">{ text::SIZES_EMPTY }</p> };
    }
    let onchange = {
        let (problem, dispatch) = (problem.clone(), dispatch.clone());
        move |event: Event| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else {
                return;
            };
            match tables::answer(&area.value()) {
                _ if area.value().trim().is_empty() => problem.set(None),
                Some(sizes) => {
                    problem.set(None);
                    area.set_value("");
                    dispatch.send(Action::Sizes(sizes));
                }
                None => problem.set(Some(text::SIZES_UNREADABLE)),
            }
        }
    };
    html! {
        <div class="sizes">
            <p class="hint">{ text::SIZES_HINT }</p>
            <div class="size-rows">
                { for tables.iter().map(|table| {
                    size_row(table, props.sizes.get(table).copied(), &wrong, &dispatch)
                }) }
            </div>
            <details class="more">
                <summary>{ text::SIZES_QUERY }</summary>
                <p>{ text::SIZES_QUERY_HINT }</p>
                { sql_block(&tables::query(&tables), text::SIZES_QUERY) }
                <label class="answer">
                    <span>{ text::SIZES_ANSWER }</span>
                    <textarea rows="3" spellcheck="false" autocomplete="off" {onchange} />
                </label>
                if let Some(problem) = *problem {
                    <p class="wrong" role="alert">{ problem }</p>
                }
            </details>
        </div>
    }
}
