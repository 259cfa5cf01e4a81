//! The right pane: the verdict, and the views below it.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, classes, component, html};

use crate::components::empty_state::empty_state;
use crate::components::messages::Messages;
use crate::components::plan_view::PlanView;
use crate::components::review_view::ReviewView;
use crate::components::runbook_view::RunbookView;
use crate::components::tabs::{TabItem, Tabs, panel};
use crate::components::timeline_view::TimelineView;
use crate::components::verdict_header::verdict_header;
use crate::hooks::{Dispatch, Store, use_dispatch, use_store};
use crate::model::review::Review;
use crate::model::verdict::Tone;
use crate::state::{Action, Engine, Tab};
use crate::text;

#[component]
pub(crate) fn ResultPane() -> Html {
    let (Some(store), Some(dispatch)) = (use_store(), use_dispatch()) else {
        return Html::default();
    };
    let stale = store.is_stale() && !store.is_empty();
    let body = match &store.review {
        _ if store.is_empty() => empty_state(&dispatch),
        Some(review) => result(&store, review, &dispatch),
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

fn result(store: &Store, review: &Rc<Review>, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let on_select = Callback::from(move |index: usize| {
        if let Some(tab) = Tab::ALL.get(index) {
            dispatch.send(Action::Show(*tab));
        }
    });
    let selected = Tab::ALL.iter().position(|it| *it == store.tab);
    html! {
        <>
            { verdict_header(&review.verdict, promise(store, review)) }
            <Tabs
                label={text::TABS_LABEL}
                items={Tab::ALL.map(|tab| item(tab, store, review)).to_vec()}
                selected={selected.unwrap_or(0)}
                {on_select}
            />
            { for Tab::ALL.into_iter().map(|tab| {
                panel(id(tab), (tab == store.tab).then(|| view(tab, store, review)))
            }) }
        </>
    }
}

fn view(tab: Tab, store: &Store, review: &Rc<Review>) -> Html {
    let review = Rc::clone(review);
    let planned = store.planned.as_ref();
    match tab {
        Tab::Review => html! {
            <ReviewView {review} active={store.active()} caret={store.caret} shown={store.shown} />
        },
        Tab::Timeline => html! {
            <TimelineView {review} planned={planned.cloned()} sizes={store.settings.sizes.clone()} />
        },
        Tab::Plan => planned.map_or_else(
            || no_plan(store),
            |planned| {
                let ready = !store.awaits_plan();
                let sql = store.planned_sql.clone();
                html! { <PlanView review={Rc::clone(planned)} go_to={store.step} {ready} {sql} /> }
            },
        ),
        Tab::Runbook => planned.map_or_else(
            || no_plan(store),
            |planned| html! { <RunbookView runbook={planned.plan.runbook.clone()} /> },
        ),
    }
}

fn id(tab: Tab) -> &'static str {
    match tab {
        Tab::Review => "tab-review",
        Tab::Timeline => "tab-timeline",
        Tab::Plan => "tab-plan",
        Tab::Runbook => "tab-runbook",
    }
}

fn item(tab: Tab, store: &Store, review: &Review) -> TabItem {
    let steps = store.planned.as_ref().map_or(0, |it| it.plan.steps.len());
    let some = |count: usize, words: fn(usize) -> String| (count > 0).then(|| words(count).into());
    let count = match tab {
        Tab::Review => some(review.findings, text::findings),
        Tab::Plan => some(steps, text::steps),
        Tab::Timeline | Tab::Runbook => None,
    };
    TabItem {
        id: id(tab),
        label: text::tab(tab),
        count,
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
