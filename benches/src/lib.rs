//! Benchmarks of `intune-privacy` beside the plain derives, hand-written floors and the peers.
//!
//! The file `README.md` of this package says what is measured and how to read it.

pub mod allocations;
pub mod audit;
pub mod case;
pub mod chart;
pub mod compile_cost;
pub mod export;
pub mod floors;
pub mod goals;
pub mod growth;
pub mod harness;
pub mod journal;
pub mod machine;
pub mod ours;
#[cfg(feature = "peers")]
pub mod peers;
pub mod plain;
pub mod record;
pub mod redaction;
pub mod report;
pub mod runtime;
pub mod summary;
pub mod timing;
mod usage;
