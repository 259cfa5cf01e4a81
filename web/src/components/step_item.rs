//! One step of the plan.

use lockstep_core::report::{Step, StepKind};
use yew::{Html, Properties, classes, component, html};

use crate::components::glyph::mute_glyph;
use crate::components::sql_block::sql_block;
use crate::hooks::{Done, use_dispatch};
use crate::model::review::Place;
use crate::model::waits::{self, Who};
use crate::state::Action;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct StepItemProps {
    pub(crate) step: Step,
    /// The statements it stands for, and where they are.
    pub(crate) places: Vec<(usize, Place)>,
    /// The steps that have been ticked off.
    pub(crate) done: Done,
}

/// The element id of a step.
pub(crate) fn step_id(number: usize) -> String {
    format!("step-{number}")
}

/// The element id of its heading, which can be given the focus.
pub(crate) fn step_heading_id(number: usize) -> String {
    format!("step-{number}-title")
}

#[component]
pub(crate) fn StepItem(props: &StepItemProps) -> Html {
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let step = &props.step;
    let (kind, how) = match step.kind {
        StepKind::Sql => ("sql", text::step_transaction(step.transaction)),
        StepKind::Deploy => ("deploy", text::YOU),
        StepKind::Wait => ("wait", text::YOU),
    };
    let heading = step_heading_id(step.number);
    let done = props.done.holds(step);
    html! {
        <li id={step_id(step.number)} class={classes!("step", kind, done.then_some("done"))} aria-labelledby={heading.clone()}>
            <span class="number" aria-hidden="true">{ step.number }</span>
            <div class="step-body">
                <h3 id={heading} tabindex="-1">
                    { &step.title }<small>{ how }</small>
                </h3>
                <label class="tick">
                    <input
                        type="checkbox"
                        checked={done}
                        aria-label={text::done(step.number)}
                        onchange={props.done.toggle(step)}
                    />
                    { text::DONE }
                </label>
                <p>{ &step.why }</p>
                if !step.sql.is_empty() {
                    { sql_block(&step.sql, format!("SQL of step {}", step.number)) }
                }
                <div class="step-foot">
                    if step.kind == StepKind::Sql { { waits_line(step) }{ work(step) } }
                    if !props.places.is_empty() {
                        <span class="answers">
                            { text::stands_for(props.places.len()) }
                            { for props.places.iter().map(|(id, place)| html! {
                                <button
                                    type="button"
                                    class="line-link"
                                    aria-label={text::go_to(place)}
                                    onclick={dispatch.callback(Action::Reveal(*id))}
                                >{ place.to_string() }</button>
                            }) }
                        </span>
                    }
                </div>
                { more(text::VERIFY, text::VERIFY_HINT, step.verify.as_ref(), step.number) }
                { more(text::ON_FAILURE, text::ON_FAILURE_HINT, step.on_failure.as_ref(), step.number) }
                { more(text::MONITOR, text::MONITOR_HINT, step.monitor.as_ref(), step.number) }
                { more(
                    text::ROLLBACK,
                    step.rollback_note.as_deref().unwrap_or_default(),
                    step.rollback.as_ref(),
                    step.number,
                ) }
                if step.rollback.is_none() {
                    if let Some(note) = &step.rollback_note {
                        <p class="no-way-back">{ note }</p>
                    }
                }
            </div>
        </li>
    }
}

/// "○ nobody waits", "● events: reads and writes wait, for a moment".
fn waits_line(step: &Step) -> Html {
    let waits = waits::of_step(step);
    let relations: Vec<&str> = step
        .locks
        .iter()
        .filter(|lock| !lock.new && Who::for_mode(lock.mode) == waits.who)
        .map(|lock| text::short_name(&lock.relation))
        .collect();
    html! {
        <span class="waits">
            { mute_glyph(waits) }
            if waits.who != Who::Nobody {
                <code>{ relations.join(", ") }</code>{ ": " }
            }
            { text::waits(waits) }
        </span>
    }
}

/// What the step does to the storage, apart from keeping anybody waiting.
fn work(step: &Step) -> Html {
    let reads = step.scans.iter().filter(|it| !step.rewrites.contains(it));
    (step.rewrites.iter().map(|it| (text::STEP_REWRITES, it)))
        .chain(reads.map(|it| (text::STEP_READS, it)))
        .chain(step.index_builds.iter().map(|it| (text::BUILDS_INDEX, it)))
        .map(|(words, relation)| {
            html! { <span>{ words }{ " " }<code>{ text::short_name(relation) }</code></span> }
        })
        .collect()
}

fn more(label: &'static str, hint: &str, sql: Option<&String>, step: usize) -> Html {
    let Some(sql) = sql else {
        return Html::default();
    };
    html! {
        <details class="more">
            <summary>{ label }</summary>
            if !hint.is_empty() { <p>{ hint.to_owned() }</p> }
            { sql_block(sql, format!("{label}, step {step}")) }
        </details>
    }
}
