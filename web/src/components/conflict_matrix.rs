//! Which lock modes conflict: choose two, see who waits.

use lockstep_core::report::LockMode;
use yew::{Callback, Html, classes, component, html, use_state_eq};

use crate::text;

#[component]
pub(crate) fn ConflictMatrix() -> Html {
    let pair = use_state_eq(|| (LockMode::AccessShare, LockMode::AccessExclusive));
    let (held, wanted) = *pair;
    let choose = {
        let pair = pair.clone();
        Callback::from(move |chosen| pair.set(chosen))
    };
    html! {
        <>
            <h1>{ text::CONFLICTS }</h1>
            <p class="lead">{ text::CONFLICTS_INTRO }</p>
            <p class="who-waits" role="status">
                { text::meeting(held, wanted, held.conflicts_with(wanted)) }
            </p>
            <div class="scroll" tabindex="0" role="group" aria-label={text::CONFLICTS}>
                <table class="matrix">
                    <thead>
                        <tr>
                            <th scope="col">{ text::HELD_AND_WANTED }</th>
                            { for LockMode::ALL.into_iter().map(|mode| html! {
                                <th scope="col">{ mode.name() }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for LockMode::ALL.into_iter().map(|row| html! {
                            <tr>
                                <th scope="row">{ row.name() }<small>{ text::taken_by(row) }</small></th>
                                { for LockMode::ALL.into_iter().map(|column| cell(row, column, (held, wanted), &choose)) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

type Pair = (LockMode, LockMode);

fn cell(held: LockMode, wanted: LockMode, chosen: Pair, choose: &Callback<Pair>) -> Html {
    let waits = held.conflicts_with(wanted);
    let words = if waits { text::WAITS } else { text::GOES_ON };
    html! {
        <td class={classes!(waits.then_some("waits"))}>
            <button
                type="button"
                aria-pressed={((held, wanted) == chosen).to_string()}
                aria-label={text::meeting(held, wanted, waits)}
                onclick={choose.reform(move |_| (held, wanted))}
            >{ words }</button>
        </td>
    }
}
