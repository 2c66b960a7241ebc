//! A MAC address.

use super::{Ends, hexadecimal};

/// A universal address of one device, as `a4:83:e7:12:34:56`, `a4-83-e7-12-34-56`,
/// `a483.e712.3456` or `a483e7123456`.
///
/// Its first 3 octets name the vendor (the OUI of IEEE 802-2014, clause 8.2). An address with the
/// bit for groups or for local administration names none: that is how phones and laptops mark the
/// random addresses with which they hide their own.
pub(crate) struct Mac<'a> {
    /// As written, with the separator that follows.
    vendor: &'a str,
    oui: [u8; 3],
}

impl<'a> Mac<'a> {
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let [first, second, third, ..] = octets(text)?;
        if first & (GROUP | LOCAL) != 0 {
            return None;
        }
        let before_fourth = match text.len() {
            17 => 9,
            14 => 7,
            _ => 6,
        };
        Some(Self { vendor: &text[..before_fourth], oui: [first, second, third] })
    }

    /// The organizationally unique identifier: the vendor.
    pub(crate) fn oui(&self) -> [u8; 3] {
        self.oui
    }

    pub(super) fn ends(&self) -> Ends<'a> {
        Ends::first(self.vendor)
    }
}

/// The bits of the first octet that mark an address of a group and one of local administration.
const GROUP: u8 = 0b01;
const LOCAL: u8 = 0b10;

/// The octets of an address in any of the forms above, in either case.
pub(crate) fn octets(text: &str) -> Option<[u8; 6]> {
    match (text.len(), text.as_bytes()) {
        (17, [_, _, separator @ (b':' | b'-'), ..]) => {
            hexadecimal::octets(text, &[2; 6], *separator)
        }
        (14, _) => hexadecimal::octets(text, &[4; 3], b'.'),
        _ => hexadecimal::octets(text, &[12], b'.'),
    }
}

#[cfg(test)]
mod tests {
    use super::Mac;
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn the_vendor_stays() {
        check(
            Format::Mac,
            &[
                ("a4:83:e7:12:34:56", "a4:83:e7:***"),
                ("A4-83-E7-12-34-56", "A4-83-E7-***"),
                ("a483.e712.3456", "a483.e7***"),
                ("a483e7123456", "a483e7***"),
                ("00:00:00:00:00:00", "00:00:00:***"),
            ],
        );
    }

    #[test]
    fn nothing_else_shows_any_part() {
        check(
            Format::Mac,
            &[
                // Local administration, a group, both.
                ("a6:83:e7:12:34:56", "***"),
                ("02:83:e7:12:34:56", "***"),
                ("01:00:5e:00:00:fb", "***"),
                ("ff:ff:ff:ff:ff:ff", "***"),
                ("a683e7123456", "***"),
                // No MAC addresses.
                ("a4:83:e7:12:34", "***"),
                ("a4:83:e7:12:34:56:78", "***"),
                ("a4:83:e7:12:34:5g", "***"),
                ("a4:83-e7:12-34:56", "***"),
                ("a4.83.e7.12.34.56", "***"),
                ("a4:83:e7:12:34-56", "***"),
                ("a483:e712:3456", "***"),
                ("a483e712.3456", "***"),
                ("a4 83 e7 12 34 56", "***"),
                ("a483e712345", "***"),
                ("a483e71234é", "***"),
                ("a4：83：e7", "***"),
                ("a483e7123456\n", "***"),
                ("", "***"),
            ],
        );
    }

    #[test]
    fn oui() {
        let oui = |text| Mac::parse(text).map(|mac| mac.oui());
        for text in ["a4:83:e7:12:34:56", "A4-83-E7-12-34-56", "a483.e712.3456", "a483e7123456"] {
            assert_eq!(oui(text), Some([0xA4, 0x83, 0xE7]), "{text}");
        }
        assert_eq!(oui("a6:83:e7:12:34:56"), None);
    }
}
