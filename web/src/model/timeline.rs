//! Locks over time, as bars in lanes: of the migration as it was written, and
//! of its plan.

use std::collections::BTreeMap;

use lockstep_core::order;
use lockstep_core::report::{Lock, LockMode, Range, StepKind, StepTransaction};

use crate::model::review::Review;
use crate::model::waits::Who;

/// Lanes drawn; the others are counted.
pub const LANES: usize = 12;

/// Width of what takes a moment, where work takes [`WORK`].
const MOMENT: f64 = 1.0;
/// Width of work whose time is not known.
const WORK: f64 = 4.0;
/// What takes a moment is still seen: the part of a drawing that it gets.
const SEEN: f64 = 0.016;

/// Both drawings, on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The migration as it was written.
    pub written: Drawing,
    /// Its plan, where there is one.
    pub planned: Option<Drawing>,
    /// Widths are times; else they only say which are long.
    pub timed: bool,
}

/// Lanes over a row of acts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// A lane for each relation that somebody may have to wait for.
    pub lanes: Vec<Lane>,
    /// Relations that no lane was left for.
    pub more: usize,
    /// What happens one after the other.
    pub acts: Vec<Act>,
    /// How long all of it takes, where that is known.
    pub lasts: Option<Range>,
}

/// A statement, or a step of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Where it begins, in hundredths of the whole width.
    pub from: f64,
    /// How wide it is.
    pub width: f64,
    /// Line of the statement, or number of the step.
    pub number: usize,
    /// Number of its statement or step.
    pub id: usize,
    /// What it does.
    pub title: String,
    /// Whether it is for people to do: nothing runs meanwhile.
    pub pause: bool,
    /// How long it takes, where that is known.
    pub lasts: Option<Range>,
}

/// One relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Its name.
    pub relation: String,
    /// Its locks, in order.
    pub bars: Vec<Bar>,
}

/// A lock of one mode, as long as it is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it begins, in hundredths of the whole width.
    pub from: f64,
    /// How wide it is.
    pub width: f64,
    /// The mode.
    pub mode: LockMode,
    /// Who waits.
    pub who: Who,
    /// Held while something works through a table.
    pub long: bool,
    /// The first act during which it is held, and the last.
    pub acts: [usize; 2],
    /// How long it is held, where that is known.
    pub lasts: Option<Range>,
}

/// What the drawing is made of.
struct Scene<'a> {
    acts: Vec<Part<'a>>,
}

struct Part<'a> {
    number: usize,
    id: usize,
    title: &'a str,
    pause: bool,
    works: bool,
    lasts: Option<Range>,
    locks: &'a [Lock],
    /// The last act during which its locks are held.
    until: usize,
}

impl Timeline {
    /// Draws a review; the plan's drawing from another, which has one.
    #[must_use]
    pub fn new(review: &Review, planned: Option<&Review>) -> Self {
        let written = written(review);
        let planned = planned.filter(|it| !it.plan.steps.is_empty()).map(steps);
        let scenes = || [Some(&written), planned.as_ref()].into_iter().flatten();
        // Times where each work has one: half a drawing to scale would lie.
        let unknown = |part: &Part<'_>| part.works && part.lasts.is_none();
        let timed = scenes()
            .flat_map(|it| &it.acts)
            .any(|it| it.lasts.is_some())
            && !written.acts.iter().any(unknown);
        let total =
            |scene: &Scene<'_>| -> f64 { scene.acts.iter().map(|part| part.natural(timed)).sum() };
        let longest = scenes().map(total).fold(0.0, f64::max);
        Timeline {
            planned: planned.as_ref().map(|it| it.draw(timed, longest)),
            written: written.draw(timed, longest),
            timed,
        }
    }
}

fn written(review: &Review) -> Scene<'_> {
    let cards = review.cards.iter();
    let runs = cards.filter(|card| card.statement.fails.is_none() && !card.is_context());
    let runs: Vec<_> = runs.collect();
    let acts = runs.iter().map(|card| {
        let statement = &card.statement;
        // They stand in the order of their numbers.
        let held = runs.partition_point(|it| it.statement.id <= statement.held_to);
        Part {
            number: statement.line,
            id: statement.id,
            title: &statement.title,
            pause: false,
            works: card.works,
            lasts: statement.estimate.map(|it| it.lasts),
            locks: &statement.locks,
            until: held.saturating_sub(1),
        }
    });
    Scene {
        acts: acts.collect(),
    }
}

fn steps(review: &Review) -> Scene<'_> {
    let acts = review.plan.steps.iter().enumerate().map(|(index, step)| {
        let new = |relation: &String| {
            let own = step.locks.iter().find(|lock| lock.relation == *relation);
            own.is_some_and(|lock| lock.new)
        };
        let mut work = step.scans.iter().chain(&step.rewrites);
        let batched = step.transaction == StepTransaction::Batched;
        Part {
            number: step.number,
            id: step.number,
            title: &step.title,
            pause: step.kind != StepKind::Sql,
            works: work.any(|it| !new(it)) || batched,
            lasts: step.lasts,
            locks: &step.locks,
            until: index,
        }
    });
    Scene {
        acts: acts.collect(),
    }
}

impl Part<'_> {
    /// Its width before it is widened to be seen.
    fn natural(&self, timed: bool) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a drawing has a thousand pixels"
        )]
        match (timed, self.lasts) {
            (true, lasts) => lasts.map_or(0.0, |it| it.high_ms as f64),
            (false, _) if self.works => WORK,
            (false, _) => MOMENT,
        }
    }
}

impl Scene<'_> {
    fn draw(&self, timed: bool, longest: f64) -> Drawing {
        let longest = if longest > 0.0 { longest } else { 1.0 };
        let widths: Vec<f64> = self
            .acts
            .iter()
            .map(|part| (part.natural(timed) / longest).max(SEEN))
            .collect();
        // Many moments together may be wider than the whole.
        let sum: f64 = widths.iter().sum();
        let scale = 100.0 / sum.max(1.0);
        let mut acts = Vec::with_capacity(widths.len());
        let mut from = 0.0;
        for (part, width) in self.acts.iter().zip(widths) {
            let width = width * scale;
            acts.push(Act {
                from,
                width,
                number: part.number,
                id: part.id,
                title: part.title.to_owned(),
                pause: part.pause,
                lasts: part.lasts,
            });
            from += width;
        }
        let mut lanes = self.lanes(&acts);
        let more = lanes.len().saturating_sub(LANES);
        lanes.truncate(LANES);
        let known = !self.acts.iter().any(|it| it.works && it.lasts.is_none());
        Drawing {
            lanes,
            more,
            lasts: known.then(|| self.during(0, self.acts.len())).flatten(),
            acts,
        }
    }

    /// The lanes, those that keep most waiting for longest first.
    fn lanes(&self, acts: &[Act]) -> Vec<Lane> {
        let mut named: Vec<&str> = Vec::new();
        let mut spans: BTreeMap<&str, Vec<(usize, usize, LockMode)>> = BTreeMap::new();
        for (index, part) in self.acts.iter().enumerate() {
            let waited_for =
                |lock: &&Lock| !lock.new && lock.mode >= LockMode::ShareUpdateExclusive;
            for lock in part.locks.iter().filter(waited_for) {
                let spans = spans.entry(&lock.relation).or_insert_with(|| {
                    named.push(&lock.relation);
                    Vec::new()
                });
                hold(spans, index, part.until.max(index), lock.mode);
            }
        }
        let mut lanes: Vec<Lane> = named
            .into_iter()
            .map(|relation| Lane {
                relation: relation.to_owned(),
                bars: spans
                    .remove(relation)
                    .unwrap_or_default()
                    .into_iter()
                    .filter_map(|span| self.bar(span, acts))
                    .collect(),
            })
            .collect();
        let worst = |lane: &Lane| lane.bars.iter().map(|bar| (bar.long, bar.who)).max();
        order::sort_by(&mut lanes, |one, other| worst(other).cmp(&worst(one)));
        lanes
    }

    fn bar(&self, (first, last, mode): (usize, usize, LockMode), acts: &[Act]) -> Option<Bar> {
        let (from, end) = (acts.get(first)?, acts.get(last)?);
        Some(Bar {
            from: from.from,
            width: end.from + end.width - from.from,
            mode,
            who: Who::for_mode(mode),
            long: self.acts[first..=last].iter().any(|part| part.works),
            acts: [first, last],
            lasts: self.during(first, last + 1),
        })
    }

    /// The time of several acts; `None` where one of them has none, or nothing
    /// takes any.
    fn during(&self, first: usize, end: usize) -> Option<Range> {
        let mut sum = Range::default();
        for part in &self.acts[first..end] {
            match part.lasts {
                Some(lasts) => {
                    sum.low_ms = sum.low_ms.saturating_add(lasts.low_ms);
                    sum.high_ms = sum.high_ms.saturating_add(lasts.high_ms);
                }
                None if part.works => return None,
                None => {}
            }
        }
        (sum.high_ms > 0).then_some(sum)
    }
}

/// Adds a lock to those of a relation: a stronger one ends those before it, a
/// weaker one only outlives them.
fn hold(spans: &mut Vec<(usize, usize, LockMode)>, first: usize, last: usize, mode: LockMode) {
    let mut first = first;
    if let Some(held) = spans.last_mut().filter(|held| held.1 >= first) {
        if held.2 >= mode {
            if held.2 == mode {
                held.1 = held.1.max(last);
                return;
            }
            first = held.1 + 1;
            if first > last {
                return;
            }
        } else if held.0 == first {
            held.1 = held.1.max(last);
            held.2 = mode;
            return;
        } else {
            // What is left of the weaker one behind it is not seen.
            held.1 = first - 1;
        }
    }
    spans.push((first, last, mode));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    fn spans(locks: &[(usize, usize, LockMode)]) -> Vec<(usize, usize, LockMode)> {
        let mut spans = Vec::new();
        for (first, last, mode) in locks {
            hold(&mut spans, *first, *last, *mode);
        }
        spans
    }

    #[test]
    fn a_stronger_lock_takes_over_and_a_weaker_one_is_not_seen() {
        use LockMode::{AccessExclusive, Share, ShareUpdateExclusive};
        assert_eq!(
            spans(&[(0, 3, Share), (1, 3, AccessExclusive), (2, 3, Share)]),
            [(0, 0, Share), (1, 3, AccessExclusive)]
        );
        assert_eq!(
            spans(&[(0, 0, Share), (2, 2, Share)]),
            [(0, 0, Share), (2, 2, Share)],
            "of two transactions"
        );
        assert_eq!(
            spans(&[(0, 1, AccessExclusive), (1, 3, ShareUpdateExclusive)]),
            [(0, 1, AccessExclusive), (2, 3, ShareUpdateExclusive)]
        );
        assert_eq!(
            spans(&[(0, 0, Share), (0, 2, AccessExclusive)]),
            [(0, 2, AccessExclusive)]
        );
    }

    #[test]
    fn the_outage_is_one_bar_to_the_end_of_its_transaction() {
        let review = Review::new(fixture::outage());
        let timeline = Timeline::new(&review, Some(&review));
        assert!(!timeline.timed);
        let lane = &timeline.written.lanes[0];
        assert_eq!(lane.relation, "public.events");
        let [bar] = lane.bars.as_slice() else {
            panic!("one bar: {:?}", lane.bars);
        };
        assert_eq!(bar.mode, LockMode::AccessExclusive);
        assert!(bar.long && bar.from == 0.0 && (bar.width - 100.0).abs() < 0.01);
        let planned = timeline.planned.expect("a plan");
        assert_eq!(planned.acts.len(), review.plan.steps.len());
    }

    #[test]
    fn times_make_the_scale() {
        let mut report = fixture::outage();
        let lasts = |high_ms| Range {
            low_ms: high_ms / 2,
            high_ms,
        };
        for statement in &mut report.statements {
            let works = !statement.scans.is_empty();
            statement.estimate = works.then(|| lockstep_core::report::Estimate {
                lasts: lasts(10_000),
                blocked: None,
                waiting_writes: 0,
            });
        }
        let review = Review::new(report);
        let timeline = Timeline::new(&review, None);
        assert!(timeline.timed);
        let works = review.cards.iter().filter(|it| it.works).count() as u64;
        assert_eq!(
            timeline.written.lasts,
            Some(Range {
                low_ms: works * 5_000,
                high_ms: works * 10_000
            })
        );
        let last = timeline.written.acts.last().expect("acts");
        assert!(last.width < 3.0, "a moment: {}", last.width);
        assert!(last.from + last.width <= 100.01);
    }
}
