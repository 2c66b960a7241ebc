//! What the documentation says of masked and of coarser values, written down a second time.

use intune_privacy::Format;

/// The longest value of which a part may stay, in bytes.
const LONGEST: usize = 4096;

/// Whether `shown` is a mask of the value: stars, and beside them no more of the value's own start
/// and end than its format allows.
pub(super) fn is_mask(format: Option<Format>, value: &str, shown: &str, to_length: bool) -> bool {
    let (Some(first), Some(last)) = (shown.find('*'), shown.rfind('*')) else { return false };
    let (before, stars, after) = (&shown[..first], &shown[first..=last], &shown[last + 1..]);
    let kept = before.chars().count() + after.chars().count();
    let Some(hidden) = value.chars().count().checked_sub(kept) else { return false };
    let expected = if to_length && !value.is_empty() { hidden } else { 3 };
    stars.bytes().all(|byte| byte == b'*')
        && stars.len() == expected
        && (kept == 0 || is_documented(format, value, before, after, kept <= hidden))
}

fn is_documented(
    format: Option<Format>,
    value: &str,
    before: &str,
    after: &str,
    at_most_half: bool,
) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_hexdigit).count();
    let is_own = value.starts_with(before) && value.ends_with(after);
    // The brace or the filler at the end is hidden.
    let is_last = |fillers: [char; 2]| {
        before.is_empty()
            && (value.ends_with(after) || value.trim_end_matches(fillers).ends_with(after))
    };
    let is_visible = !value.chars().any(char::is_control) && value.len() <= LONGEST;
    is_visible
        && match format {
            Some(Format::Email) => {
                is_own
                    && before.chars().count() == 1
                    && after.starts_with('@')
                    && after.contains('.')
            }
            Some(Format::Ip) => {
                let separators = before.matches(['.', ':']).count();
                is_own && after.is_empty() && separators == 2 && !before.contains("::")
            }
            Some(Format::Mac) => is_own && after.is_empty() && digits(before) == 6,
            _ if !at_most_half => false,
            Some(Format::Guid) => is_last(['}', '}']) && after.len() == 4 && digits(after) == 4,
            Some(Format::Iccid) => is_last(['F', 'f']) && after.len() == 4 && digits(after) == 4,
            Some(Format::Imei | Format::Phone) => {
                let others = after.chars().filter(|c| " -./()".contains(*c)).count();
                is_own && before.is_empty() && digits(after) == 4 && after.len() == 4 + others
            }
            Some(Format::Path) => {
                let root =
                    matches!(before.as_bytes(), [] | [b'/'] | b"\\\\" | [_, b':', b'/' | b'\\']);
                is_own && root && after.len() <= 5 && (after.is_empty() || after.starts_with('.'))
            }
            Some(Format::PersonName) => {
                is_own
                    && after.is_empty()
                    && before.chars().count() == 1
                    && before.chars().all(char::is_alphabetic)
            }
            Some(Format::Serial) => {
                is_own && before.is_empty() && after.len() == 4 && after.is_ascii()
            }
            Some(Format::Timestamp) => {
                let year = before.strip_suffix('-').unwrap_or("none");
                is_own && after.is_empty() && year.len() == 4 && are_digits(year)
            }
            Some(Format::Version) => {
                let number = before.strip_suffix('.').unwrap_or("none");
                is_own && after.is_empty() && number.len() <= 5 && are_digits(number)
            }
            _ => false,
        }
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `shown` is the value in the coarser terms of its format.
pub(super) fn is_general(format: Option<Format>, value: &str, shown: &str) -> bool {
    match format {
        Some(Format::Email) => {
            shown.starts_with('@') && shown.len() < value.len() && value.ends_with(shown)
        }
        Some(Format::Imei) => shown.len() == 8 && are_digits(shown),
        Some(Format::Ip) => match shown.split_once('/') {
            Some((v4, "24")) => v4.ends_with(".0"),
            Some((v6, "40" | "48")) => v6.ends_with("::"),
            _ => false,
        },
        Some(Format::Location) => shown.split(", ").all(|part| {
            let part = part.strip_prefix('-').unwrap_or(part);
            part.split_once('.').is_some_and(|(degrees, tenth)| {
                degrees.len() <= 3 && tenth.len() == 1 && are_digits(degrees) && are_digits(tenth)
            })
        }),
        Some(Format::Mac) => {
            shown.len() == 8 && shown.split(':').all(|octet| u8::from_str_radix(octet, 16).is_ok())
        }
        Some(Format::Timestamp) => shown.len() == 10 && value.starts_with(shown),
        Some(Format::Version) => {
            let rest = value.strip_prefix(shown).unwrap_or_default();
            shown.len() <= 5 && are_digits(shown) && rest.starts_with('.')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_general, is_mask};
    use intune_privacy::Format;

    #[test]
    fn a_mask_shows_no_more_than_is_documented() {
        for (format, value, shown) in [
            (Format::Email, "adele@contoso.example", "ad***@contoso.example"),
            (Format::Email, "adele@contoso.example", "a**@contoso.example"),
            (Format::Ip, "203.0.113.7", "203.0.113.***"),
            (Format::Serial, "C02XK1JGJHD3", "***GJHD3"),
            (Format::Serial, "C02XK1J", "***XK1J"),
            (Format::Phone, "+46 70 174 06 05", "***74 06 05"),
            (Format::Guid, "6f9619ff-8b86-d011-b42d-00cf4fc99e6d", "6f9619ff-***"),
            (Format::Version, "10.0.22631.4317", "10.0.***"),
            (Format::Timestamp, "2026-11-22", "2026-11-***"),
            (Format::PersonName, "Adele Vance", "A*** V"),
            (Format::Text, "Adele", "A***"),
            (Format::Text, "Adele", "Adele"),
        ] {
            assert!(!is_mask(Some(format), value, shown, false), "{shown}");
        }
        assert!(is_mask(
            Some(Format::Email),
            "adele@contoso.example",
            "a***@contoso.example",
            false
        ));
        assert!(is_mask(Some(Format::Text), "Adele", "*****", true));
        assert!(!is_mask(Some(Format::Text), "Adele", "***", true));
    }

    #[test]
    fn coarser_terms_are_those_of_the_format() {
        for (format, value, shown) in [
            (Format::Email, "adele@contoso.example", "adele@contoso.example"),
            (Format::Ip, "203.0.113.7", "203.0.113.7/24"),
            (Format::Timestamp, "2026-11-22T10:20", "2026-11-22T10"),
            (Format::Location, "59.3293, 18.0686", "59.33, 18.1"),
            (Format::Serial, "C02XK1JGJHD3", "C02"),
        ] {
            assert!(!is_general(Some(format), value, shown), "{shown}");
        }
        assert!(is_general(Some(Format::Ip), "203.0.113.7", "203.0.113.0/24"));
    }
}
