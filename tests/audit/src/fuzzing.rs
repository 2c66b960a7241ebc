//! What the fuzz target `journal` checks.

mod journal;

pub use journal::journal;
