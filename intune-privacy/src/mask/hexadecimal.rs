//! Octets that are written as hexadecimal digits.

/// The octets of a text of `groups`, each of so many digits, with `separator` between them. The digits
/// are in either case, two of one group for each octet.
pub(super) fn octets<const N: usize>(
    text: &str,
    groups: &[usize],
    separator: u8,
) -> Option<[u8; N]> {
    let mut octets = [0; N];
    let mut places = octets.iter_mut();
    let mut rest = text.as_bytes();
    for (number, length) in groups.iter().enumerate() {
        if number > 0 {
            rest = rest.strip_prefix(&[separator])?;
        }
        let (group, after) = rest.split_at_checked(*length)?;
        for ([high, low], place) in group.as_chunks().0.iter().zip(&mut places) {
            *place = value(*high)? << 4 | value(*low)?;
        }
        rest = after;
    }
    rest.is_empty().then_some(octets)
}

/// The value of a digit.
#[inline]
fn value(digit: u8) -> Option<u8> {
    let value = VALUES[usize::from(digit)];
    (value < 16).then_some(value)
}

/// The value of each digit, and 16 for each byte that is none: a table, because there is no telling
/// which digits are letters.
const VALUES: [u8; 256] = {
    let mut values = [16; 256];
    let mut value: u8 = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        values[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::{octets, value};

    #[test]
    fn digits() {
        for byte in 0..=u8::MAX {
            assert_eq!(value(byte).map(u32::from), char::from(byte).to_digit(16), "{byte}");
        }
    }

    #[test]
    fn groups() {
        let of = |text| octets(text, &[2, 4], b'-');
        assert_eq!(of("0a-1Bff"), Some([0x0a, 0x1b, 0xff]));
        for text in
            ["", "0a", "0a-", "0a-1bf", "0a-1bff0", "0a:1bff", "0a1bff", "0g-1bff", "-0a1bff"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
