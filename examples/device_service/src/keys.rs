//! The keys of the service.

use intune_privacy::journal::Chain;
use intune_privacy::{Key, KeyError, Keyring, Pseudonyms};

/// The variable of the environment with the key of the pseudonyms.
pub const PSEUDONYM_KEY: &str = "DEVICE_SERVICE_PSEUDONYM_KEY";

/// The variable of the environment with the key of the journal.
pub const JOURNAL_KEY: &str = "DEVICE_SERVICE_JOURNAL_KEY";

/// Pseudonyms of one tenant have nothing in common with those of another.
const TENANT: &str = "contoso.example";

/// The keys of the service, one for each purpose: who verifies the journal need not be able to tell
/// whose pseudonyms are in it.
#[derive(Clone, Debug)]
pub struct Keys {
    pub(crate) pseudonyms: Pseudonyms,
    pub(crate) chain: Chain,
}

impl Keys {
    /// The keys of these bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Key::from_bytes`].
    pub fn from_bytes(pseudonyms: &[u8], journal: &[u8]) -> Result<Self, KeyError> {
        let pseudonyms = Key::from_bytes("2026-q2", pseudonyms)?;
        Ok(Self::new(pseudonyms, &Key::from_bytes("journal", journal)?))
    }

    /// The keys in the environment. There are no others to fall back on: what is stored under a key
    /// that is gone with the process could never be found or verified again.
    ///
    /// # Errors
    ///
    /// Those of [`Key::from_env`].
    pub fn from_env() -> Result<Self, KeyError> {
        let pseudonyms = Key::from_env("2026-q2", PSEUDONYM_KEY)?;
        Ok(Self::new(pseudonyms, &Key::from_env("journal", JOURNAL_KEY)?))
    }

    fn new(pseudonyms: Key, journal: &Key) -> Self {
        let pseudonyms = Keyring::new(pseudonyms).pseudonyms(TENANT);
        Self { pseudonyms, chain: Chain::new(journal) }
    }
}
