//! The texts that stand in place of values.

use core::fmt;

use intune_privacy_taxonomy::{Class, row};

/// In place of a secret.
pub(crate) const SECRET: &str = "[secret]";

/// In place of a count that is too small to be shown.
pub(crate) const SUPPRESSED: &str = "[suppressed]";

/// In place of an erased value of that class; of the strictest if there is none.
#[inline]
pub(crate) const fn of_class(class: Option<Class>) -> &'static str {
    match class {
        Some(Class::Pseudonymized) => "[pseudonymized]",
        Some(Class::Aggregated) => "[aggregated]",
        Some(Class::NonPersonal) => "[non_personal]",
        // `Class` may grow: what is unknown counts as the strictest.
        _ => "[identified]",
    }
}

/// In place of an erased value of a field with these facts.
#[inline]
pub(crate) const fn of_flags(flags: u32) -> &'static str {
    const OF_SLOT: [&str; row::SLOTS] = {
        let mut markers = [of_class(None); row::SLOTS];
        let mut i = 0;
        while i < Class::ALL.len() {
            markers[i + 1] = of_class(Some(Class::ALL[i]));
            i += 1;
        }
        markers[row::SECRET_SLOT as usize] = SECRET;
        markers
    };
    OF_SLOT[(flags >> row::SLOT) as usize % row::SLOTS]
}

/// In place of the key of an entry: its number, counted from 1.
#[derive(Clone, Copy)]
pub(crate) struct KeyNumber(pub(crate) usize);

impl fmt::Display for KeyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KEY}{}]", self.0)
    }
}

const KEY: &str = "[key ";

/// Whether a text is one of the markers above.
#[cfg(feature = "serde")]
pub(crate) fn is_marker(text: &str) -> bool {
    let number = |text: &str| {
        let digits = text.strip_prefix(KEY)?.strip_suffix(']')?;
        Some(!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text == SECRET
        || text == SUPPRESSED
        || Class::ALL.iter().any(|class| text == of_class(Some(*class)))
        || number(text).unwrap_or(false)
}

/// Whether a text can be a masked value.
#[cfg(feature = "serde")]
pub(crate) fn is_masked(text: &str) -> bool {
    text.contains("***") || !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}

/// Whether a text has the form of a pseudonym, which may come from a service that has keys where
/// this one has none: the id of a key, a colon and 32 hexadecimal digits.
#[cfg(feature = "serde")]
pub(crate) fn is_pseudonym(text: &str) -> bool {
    let id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    text.split_once(':').is_some_and(|(key, digits)| {
        (1..=16).contains(&key.len())
            && key.bytes().all(id)
            && digits.len() == 32
            && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::{SECRET, of_class, of_flags};
    use intune_privacy_taxonomy::{Class, row};

    #[test]
    fn a_field_is_marked_by_its_class_and_a_secret_as_such() {
        for class in Class::ALL.iter().copied() {
            assert_eq!(of_flags(row::slot(Some(class), false, false)), of_class(Some(class)));
            assert_eq!(of_flags(row::slot(Some(class), true, false)), SECRET);
        }
        for slot in [row::UNCLASSED, row::NESTED, 7, u32::MAX] {
            assert_eq!(of_flags(slot << row::SLOT), "[identified]");
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn masks_are_known_by_their_stars() {
        use super::is_masked;
        assert!(["*", "**", "***", "a***", "a***@contoso.example"].map(is_masked) == [true; 5]);
        assert!(["", "a*", "2 * 3 ** 4"].map(is_masked) == [false; 3]);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn pseudonyms_are_known_by_their_form() {
        use super::is_pseudonym;
        let digits = "0123456789abcdef0123456789abcdef";
        let token = |key: &str, digits: &str| alloc::format!("{key}:{digits}");
        assert!(is_pseudonym(&token("k1", digits)) && is_pseudonym(&token("Key_2026-11", digits)));
        for text in [
            token("", digits),
            token("a key", digits),
            token("seventeen_letters", digits),
            token("k1", &digits.to_uppercase()),
            token("k1", &digits[1..]),
            token("k1", "0123456789abcdef0123456789abcdeg"),
            digits.into(),
        ] {
            assert!(!is_pseudonym(&text), "{text}");
        }
    }

    #[cfg(all(feature = "serde", feature = "pseudonym"))]
    #[test]
    fn the_form_is_that_of_tokens() {
        use super::is_pseudonym;
        use crate::pseudonym::{Key, Keyring, Token};
        let key = Key::from_bytes("k-1_", &[7, 8].repeat(16)).unwrap();
        let token = Keyring::new(key)
            .pseudonyms("tenant")
            .token(&intune_privacy_taxonomy::items::hardware_inventory::IMEI, "1234");
        assert!(is_pseudonym(token.as_ref()) && Token::is_token(token.as_ref()));
    }

    #[cfg(feature = "serde")]
    #[test]
    fn every_marker_is_recognized_and_other_text_is_not() {
        use super::{KeyNumber, SUPPRESSED, is_marker};
        use alloc::string::ToString;
        for class in Class::ALL {
            assert!(is_marker(of_class(Some(*class))));
        }
        assert!(is_marker(of_class(None)));
        assert!(is_marker(SECRET) && is_marker(SUPPRESSED));
        assert!(is_marker(&KeyNumber(12).to_string()));
        for text in ["", "identified", "[Identified]", "[key ]", "[key 1", "[key x]", " [secret]"] {
            assert!(!is_marker(text), "{text}");
        }
    }
}
