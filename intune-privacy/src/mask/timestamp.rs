//! A date, with or without a time.

use core::fmt;
#[cfg(any(feature = "std", test))]
use core::time::Duration;

use super::Ends;

/// A day of the proleptic Gregorian calendar (ISO 8601) in the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u16,
    month: u16,
    day: u16,
}

impl Date {
    const LENGTH: usize = "2026-11-22".len();

    /// The day of a timestamp (RFC 3339, also with a space for the `T`), at the offset that it is
    /// written with. What follows hours and minutes may be anything that the usual libraries add:
    /// seconds, an offset, a time zone.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(Self::LENGTH)?;
        let mut parts = date.split('-');
        let [year, month, day] = [4, 2, 2].map(|length| number(parts.next()?, length));
        let (year, month, day) = (year?, month?, day?);
        let is_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        (is_day && (rest.is_empty() || is_time(rest))).then_some(Self { year, month, day })
    }

    /// The day, in UTC, that lies so long after 1 January 1970; `None` after the year 9999.
    ///
    /// The calendar repeats every 400 years. With March as the first month of the year, the day
    /// that a leap year adds is the last of the year, and the lengths of the months from March on
    /// follow a line of 153 days in 5 months.
    #[cfg(any(feature = "std", test))]
    pub(crate) fn since_epoch(time: Duration) -> Option<Self> {
        const DAY: u64 = 86_400;
        const YEARS_400: u64 = 146_097;
        const YEARS_100: u64 = 36_524;
        const YEARS_4: u64 = 1_461;
        // From 1 March of the year 0 to 1 January 1970.
        const EPOCH: u64 = 719_468;

        let days = time.as_secs() / DAY + EPOCH;
        let (cycle, day) = (days / YEARS_400, days % YEARS_400);
        let leap_days = day / (YEARS_4 - 1) - day / YEARS_100 + day / (YEARS_400 - 1);
        let year = (day - leap_days) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        let year = u16::try_from(400 * cycle + year).ok().filter(|year| *year <= 9999)?;
        Some(Self { year, month: u16::try_from(month).ok()?, day: u16::try_from(day).ok()? })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The year.
pub(super) fn ends(text: &str) -> Option<Ends<'_>> {
    Date::parse(text).map(|_| Ends::first(&text[.."2026-".len()]))
}

/// The value of exactly so many digits.
fn number(text: &str, length: usize) -> Option<u16> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn days_in(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether the text is a separator, hours, minutes and anything that can follow. Some libraries
/// write hours before ten with one digit.
fn is_time(text: &str) -> bool {
    let Some((hours, rest)) =
        text.strip_prefix(['T', 't', ' ']).and_then(|time| time.split_once(':'))
    else {
        return false;
    };
    let Some((minutes, rest)) = rest.split_at_checked(2) else { return false };
    let hours = number(hours, 2).or_else(|| number(hours, 1));
    let can_follow = |c: char| c.is_ascii_alphanumeric() || ":.,+-/_[] ".contains(c);
    hours.is_some_and(|hours| hours < 24)
        && number(minutes, 2).is_some_and(|minutes| minutes < 60)
        && !rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(can_follow)
}

#[cfg(test)]
mod tests {
    use super::{Date, days_in};
    use crate::mask::tests::check;
    use alloc::string::ToString;
    use core::time::Duration;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn the_year_stays() {
        check(
            Format::Timestamp,
            &[
                ("2026-11-22T10:20:30Z", "2026-***"),
                ("2026-11-22t10:20:30.123456789z", "2026-***"),
                ("2026-11-22T10:20:30+01:00", "2026-***"),
                ("2026-11-22T10:20:30+01:00[Europe/Stockholm]", "2026-***"),
                ("2026-11-22 10:20:30", "2026-***"),
                ("2026-11-22 10:20:30 UTC", "2026-***"),
                ("2026-11-22 9:20:30.0 +00:00:00", "2026-***"),
                ("2026-11-22 10:20", "2026-***"),
                ("2026-11-22", "2026-***"),
                ("2024-02-29", "2024-***"),
                ("2000-02-29", "2000-***"),
                ("0000-02-29", "0000-***"),
                ("9999-12-31", "9999-***"),
                ("2016-12-31T23:59:60Z", "2016-***"),
            ],
        );
    }

    #[test]
    fn nothing_else_shows_any_part() {
        check(
            Format::Timestamp,
            &[
                ("2026-02-29", "***"),
                ("1900-02-29", "***"),
                ("2026-13-01", "***"),
                ("2026-00-01", "***"),
                ("2026-04-31", "***"),
                ("2026-11-00", "***"),
                ("2026-11-32", "***"),
                ("2026-11-22T24:00:00Z", "***"),
                ("2026-11-22T10:60:00Z", "***"),
                ("2026-11-22T10:200:00Z", "***"),
                ("2026-11-22T10", "***"),
                ("2026-11-22T", "***"),
                ("2026-11-22T010:20", "***"),
                ("2026-11-22T:20", "***"),
                ("2026-11-22T10:20:30Z é", "***"),
                ("2026-11-22T10:20:30Z\n", "***"),
                ("2026-11-22Z", "***"),
                ("2026-11-22x10:20:30", "***"),
                ("2026-11-2", "***"),
                ("2026-11-223", "***"),
                ("2026-1-22", "***"),
                ("2026/11/22", "***"),
                ("20261122", "***"),
                ("22-11-2026", "***"),
                ("+2026-11-22", "***"),
                ("+12026-11-22", "***"),
                ("-2026-11-22", "***"),
                ("2026-+1-22", "***"),
                ("2026-11-2-", "***"),
                (" 2026-11-22", "***"),
                ("٢٠٢٦-١١-٢٢", "***"),
                ("２０２６-11-22", "***"),
                ("2026-11-2é", "***"),
                ("1795341600", "***"),
                ("yesterday", "***"),
                ("", "***"),
            ],
        );
    }

    const DAY: u64 = 86_400;

    fn on_day(days: u64) -> Option<Date> {
        Date::since_epoch(Duration::from_secs(days * DAY))
    }

    #[test]
    fn known_days() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (DAY - 1, "1970-01-01"),
            (DAY, "1970-01-02"),
            (58 * DAY, "1970-02-28"),
            (59 * DAY, "1970-03-01"),
            (951_782_400, "2000-02-29"),
            (1_709_164_800, "2024-02-29"),
            (1_795_341_600, "2026-11-22"),
            (4_107_456_000, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
            (253_402_300_799, "9999-12-31"),
        ] {
            let day = Date::since_epoch(Duration::from_secs(seconds)).map(|date| date.to_string());
            assert_eq!(day.as_deref(), Some(date), "{seconds}");
        }
    }

    #[test]
    fn years_end_at_9999() {
        assert!(Date::since_epoch(Duration::from_secs(253_402_300_799)).is_some());
        assert_eq!(Date::since_epoch(Duration::from_secs(253_402_300_800)), None);
        assert_eq!(Date::since_epoch(Duration::MAX), None);
    }

    #[test]
    fn each_day_is_followed_by_the_next() {
        let mut date = Date { year: 1970, month: 1, day: 1 };
        let mut days = 0;
        while date.year <= 9999 {
            assert_eq!(on_day(days), Some(date));
            let next = following(date);
            assert!(date < next);
            (date, days) = (next, days + 1);
        }
        assert_eq!(on_day(days), None);
    }

    fn following(date: Date) -> Date {
        let Date { year, month, day } = date;
        match (month, day) {
            (12, 31) => Date { year: year + 1, month: 1, day: 1 },
            _ if day == days_in(year, month) => Date { year, month: month + 1, day: 1 },
            _ => Date { year, month, day: day + 1 },
        }
    }

    #[test]
    fn a_date_parses_as_it_is_written() {
        for days in (0..2_900_000).step_by(97) {
            let date = on_day(days).unwrap();
            assert_eq!(Date::parse(&date.to_string()), Some(date));
        }
    }
}
