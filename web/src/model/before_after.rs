//! The plan beside the migration: which statements each part of it stands for.

use lockstep_core::order;
use lockstep_core::report::{Plan, StepKind};

use crate::model::review::Review;

/// Statements, and the steps that stand for them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Numbers of the statements.
    pub statements: Vec<usize>,
    /// Numbers of the steps.
    pub steps: Vec<usize>,
    /// The steps do the same in the same words.
    pub same: bool,
}

/// Groups steps and statements that belong together, in the order of the
/// statements; steps that stand for none come first.
///
/// `text` is the migration in UTF-16 code units, as the review counts them.
#[must_use]
pub fn rows(review: &Review, text: &[u16]) -> Vec<Row> {
    let plan = &*review.plan;
    let mut rows: Vec<Row> = Vec::new();
    for step in &plan.steps {
        let shares = |row: &Row| row.statements.iter().any(|it| step.answers.contains(it));
        let (joined, mut others): (Vec<Row>, Vec<Row>) =
            std::mem::take(&mut rows).into_iter().partition(shares);
        let mut row = Row {
            statements: step.answers.clone(),
            steps: vec![step.number],
            same: false,
        };
        for more in joined {
            row.statements.extend(more.statements);
            row.steps.extend(more.steps);
        }
        order::sort_once(&mut row.statements);
        order::sort_once(&mut row.steps);
        others.push(row);
        rows = others;
    }
    order::sort_by(&mut rows, |one, other| {
        let firsts = |row: &Row| (row.statements.first().copied(), row.steps.first().copied());
        firsts(one).cmp(&firsts(other))
    });
    for row in &mut rows {
        row.same = is_same(row, review, plan, text);
    }
    rows
}

/// The text of a statement.
#[must_use]
pub fn statement(review: &Review, text: &[u16], id: usize) -> String {
    let range = review
        .cards
        .get(id)
        .map_or(0..0, |card| card.statement.start..card.statement.end);
    text.get(range)
        .map(String::from_utf16_lossy)
        .unwrap_or_default()
}

fn is_same(row: &Row, review: &Review, plan: &Plan, text: &[u16]) -> bool {
    let steps = row
        .steps
        .iter()
        .filter_map(|number| plan.steps.iter().find(|step| step.number == *number));
    let mut ours = String::new();
    for step in steps {
        if step.kind != StepKind::Sql {
            return false;
        }
        ours.push_str(&step.sql);
    }
    let mut theirs = String::new();
    for id in &row.statements {
        theirs.push_str(&statement(review, text, *id));
        theirs.push(';');
    }
    words(&ours) == words(&theirs)
}

/// Without the settings that only guard it, and however it is laid out.
fn words(sql: &str) -> String {
    sql.split(';')
        .map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|it| !it.is_empty() && !it.starts_with("SET LOCAL lock_timeout"))
        .collect::<Vec<_>>()
        .join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    fn text() -> Vec<u16> {
        fixture::sql().encode_utf16().collect()
    }

    #[test]
    fn what_belongs_together_is_one_row() {
        let review = Review::new(fixture::outage());
        let rows = rows(&review, &text());
        let steps: usize = rows.iter().map(|row| row.steps.len()).sum();
        assert_eq!(steps, review.plan.steps.len());
        let first = &rows[0];
        assert!(first.statements.contains(&0) && first.steps.contains(&1));
        assert!(!first.same);
    }

    #[test]
    fn a_step_in_the_same_words_is_the_same() {
        let mut report = fixture::outage();
        report.plan.steps.truncate(1);
        report.plan.steps[0].answers = vec![1];
        report.plan.steps[0].sql = "SET LOCAL lock_timeout = '2s';\nCREATE INDEX idx_events_search ON events\n  USING gin (search_tsv);".to_owned();
        let review = Review::new(report);
        let rows = rows(&review, &text());
        assert_eq!(statement(&review, &text(), 1).lines().count(), 2);
        assert!(rows[0].same, "{rows:?}");
    }
}
