//! Constants as written, and how PostgreSQL orders them.

use std::cmp::Ordering;

/// Types whose constants compare as numbers.
const NUMBERS: [&str; 7] = ["int2", "int4", "int8", "numeric", "float4", "float8", "oid"];
/// Types whose constants compare as text that is written in one way only.
const TIMES: [&str; 3] = ["date", "timestamp", "timestamptz"];

/// Whether a type holds text, to which PostgreSQL turns others of its kind.
pub(super) fn is_text(name: &str) -> bool {
    matches!(name, "text" | "varchar" | "bpchar" | "name")
}

/// Whether constants of a type are told apart here.
pub(super) fn is_comparable(name: &str) -> bool {
    NUMBERS.contains(&name) || TIMES.contains(&name) || matches!(name, "bool" | "uuid")
}

/// Whether the operators of a type take its constants as they are, without
/// making them those of another type.
pub(super) fn is_compared_as_written(name: &str) -> bool {
    is_comparable(name) || matches!(name, "text" | "bpchar")
}

/// How two constants of a type, named as in `pg_type`, are ordered; none where that is not known.
pub(super) fn order(data_type: Option<&str>, left: &str, right: &str) -> Option<Ordering> {
    let (left, right) = (constant(left)?, constant(right)?);
    let name = data_type.unwrap_or_default();
    if matches!(name, "int2" | "int4" | "int8") {
        let integer = |text: &str| text.parse::<i64>().ok();
        return Some(integer(left)?.cmp(&integer(right)?));
    }
    if NUMBERS.contains(&name) {
        let number = |text: &str| text.parse::<f64>().ok();
        return number(left)?.partial_cmp(&number(right)?);
    }
    if left == right {
        return Some(Ordering::Equal);
    }
    let plain = |text: &str| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !text.is_empty() && text.bytes().all(is_plain)
    };
    match name {
        "bool" => Some(truth(left)?.cmp(&truth(right)?)),
        "uuid" => {
            let plain =
                |text: &str| text.len() == 36 && !text.contains(|it: char| it.is_ascii_uppercase());
            (plain(left) && plain(right)).then(|| left.cmp(right))
        }
        // Every collation orders these alike.
        name if is_text(name) => (plain(left) && plain(right)).then(|| left.cmp(right)),
        name if TIMES.contains(&name) => {
            let (left, right) = (moment(left)?, moment(right)?);
            Some(left.cmp(right))
        }
        _ => None,
    }
}

/// Whether two constants of a type are the same; none where that is not known.
pub(super) fn same(data_type: Option<&str>, left: &str, right: &str) -> Option<bool> {
    if let Some(order) = order(data_type, left, right) {
        return Some(order.is_eq());
    }
    // Texts that are spelt differently are different.
    let known = data_type.is_some_and(is_text);
    (known && constant(left)? != constant(right)?).then_some(false)
}

/// What stands between the quotes of a constant, without casts and brackets.
fn constant(written: &str) -> Option<&str> {
    let mut text = written.trim();
    while let Some(inner) = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        text = inner.trim();
    }
    // `date '2025-01-01'`
    if let Some(quote) = text.find('\'')
        && text[..quote]
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b' ')
        && !matches!(
            &text.as_bytes()[..quote],
            [b'e' | b'E' | b'b' | b'B' | b'x' | b'X']
        )
    {
        let rest = &text[quote + 1..];
        let end = rest.find('\'')?;
        let behind = rest[end + 1..].trim_start();
        return (behind.is_empty() || behind.starts_with("::")).then(|| &rest[..end]);
    }
    let number = text.split("::").next().unwrap_or_default().trim();
    let number = number
        .strip_prefix('(')
        .and_then(|it| it.strip_suffix(')'))
        .unwrap_or(number);
    let known = number.parse::<f64>().is_ok() || truth(number).is_some();
    known.then_some(number)
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "TRUE" | "t" => Some(true),
        "false" | "FALSE" | "f" => Some(false),
        _ => None,
    }
}

/// A date, or a time at midnight, in the order of year, month and day.
fn moment(text: &str) -> Option<&str> {
    let date = text.strip_suffix(" 00:00:00").unwrap_or(text);
    let digits = |byte: (usize, u8)| match byte.0 {
        4 | 7 => byte.1 == b'-',
        10 => byte.1 == b' ',
        13 | 16 => byte.1 == b':',
        _ => byte.1.is_ascii_digit(),
    };
    let whole = matches!(date.len(), 10 | 19);
    (whole && date.bytes().enumerate().all(digits)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_ordered_by_their_type() {
        let cases = [
            ("int4", "9", "'10'", Some(Ordering::Less)),
            ("int8", "(-5)", "'-5'::bigint", Some(Ordering::Equal)),
            ("int4", "1000.0", "1000", None),
            ("numeric", "1.5", "1.50", Some(Ordering::Equal)),
            ("text", "'a'", "'b'::text", Some(Ordering::Less)),
            ("text", "'a'", "'B'", None),
            (
                "date",
                "date '2025-01-01'",
                "'2024-12-31'",
                Some(Ordering::Greater),
            ),
            (
                "timestamp",
                "'2025-01-01'",
                "'2025-01-01 00:00:00'",
                Some(Ordering::Equal),
            ),
            (
                "timestamptz",
                "'2025-01-01 00:00:00+00'",
                "'2025-01-01'",
                None,
            ),
            ("bool", "true", "'f'", Some(Ordering::Greater)),
            ("int4", "abs(1)", "1", None),
        ];
        for (data_type, left, right, expected) in cases {
            assert_eq!(
                order(Some(data_type), left, right),
                expected,
                "{left} {right}"
            );
        }
        assert_eq!(same(Some("text"), "'a'", "'B'"), Some(false));
        assert_eq!(same(None, "'a'", "'B'"), None);
    }
}
