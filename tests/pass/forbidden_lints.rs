//! A crate that forbids what generated code is most likely to trip over. `non_upper_case_globals` is only
//! denied: with the feature `inventory` the crate of that name allows it for its own static.
#![forbid(
    unsafe_code,
    missing_docs,
    missing_debug_implementations,
    non_snake_case,
    non_camel_case_types,
    non_ascii_idents,
    private_interfaces,
    private_bounds,
    unnameable_types,
    unreachable_pub
)]
#![deny(warnings, unused, rust_2018_idioms, rust_2021_compatibility, rust_2024_compatibility)]

use intune_privacy::{Classified, DataValue};

/// A record.
#[derive(Classified)]
struct Record<'a, T, const N: usize> {
    #[data(identified, undocumented = "test")]
    text: &'a str,
    #[data(identified, undocumented = "test")]
    values: [T; N],
    #[data(nested)]
    state: State,
    #[data(non_personal)]
    color: Color,
}

#[derive(Classified)]
enum State {
    Idle,
    Lost(#[data(identified, undocumented = "test")] u8),
}

#[derive(DataValue)]
enum Color {
    Green,
}

fn main() {
    for state in [State::Idle, State::Lost(1)] {
        let record = Record { text: "Ada", values: [1], state, color: Color::Green };
        assert!(!format!("{record:?}").contains("Ada"));
    }
}
