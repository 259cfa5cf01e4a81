//! Who waits, as a shape; for how long, as its size.

use yew::{Html, classes, html};

use crate::model::waits::{Waits, Who};
use crate::text;

/// ○ nobody, ◐ writers, ● everybody; small for a moment.
pub(crate) fn glyph(waits: Waits) -> Html {
    draw(waits, Some(text::waits(waits)))
}

/// The same, where the words stand beside it.
pub(crate) fn mute_glyph(waits: Waits) -> Html {
    draw(waits, None)
}

fn draw(Waits { who, long }: Waits, label: Option<&'static str>) -> Html {
    let brief = who != Who::Nobody && !long;
    html! {
        <svg
            class={classes!("glyph", who.class(), brief.then_some("brief"))}
            viewBox="0 0 16 16"
            role={label.map(|_| "img")}
            aria-label={label}
            aria-hidden={label.is_none().then_some("true")}
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
