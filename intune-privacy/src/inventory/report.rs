//! The inventory for readers who do not read code.

mod html;

pub use self::html::html;
