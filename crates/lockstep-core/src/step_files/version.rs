//! The numbers of a series of files.

use std::fmt;

use crate::framework::{self, layout::Style};

/// The number of a file, and how the next one is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// A second of a day, as year, month, day, hour, minute, second.
    Stamp {
        at: [u64; 6],
        style: (&'static str, &'static str),
    },
    Millis(u64),
    Number {
        value: u64,
        width: usize,
    },
    /// The number of the migration itself, and a part for each file.
    Dotted {
        migration: String,
        part: usize,
    },
}

impl Version {
    /// The first of a series that stands for the file of that path; `now`, in
    /// seconds since 1970, where the path shows none.
    pub(super) fn first(style: Style, path: &str, now: u64) -> Version {
        of_path(style, path).unwrap_or_else(|| match style {
            Style::Stamp(date, time) => Version::Stamp {
                at: civil(now),
                style: (date, time),
            },
            Style::Millis => Version::Millis(now.saturating_mul(1000)),
            Style::Number(width) => Version::Number { value: 1, width },
            Style::Dotted => Version::Dotted {
                migration: "1".to_owned(),
                part: 1,
            },
        })
    }

    /// The next of the series; of those that tell a time, a second later.
    pub(super) fn advance(&mut self) {
        match self {
            Version::Stamp { at, .. } => next_second(at),
            Version::Millis(value) => *value = value.saturating_add(1000),
            Version::Number { value, .. } => *value = value.saturating_add(1),
            Version::Dotted { part, .. } => *part += 1,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Version::Stamp {
                at: [year, month, day, hour, minute, second],
                style: (date, time),
            } => write!(
                f,
                "{year:04}{date}{month:02}{date}{day:02}{time}{hour:02}{minute:02}{second:02}"
            ),
            Version::Millis(value) => write!(f, "{value}"),
            Version::Number { value, width } => write!(f, "{value:0width$}"),
            Version::Dotted { migration, part } => write!(f, "{migration}.{part}"),
        }
    }
}

/// The number that a path shows.
fn of_path(style: Style, path: &str) -> Option<Version> {
    let digits = framework::version(path)?;
    if let Some(at) = stamp(&digits) {
        let style = match style {
            Style::Stamp(date, time) => (date, time),
            _ => ("", ""),
        };
        return Some(Version::Stamp { at, style });
    }
    match style {
        Style::Dotted => {
            let name = path.rsplit(['/', '\\']).next()?;
            let (version, _) = name.strip_prefix('V')?.split_once("__")?;
            Some(Version::Dotted {
                migration: version.to_owned(),
                part: 1,
            })
        }
        // Where dates have parts, another number is another framework's.
        Style::Stamp(date, time) if date.len() + time.len() > 0 => None,
        _ if digits.len() == 13 => digits.parse().ok().map(Version::Millis),
        _ => digits.parse().ok().map(|value| Version::Number {
            value,
            width: digits.len(),
        }),
    }
}

/// A time of 14 digits, if there is such a time.
fn stamp(digits: &str) -> Option<[u64; 6]> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
    if digits.len() != 14 {
        return None;
    }
    let at: [u64; 6] = [
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?,
    ];
    let [year, month, day, hour, minute, second] = at;
    let fits = (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    fits.then_some(at)
}

/// The days of a month of the Gregorian calendar.
fn days(year: u64, month: u64) -> u64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn next_second(at: &mut [u64; 6]) {
    let [year, month, day, hour, minute, second] = at;
    *second += 1;
    if *second == 60 {
        *second = 0;
        *minute += 1;
    }
    if *minute == 60 {
        *minute = 0;
        *hour += 1;
    }
    if *hour == 24 {
        *hour = 0;
        *day += 1;
    }
    if *day > days(*year, *month) {
        *day = 1;
        *month += 1;
    }
    if *month > 12 {
        *month = 1;
        *year += 1;
    }
}

/// Seconds since 1970 as a time in UTC.
fn civil(seconds: u64) -> [u64; 6] {
    // Whoever names a later time than the year 9999 gets that year's end.
    let seconds = seconds.min(253_402_300_799);
    let mut left = seconds / 86_400;
    let mut year = 1970;
    let mut month = 1;
    loop {
        let length = days(year, month);
        if left < length {
            break;
        }
        left -= length;
        month += 1;
        if month > 12 {
            month = 1;
            year += 1;
        }
    }
    let rest = seconds % 86_400;
    [
        year,
        month,
        left + 1,
        rest / 3600,
        rest / 60 % 60,
        rest % 60,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_go_on_from_the_file() {
        let plain = Style::Stamp("", "");
        for (style, path, first, second) in [
            (
                plain,
                "db/20240115101559_x.sql",
                "20240115101559",
                "20240115101600",
            ),
            (
                plain,
                "20231231235959_x.sql",
                "20231231235959",
                "20240101000000",
            ),
            (
                plain,
                "20240228235959_x.sql",
                "20240228235959",
                "20240229000000",
            ),
            (plain, "007_x.sql", "007", "008"),
            (plain, "099.sql", "099", "100"),
            (
                plain,
                "1705313700000_x.sql",
                "1705313700000",
                "1705313701000",
            ),
            (
                plain,
                "20240115101500_x/migration.sql",
                "20240115101500",
                "20240115101501",
            ),
            (
                plain,
                "20249915101500_x.sql",
                "20249915101500",
                "20249915101501",
            ),
            (plain, "x.sql", "20240115101500", "20240115101501"),
            (plain, "", "20240115101500", "20240115101501"),
            (
                Style::Stamp("-", "-"),
                "2024-01-15-101500_x/up.sql",
                "2024-01-15-101500",
                "2024-01-15-101501",
            ),
            (
                Style::Stamp("-", "-"),
                "001_x/up.sql",
                "2024-01-15-101500",
                "2024-01-15-101501",
            ),
            (
                Style::Stamp("_", "_"),
                "2024_01_15_101500_x.php",
                "2024_01_15_101500",
                "2024_01_15_101501",
            ),
            (Style::Millis, "x.sql", "1705313700000", "1705313701000"),
            (Style::Number(4), "x.sql", "0001", "0002"),
            (Style::Number(4), "0001_2fa.sql", "0001", "0002"),
            (Style::Dotted, "V3__x.sql", "3.1", "3.2"),
            (Style::Dotted, "V3.1__x.sql", "3.1.1", "3.1.2"),
            (
                Style::Dotted,
                "V20240115101500__x.sql",
                "20240115101500",
                "20240115101501",
            ),
            (Style::Dotted, "x.sql", "1.1", "1.2"),
        ] {
            let mut version = Version::first(style, path, 1_705_313_700);
            assert_eq!(version.to_string(), first, "{path}");
            version.advance();
            assert_eq!(version.to_string(), second, "{path}");
        }
    }
}
