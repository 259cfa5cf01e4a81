//! What a migration sets for its session: the timeouts that decide how long
//! others wait for it, and who it says it is.

use std::borrow::Cow;

use lockstep_syntax::tree::{SetParameter, Statement, StatementKind, TransactionControl};

/// The parameters of the session, as the statements so far have set them.
///
/// Source: the manual, "SET" and "Client Connection Defaults".
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    parameters: Vec<(String, Parameter)>,
    /// As they were when the transaction began.
    before: Option<Vec<(String, Parameter)>>,
}

/// A parameter that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    /// Its value, as written.
    pub(crate) value: String,
    /// It was set by `SET LOCAL`, for the transaction alone.
    local: bool,
    /// What it is again when the transaction ends.
    outer: Option<Box<Parameter>>,
}

impl Session {
    /// The value of a parameter that the migration has set.
    pub(crate) fn get(&self, name: &str) -> Option<&Parameter> {
        let mut set = self.parameters.iter();
        set.find(|(known, _)| known == name).map(|(_, set)| set)
    }

    /// A timeout in milliseconds; 0 where it is switched off, none where the
    /// migration does not set it or not to a time.
    pub(crate) fn timeout(&self, name: &str) -> Option<u64> {
        milliseconds(&self.get(name)?.value)
    }

    /// Behind a statement.
    pub(crate) fn apply(&mut self, statement: &Statement<'_>, in_transaction: bool) {
        match &statement.kind {
            StatementKind::Set(set) => self.set(set, in_transaction),
            StatementKind::Transaction(TransactionControl::Rollback { .. }) => {
                if let Some(before) = self.before.take() {
                    self.parameters = before;
                }
            }
            _ => {}
        }
    }

    /// Whether a transaction is open behind a statement.
    pub(crate) fn turn(&mut self, in_transaction: bool) {
        if in_transaction {
            if self.before.is_none() {
                self.before = Some(self.parameters.clone());
            }
            return;
        }
        self.before = None;
        self.parameters = std::mem::take(&mut self.parameters)
            .into_iter()
            .filter_map(|(name, parameter)| {
                if parameter.local {
                    Some((name, *parameter.outer?))
                } else {
                    Some((name, parameter))
                }
            })
            .collect();
    }

    fn set(&mut self, set: &SetParameter<'_>, in_transaction: bool) {
        // PostgreSQL warns, and sets nothing.
        if set.local && !in_transaction {
            return;
        }
        if set.name == "all" {
            self.parameters.clear();
            return;
        }
        if set.values.is_empty() {
            self.take(&set.name);
            return;
        }
        let values: Vec<&str> = set.values.iter().map(Cow::as_ref).collect();
        let earlier = self.take(&set.name);
        let outer = match earlier {
            Some(earlier) if earlier.local => earlier.outer,
            earlier => earlier.map(Box::new),
        };
        self.parameters.push((
            set.name.to_string(),
            Parameter {
                value: values.join(", "),
                local: set.local,
                outer: outer.filter(|_| set.local),
            },
        ));
    }

    fn take(&mut self, name: &str) -> Option<Parameter> {
        let at = self
            .parameters
            .iter()
            .position(|(known, _)| known == name)?;
        Some(self.parameters.swap_remove(at).1)
    }
}

/// A time as PostgreSQL reads it where milliseconds are meant: `2s`, `500`,
/// `'1 min'`.
///
/// Source: the manual, "Parameter Names and Values".
pub(crate) fn milliseconds(text: &str) -> Option<u64> {
    let text = text.trim().trim_matches('\'').trim();
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim() {
        "" | "ms" => 1.0,
        "us" => 0.001,
        "s" => 1_000.0,
        "min" => 60_000.0,
        "h" => 3_600_000.0,
        "d" => 86_400_000.0,
        _ => return None,
    };
    let value = (number.parse::<f64>().ok()? * unit).round();
    // Beyond what PostgreSQL takes, which is an i32, nothing is a time.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    (0.0..=f64::from(i32::MAX))
        .contains(&value)
        .then_some(value as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        for (text, expected) in [
            ("2s", Some(2_000)),
            ("'500ms'", Some(500)),
            ("5000", Some(5_000)),
            ("1.5 min", Some(90_000)),
            ("0", Some(0)),
            ("250us", Some(0)),
            ("soon", None),
            ("", None),
            ("99999999999", None),
        ] {
            assert_eq!(milliseconds(text), expected, "{text}");
        }
    }

    fn lock_timeout_behind(text: &str) -> Option<u64> {
        let script = lockstep_syntax::script::read(text);
        let mut session = Session::default();
        let mut open = false;
        for statement in script.statements() {
            if let StatementKind::Transaction(control) = &statement.kind {
                open = matches!(control, TransactionControl::Begin(_));
            }
            session.apply(statement, open);
            session.turn(open);
        }
        session.timeout("lock_timeout")
    }

    #[test]
    fn transactions_give_back_what_is_local() {
        for (text, expected) in [
            ("SET lock_timeout = '2s';", Some(2_000)),
            ("SET LOCAL lock_timeout = '2s';", None),
            ("BEGIN; SET LOCAL lock_timeout = '2s';", Some(2_000)),
            ("BEGIN; SET LOCAL lock_timeout = '2s'; COMMIT;", None),
            (
                "SET lock_timeout = 1; BEGIN; SET LOCAL lock_timeout = 2; COMMIT;",
                Some(1),
            ),
            ("BEGIN; SET lock_timeout = 3; COMMIT;", Some(3)),
            ("BEGIN; SET lock_timeout = 3; ROLLBACK;", None),
            ("SET lock_timeout = 3; RESET lock_timeout;", None),
            ("SET lock_timeout = 3; RESET ALL;", None),
            ("SET lock_timeout TO DEFAULT;", None),
        ] {
            assert_eq!(lock_timeout_behind(text), expected, "{text}");
        }
    }
}
