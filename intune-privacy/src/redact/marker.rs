//! The texts that stand in place of values.

use core::fmt;

#[cfg(feature = "serde")]
use intune_privacy_taxonomy::{Class, row};

/// In place of a count that is too small to be shown.
pub(crate) const SUPPRESSED: &str = "[suppressed]";

/// In place of the key of an entry: its number, counted from 1.
#[derive(Clone, Copy)]
pub(crate) struct KeyNumber(pub(crate) usize);

impl fmt::Display for KeyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KEY}{}]", self.0)
    }
}

const KEY: &str = "[key ";

/// Whether a text is one of the markers above, or of those of [`row`].
#[cfg(feature = "serde")]
pub(crate) fn is_marker(text: &str) -> bool {
    let number = |text: &str| {
        let digits = text.strip_prefix(KEY)?.strip_suffix(']')?;
        Some(!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text == row::SECRET_MARKER
        || text == SUPPRESSED
        || Class::ALL.iter().any(|class| text == row::class_marker(Some(*class)))
        || number(text).unwrap_or(false)
}

/// Whether a text can be a masked value.
#[cfg(feature = "serde")]
pub(crate) fn is_masked(text: &str) -> bool {
    text.contains("***") || !text.is_empty() && text.bytes().all(|byte| byte == b'*')
}

/// How long the id of a key can be.
#[cfg(any(feature = "serde", feature = "pseudonym"))]
pub(crate) const LONGEST_KEY_ID: usize = 16;

/// Whether a key can have this id.
#[cfg(any(feature = "serde", feature = "pseudonym"))]
pub(crate) fn is_key_id(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=LONGEST_KEY_ID).contains(&id.len()) && id.bytes().all(allowed)
}

/// Whether a text has the form of a pseudonym: the id of a key, a colon and 32 hexadecimal digits.
/// It may come from a service that has keys where this one has none.
#[cfg(any(feature = "serde", feature = "pseudonym"))]
pub(crate) fn is_pseudonym(text: &str) -> bool {
    text.split_once(':').is_some_and(|(id, digits)| {
        is_key_id(id)
            && digits.len() == 32
            && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::{KeyNumber, SUPPRESSED, is_marker, is_masked, is_pseudonym};
    use alloc::string::ToString;
    use intune_privacy_taxonomy::{Class, row};

    #[test]
    fn masks_are_known_by_their_stars() {
        assert!(["*", "**", "***", "a***", "a***@contoso.example"].map(is_masked) == [true; 5]);
        assert!(["", "a*", "2 * 3 ** 4"].map(is_masked) == [false; 3]);
    }

    #[test]
    fn pseudonyms_are_known_by_their_form() {
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

    #[cfg(feature = "pseudonym")]
    #[test]
    fn the_form_is_that_of_tokens() {
        use crate::pseudonym::{Key, Keyring, Token};
        let key = Key::from_bytes("k-1_", &[7, 8].repeat(16)).unwrap();
        let token = Keyring::new(key)
            .pseudonyms("tenant")
            .token(&intune_privacy_taxonomy::items::hardware_inventory::IMEI, "1234");
        assert!(is_pseudonym(token.as_ref()) && Token::is_token(token.as_ref()));
    }

    #[test]
    fn every_marker_is_recognized_and_other_text_is_not() {
        for class in Class::ALL {
            assert!(is_marker(row::class_marker(Some(*class))));
        }
        assert!(is_marker(row::class_marker(None)));
        assert!(is_marker(row::SECRET_MARKER) && is_marker(SUPPRESSED));
        assert!(is_marker(&KeyNumber(12).to_string()));
        for text in ["", "identified", "[Identified]", "[key ]", "[key 1", "[key x]", " [secret]"] {
            assert!(!is_marker(text), "{text}");
        }
    }
}
