//! How an activity ended, in the words of an event.

use super::AuditEvent;

/// How an activity ended, by the result of its event. Events of elsewhere have more to say than an
/// [`Outcome`](super::Outcome).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The event does not say.
    Unknown,
    Success,
    Failure,
    /// The event says something else.
    Other,
}

impl Verdict {
    /// Graph documents no values of `activityResult`; the common words are known, in any case.
    pub(super) fn of(event: &AuditEvent) -> Self {
        let Some(result) = event.activity_result.as_deref() else {
            return Self::Unknown;
        };
        let is = |words: &[&str]| words.iter().any(|word| result.eq_ignore_ascii_case(word));
        if is(&["success", "succeeded"]) {
            Self::Success
        } else if is(&["fail", "failed", "failure"]) {
            Self::Failure
        } else {
            Self::Other
        }
    }
}
