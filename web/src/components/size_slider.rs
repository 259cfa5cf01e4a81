//! What if the table had so many rows?

use lockstep_core::sizes::Size;
use web_sys::HtmlInputElement;
use yew::{Html, InputEvent, TargetCast, html};

use crate::hooks::Dispatch;
use crate::model::quantity::show_count;
use crate::model::tables::{self, with_rows};
use crate::state::Action;
use crate::text;

/// Notches for each power of ten, from a thousand to ten billion rows.
const NOTCHES: u32 = 4;
const FROM: u32 = 3;
const TO: u32 = 10;

/// A slider for the rows of a table.
pub(crate) fn size_slider(table: &str, size: Option<Size>, dispatch: &Dispatch) -> Html {
    let short = text::short_name(table).to_owned();
    let oninput = {
        let (dispatch, table) = (dispatch.clone(), table.to_owned());
        move |event: InputEvent| {
            let notch = event
                .target_dyn_into::<HtmlInputElement>()
                .and_then(|input| input.value().parse().ok());
            if let Some(notch) = notch {
                let size = with_rows(size, rows(notch));
                dispatch.send(Action::Size(table.clone(), Some(size)));
            }
        }
    };
    html! {
        <div class="what-if">
            <label>
                <span>{ text::WHAT_IF }{ " " }<code>{ &short }</code>{ " " }{ text::WHAT_IF_HAD }</span>
                <input
                    type="range"
                    id="rows"
                    min={(FROM * NOTCHES).to_string()}
                    max={(TO * NOTCHES).to_string()}
                    value={notch(size.map_or(0, |it| it.rows)).to_string()}
                    aria-valuetext={size.map_or_else(|| text::SIZE_UNKNOWN.to_owned(), |it| text::rows(it.rows))}
                    {oninput}
                />
            </label>
            <output for="rows">
                if let Some(size) = size {
                    { text::rows(size.rows) }{ ", " }{ text::size(size.bytes) }
                    { " " }
                    <button type="button" class="link" onclick={dispatch.callback(Action::Size(table.to_owned(), None))}>
                        { text::FORGET }
                    </button>
                } else {
                    { text::SIZE_UNKNOWN }
                }
            </output>
            <p class="scale">{ text::assumptions(&show_count(tables::ASSUMED_ROW_BYTES)) }</p>
        </div>
    }
}

/// Rows at a notch: 1, 1.8, 3.2 and 5.6 of each power of ten.
fn rows(notch: u32) -> u64 {
    let within = [10, 18, 32, 56][(notch % NOTCHES) as usize];
    within * 10_u64.pow(notch / NOTCHES) / 10
}

/// The notch nearest below.
fn notch(of: u64) -> u32 {
    let all = FROM * NOTCHES..=TO * NOTCHES;
    all.rev()
        .find(|it| rows(*it) <= of)
        .unwrap_or(FROM * NOTCHES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_notch_is_found_again() {
        for it in FROM * NOTCHES..=TO * NOTCHES {
            assert_eq!(notch(rows(it)), it);
        }
        assert_eq!(rows(12), 1_000);
        assert_eq!(rows(40), 10_000_000_000);
        assert_eq!(notch(0), 12);
    }
}
