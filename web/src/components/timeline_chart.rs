//! One drawing of the timeline: a lane a relation, bars for locks, and what
//! happens below them. Positions are per cent, so that it fits any width and
//! its letters stay as large as the reader wants them.

use yew::{Html, classes, html};

use crate::model::timeline::{Act, Bar, Drawing, Lane};
use crate::model::waits::Who;
use crate::text;

/// Heights in CSS pixels.
const LANE: usize = 50;
const BAR_TOP: usize = 22;
const BAR: usize = 18;
const ACTS: usize = 30;
/// A bar of this width, in hundredths, has room for its mode.
const ROOM: f64 = 26.0;

/// The pattern that all drawings of a page share.
pub(crate) fn queue_pattern() -> Html {
    html! {
        <svg class="unseen" aria-hidden="true">
            <defs>
                <pattern id="queue" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="queue-line" x1="0" y1="0" x2="0" y2="7" />
                </pattern>
            </defs>
        </svg>
    }
}

/// A drawing; `label` is for those who do not see it, and `steps` says whether
/// the numbers below are those of steps, not lines.
pub(crate) fn timeline_chart(drawing: &Drawing, label: String, steps: bool) -> Html {
    let lanes = drawing.lanes.len() * LANE;
    html! {
        <svg
            class="chart"
            role="img"
            aria-label={label}
            width="100%"
            height={(lanes + ACTS).to_string()}
        >
            { for drawing.acts.iter().skip(1).map(|act| rule(act, lanes)) }
            { for drawing.lanes.iter().enumerate().map(|(row, it)| lane(it, row * LANE)) }
            <line class="axis" x1="0" x2="100%" y1={lanes.to_string()} y2={lanes.to_string()} />
            { for labelled(&drawing.acts).map(|act| number(act, lanes, steps)) }
        </svg>
    }
}

/// Where an act begins.
fn rule(act: &Act, height: usize) -> Html {
    let x = percent(act.from);
    html! { <line class="rule" x1={x.clone()} x2={x} y1="0" y2={height.to_string()} /> }
}

fn lane(lane: &Lane, top: usize) -> Html {
    html! {
        <g>
            <text class="lane" x="0" y={(top + 15).to_string()}>{ text::short_name(&lane.relation) }</text>
            { for lane.bars.iter().map(|it| bar(it, top + BAR_TOP)) }
        </g>
    }
}

fn bar(bar: &Bar, top: usize) -> Html {
    let (x, width) = (percent(bar.from), percent(bar.width));
    let size = if bar.long { "long" } else { "brief" };
    html! {
        <g class={classes!("lock", bar.who.class(), size)}>
            <rect
                class="held"
                x={x.clone()}
                y={top.to_string()}
                width={width.clone()}
                height={BAR.to_string()}
                rx="3"
            />
            // Whoever comes meanwhile queues below the lock.
            if bar.who != Who::Nobody && bar.long {
                <rect class="queue" fill="url(#queue)" {x} y={(top + BAR + 2).to_string()} {width} height="6" rx="2" />
            }
            if bar.width >= ROOM {
                <svg x={percent(bar.from)} y={top.to_string()} width={percent(bar.width)} height={BAR.to_string()}>
                    <text x="8" y="13">{ text::bar_label(bar) }</text>
                </svg>
            }
        </g>
    }
}

/// Acts far enough from each other for their numbers to stand.
fn labelled(acts: &[Act]) -> impl Iterator<Item = &Act> {
    let mut free = f64::NEG_INFINITY;
    acts.iter().filter(move |act| {
        let has_room = act.from >= free;
        if has_room {
            free = act.from + 7.0;
        }
        has_room
    })
}

fn number(act: &Act, top: usize, steps: bool) -> Html {
    let y = (top + 18).to_string();
    let class = classes!("act", act.pause.then_some("pause"));
    html! { <text {class} x={percent(act.from)} dx="2" {y}>{ text::act(act.number, steps) }</text> }
}

/// Two digits behind the point, which whole numbers write in less code.
fn percent(hundredths: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a drawing is from 0 to 100 wide"
    )]
    let parts = (hundredths * 100.0).round() as u32;
    format!("{}.{:02}%", parts / 100, parts % 100)
}
