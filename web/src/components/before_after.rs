//! The plan beside the migration, in two columns or one.

use std::rc::Rc;

use lockstep_core::report::{Step, StepKind};
use yew::{AttrValue, Html, Properties, classes, component, html, use_memo};

use crate::components::sql_block::sql_block;
use crate::model::before_after::{Row, rows, statement};
use crate::model::review::Review;
use crate::text;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct BeforeAfterProps {
    pub(crate) review: Rc<Review>,
    /// The migration that it is a review of.
    pub(crate) sql: AttrValue,
    /// In one column, lines that go before lines that come.
    pub(crate) unified: bool,
}

#[component]
pub(crate) fn BeforeAfter(props: &BeforeAfterProps) -> Html {
    let reviewed = (Rc::clone(&props.review), props.sql.clone());
    let compared = use_memo(reviewed, |(review, sql)| {
        let units: Vec<u16> = sql.encode_utf16().collect();
        let texts = |row: &Row| -> Vec<String> {
            let ids = row.statements.iter();
            ids.map(|id| statement(review, &units, *id)).collect()
        };
        let rows = rows(review, &units);
        rows.into_iter()
            .map(|row| (texts(&row), row))
            .collect::<Vec<_>>()
    });
    html! {
        <ol class={classes!("before-after", props.unified.then_some("unified"))}>
            { for compared.iter().map(|(texts, row)| {
                let steps = steps(&props.review, row);
                if props.unified { unified(texts, row, &steps) } else { beside(texts, row, &steps) }
            }) }
        </ol>
    }
}

fn steps<'r>(review: &'r Review, row: &Row) -> Vec<&'r Step> {
    let plan = review.plan.steps.iter();
    plan.filter(|step| row.steps.contains(&step.number))
        .collect()
}

fn beside(texts: &[String], row: &Row, steps: &[&Step]) -> Html {
    html! {
        <li class="pair">
            <div class="before">
                <h3>{ text::ORIGINAL }</h3>
                { for texts.iter().map(|it| sql_block(it, text::ORIGINAL)) }
            </div>
            <div class="after">
                <h3>{ if row.same { text::UNCHANGED.to_owned() } else { text::step_numbers(&row.steps) } }</h3>
                if !row.same {
                    { for steps.iter().map(|step| match step.kind {
                        StepKind::Sql => sql_block(&step.sql, step.title.clone()),
                        StepKind::Deploy | StepKind::Wait => html! { <p class="by-people">{ &step.title }</p> },
                    }) }
                }
            </div>
        </li>
    }
}

fn unified(texts: &[String], row: &Row, steps: &[&Step]) -> Html {
    let after = steps.iter().map(|step| match step.kind {
        StepKind::Sql => step.sql.trim_end().to_owned(),
        StepKind::Deploy | StepKind::Wait => format!("-- {}", step.title),
    });
    let sign = if row.same { ' ' } else { '-' };
    let mut lines = signed(sign, texts.iter().map(String::as_str));
    if !row.same {
        let after: Vec<String> = after.collect();
        lines.extend(signed('+', after.iter().map(String::as_str)));
    }
    html! {
        <li>
            <pre tabindex="0" role="group" aria-label={text::step_numbers(&row.steps)}><code>
                { for lines.into_iter().map(|(sign, line)| html! {
                    <span class={classes!("diff-line", class(sign))}>{ format!("{sign} {line}\n") }</span>
                }) }
            </code></pre>
        </li>
    }
}

fn signed<'t>(sign: char, texts: impl Iterator<Item = &'t str>) -> Vec<(char, String)> {
    texts
        .flat_map(str::lines)
        .map(|line| (sign, line.to_owned()))
        .collect()
}

fn class(sign: char) -> Option<&'static str> {
    match sign {
        '+' => Some("comes"),
        '-' => Some("goes"),
        _ => None,
    }
}
