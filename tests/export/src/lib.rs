//! Records and checks that the tests of exports share.

pub mod fuzzing;
pub mod packages;
pub mod pages;

/// The examples of the README, which run as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
