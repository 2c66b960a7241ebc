//! A master key and the ways to load it.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use core::fmt;

use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::Algorithm;
use super::prf::DerivedKey;
use crate::redact::marker::{LONGEST_KEY_ID, is_key_id};

/// A secret that pseudonyms are made with, and the id that their tokens name it by.
///
/// A key has at least 32 bytes, from a random number generator; `openssl rand -hex 32` prints one.
/// It is not [`Clone`], its `Debug` shows the id alone, and it is wiped when it is dropped.
///
/// ```
/// use intune_privacy::{Key, KeyError};
///
/// # let secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// let key = Key::from_hex("2026-q1", secret)?;
/// assert_eq!(format!("{key:?}"), r#"Key { id: "2026-q1", .. }"#);
///
/// let error = Key::from_hex("2026-q1", "c0ffee").unwrap_err();
/// assert_eq!(error.to_string(), "the key `2026-q1` has 3 bytes of the 32 that it needs");
/// # Ok::<(), KeyError>(())
/// ```
///
/// What the program was given remains the caller's: the text that a key is loaded from, or the
/// environment of the process. Copies that the compiler leaves on the stack or in registers are
/// not wiped either.
pub struct Key {
    id: String,
    /// The states of the hash that the bytes leave behind, in place of the bytes.
    mac: Box<Hmac<Sha256>>,
}

impl Key {
    /// The shortest secret in bytes: as long as the output of SHA-256, as RFC 2104 recommends in
    /// section 3.
    pub const MIN_BYTES: usize = 32;

    /// The key of these bytes. `id` is 1 to 16 letters, digits, `_` or `-` of ASCII.
    ///
    /// # Errors
    ///
    /// If the id has another form, or the secret is too short or the same byte throughout.
    pub fn from_bytes(id: &str, secret: &[u8]) -> Result<Self, KeyError> {
        let id = valid(id)?;
        if secret.len() < Self::MIN_BYTES {
            return Err(KeyError::TooShort { id, bytes: secret.len() });
        }
        if secret.iter().all(|byte| Some(byte) == secret.first()) {
            return Err(KeyError::Constant { id });
        }
        match Hmac::new_from_slice(secret) {
            Ok(mac) => Ok(Self { id, mac: Box::new(mac) }),
            Err(_) => Err(KeyError::Unusable { id }),
        }
    }

    /// The key of the bytes that `text` gives in hexadecimal digits of either case. White space
    /// around them does not count.
    ///
    /// # Errors
    ///
    /// Those of [`from_bytes`](Self::from_bytes), and if the text is not hexadecimal.
    pub fn from_hex(id: &str, text: &str) -> Result<Self, KeyError> {
        let id = valid(id)?;
        let text = text.trim_ascii();
        let mut bytes = Zeroizing::new(vec![0; text.len() / 2]);
        match base16ct::mixed::decode(text, &mut bytes) {
            Ok(secret) => Self::from_bytes(&id, secret),
            Err(_) => Err(KeyError::Hex { id }),
        }
    }

    /// The key of the bytes that `text` gives in Base64 (RFC 4648) of either alphabet, padded or
    /// not. White space around it does not count.
    ///
    /// # Errors
    ///
    /// Those of [`from_bytes`](Self::from_bytes), and if the text is not Base64.
    pub fn from_base64(id: &str, text: &str) -> Result<Self, KeyError> {
        let id = valid(id)?;
        let text = text.trim_ascii();
        let mut bytes = Zeroizing::new(vec![0; text.len()]);
        let decode = match (text.contains(['-', '_']), text.ends_with('=')) {
            (false, true) => Base64::decode,
            (false, false) => Base64Unpadded::decode,
            (true, true) => Base64Url::decode,
            (true, false) => Base64UrlUnpadded::decode,
        };
        match decode(text, &mut bytes) {
            Ok(secret) => Self::from_bytes(&id, secret),
            Err(_) => Err(KeyError::Base64 { id }),
        }
    }

    /// The key of a text in hexadecimal digits or in Base64: if all of it is hexadecimal digits, it is
    /// read as such.
    ///
    /// ```
    /// use intune_privacy::Key;
    ///
    /// let key = Key::from_text("2026-q1", &"0123456789abcdef".repeat(4))?;
    /// assert_eq!(key.id(), "2026-q1");
    /// # Ok::<(), intune_privacy::KeyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`from_bytes`](Self::from_bytes), and if the text is neither.
    pub fn from_text(id: &str, text: &str) -> Result<Self, KeyError> {
        if text.trim_ascii().bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Self::from_hex(id, text)
        } else {
            Self::from_base64(id, text).map_err(|error| match error {
                KeyError::Base64 { id } => KeyError::Text { id },
                error => error,
            })
        }
    }

    /// The key that an environment variable holds, in the forms that
    /// [`from_text`](Self::from_text) takes.
    ///
    /// # Errors
    ///
    /// Those of [`from_text`](Self::from_text), and if the variable is not set or not text.
    #[cfg(feature = "std")]
    pub fn from_env(id: &str, variable: &str) -> Result<Self, KeyError> {
        let id = valid(id)?;
        let Some(value) = std::env::var_os(variable) else {
            return Err(KeyError::Unset { id, variable: shown(variable) });
        };
        let value = Zeroizing::new(value.into_encoded_bytes());
        match core::str::from_utf8(&value) {
            Ok(text) => Self::from_text(&id, text),
            Err(_) => Err(KeyError::Text { id }),
        }
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key for one purpose, algorithm and tenant. Only the tenant can contain a NUL.
    pub(super) fn derive(&self, purpose: &str, algorithm: Algorithm, tenant: &str) -> DerivedKey {
        let mut mac = (*self.mac).clone();
        for part in ["intune-privacy pseudonym 1", purpose, algorithm.as_str()] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        mac.update(tenant.as_bytes());
        DerivedKey::new(mac.finalize().into_bytes().into())
    }

    /// The key for a use other than pseudonyms. `domain` is a name that no other use has, and
    /// contains no NUL.
    #[cfg(feature = "journal")]
    pub(crate) fn derive_for(&self, domain: &str) -> Zeroizing<[u8; 32]> {
        let mut mac = (*self.mac).clone();
        mac.update(domain.as_bytes());
        mac.update(&[0]);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

fn valid(id: &str) -> Result<String, KeyError> {
    if is_key_id(id) { Ok(id.into()) } else { Err(KeyError::Id) }
}

#[cfg(feature = "std")]
fn shown(variable: &str) -> String {
    let shortest_key = Base64Unpadded::encoded_len(&[0; Key::MIN_BYTES]);
    if variable.len() < shortest_key { variable.into() } else { "...".into() }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("id", &self.id).finish_non_exhaustive()
    }
}

impl ZeroizeOnDrop for Key {}

/// Why there is no [`Key`]. It names the key by its id and never says what the secret is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The id has another form. It is not repeated, for it may be the secret in the wrong place.
    #[error("the id of a key is 1 to {LONGEST_KEY_ID} letters, digits, `_` or `-` of ASCII")]
    Id,
    /// The secret is too short.
    #[error("the key `{id}` has {bytes} bytes of the {} that it needs", Key::MIN_BYTES)]
    TooShort {
        /// The id of the key.
        id: String,
        /// How many bytes it has.
        bytes: usize,
    },
    /// The bytes of the secret are all the same.
    #[error("the key `{id}` is not random: all of its bytes are the same")]
    Constant {
        /// The id of the key.
        id: String,
    },
    /// The text is not hexadecimal.
    #[error("the key `{id}` is not an even number of hexadecimal digits")]
    Hex {
        /// The id of the key.
        id: String,
    },
    /// The text is not Base64.
    #[error("the key `{id}` is not Base64")]
    Base64 {
        /// The id of the key.
        id: String,
    },
    /// The text could be either, and is neither: `0x` in front, or `:` between digits, is no part of it.
    #[error("the key `{id}` is neither hexadecimal digits alone nor Base64")]
    Text {
        /// The id of the key.
        id: String,
    },
    /// The environment variable is not set.
    #[error("the key `{id}` is missing: the environment variable `{variable}` is not set")]
    Unset {
        /// The id of the key.
        id: String,
        /// The name of the variable; `...` if it is as long as a key in Base64, for it may be the
        /// secret in the wrong place.
        variable: String,
    },
    /// HMAC does not take the secret. It takes every one (RFC 2104).
    #[error("the key `{id}` cannot be used")]
    Unusable {
        /// The id of the key.
        id: String,
    },
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyError};
    use crate::pseudonym::Algorithm;
    use alloc::format;
    use alloc::string::{String, ToString};
    use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding};
    use hmac::{EagerHash, Hmac};
    use proptest::prelude::*;
    use zeroize::ZeroizeOnDrop;

    /// Bytes whose Base64 has characters that the two alphabets write differently, and padding.
    const SECRET: [u8; 34] = *b"\xfb\xff\xbf canary canary canary canary!!!";

    /// The key's only behaviour.
    fn derived(key: &Key) -> [u8; 32] {
        *key.derive("test", Algorithm::HmacSha256, "contoso")
    }

    fn hex(bytes: &[u8]) -> String {
        base16ct::lower::encode_str(bytes, &mut [0; 200]).unwrap().into()
    }

    fn encoded<E: Encoding>(bytes: &[u8]) -> String {
        E::encode(bytes, &mut [0; 200]).unwrap().into()
    }

    #[test]
    fn one_secret_in_every_notation() {
        let key = derived(&Key::from_bytes("k1", &SECRET).unwrap());
        for text in [hex(&SECRET), hex(&SECRET).to_uppercase(), format!(" {}\r\n", hex(&SECRET))] {
            assert_eq!(derived(&Key::from_hex("k1", &text).unwrap()), key);
        }
        for text in [
            encoded::<Base64>(&SECRET),
            encoded::<Base64Unpadded>(&SECRET),
            encoded::<Base64Url>(&SECRET),
            encoded::<Base64UrlUnpadded>(&SECRET),
            format!("{}\n", encoded::<Base64>(&SECRET)),
        ] {
            assert_eq!(derived(&Key::from_base64("k1", &text).unwrap()), key, "{text}");
        }
        assert_ne!(derived(&Key::from_bytes("k1", &[SECRET, SECRET].concat()).unwrap()), key);
    }

    #[test]
    fn ids() {
        for id in ["k", "2026-q1", "A_z-0123456789ab"] {
            assert_eq!(Key::from_bytes(id, &SECRET).unwrap().id(), id);
        }
        for id in ["", "k 1", "k:1", "k.1", "clé", "k\n", "12345678901234567"] {
            assert_eq!(Key::from_bytes(id, &SECRET).unwrap_err(), KeyError::Id);
            assert_eq!(Key::from_hex(id, &hex(&SECRET)).unwrap_err(), KeyError::Id);
            assert_eq!(Key::from_base64(id, &hex(&SECRET)).unwrap_err(), KeyError::Id);
        }
    }

    #[test]
    fn secrets_that_are_none() {
        let id = || String::from("k1");
        for bytes in [0, 1, 31] {
            let error = Key::from_bytes("k1", &SECRET[..bytes]).unwrap_err();
            assert_eq!(error, KeyError::TooShort { id: id(), bytes });
        }
        assert!(Key::from_bytes("k1", &SECRET[..32]).is_ok());
        for byte in [0, 7, 255] {
            let error = Key::from_bytes("k1", &[byte; 40]).unwrap_err();
            assert_eq!(error, KeyError::Constant { id: id() });
        }
        for text in ["0".repeat(63), "g".repeat(64), format!("{} 0", "1".repeat(62))] {
            assert_eq!(Key::from_hex("k1", &text).unwrap_err(), KeyError::Hex { id: id() });
        }
        for text in [
            "A".repeat(45),
            format!("{}=", "A".repeat(44)),
            format!("{}+_", "A".repeat(42)),
            format!("{} A", "A".repeat(42)),
            "é".repeat(44),
            format!("{}B", "A".repeat(42)),
        ] {
            let error = Key::from_base64("k1", &text).unwrap_err();
            assert_eq!(error, KeyError::Base64 { id: id() }, "{text}");
        }
    }

    #[cfg(feature = "std")]
    mod environment {
        use super::{Base64UrlUnpadded, Key, KeyError, SECRET, derived, encoded, hex};
        use alloc::string::String;
        use std::env;
        use std::process::Command;

        /// The test runs itself with the variables set, because a process cannot set its own
        /// without `unsafe`.
        #[test]
        fn variables_in_hexadecimal_and_base64() {
            const NAME: &str = "pseudonym::key::tests::environment::read_variables";
            let child = Command::new(env::current_exe().unwrap())
                .args([NAME, "--exact", "--ignored"])
                .env("INTUNE_PRIVACY_TEST_HEX", hex(&SECRET))
                .env("INTUNE_PRIVACY_TEST_ODD", &hex(&SECRET)[1..])
                .env("INTUNE_PRIVACY_TEST_BASE64", encoded::<Base64UrlUnpadded>(&SECRET))
                .env("INTUNE_PRIVACY_TEST_EMPTY", "")
                .env("INTUNE_PRIVACY_TEST_TEXT", "canary canary canary canary canary!")
                .output()
                .unwrap();
            let output = String::from_utf8(child.stdout).unwrap();
            assert!(output.contains("1 passed"), "{output}");
        }

        #[test]
        #[ignore = "runs with the variables that another test sets"]
        fn read_variables() {
            let key = derived(&Key::from_bytes("k1", &SECRET).unwrap());
            for variable in ["INTUNE_PRIVACY_TEST_HEX", "INTUNE_PRIVACY_TEST_BASE64"] {
                assert_eq!(derived(&Key::from_env("k1", variable).unwrap()), key);
            }
            let id = || String::from("k1");
            for (variable, expected) in [
                ("INTUNE_PRIVACY_TEST_ODD", KeyError::Hex { id: id() }),
                ("INTUNE_PRIVACY_TEST_EMPTY", KeyError::TooShort { id: id(), bytes: 0 }),
                ("INTUNE_PRIVACY_TEST_TEXT", KeyError::Text { id: id() }),
            ] {
                assert_eq!(Key::from_env("k1", variable).unwrap_err(), expected);
            }
        }

        #[test]
        fn a_variable_that_is_not_set() {
            for variable in ["INTUNE_PRIVACY_NO_SUCH_KEY", "", "a=b", "nul\0"] {
                let error = Key::from_env("k1", variable).unwrap_err();
                let unset = KeyError::Unset { id: "k1".into(), variable: variable.into() };
                assert_eq!(error, unset);
            }
        }

        #[test]
        fn a_secret_in_place_of_a_variable_is_not_repeated() {
            let error = Key::from_env("k1", &"5e".repeat(32)).unwrap_err();
            let unset = KeyError::Unset { id: "k1".into(), variable: "...".into() };
            assert_eq!(error, unset);
        }

        #[test]
        fn a_name_that_is_as_long_as_the_shortest_secret_is_not_repeated() {
            for (length, shown) in [(42, &*"A".repeat(42)), (43, "...")] {
                let error = Key::from_env("k1", &"A".repeat(length)).unwrap_err();
                let unset = KeyError::Unset { id: "k1".into(), variable: shown.into() };
                assert_eq!(error, unset);
            }
        }
    }

    #[test]
    fn errors_and_debug_do_not_show_the_secret() {
        let text = String::from_utf8_lossy(&SECRET).into_owned();
        let attempts = [
            Key::from_bytes("k1", &SECRET[..31]),
            Key::from_bytes(&text, &SECRET),
            Key::from_hex("k1", &text),
            Key::from_hex("k1", &hex(&SECRET[..31])),
            Key::from_hex(&hex(&SECRET), &hex(&SECRET)),
            Key::from_base64("k1", &text),
            Key::from_bytes("k1", &SECRET),
        ];
        for attempt in attempts {
            let shown = match attempt {
                Ok(key) => format!("{key:?} {key:#?}"),
                Err(error) => format!("{error} {error:?} {error:#?}"),
            };
            let (canary, digits) = ("canary", hex(b"canary"));
            assert!(!shown.contains(canary) && !shown.contains(&digits), "{shown}");
            let list = b"canary".map(|byte| byte.to_string()).join(", ");
            assert!(!shown.contains(&list), "{shown}");
        }
    }

    /// Compiles only if every part of a key but its id is wiped on drop: HMAC has the two states of
    /// the hash and a buffer that is empty in a key.
    #[test]
    fn a_key_is_wiped() {
        fn wiped<T: ZeroizeOnDrop>() {}
        fn hash_is_wiped<D: EagerHash<Core: ZeroizeOnDrop>>(_: &Hmac<D>) {}
        wiped::<Key>();
        let Key { id: _, mac } = Key::from_bytes("k1", &SECRET).unwrap();
        hash_is_wiped(&mac);
    }

    proptest! {
        #[test]
        fn any_text_is_a_key_or_is_refused(id in "\\PC{0,20}|k", text in "\\PC{0,80}|[0-9A-Fa-f]{60,70}|[A-Za-z0-9+/_-]{40,50}={0,3}") {
            let _ = Key::from_hex(&id, &text);
            let _ = Key::from_base64(&id, &text);
            let _ = Key::from_bytes(&id, text.as_bytes());
        }

        #[test]
        fn base64_is_read_back(mut secret in prop::collection::vec(any::<u8>(), 32..100)) {
            secret[0] = !secret[1];
            let key = derived(&Key::from_bytes("k1", &secret).unwrap());
            let texts = [
                encoded::<Base64>(&secret),
                encoded::<Base64Unpadded>(&secret),
                encoded::<Base64Url>(&secret),
                encoded::<Base64UrlUnpadded>(&secret),
            ];
            for text in texts {
                prop_assert_eq!(derived(&Key::from_base64("k1", &text).unwrap()), key);
            }
        }
    }
}
