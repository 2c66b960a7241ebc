//! The keys of a service, across rotations.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Algorithm, Key, Pseudonyms};

/// The key that new tokens are made with, and retired keys whose tokens can still be found.
///
/// To rotate, make the new key the current one and keep the old one as retired for as long as its
/// tokens are around. Once it is gone, nobody can link them to values any more.
///
/// ```
/// use intune_privacy::{Key, Keyring, items::hardware_inventory::SERIAL_NUMBER};
///
/// # let (old, new) = ([1, 2].repeat(16), [3, 4].repeat(16));
/// let keys = Keyring::new(Key::from_bytes("2026-q2", &new)?)
///     .with_retired(Key::from_bytes("2026-q1", &old)?)?;
/// let pseudonyms = keys.pseudonyms("contoso.example");
///
/// let tokens = pseudonyms.tokens(&SERIAL_NUMBER, "C02XK1JGJHD3");
/// let ids: Vec<_> = tokens.map(|token| token.key_id().to_owned()).collect();
/// assert_eq!(ids, ["2026-q2", "2026-q1"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Keyring {
    current: Key,
    retired: Vec<Key>,
}

impl Keyring {
    /// A ring of one key.
    pub const fn new(current: Key) -> Self {
        Self { current, retired: Vec::new() }
    }

    /// This ring with one more retired key.
    ///
    /// # Errors
    ///
    /// If a key of the ring has the same id: a token would name both.
    pub fn with_retired(mut self, key: Key) -> Result<Self, KeyringError> {
        if self.keys().any(|other| other.id() == key.id()) {
            return Err(KeyringError::Duplicate { id: key.id().into() });
        }
        self.retired.push(key);
        Ok(self)
    }

    /// The pseudonyms of a tenant, by [`Algorithm::HmacSha256`].
    ///
    /// Any text can name a tenant, as long as it stays the same. Tokens of two tenants have nothing
    /// in common. This derives keys and takes some microseconds, so keep the result.
    pub fn pseudonyms(&self, tenant: &str) -> Pseudonyms {
        self.pseudonyms_with(tenant, Algorithm::default())
    }

    /// The pseudonyms of a tenant, by that algorithm.
    pub fn pseudonyms_with(&self, tenant: &str, algorithm: Algorithm) -> Pseudonyms {
        Pseudonyms::new(&self.current, &self.retired, tenant, algorithm)
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        core::iter::once(&self.current).chain(&self.retired)
    }
}

/// Why a key is no part of a [`Keyring`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringError {
    /// Another key of the ring has the id.
    #[error("two keys of the ring have the id `{id}`")]
    Duplicate {
        /// The id.
        id: String,
    },
}
