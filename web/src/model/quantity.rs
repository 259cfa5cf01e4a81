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
        "" => Some(1),
        "k" | "thousand" => Some(1_000),
        "m" | "million" | "mio" => Some(1_000_000),
        "b" | "bn" | "billion" => Some(1_000_000_000),
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
        "" | "b" | "byte" | "bytes" => Some(1),
        "k" | "kb" | "kib" => Some(1 << 10),
        "m" | "mb" | "mib" => Some(1 << 20),
        "g" | "gb" | "gib" => Some(1 << 30),
        "t" | "tb" | "tib" => Some(1 << 40),
        _ => None,
    })
}

/// A number of things, short: `1.15 M`.
#[must_use]
pub fn show_count(count: u64) -> String {
    show(count, 1_000, ["", "k", "M", "B", "T"])
}

/// A number of bytes, short: `2.4 GB`.
#[must_use]
pub fn show_bytes(bytes: u64) -> String {
    show(bytes, 1_024, ["bytes", "kB", "MB", "GB", "TB"])
}

/// More than anybody has.
const MOST: u128 = 1_000_000_000_000_000_000;

fn scaled(text: &str, unit: impl Fn(&str) -> Option<u128>) -> Option<u64> {
    // Digits may be grouped, `1,200 000` or `1_200`.
    let mut text: String = text
        .chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, ',' | '_' | '\''))
        .collect();
    text.make_ascii_lowercase();
    let (whole, rest) = digits(&text);
    let (part, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
    // `2e6`, but not the e of a unit.
    let power = rest
        .strip_prefix('e')
        .map(digits)
        .filter(|it| !it.0.is_empty());
    let (power, rest) = power.unwrap_or(("0", rest));
    if whole.is_empty() && part.is_empty() || part.len() > 12 {
        return None;
    }
    let amount: u128 = format!("{whole}{part}").parse().ok()?;
    let scale = 10_u128.checked_pow(power.parse().ok()?)?;
    let amount = amount.checked_mul(scale)?.checked_mul(unit(rest)?)?;
    let tens = 10_u128.pow(u32::try_from(part.len()).ok()?);
    let number = (amount + tens / 2) / tens;
    (number <= MOST)
        .then(|| u64::try_from(number).ok())
        .flatten()
}

/// The digits that a text begins with, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|it: char| !it.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

/// Three digits of an amount and its unit.
fn show(amount: u64, step: u128, units: [&str; 5]) -> String {
    let amount = u128::from(amount);
    let mut unit = 0;
    let mut size = 1;
    // What would be shown as 1000 is one of the next unit.
    while unit + 1 < units.len() && amount * 2_000 >= size * step * 1_999 {
        size *= step;
        unit += 1;
    }
    let hundredths = (amount * 100 + size / 2) / size;
    let (whole, part) = match hundredths {
        _ if unit == 0 => (amount, 0),
        0..1_000 => (hundredths / 100, hundredths % 100),
        1_000..10_000 => ((hundredths + 5) / 100, (hundredths + 5) % 100 / 10 * 10),
        _ => ((hundredths + 50) / 100, 0),
    };
    let mut text = whole.to_string();
    if part > 0 {
        text = format!("{text}.{part:02}");
        if part % 10 == 0 {
            text.pop();
        }
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
