//! The right pane: the verdict, and the views below it.

use std::rc::Rc;

use yew::{Html, classes, component, html};

use crate::components::empty_state::empty_state;
use crate::components::messages::Messages;
use crate::components::plan_view::PlanView;
use crate::components::review_view::ReviewView;
use crate::components::runbook_view::RunbookView;
use crate::components::tabs::{Tabs, panel_id, tab_id};
use crate::components::verdict_header::verdict_header;
use crate::hooks::{Store, use_dispatch, use_store};
use crate::model::review::Review;
use crate::state::{Engine, Tab};
use crate::text;

#[component]
pub(crate) fn ResultPane() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let stale = store.is_stale() && !store.is_empty();
    let body = match &store.review {
        _ if store.is_empty() => empty_state(&dispatch),
        Some(review) => result(&store, review),
        None if matches!(store.engine, Engine::Crashed(_)) => Html::default(),
        None => html! { <p class="loading">{ text::STARTING }</p> },
    };
    html! {
        <section
            id="result"
            class={classes!("pane", "result", stale.then_some("stale"))}
            aria-label={text::RESULT_LABEL}
            aria-busy={stale.to_string()}
        >
            <Messages notice={store.notice.clone()} engine={store.engine.clone()} />
            { body }
        </section>
    }
}

fn result(store: &Store, review: &Rc<Review>) -> Html {
    let plan = &review.plan;
    let view = match store.tab {
        Tab::Review => html! {
            <ReviewView review={Rc::clone(review)} active={store.active()} caret={store.caret} shown={store.shown} />
        },
        Tab::Plan => html! {
            <PlanView
                plan={Rc::clone(plan)}
                review={Rc::clone(review)}
                go_to={store.step}
            />
        },
        Tab::Runbook => html! { <RunbookView runbook={plan.runbook.clone()} /> },
    };
    html! {
        <>
            { verdict_header(&review.verdict) }
            <Tabs tab={store.tab} findings={review.findings} steps={plan.steps.len()} />
            { for Tab::ALL.into_iter().map(|tab| {
                let shown = tab == store.tab;
                html! {
                    <div
                        key={panel_id(tab)}
                        role="tabpanel"
                        id={panel_id(tab)}
                        class="panel"
                        aria-labelledby={tab_id(tab)}
                        hidden={!shown}
                    >
                        if shown { { view.clone() } }
                    </div>
                }
            }) }
        </>
    }
}
