//! A hardware serial number.

use super::Ends;

/// The longest text that is taken for a serial number.
const LONGEST: usize = 64;

/// The last 4 characters of at least 8, if all are letters, digits and hyphens of ASCII.
pub(super) fn ends(text: &str) -> Option<Ends<'_>> {
    let is_serial = (8..=LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_serial.then(|| Ends::last(&text[text.len() - 4..]))
}

#[cfg(test)]
mod tests {
    use crate::mask::tests::{check, masked};
    use intune_privacy_taxonomy::Format;

    #[test]
    fn serial() {
        check(
            Format::Serial,
            &[
                ("C02XK1JGJHD3", "***JHD3"),
                ("5CD0123ABC", "***3ABC"),
                ("0123-4567-8901-2345", "***2345"),
                ("ABCD1234", "***1234"),
                // Too short, or no serial numbers.
                ("ABC1234", "***"),
                ("To be filled by O.E.M.", "***"),
                ("ABCD 1234", "***"),
                ("ABCD_1234", "***"),
                ("ABCD1234\n", "***"),
                ("ABCD123é", "***"),
                ("ABCD123\u{200B}", "***"),
                ("АВСD1234", "***"),
                ("ABCD١٢٣٤", "***"),
                ("", "***"),
            ],
        );
    }

    #[test]
    fn length_has_a_limit() {
        assert_eq!(masked(Some(Format::Serial), &"A".repeat(64)), "***AAAA");
        assert_eq!(masked(Some(Format::Serial), &"A".repeat(65)), "***");
    }
}
