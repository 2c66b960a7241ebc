//! The derive macros of `intune-privacy`. Depend on that crate: it re-exports and documents them.

mod attribute;
mod bounds;
mod check;
mod diagnostics;
mod emit;
mod input;
mod parse;
mod serde_form;
mod value;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::diagnostics::Diagnostics;

#[expect(missing_docs, reason = "documented where intune-privacy re-exports it")]
#[proc_macro_derive(Classified, attributes(data))]
pub fn derive_classified(tokens: TokenStream) -> TokenStream {
    let diagnostics = Diagnostics::default();
    let input = parse::input(parse_macro_input!(tokens as DeriveInput), &diagnostics);
    let checked = check::run(&input, &diagnostics);
    let impls = emit::classified(&input, &checked, !diagnostics.is_empty());
    finish(diagnostics, impls)
}

#[expect(missing_docs, reason = "documented where intune-privacy re-exports it")]
#[proc_macro_derive(DataValue, attributes(data))]
pub fn derive_data_value(tokens: TokenStream) -> TokenStream {
    let diagnostics = Diagnostics::default();
    let ast = parse_macro_input!(tokens as DeriveInput);
    let impls = value::expand(&ast, &diagnostics);
    finish(diagnostics, impls)
}

fn finish(diagnostics: Diagnostics, impls: proc_macro2::TokenStream) -> TokenStream {
    let mut tokens = diagnostics.into_tokens();
    tokens.extend(impls);
    tokens.into()
}
