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

#[cfg(test)]
mod wip_profile {
    #[test]
    fn profile() {
        let src = std::fs::read_to_string("/tmp/ct/ours/src/lib.rs").unwrap();
        let items: Vec<&str> = src.split("#[derive(intune_privacy::Classified)]").skip(1).collect();
        for _ in 0..1 {
            for item in &items {
                let ast: syn::DeriveInput = syn::parse_str(item).unwrap();
                let diagnostics = crate::diagnostics::Diagnostics::default();
                let input = crate::parse::input(ast, &diagnostics);
                let checked = crate::check::run(&input, &diagnostics);
                let tokens = crate::emit::classified(&input, &checked, !diagnostics.is_empty());
                std::hint::black_box(tokens);
            }
        }
    }
}
