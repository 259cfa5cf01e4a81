//! Who waits, as a shape; for how long, as its size.

use yew::{Html, Properties, classes, component, html};

use crate::interop::editor::class_of;
use crate::model::waits::{Waits, Who};
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct GlyphProps {
    pub(crate) waits: Waits,
    /// The words stand beside it, so that it need not say them.
    #[prop_or_default]
    pub(crate) mute: bool,
}

/// ○ nobody, ◐ writers, ● everybody; small for a moment.
#[component]
pub(crate) fn Glyph(props: &GlyphProps) -> Html {
    let Waits { who, long } = props.waits;
    let brief = who != Who::Nobody && !long;
    let label = (!props.mute).then(|| text::waits(props.waits));
    html! {
        <svg
            class={classes!("glyph", class_of(who), brief.then_some("brief"))}
            viewBox="0 0 16 16"
            role={label.map(|_| "img")}
            aria-label={label}
            aria-hidden={props.mute.then_some("true")}
        >
            if who == Who::Everybody {
                <circle cx="8" cy="8" r="7" fill="currentColor" />
            } else {
                <circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.8" />
            }
            if who == Who::Writers {
                <path d="M8 1.9a6.1 6.1 0 0 1 0 12.2z" fill="currentColor" />
            }
        </svg>
    }
}
