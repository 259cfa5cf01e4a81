//! The right pane: the verdict, and the views below it.

use std::rc::Rc;

use yew::{AttrValue, Html, classes, component, html};

use crate::components::empty_state::empty_state;
use crate::components::messages::Messages;
use crate::components::plan_view::PlanView;
use crate::components::review_view::ReviewView;
use crate::components::runbook_view::RunbookView;
use crate::components::tabs::{Tabs, panel_id, tab_id};
use crate::components::verdict_header::verdict_header;
use crate::hooks::{Store, use_dispatch, use_store};
use crate::model::review::Review;
use crate::model::verdict::Tone;
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
            aria-busy={(stale || store.awaits_plan()).to_string()}
        >
            <Messages notice={store.notice.clone()} engine={store.engine.clone()} />
            { body }
        </section>
    }
}

fn result(store: &Store, review: &Rc<Review>) -> Html {
    let planned = store.planned.as_ref();
    let view = match store.tab {
        Tab::Review => html! {
            <ReviewView review={Rc::clone(review)} active={store.active()} caret={store.caret} shown={store.shown} />
        },
        Tab::Plan => planned.map_or_else(
            || no_plan(store),
            |planned| html! { <PlanView review={Rc::clone(planned)} go_to={store.step} /> },
        ),
        Tab::Runbook => planned.map_or_else(
            || no_plan(store),
            |planned| html! { <RunbookView runbook={planned.plan.runbook.clone()} /> },
        ),
    };
    let steps = planned.map_or(0, |planned| planned.plan.steps.len());
    html! {
        <>
            { verdict_header(&review.verdict, promise(store, review)) }
            <Tabs tab={store.tab} findings={review.findings} {steps} />
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

/// The plan's promise; while the first is made, the word that it is.
fn promise(store: &Store, review: &Review) -> Option<AttrValue> {
    match &store.planned {
        Some(planned) => planned.verdict.promise.clone().map(AttrValue::from),
        None if review.verdict.tone == Tone::Stop && store.awaits_plan() => {
            Some(text::PLANNING.into())
        }
        None => None,
    }
}

/// There is no plan yet, or what makes them broke down.
fn no_plan(store: &Store) -> Html {
    let words = match &store.planner {
        Engine::Crashed(_) => text::PLAN_CRASHED,
        Engine::Starting | Engine::Ready => text::PLANNING,
    };
    html! { <p class="loading">{ words }</p> }
}
