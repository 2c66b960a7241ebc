//! Keyed pseudonyms: the same token for the same value, which only the holder of the key can make.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::mask;
use intune_privacy_taxonomy::{Format, Item};

mod canonical;
mod domain;
mod key;
mod keyring;
mod prf;
mod tenant;
mod token;

#[cfg(test)]
mod tests;

pub(crate) use domain::Domain;
pub use key::{Key, KeyError};
pub use keyring::{Keyring, KeyringError};
use tenant::TenantKey;
pub use token::{Token, TokenError};

/// The keyed function that makes tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC-SHA256 ([RFC 2104], FIPS 198-1, FIPS 180-4), cut to its first 128 bits as RFC 2104
    /// (section 5) and NIST SP 800-107 (revision 1, section 5.3.3) allow. What a reviewer expects.
    ///
    /// [RFC 2104]: https://www.rfc-editor.org/rfc/rfc2104
    #[default]
    HmacSha256,
    /// SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input
    /// PRF", 2012). It takes a third of the time.
    ///
    /// It was designed as a pseudorandom function, which is what a pseudonym needs, and its key has
    /// 128 bits. It is no general-purpose hash: without the secrecy of its key it promises nothing.
    SipHash,
}

impl Algorithm {
    /// The name, which is part of what keys are derived from.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HmacSha256 => "hmac-sha256",
            Self::SipHash => "siphash-2-4-128",
        }
    }
}

/// Makes the pseudonyms of one tenant's data. A [`Keyring`] derives it.
///
/// A [`Token`] depends on the value and not on how it is written, so it can be found again:
///
/// ```
/// use intune_privacy::{Key, Keyring, items::device_data, items::hardware_inventory};
///
/// # let secret = [1, 2].repeat(16);
/// let keys = Keyring::new(Key::from_bytes("2026-q1", &secret)?);
/// let pseudonyms = keys.pseudonyms("contoso.example");
///
/// let item = &device_data::INTUNE_DEVICE_ID;
/// let token = pseudonyms.token(item, "0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d");
/// assert_eq!(token.key_id(), "2026-q1");
/// assert_eq!(token, pseudonyms.token(item, "{0B3F2D1C-5E6F-4A7B-8C9D-0E1F2A3B4C5D}"));
///
/// // Another item or another tenant: another token.
/// let serial = &hardware_inventory::SERIAL_NUMBER;
/// assert_ne!(token, pseudonyms.token(serial, "0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d"));
/// let other = keys.pseudonyms("fabrikam.example");
/// assert_ne!(token, other.token(item, "0b3f2d1c-5e6f-4a7b-8c9d-0e1f2a3b4c5d"));
/// # Ok::<(), intune_privacy::KeyError>(())
/// ```
///
/// # What a pseudonym protects from, and what not
///
/// Without the key, a token says nothing about its value but which other tokens stand for the
/// same one. The keys are the "additional information" of Article 4(5) GDPR: keep them apart from
/// the tokens. Whoever holds a key can make the tokens of all phone numbers, IMEIs or IP addresses
/// in minutes and so read them back. Therefore tokens remain personal data (recital 26 GDPR) until
/// the keys are destroyed, and what they occur together with can still single somebody out.
///
/// # Construction
///
/// `‖` joins bytes, texts are UTF-8, and `00` is a byte. `PRF(key, message)` is one of
///
/// * `HmacSha256`: the first 16 bytes of HMAC-SHA256 under the 32 bytes of `key`;
/// * `SipHash`: the 16 bytes of SipHash-2-4-128 under the first 16 bytes of `key`, the two words
///   of the output one after the other, each with its lowest byte first.
///
/// Each key of the ring derives two keys from its secret. `algorithm` is
/// [`Algorithm::as_str`]:
///
/// ```text
/// value key  = HMAC-SHA256(secret, "intune-privacy pseudonym 1" ‖ 00 ‖ "value"  ‖ 00 ‖ algorithm ‖ 00 ‖ tenant)
/// domain key = HMAC-SHA256(secret, "intune-privacy pseudonym 1" ‖ 00 ‖ "domain" ‖ 00 ‖ algorithm ‖ 00 ‖ tenant)
/// token      = id ‖ ":" ‖ lower-case hexadecimal of PRF(value key, domain ‖ value ‖ kind)
/// tag(name)  = the first 8 bytes of PRF(domain key, name)
/// ```
///
/// `domain` is what the value is of:
///
/// | Value of | `domain` |
/// |---|---|
/// | a documented item | `tag(category ‖ "." ‖ name)`, the names in snake case |
/// | a field that no document lists | `tag("field") ‖ length(record) ‖ length(field) ‖ record ‖ field` |
/// | the key of a map of records | `tag("key") ‖ length(record) ‖ length(field) ‖ record ‖ field` |
/// | a data subject, by an identifier | `tag("subject")` |
///
/// where `length` is the number of bytes as 4 bytes, highest first. `kind` is one byte and says
/// what `value` is. It follows from the item's [`Format`]; the identifier of a data subject is an
/// e-mail address, a GUID or text, as which it parses:
///
/// | `kind` | `value` | if the text is |
/// |---|---|---|
/// | 2 | 16 bytes | a GUID with or without hyphens and braces |
/// | 3 | 6 bytes | a MAC address in pairs with `:` or `-`, in fours with `.`, or without separators |
/// | 4 | 4 or 16 bytes | an IP address; IPv4 inside IPv6 (`::ffff:192.0.2.1`) is IPv4 |
/// | 5 | the digits in ASCII | an IMEI, ICCID or phone number: 1 to 32 digits and any of <code>&nbsp;-./()</code>; a phone number may start with `+` |
/// | 0 | the text, each character in lower case | an e-mail address |
/// | 0 | the text | anything else, does not parse as its format, or has more than 128 bytes |
/// | 1 | the bytes | no text but bytes |
///
/// Digits are compared as they stand: a phone number with its country code and the same one
/// without are two values, as are an IMEI with its check digit and without. Numbers are their
/// decimal text.
///
/// Two tags are the same by chance with a probability below 2⁻⁵¹. Other than that, messages of
/// different domains or values differ, and so do their tokens unless two values of the function of 128
/// bits collide.
#[derive(Clone)]
pub struct Pseudonyms {
    keys: Arc<Keys>,
}

struct Keys {
    algorithm: Algorithm,
    current: TenantKey,
    retired: Vec<TenantKey>,
}

impl Keys {
    fn all(&self) -> impl Iterator<Item = &TenantKey> {
        core::iter::once(&self.current).chain(&self.retired)
    }
}

impl Pseudonyms {
    fn new(current: &Key, retired: &[Key], tenant: &str, algorithm: Algorithm) -> Self {
        let derive = |key| TenantKey::new(key, tenant, algorithm);
        let (current, retired) = (derive(current), retired.iter().map(derive).collect());
        Self { keys: Arc::new(Keys { algorithm, current, retired }) }
    }

    /// The token of a value under the current key, to look for it in a log.
    pub fn token(&self, item: &Item, value: &str) -> Token {
        self.text(Domain::Item(item), Some(item.format), value)
    }

    /// The tokens of a value under every key, the current one first, to look for it across
    /// rotations.
    pub fn tokens(&self, item: &Item, value: &str) -> impl Iterator<Item = Token> {
        let domain = Domain::Item(item);
        self.keys.all().map(move |key| key.text(domain, Some(item.format), value))
    }

    /// Whether `token` stands for this value under the key that it names. The time this takes does
    /// not depend on how alike the tokens are.
    ///
    /// `false` if `token` is no token, or names a key that is not in the ring.
    ///
    /// ```
    /// use intune_privacy::{Key, Keyring, items::user::PRINCIPAL_NAME};
    ///
    /// # let secret = [1, 2].repeat(16);
    /// let keys = Keyring::new(Key::from_bytes("2026-q1", &secret)?);
    /// let pseudonyms = keys.pseudonyms("contoso.example");
    ///
    /// let token = pseudonyms.token(&PRINCIPAL_NAME, "adele@contoso.example");
    /// assert!(pseudonyms.matches(token.as_str(), &PRINCIPAL_NAME, "Adele@contoso.example"));
    /// assert!(!pseudonyms.matches(token.as_str(), &PRINCIPAL_NAME, "alex@contoso.example"));
    /// # Ok::<(), intune_privacy::KeyError>(())
    /// ```
    pub fn matches(&self, token: &str, item: &Item, value: &str) -> bool {
        let Some((id, digest)) = token::parse(token) else { return false };
        let key = self.keys.all().find(|key| key.id() == id);
        key.is_some_and(|key| {
            key.text(Domain::Item(item), Some(item.format), value).has_digest(digest)
        })
    }

    /// The pseudonym of a data subject, by an identifier: a user principal name, the ID of the user or
    /// anything else that identifies the person. It is the same in whichever field of whichever type
    /// the identifier stands, and another than that of the field's value.
    ///
    /// ```
    /// use intune_privacy::{Key, Keyring, items::user::PRINCIPAL_NAME};
    ///
    /// # let secret = [1, 2].repeat(16);
    /// let keys = Keyring::new(Key::from_bytes("2026-q1", &secret)?);
    /// let pseudonyms = keys.pseudonyms("contoso.example");
    ///
    /// let adele = pseudonyms.data_subject("adele@contoso.example");
    /// assert_eq!(adele, pseudonyms.data_subject("Adele@contoso.example"));
    /// assert_ne!(adele, pseudonyms.token(&PRINCIPAL_NAME, "adele@contoso.example"));
    /// # Ok::<(), intune_privacy::KeyError>(())
    /// ```
    pub fn data_subject(&self, identifier: &str) -> Token {
        self.text(Domain::Subject, subject_format(identifier), identifier)
    }

    /// The pseudonyms of a data subject under every key, the current one first, to look for them
    /// across rotations.
    pub fn data_subjects(&self, identifier: &str) -> impl Iterator<Item = Token> {
        let format = subject_format(identifier);
        self.keys.all().map(move |key| key.text(Domain::Subject, format, identifier))
    }

    /// The token of a value that is text.
    #[inline]
    pub(crate) fn text(&self, domain: Domain<'_>, format: Option<Format>, value: &str) -> Token {
        self.keys.current.text(domain, format, value)
    }

    /// The token of a value that writes itself: that of the text that it writes.
    ///
    /// # Errors
    ///
    /// Those of the value.
    pub(crate) fn display(
        &self,
        domain: Domain<'_>,
        format: Option<Format>,
        value: &dyn fmt::Display,
    ) -> Result<Token, fmt::Error> {
        self.keys.current.display(domain, format, value)
    }

    /// The token of a value that is bytes.
    pub(crate) fn bytes(&self, domain: Domain<'_>, value: &[u8]) -> Token {
        self.keys.current.bytes(domain, value)
    }
}

/// The format of an identifier, which must not depend on the field that it is in.
fn subject_format(identifier: &str) -> Option<Format> {
    if mask::Email::parse(identifier).is_some() {
        return Some(Format::Email);
    }
    mask::guid_octets(identifier).map(|_| Format::Guid)
}

/// Shows the algorithm and the ids of the keys.
impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Ids<'a>(&'a Keys);
        impl fmt::Debug for Ids<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.all().map(TenantKey::id)).finish()
            }
        }
        f.debug_struct("Pseudonyms")
            .field("algorithm", &self.keys.algorithm)
            .field("keys", &Ids(&self.keys))
            .finish_non_exhaustive()
    }
}
