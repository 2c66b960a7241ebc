//! The key for pseudonyms, from the environment.

use std::env;

use intune_privacy::{Key, KeyError, Keyring, Pseudonyms};

/// The variable that holds the key. A secret store that mounts files or an agent that injects
/// variables both come down to this; the key is never an argument, which every process can see.
pub(crate) const VARIABLE: &str = "FLEET_SERVICE_KEY";

/// The id of the key, which every pseudonym starts with. The next key gets another one.
const KEY_ID: &str = "2026-q2";

/// Pseudonyms of one tenant have nothing in common with those of another.
const TENANT: &str = "contoso.example";

/// What makes the pseudonyms; `None` without a key.
///
/// A key that is there and cannot be used is an error: somebody believes that it protects.
pub(crate) fn pseudonyms() -> Result<Option<Pseudonyms>, KeyError> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(None);
    }
    let key = Key::from_env(KEY_ID, VARIABLE)?;
    Ok(Some(Keyring::new(key).pseudonyms(TENANT)))
}
