//! What the fuzz targets `attributes` and `suggest` check.

mod attributes;
mod declaration;
mod suggest;

pub use attributes::attributes;
pub use suggest::suggest;

/// Asserts that tokens know where they stand, without which there is nothing to check.
fn have_places() {
    let mut tokens = "a".parse::<proc_macro2::TokenStream>().into_iter().flatten();
    let range = tokens.next().map(|token| token.span().byte_range());
    assert_eq!(
        range,
        Some(0..1),
        "proc-macro2 has no places under `cfg(fuzzing)`: --no-cfg-fuzzing"
    );
}
