//! Numbers as people write them: `1.15 M` rows, `2.4 GB`.

/// A number of things: `1200`, `1,200`, `1.2 k`, `3 million`, `2e6`.
///
/// ```
/// use lockstep_web::model::quantity::count;
/// assert_eq!(count("1.15 M"), Some(1_150_000));
/// assert_eq!(count("many"), None);
/// ```
#[must_use]
pub fn count(text: &str) -> Option<u64> {
    scaled(text, |unit| match unit {
        "" => Some(1.0),
        "k" | "thousand" => Some(1e3),
        "m" | "million" | "mio" => Some(1e6),
        "b" | "bn" | "billion" => Some(1e9),
        _ => None,
    })
}

/// A number of bytes: `800 MB`, `2.4GiB`, `9000000`. As in PostgreSQL's own
/// `pg_size_pretty`, a kB is 1,024 bytes.
///
/// ```
/// use lockstep_web::model::quantity::bytes;
/// assert_eq!(bytes("8 kB"), Some(8_192));
/// ```
#[must_use]
pub fn bytes(text: &str) -> Option<u64> {
    scaled(text, |unit| match unit {
        "" | "b" | "byte" | "bytes" => Some(1.0),
        "k" | "kb" | "kib" => Some(1024.0),
        "m" | "mb" | "mib" => Some(1024.0 * 1024.0),
        "g" | "gb" | "gib" => Some(1024.0 * 1024.0 * 1024.0),
        "t" | "tb" | "tib" => Some(1024.0 * 1024.0 * 1024.0 * 1024.0),
        _ => None,
    })
}

/// A number of things, short: `1.15 M`.
#[must_use]
pub fn show_count(count: u64) -> String {
    show(count, 1000.0, ["", "k", "M", "B", "T"])
}

/// A number of bytes, short: `2.4 GB`.
#[must_use]
pub fn show_bytes(bytes: u64) -> String {
    show(bytes, 1024.0, ["bytes", "kB", "MB", "GB", "TB"])
}

fn scaled(text: &str, unit: impl Fn(&str) -> Option<f64>) -> Option<u64> {
    // Digits may be grouped, `1,200 000` or `1_200`.
    let text: String = text
        .trim()
        .chars()
        .filter(|it| !matches!(it, ',' | '_' | '\'' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    let text = text.to_lowercase();
    let number = |it: char| it.is_ascii_digit() || it == '.';
    let end = text.find(|it| !number(it)).unwrap_or(text.len());
    // `2e6`, but not the e of a unit.
    let end = match text[end..].strip_prefix('e') {
        Some(power) if power.starts_with(|it: char| it.is_ascii_digit()) => {
            let digits = power.find(|it: char| !it.is_ascii_digit());
            end + 1 + digits.unwrap_or(power.len())
        }
        _ => end,
    };
    let amount: f64 = text[..end].parse().ok()?;
    whole(amount * unit(&text[end..])?)
}

/// The nearest whole number, where it can be one.
fn whole(number: f64) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    (0.0..=1e18)
        .contains(&number)
        .then(|| number.round() as u64)
}

fn show(amount: u64, step: f64, units: [&str; 5]) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let mut rest = amount as f64;
    let mut unit = 0;
    // What would be shown as 1000 is one of the next unit.
    while rest >= step * 0.9995 && unit + 1 < units.len() {
        rest /= step;
        unit += 1;
    }
    let digits = match rest {
        _ if unit == 0 => 0,
        0.0..9.995 => 2,
        9.995..99.95 => 1,
        _ => 0,
    };
    let mut text = format!("{rest:.digits$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if units[unit].is_empty() {
        return text;
    }
    format!("{text} {}", units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_people_write_them() {
        for (text, number) in [
            ("0", 0),
            ("1200", 1_200),
            (" 1,200 ", 1_200),
            ("1 200 000", 1_200_000),
            ("1_000", 1_000),
            ("1.15M", 1_150_000),
            ("3 million", 3_000_000),
            ("2e6", 2_000_000),
            ("1.5 bn", 1_500_000_000),
        ] {
            assert_eq!(count(text), Some(number), "{text}");
        }
        for text in ["", "M", "-1", "1 GB", "1.2.3", "12 apples", "1e99"] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn bytes_are_read_as_people_write_them() {
        for (text, number) in [
            ("8192", 8_192),
            ("8 kB", 8_192),
            ("1 MB", 1_048_576),
            ("2GiB", 2_147_483_648),
            ("0.5 TB", 549_755_813_888),
        ] {
            assert_eq!(bytes(text), Some(number), "{text}");
        }
        assert_eq!(bytes("5 rows"), None);
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        for number in [
            0,
            7,
            999,
            1_000,
            1_150_000,
            9_999_999,
            999_600,
            50_000_000_000,
        ] {
            let shown = show_count(number);
            let again = count(&shown).expect("a number");
            assert!(again.abs_diff(number) * 200 <= number, "{number}: {shown}");
        }
        assert_eq!(show_count(1_150_000), "1.15 M");
        assert_eq!(show_count(999_999), "1 M");
        assert_eq!(show_bytes(2_576_980_378), "2.4 GB");
        assert_eq!(show_bytes(512), "512 bytes");
    }
}
