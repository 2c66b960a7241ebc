//! Numbers of people and devices: telephone, IMEI and ICCID.

use super::Ends;

/// Text of digits and separators that ends with a digit.
#[derive(Clone, Copy)]
struct Digits<'a> {
    text: &'a str,
    count: usize,
}

impl<'a> Digits<'a> {
    fn parse(text: &'a str, separators: &[char]) -> Option<Self> {
        let known = |c: char| c.is_ascii_digit() || separators.contains(&c);
        let count = text.bytes().filter(u8::is_ascii_digit).count();
        (text.chars().all(known) && text.ends_with(|c: char| c.is_ascii_digit()))
            .then_some(Self { text, count })
    }

    fn values(self) -> impl DoubleEndedIterator<Item = u32> {
        self.text.chars().filter_map(|c| c.to_digit(10))
    }

    /// The last 4 digits with the separators between them.
    fn last_four(self) -> Option<Ends<'a>> {
        let (start, _) = self.text.rmatch_indices(|c: char| c.is_ascii_digit()).nth(3)?;
        Some(Ends::last(&self.text[start..]))
    }

    /// Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B).
    fn has_luhn_check_digit(self) -> bool {
        let double = |digit: u32| if digit < 5 { 2 * digit } else { 2 * digit - 9 };
        let weigh = |(place, digit)| if place % 2 == 0 { digit } else { double(digit) };
        self.values().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
    }
}

/// The last 4 digits of a telephone number.
///
/// An international number has at most 15 digits (ITU-T E.164); one of fewer than 8 is
/// short enough to be guessed from its end. Microsoft's help for users of Intune says that the
/// organization sees the last 4 digits of the number of a personal device.
pub(super) fn phone_ends(text: &str) -> Option<Ends<'_>> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '(') {
        return None;
    }
    let national = text.strip_prefix('+').unwrap_or(text);
    let digits = Digits::parse(national, &[' ', '-', '.', '(', ')'])?;
    (8..=15).contains(&digits.count).then(|| digits.last_four())?
}

/// The last 4 digits of a SIM card number.
///
/// It begins with 89, the industry identifier of telecommunications (ITU-T E.118). It has 19 digits
/// on most cards, 18 where a list leaves out the check digit, and up to 22 in others. A card stores
/// 2 digits in each octet, with an `F` in the half that is left (ETSI TS 102 221, clause 13.2).
pub(super) fn iccid_ends(text: &str) -> Option<Ends<'_>> {
    let number = text.strip_suffix(['F', 'f']).unwrap_or(text);
    let digits = Digits::parse(number, &[])?;
    let is_iccid = (18..=22).contains(&digits.count) && number.starts_with("89");
    is_iccid.then(|| digits.last_four())?
}

/// An international mobile equipment identity: 14 digits, or with a check digit 15, or with a
/// software version instead 16 (3GPP TS 23.003, clause 6.2).
pub(crate) struct Imei<'a>(Digits<'a>);

impl<'a> Imei<'a> {
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let digits = Digits::parse(text, &['-', ' ', '/'])?;
        let is_imei = match digits.count {
            14 | 16 => true,
            // 3GPP TS 23.003, annex B.
            15 => digits.has_luhn_check_digit(),
            _ => false,
        };
        is_imei.then_some(Self(digits))
    }

    pub(super) fn ends(&self) -> Option<Ends<'a>> {
        self.0.last_four()
    }

    /// The type allocation code, 8 digits that name the model (GSMA TS.06).
    pub(crate) fn type_allocation_code(&self) -> u32 {
        self.0.values().take(8).fold(0, |code, digit| 10 * code + digit)
    }
}

#[cfg(test)]
mod tests {
    use super::{Digits, Imei};
    use crate::mask::tests::check;
    use intune_privacy_taxonomy::Format;

    #[test]
    fn phone() {
        check(
            Format::Phone,
            &[
                ("+46 70 174 06 05", "***06 05"),
                ("+1 (425) 555-0123", "***0123"),
                ("(425) 555-0123", "***0123"),
                ("425.555.0123", "***0123"),
                ("4255550123", "***0123"),
                ("12345678", "***5678"),
                ("+46 (0)70 174 06 05", "***06 05"),
                ("123456789012345", "***2345"),
                // Too short or too long.
                ("1234567", "***"),
                ("555-0123", "***"),
                ("1234567890123456", "***"),
                // The last four digits fill more than half.
                ("12345 - 6 - 7 - 8", "***"),
                // No telephone numbers.
                ("+46 70 174 06 05 ", "***"),
                (" +46701740605", "***"),
                (" 4255550123", "***"),
                ("4255550123 ext. 7", "***"),
                ("4255550123;4255550124", "***"),
                ("++4255550123", "***"),
                ("425+5550123", "***"),
                ("tel:+4255550123", "***"),
                ("+46\u{A0}70\u{A0}174\u{A0}06\u{A0}05", "***"),
                ("١٢٣٤٥٦٧٨٩٠", "***"),
                ("４２５５５５０１２３", "***"),
                ("42555501२३", "***"),
                ("+", "***"),
                ("", "***"),
            ],
        );
    }

    #[test]
    fn imei() {
        check(
            Format::Imei,
            &[
                ("490154203237518", "***7518"),
                ("49-015420-323751-8", "***751-8"),
                ("49 015420 323751 8", "***751 8"),
                ("49015420/323751/8", "***751/8"),
                ("49015420323751", "***3751"),
                ("4901542032375101", "***5101"),
                // The check digit is wrong.
                ("490154203237517", "***"),
                ("490154203237581", "***"),
                // Too short or too long.
                ("4901542032375", "***"),
                ("49015420323751801", "***"),
                // No IMEIs: the last is an MEID.
                ("-490154203237518", "***"),
                ("490154203237518-", "***"),
                ("490154203237518\n", "***"),
                ("IMEI 490154203237518", "***"),
                ("٤٩٠١٥٤٢٠٣٢٣٧٥١٨", "***"),
                ("A0000009296F11", "***"),
            ],
        );
    }

    #[test]
    fn iccid() {
        check(
            Format::Iccid,
            &[
                ("8946071512345678905", "***8905"),
                ("89460715123456789056", "***9056"),
                ("894607151234567890", "***7890"),
                ("8946071512345678905612", "***5612"),
                ("8946071512345678905F", "***8905"),
                ("8946071512345678905f", "***8905"),
                // Too short or too long, or not of telecommunications.
                ("89460715123456789", "***"),
                ("89460715123456789056123", "***"),
                ("4546071512345678905", "***"),
                // No ICCIDs.
                ("8946071512345678905FF", "***"),
                ("F", "***"),
                ("89 4607 1512 3456 7890 5", "***"),
                ("٨٩٤٦٠٧١٥١٢٣٤٥٦٧٨٩٠٥", "***"),
            ],
        );
    }

    #[test]
    fn check_digits() {
        let holds = |text| Digits::parse(text, &[]).is_some_and(Digits::has_luhn_check_digit);
        assert!(holds("49927398716"));
        assert!(holds("18"));
        // Twice 5 has two digits, the least that has.
        assert!(holds("59"));
        assert!(!holds("50"));
        assert!(!holds("49927398717"));
        assert!(!holds("81"));
    }

    #[test]
    fn type_allocation_code() {
        let code = |text| Imei::parse(text).map(|imei| imei.type_allocation_code());
        assert_eq!(code("490154203237518"), Some(49_015_420));
        assert_eq!(code("01-015420-323751"), Some(1_015_420));
        assert_eq!(code("490154203237517"), None);
    }
}
