//! The locks over time: of the migration as it was written, and of its plan.

use std::collections::BTreeMap;
use std::rc::Rc;

use lockstep_core::sizes::Size;
use yew::{Html, Properties, component, html, use_memo};

use crate::components::glyph::mute_glyph;
use crate::components::size_slider::size_slider;
use crate::components::timeline_chart::{queue_pattern, timeline_chart};
use crate::hooks::{Dispatch, use_dispatch};
use crate::model::review::Review;
use crate::model::timeline::{Drawing, Timeline};
use crate::model::waits::{Waits, Who};
use crate::state::Action;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TimelineViewProps {
    pub(crate) review: Rc<Review>,
    /// The last review that has a plan.
    pub(crate) planned: Option<Rc<Review>>,
    pub(crate) sizes: BTreeMap<String, Size>,
}

#[component]
pub(crate) fn TimelineView(props: &TimelineViewProps) -> Html {
    let reviews = (Rc::clone(&props.review), props.planned.clone());
    let timeline = use_memo(reviews, |(review, planned)| {
        Timeline::new(review, planned.as_deref())
    });
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let written = &timeline.written;
    if written.lanes.is_empty() {
        return html! {
            <div class="nothing">
                <h2>{ text::TIMELINE_EMPTY_TITLE }</h2>
                <p>{ text::TIMELINE_EMPTY }</p>
            </div>
        };
    }
    // The table that the longest wait is for.
    let table = written
        .lanes
        .iter()
        .find(|lane| lane.bars.iter().any(|it| it.long));
    html! {
        <div class="timeline">
            { queue_pattern() }
            { section(written, text::WRITTEN, false, &dispatch) }
            if let Some(planned) = &timeline.planned {
                { section(planned, text::PLANNED, true, &dispatch) }
            }
            { legend() }
            <p class="scale">{ if timeline.timed { text::SCALE_TIMES } else { text::SCALE_SYMBOLIC } }</p>
            if let Some(lane) = table {
                { size_slider(&lane.relation, props.sizes.get(&lane.relation).copied(), &dispatch) }
            }
        </div>
    }
}

fn section(drawing: &Drawing, title: &'static str, steps: bool, dispatch: &Dispatch) -> Html {
    html! {
        <section class="drawing">
            <h2>{ title }<small>{ drawing.lasts.map(text::in_all) }</small></h2>
            if drawing.lanes.is_empty() {
                <p>{ text::NO_LOCKS }</p>
            } else {
                { timeline_chart(drawing, text::chart_label(title, drawing), steps) }
            }
            if drawing.more > 0 {
                <p class="more-lanes">{ text::more_lanes(drawing.more) }</p>
            }
            <details class="more">
                <summary>{ text::AS_TEXT }</summary>
                <ul class="as-text">
                    { for drawing.lanes.iter().flat_map(|lane| lane.bars.iter().map(move |bar| {
                        html! { <li>{ text::bar_in_words(drawing, &lane.relation, bar, steps) }</li> }
                    })) }
                </ul>
                { acts(drawing, steps, dispatch) }
            </details>
        </section>
    }
}

/// What happens, each with a way to it.
fn acts(drawing: &Drawing, steps: bool, dispatch: &Dispatch) -> Html {
    html! {
        <ol class="acts">
            { for drawing.acts.iter().map(|act| {
                let go = if steps { Action::ShowStep(act.id) } else { Action::Reveal(act.id) };
                html! {
                    <li>
                        <button type="button" class="line-link" onclick={dispatch.callback(go)}>
                            { text::act_in_words(act.number, steps) }
                        </button>
                        { " " }{ &act.title }
                        if let Some(lasts) = act.lasts { <small>{ text::range(lasts) }</small> }
                    </li>
                }
            }) }
        </ol>
    }
}

fn legend() -> Html {
    let kinds = [
        (Who::Everybody, text::LEGEND_EVERYBODY),
        (Who::Writers, text::LEGEND_WRITERS),
        (Who::Nobody, text::LEGEND_NOBODY),
    ];
    html! {
        <ul class="legend-line">
            { for kinds.into_iter().map(|(who, words)| html! {
                <li>{ mute_glyph(Waits { who, long: true }) }{ words }</li>
            }) }
            <li><span class="queue-sample" aria-hidden="true"></span>{ text::LEGEND_QUEUE }</li>
        </ul>
    }
}
