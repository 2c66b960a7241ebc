//! The policy that `Debug` follows, for the whole process.

use std::sync::OnceLock;

use super::Policy;

static DEFAULT: OnceLock<Policy> = OnceLock::new();

/// The default policy had been set before. It cannot be set twice, so that no library changes what
/// the application has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("the default policy of `Debug` has been set before")]
pub struct DefaultPolicyError;

impl Policy {
    /// Makes this the policy that the `Debug` of every classified type follows, in place of
    /// [`logs`](Self::logs), for the whole process.
    ///
    /// It can be set once, as the logger of the `log` crate can. Call it early in `main`; a
    /// library leaves it alone.
    ///
    /// ```
    /// use intune_privacy::{Classified, Policy};
    ///
    /// #[derive(Classified)]
    /// struct Event {
    ///     #[data(pseudonymized, undocumented = "the random number of an installation")]
    ///     installation: u64,
    /// }
    ///
    /// let event = Event { installation: 1234567 };
    /// assert_eq!(format!("{event:?}"), "Event { installation: 1234567 }");
    ///
    /// Policy::strict().set_default()?;
    /// assert_eq!(format!("{event:?}"), "Event { installation: [pseudonymized] }");
    /// assert!(Policy::support().set_default().is_err());
    /// # Ok::<(), intune_privacy::DefaultPolicyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a default has been set before; it stays.
    pub fn set_default(self) -> Result<(), DefaultPolicyError> {
        DEFAULT.set(self).map_err(|_| DefaultPolicyError)
    }

    /// The policy that `Debug` follows if one has been set.
    #[inline]
    pub(crate) fn default_of_process() -> Option<&'static Self> {
        DEFAULT.get()
    }
}
