//! What the fuzz targets `cells`, `package` and `facts` check.

mod cells;
mod facts;
mod package;
mod reading;

pub use cells::cells;
pub use facts::facts;
pub use package::package;
