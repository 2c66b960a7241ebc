//! The derive macros of `intune-privacy`. Depend on that crate: it re-exports and documents them.

mod attribute;
mod bounds;
mod check;
mod diagnostics;
mod emit;
mod expansion;
mod input;
mod parse;
mod serde_form;
mod value;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[expect(missing_docs, reason = "documented where intune-privacy re-exports it")]
#[proc_macro_derive(Classified, attributes(data))]
pub fn derive_classified(tokens: TokenStream) -> TokenStream {
    expansion::classified(parse_macro_input!(tokens as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented where intune-privacy re-exports it")]
#[proc_macro_derive(DataValue, attributes(data))]
pub fn derive_data_value(tokens: TokenStream) -> TokenStream {
    expansion::data_value(&parse_macro_input!(tokens as DeriveInput)).into()
}
