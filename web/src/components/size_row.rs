//! The size of one table: its rows, its bytes, how often it is written to.

use lockstep_core::sizes::Size;
use web_sys::HtmlInputElement;
use yew::{Callback, Event, Html, TargetCast, UseStateHandle, html};

use crate::hooks::Dispatch;
use crate::model::quantity::{bytes, count, show_bytes, show_count};
use crate::model::tables::with_rows;
use crate::state::Action;
use crate::text;

/// What was typed into a field that is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    table: String,
    field: Field,
    text: String,
}

/// The three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Rows,
    Bytes,
    Writes,
}

impl Field {
    const ALL: [Field; 3] = [Field::Rows, Field::Bytes, Field::Writes];

    fn label(self) -> &'static str {
        match self {
            Field::Rows => text::SIZE_ROWS,
            Field::Bytes => text::SIZE_BYTES,
            Field::Writes => text::SIZE_WRITES,
        }
    }

    fn example(self) -> &'static str {
        match self {
            Field::Rows => "50 M",
            Field::Bytes => "9 GB",
            Field::Writes => "300",
        }
    }

    fn read(self, text: &str) -> Option<u64> {
        match self {
            Field::Bytes => bytes(text),
            Field::Rows | Field::Writes => count(text),
        }
    }

    fn shown(self, size: Option<Size>) -> String {
        let Some(size) = size else {
            return String::new();
        };
        match self {
            Field::Rows => show_count(size.rows),
            Field::Bytes => show_bytes(size.bytes),
            Field::Writes if size.writes_per_second == 0 => String::new(),
            Field::Writes => show_count(size.writes_per_second),
        }
    }

    fn put(self, size: Option<Size>, number: u64) -> Size {
        if self == Field::Rows {
            return with_rows(size, number);
        }
        let mut size = size.unwrap_or_else(|| with_rows(None, 0));
        match self {
            Field::Bytes => size.bytes = number,
            Field::Rows | Field::Writes => size.writes_per_second = number,
        }
        size
    }
}

/// The size of one table. What cannot be read stays as it was typed.
pub(crate) fn size_row(
    table: &str,
    size: Option<Size>,
    wrong: &UseStateHandle<Option<Wrong>>,
    dispatch: &Dispatch,
) -> Html {
    let short = text::short_name(table).to_owned();
    let own = wrong.as_ref().filter(|it| it.table == table);
    let onchange = |field: Field| {
        let (dispatch, wrong, table) = (dispatch.clone(), wrong.clone(), table.to_owned());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let typed = input.value();
            let number = match typed.trim() {
                "" => Some(0),
                text => field.read(text),
            };
            wrong.set(number.is_none().then(|| Wrong {
                table: table.clone(),
                field,
                text: typed.clone(),
            }));
            if let Some(number) = number {
                let forgotten = typed.trim().is_empty() && field == Field::Rows;
                let size = (!forgotten).then(|| field.put(size, number));
                dispatch.send(Action::Size(table.clone(), size));
            }
        })
    };
    let shown = |field: Field| {
        let typed = own.filter(|it| it.field == field);
        typed.map_or_else(|| field.shown(size), |it| it.text.clone())
    };
    html! {
        <div key={table.to_owned()} class="size-row" role="group" aria-label={short.clone()}>
            <code>{ &short }</code>
            { for Field::ALL.into_iter().map(|field| html! {
                <label>
                    <span>{ field.label() }</span>
                    <input
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        placeholder={field.example()}
                        value={shown(field)}
                        aria-invalid={own.is_some_and(|it| it.field == field).to_string()}
                        onchange={onchange(field)}
                    />
                </label>
            }) }
            if let Some(it) = own {
                <p class="wrong" role="alert">{ text::not_a_number(it.field.label(), it.field.example()) }</p>
            }
        </div>
    }
}
