//! The safe way, as a path of numbered steps.

use std::rc::Rc;

use lockstep_core::report::{Phase, Plan};
use web_sys::ScrollLogicalPosition;
use yew::{Html, Properties, component, html, use_effect_with};

use crate::components::plan_files::PlanFiles;
use crate::components::step_item::{StepItem, step_heading_id, step_id};
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
}

#[component]
pub(crate) fn PlanView(props: &PlanViewProps) -> Html {
    use_effect_with(props.go_to, |go_to| {
        if go_to.serial > 0 {
            browser::scroll_into_view(&step_id(go_to.step), ScrollLogicalPosition::Start);
            browser::focus(&step_heading_id(go_to.step));
        }
    });
    let plan = &*props.review.plan;
    if plan.steps.is_empty() {
        return nothing(plan.needed || props.review.findings > 0);
    }
    html! {
        <div class="plan">
            <PlanFiles framework={props.review.framework.name.clone()} ready={props.ready} />
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
            { for phases(plan).into_iter().map(|(phase, steps)| html! {
                <section class="phase">
                    <h2>{ text::phase(phase) }</h2>
                    <ol class="steps">
                        { for plan.steps[steps].iter().map(|step| html! {
                            <StepItem
                                key={step.number}
                                step={step.clone()}
                                places={places(&props.review, &step.answers)}
                            />
                        }) }
                    </ol>
                </section>
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
