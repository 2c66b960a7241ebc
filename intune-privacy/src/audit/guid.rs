//! The GUID of an event or of a request.

use core::fmt;
use core::str::FromStr;

use uuid::Uuid;

/// A GUID, such as the one that the events of one request have in common.
///
/// ```
/// use intune_privacy::audit::Guid;
///
/// let request: Guid = "52EFFE71-FE71-52EF-71FE-EF5271FEEF52".parse()?;
/// assert_eq!(request.to_string(), "52effe71-fe71-52ef-71fe-ef5271feef52");
/// # Ok::<(), intune_privacy::audit::GuidError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid(Uuid);

/// A text is no GUID. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a GUID such as 52effe71-fe71-52ef-71fe-ef5271feef52")]
pub struct GuidError;

impl Guid {
    /// A new one, of 122 random bits (RFC 9562, version 4).
    ///
    /// # Panics
    ///
    /// If the operating system has no random numbers to give.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }
}

impl FromStr for Guid {
    type Err = GuidError;

    fn from_str(text: &str) -> Result<Self, GuidError> {
        text.parse().map(Self).map_err(|_| GuidError)
    }
}

impl From<u128> for Guid {
    fn from(number: u128) -> Self {
        Self(Uuid::from_u128(number))
    }
}

#[cfg(feature = "uuid")]
impl From<Uuid> for Guid {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
