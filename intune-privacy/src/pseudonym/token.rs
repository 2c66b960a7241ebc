//! What stands in the place of a value.

use core::cmp::Ordering;
use core::fmt;
use core::str::{self, FromStr};

use siphasher::sip128::Hash128;

use super::prf::Digest;
use crate::redact::marker::{LONGEST_KEY_ID, is_pseudonym};

const DIGITS: usize = 32;
const SIZE: usize = 2 * DIGITS;

// A longer id would begin before the bytes do.
const _: () = assert!(LONGEST_KEY_ID + ":".len() + DIGITS <= SIZE);

/// A pseudonym: `<id of the key>:<32 lower-case hexadecimal digits>`.
///
/// [`Pseudonyms`](super::Pseudonyms) makes it of a value, and it parses from text:
///
/// ```
/// use intune_privacy::Token;
///
/// let token: Token = "2026-q1:0123456789abcdef0123456789abcdef".parse()?;
/// assert_eq!(token.key_id(), "2026-q1");
/// # Ok::<(), intune_privacy::TokenError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
// The digits are written and read as vectors, which takes longer across two of them.
#[repr(align(16))]
pub struct Token {
    /// Ends with the digits, which so have the same place behind every id.
    bytes: [u8; SIZE],
    /// Where the text begins.
    start: usize,
}

impl Token {
    /// The token of an id with all digits 0. What does not fit of an id is cut; a
    /// [`Key`](super::Key) has none that long.
    pub(super) fn blank(id: &str) -> Self {
        let text = id.bytes().take(LONGEST_KEY_ID).chain([b':']).chain([b'0'; DIGITS]);
        let start = SIZE - text.clone().count();
        let mut bytes = [0; SIZE];
        for (to, from) in bytes[start..].iter_mut().zip(text) {
            *to = from;
        }
        Self { bytes, start }
    }

    /// The token of the same id with these digits.
    #[inline]
    pub(super) fn with_digest(mut self, digest: Digest) -> Self {
        if let Some(digits) = self.bytes.last_chunk_mut() {
            *digits = hexadecimal(digest);
        }
        self
    }

    /// Whether these are the token's digits, in a time that does not depend on them.
    pub(super) fn has_digest(&self, digest: Digest) -> bool {
        // This type compares in constant time.
        let hash = |digest| Hash128::from(u128::from_le_bytes(digest));
        parse(self.as_str()).is_some_and(|(_, own)| hash(own) == hash(digest))
    }

    /// The token as text.
    #[inline]
    pub fn as_str(&self) -> &str {
        let text = self.bytes.get(self.start..).unwrap_or_default();
        str::from_utf8(text).unwrap_or_default()
    }

    /// The id of the key that the token was made with.
    pub fn key_id(&self) -> &str {
        self.as_str().split(':').next().unwrap_or_default()
    }

    /// Whether `text` has the form of a token, so that it stands for a value and is none itself.
    ///
    /// The form alone decides: `md5:` before a checksum has it too.
    ///
    /// ```
    /// use intune_privacy::Token;
    ///
    /// assert!(Token::is_token("2026-q1:0123456789abcdef0123456789abcdef"));
    /// assert!(!Token::is_token("0123456789abcdef0123456789abcdef"));
    /// assert!(!Token::is_token("adele@contoso.example"));
    /// ```
    pub fn is_token(text: &str) -> bool {
        is_pseudonym(text)
    }
}

/// The id of the key and the value of the function.
pub(super) fn parse(text: &str) -> Option<(&str, Digest)> {
    let (id, digits) = text.split_once(':').filter(|_| is_pseudonym(text))?;
    let mut digest = Digest::default();
    base16ct::lower::decode(digits, &mut digest).ok()?;
    Some((id, digest))
}

/// Two digits at a time, in a form that the compiler turns into vector instructions.
#[inline]
fn hexadecimal(digest: Digest) -> [u8; DIGITS] {
    let mut digits = [0; DIGITS];
    for (to, byte) in digits.chunks_exact_mut(2).zip(digest) {
        let byte = u16::from(byte);
        let pair = (byte >> 4) | ((byte & 0xf) << 8);
        // 1 in the place of each digit that is a letter: from 10 on, adding 6 sets the bit 16.
        let letters = ((pair + 0x0606) >> 4) & 0x0101;
        let pair = pair + 0x3030 + letters * 0x27;
        to.copy_from_slice(&pair.to_le_bytes());
    }
    digits
}

/// As their texts.
impl Ord for Token {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Token {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl AsRef<str> for Token {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Token").field(&self.as_str()).finish()
    }
}

/// The text is no [`Token`]. What it is is not said, for it may be a value in clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a pseudonym: expected the id of a key, `:` and 32 lower-case hexadecimal digits")]
#[non_exhaustive]
pub struct TokenError;

impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        let (id, digest) = parse(text).ok_or(TokenError)?;
        Ok(Self::blank(id).with_digest(digest))
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Token, TokenError};
    use alloc::format;
    use alloc::string::ToString;
    use proptest::prelude::*;

    const DIGITS: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn text_that_is_no_token() {
        for text in [
            "",
            ":",
            DIGITS,
            &format!(":{DIGITS}"),
            &format!("k1 :{DIGITS}"),
            &format!("k1:{DIGITS}0"),
            &format!("k1:{DIGITS} "),
            &format!("k1:k1:{DIGITS}"),
            &format!("clé:{DIGITS}"),
            &format!("12345678901234567:{DIGITS}"),
            &format!("k1:{}", &DIGITS[1..]),
            &format!("k1:{}", DIGITS.to_uppercase()),
            &format!("k1:{}g", &DIGITS[1..]),
        ] {
            assert!(!Token::is_token(text), "{text}");
            assert_eq!(text.parse::<Token>(), Err(TokenError), "{text}");
        }
    }

    #[test]
    fn text_of_a_token() {
        let token = Token::blank("k1").with_digest(0x0123_4567_89ab_cdef_u128.to_be_bytes());
        assert_eq!(token.to_string(), "k1:00000000000000000123456789abcdef");
        assert_eq!(token.as_ref(), token.to_string());
        assert_eq!(format!("{token:>36}"), format!(" {token}"));
        assert_eq!(format!("{token:?}"), format!("Token({:?})", token.as_str()));
    }

    #[test]
    fn an_id_that_is_too_long_is_cut_and_nothing_panics() {
        let token = Token::blank(&"k".repeat(100)).with_digest([0xff; 16]);
        assert_eq!(token.as_str().len(), 49);
    }

    proptest! {
        #[test]
        fn a_token_is_read_back(id in "[A-Za-z0-9_-]{1,16}", digest: Digest) {
            let token = Token::blank(&id).with_digest(digest);
            prop_assert_eq!(token.as_str(), format!("{id}:{:032x}", u128::from_be_bytes(digest)));
            prop_assert_eq!(token.key_id(), id);
            prop_assert!(Token::is_token(token.as_str()));
            prop_assert_eq!(token.as_str().parse(), Ok(token));
        }

        #[test]
        fn tokens_have_the_order_of_their_texts(
            (one, other) in ("[a-c]{1,3}", "[a-c]{1,3}"),
            (first, second) in any::<(Digest, Digest)>(),
        ) {
            let (one, other) = (Token::blank(&one), Token::blank(&other));
            let (one, other) = (one.with_digest(first), other.with_digest(second));
            prop_assert_eq!(one.cmp(&other), one.as_str().cmp(other.as_str()));
            prop_assert_eq!(one == other, one.as_str() == other.as_str());
        }

        #[test]
        fn any_text_is_a_token_or_is_refused(text in "\\PC{0,60}|[a-z]{0,18}:[0-9a-f]{30,34}") {
            prop_assert_eq!(text.parse().map(|token: Token| token.to_string()).ok(),
                Token::is_token(&text).then_some(text));
        }
    }
}
