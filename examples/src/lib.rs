//! What the runnable examples share: models of Microsoft Graph's resources, and what it takes to
//! read and describe them.

pub mod document;
pub mod graph;
pub mod table;
