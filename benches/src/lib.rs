//! Benchmarks of `intune-privacy` beside the plain derives, hand-written floors and the peers.
//!
//! The file `README.md` of this package says what is measured and how to read it.

pub mod audit;
pub mod case;
pub mod export;
pub mod floors;
pub mod journal;
pub mod ours;
#[cfg(feature = "peers")]
pub mod peers;
pub mod plain;
pub mod record;
pub mod redaction;
pub mod report;
pub mod timing;
