//! A geographic position, to a tenth of a degree.

use core::fmt;

/// Latitude and longitude in tenths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    latitude: i16,
    longitude: i16,
}

impl Position {
    /// Reads decimal degrees: `lat, lon`, `lat; lon` or `lat lon`.
    ///
    /// A decimal point is wanted in at least one of them: `59,33` may be one number, written with
    /// a comma, rather than two.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (latitude, longitude) = text
            .split_once([',', ';'])
            .or_else(|| text.split_once(' '))
            .filter(|_| text.contains('.'))?;
        Some(Self {
            latitude: tenths(latitude.trim_matches(' '), 90)?,
            longitude: tenths(longitude.trim_matches(' '), 180)?,
        })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", Tenths(self.latitude), Tenths(self.longitude))
    }
}

struct Tenths(i16);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let tenths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// The nearest tenth of a number of degrees between `-limit` and `limit`; halves go away from
/// zero. Digits are counted rather than computed with, so there is no infinity and no exponent.
fn tenths(text: &str, limit: i16) -> Option<i16> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (degrees, fraction) = match digits.split_once('.') {
        Some((degrees, fraction)) if !fraction.is_empty() => (degrees, fraction),
        Some(_) => return None,
        None => (digits, ""),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=3).contains(&degrees.len()) || !are_digits(degrees) || !are_digits(fraction) {
        return None;
    }
    let degrees: i16 = degrees.parse().ok()?;
    let is_within = degrees < limit || (degrees == limit && fraction.bytes().all(|b| b == b'0'));
    let mut digits = fraction.bytes().map(|byte| i16::from(byte - b'0'));
    let tenth = digits.next().unwrap_or_default();
    let rounded = i16::from(digits.next().unwrap_or_default() >= 5);
    is_within.then_some(sign * (10 * degrees + tenth + rounded))
}

#[cfg(test)]
mod tests {
    use super::Position;
    use alloc::string::{String, ToString};

    fn position(text: &str) -> Option<String> {
        Position::parse(text).map(|position| position.to_string())
    }

    #[test]
    fn a_tenth_of_a_degree() {
        for (text, expected) in [
            ("59.3293, 18.0686", "59.3, 18.1"),
            ("59.3293,18.0686", "59.3, 18.1"),
            ("59.3293;18.0686", "59.3, 18.1"),
            ("59.3293 18.0686", "59.3, 18.1"),
            ("-33.8688 ; +151.2093", "-33.9, 151.2"),
            ("60, 18.5", "60.0, 18.5"),
            ("0.04, -0.04", "0.0, 0.0"),
            ("0.05, -0.05", "0.1, -0.1"),
            ("0.0499999999999999999999999, -0.95", "0.0, -1.0"),
            ("90.0, 180.000", "90.0, 180.0"),
            ("-89.99, -179.99", "-90.0, -180.0"),
            ("007.0, 008.0", "7.0, 8.0"),
        ] {
            assert_eq!(position(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_position() {
        for text in [
            "",
            ".",
            ", .",
            "59.3293",
            "59,3293",
            "59, 18",
            "59 18",
            "59,3293;18,0686",
            "59,3293 18,0686",
            "59.3293, 18.0686, 12",
            "59.3293, ",
            "59., 18.",
            ".5, .5",
            "90.01, 0",
            "90.0000000000000000000000001, 0",
            "0, 180.1",
            "91.0, 0",
            "0, -181.0",
            "1000.0, 0",
            "NaN, 1.0",
            "1.0, inf",
            "5.9e1, 1.8e1",
            "--59.3, 18.0",
            "+-59.3, 18.0",
            "59.3.1, 18.0",
            "59.3-1, 18.0",
            "59.3N, 18.0E",
            "59°19'45.5\"N 18.0",
            "geo:59.3,18.0",
            "٥٩.٣, 18.0",
            "59.3,\n18.0",
            "59.3,\u{A0}18.0",
            "Storgatan 1. 12",
        ] {
            assert_eq!(position(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_tenth_is_its_own() {
        for tenths in -900_i16..=900 {
            let sign = if tenths < 0 { "-" } else { "" };
            let degrees = alloc::format!("{sign}{}.{}", (tenths / 10).abs(), (tenths % 10).abs());
            let pair = alloc::format!("{degrees}, {degrees}");
            assert_eq!(position(&pair), Some(pair));
        }
    }
}
