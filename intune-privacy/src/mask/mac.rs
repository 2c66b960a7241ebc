//! A MAC address.

use super::Ends;

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
        // How many digits stand together, and how long the text of the first 3 octets is.
        let (group, separators, vendor) = match text.len() {
            17 => (2, ":-", 9),
            14 => (4, ".", 7),
            12 => (12, "", 6),
            _ => return None,
        };
        if !is_grouped(text, group, separators) {
            return None;
        }
        let vendor = &text[..vendor];
        let oui = first_three_octets(vendor);
        (oui[0] & (GROUP | LOCAL) == 0).then_some(Self { vendor, oui })
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

/// Whether the text is groups of so many hexadecimal digits, with one and the same separator
/// between all of them.
fn is_grouped(text: &str, group: usize, separators: &str) -> bool {
    let separator = text.chars().nth(group);
    text.chars().enumerate().all(|(place, c)| {
        if place % (group + 1) == group {
            separators.contains(c) && separator == Some(c)
        } else {
            c.is_ascii_hexdigit()
        }
    })
}

fn first_three_octets(vendor: &str) -> [u8; 3] {
    let digits = vendor.chars().filter_map(|c| c.to_digit(16));
    let [_, first, second, third] = digits.fold(0, |all, digit| all << 4 | digit).to_be_bytes();
    [first, second, third]
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
