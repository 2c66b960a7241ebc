//! What the fuzz targets `attributes` and `suggest` check.

mod attributes;
mod declaration;
mod suggest;

pub use attributes::attributes;
pub use suggest::suggest;
