//! The safe way, as a path of numbered steps.

use std::rc::Rc;

use lockstep_core::report::{Phase, Plan};
use web_sys::ScrollLogicalPosition;
use yew::{
    AttrValue, Html, Properties, UseStateHandle, component, html, use_effect_with, use_state_eq,
};

use crate::components::before_after::BeforeAfter;
use crate::components::plan_files::plan_files;
use crate::components::step_item::{StepItem, step_heading_id, step_id};
use crate::hooks::{use_dispatch, use_done};
use crate::interop::browser;
use crate::model::review::{Place, Review};
use crate::state::GoToStep;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct PlanViewProps {
    pub(crate) review: Rc<Review>,
    pub(crate) go_to: GoToStep,
    /// It is of the text in the editor, and so are the files made of it.
    pub(crate) ready: bool,
    /// The migration that it is a plan for.
    pub(crate) sql: AttrValue,
}

#[component]
pub(crate) fn PlanView(props: &PlanViewProps) -> Html {
    let layout = use_state_eq(Layout::default);
    let steps_shown = layout.clone();
    use_effect_with(props.go_to, move |go_to| {
        if go_to.serial > 0 {
            steps_shown.set(Layout::Steps);
            browser::scroll_into_view(&step_id(go_to.step), ScrollLogicalPosition::Start);
            browser::focus(&step_heading_id(go_to.step));
        }
    });
    let done = use_done();
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let plan = &*props.review.plan;
    if plan.steps.is_empty() {
        return nothing(plan.needed || props.review.findings > 0);
    }
    html! {
        <div class="plan">
            { plan_files(&props.review.framework.name, props.ready, &dispatch) }
            if let Some(difference) = &plan.difference {
                <aside class="difference" aria-label={text::DIFFERENCE}>
                    <strong>{ text::DIFFERENCE }</strong>
                    <p>{ difference }</p>
                </aside>
            }
            if !plan.assumptions.is_empty() {
                <div class="assumes">
                    <p>{ text::ASSUMES }</p>
                    <ul>{ for plan.assumptions.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
                </div>
            }
            { choice(*layout, &layout) }
            if *layout != Layout::Steps {
                <BeforeAfter
                    review={Rc::clone(&props.review)}
                    sql={props.sql.clone()}
                    unified={*layout == Layout::Unified}
                />
            }
            { for phases(plan).into_iter().filter(|_| *layout == Layout::Steps).map(|(phase, steps)| html! {
                <section class="phase">
                    <h2>{ text::phase(phase) }</h2>
                    <ol class="steps">
                        { for plan.steps[steps].iter().map(|step| html! {
                            <StepItem
                                key={step.number}
                                step={step.clone()}
                                places={places(&props.review, &step.answers)}
                                done={done.clone()}
                            />
                        }) }
                    </ol>
                </section>
            }) }
        </div>
    }
}

/// How the plan is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Layout {
    #[default]
    Steps,
    Beside,
    Unified,
}

fn choice(now: Layout, layout: &UseStateHandle<Layout>) -> Html {
    let all = [
        (Layout::Steps, text::LAYOUT_STEPS),
        (Layout::Beside, text::LAYOUT_BESIDE),
        (Layout::Unified, text::LAYOUT_UNIFIED),
    ];
    html! {
        <div class="segments" role="group" aria-label={text::LAYOUT}>
            { for all.into_iter().map(|(it, words)| {
                let layout = layout.clone();
                html! {
                    <button
                        type="button"
                        aria-pressed={(it == now).to_string()}
                        onclick={move |_| layout.set(it)}
                    >{ words }</button>
                }
            }) }
        </div>
    }
}

/// Neighbouring steps of one phase, as ranges.
fn phases(plan: &Plan) -> Vec<(Phase, std::ops::Range<usize>)> {
    let mut phases: Vec<(Phase, std::ops::Range<usize>)> = Vec::new();
    for (n, step) in plan.steps.iter().enumerate() {
        match phases.last_mut() {
            Some((phase, range)) if *phase == step.phase => range.end = n + 1,
            _ => phases.push((step.phase, n..n + 1)),
        }
    }
    phases
}

/// The statements a step stands for, and where they are.
fn places(review: &Review, answers: &[usize]) -> Vec<(usize, Place)> {
    answers
        .iter()
        .filter_map(|id| review.cards.get(*id))
        .map(|card| (card.statement.id, card.place.clone()))
        .collect()
}

fn nothing(lacking: bool) -> Html {
    let (title, words) = if lacking {
        (text::NO_PLAN_YET_TITLE, text::NO_PLAN_YET)
    } else {
        (text::NO_PLAN_TITLE, text::NO_PLAN)
    };
    html! {
        <div class="nothing">
            <h2>{ title }</h2>
            <p>{ words }</p>
        </div>
    }
}
