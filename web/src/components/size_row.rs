//! The size of one table: its rows, its bytes, how often it is written to.

use lockstep_core::sizes::Size;
use web_sys::HtmlInputElement;
use yew::{
    AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_state_eq,
};

use crate::hooks::use_dispatch;
use crate::model::quantity::{bytes, count, show_bytes, show_count};
use crate::model::tables::with_rows;
use crate::state::Action;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct SizeRowProps {
    pub(crate) table: AttrValue,
    pub(crate) size: Option<Size>,
}

/// The three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
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

#[component]
pub(crate) fn SizeRow(props: &SizeRowProps) -> Html {
    let wrong = use_state_eq(|| None::<Field>);
    let Some(dispatch) = use_dispatch() else {
        return Html::default();
    };
    let (table, size) = (props.table.clone(), props.size);
    let short = text::short_name(&table).to_owned();
    let onchange = |field: Field| {
        let (dispatch, wrong, table) = (dispatch.clone(), wrong.clone(), table.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let text = input.value();
            if text.trim().is_empty() && field == Field::Rows {
                wrong.set(None);
                dispatch.send(Action::Size(table.to_string(), None));
                return;
            }
            let text = if text.trim().is_empty() { "0" } else { &text };
            let number = field.read(text);
            wrong.set(number.is_none().then_some(field));
            if let Some(number) = number {
                let size = field.put(size, number);
                dispatch.send(Action::Size(table.to_string(), Some(size)));
            }
        })
    };
    html! {
        <li class="size-row" role="group" aria-label={short.clone()}>
            <code>{ &short }</code>
            { for Field::ALL.into_iter().map(|field| html! {
                <label>
                    <span>{ field.label() }</span>
                    <input
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        placeholder={field.example()}
                        value={field.shown(size)}
                        aria-invalid={(*wrong == Some(field)).to_string()}
                        onchange={onchange(field)}
                    />
                </label>
            }) }
            if let Some(field) = *wrong {
                <p class="wrong" role="alert">{ text::not_a_number(field.label(), field.example()) }</p>
            }
        </li>
    }
}
