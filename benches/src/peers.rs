//! The same record in the style of other libraries, each in the version that was studied.

pub mod data_privacy;
pub mod redact;
pub mod redactable;
pub mod secrecy;
pub mod veil;
