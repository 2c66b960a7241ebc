//! What a declaration becomes: the reported mistakes, and the impls. The fuzz targets call this too,
//! outside of a compiler.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diagnostics::Diagnostics;
use crate::{check, emit, parse, value};

/// The expansion of `#[derive(Classified)]`.
pub(crate) fn classified(ast: DeriveInput) -> TokenStream {
    let diagnostics = Diagnostics::default();
    let input = parse::input(ast, &diagnostics);
    let checked = check::run(&input, &diagnostics);
    let impls = emit::classified(&input, &checked, !diagnostics.is_empty());
    with(diagnostics, impls)
}

/// The expansion of `#[derive(DataValue)]`.
pub(crate) fn data_value(ast: &DeriveInput) -> TokenStream {
    let diagnostics = Diagnostics::default();
    let impls = value::expand(ast, &diagnostics);
    with(diagnostics, impls)
}

fn with(diagnostics: Diagnostics, impls: TokenStream) -> TokenStream {
    let mut tokens = diagnostics.into_tokens();
    tokens.extend(impls);
    tokens
}
