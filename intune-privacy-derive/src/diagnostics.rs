//! Mistakes of the user, collected so that one build shows them all.

use std::cell::RefCell;

use intune_privacy_taxonomy::{Finding, Rule};
use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far. Parsers take it by reference and carry on.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: RefCell<Vec<syn::Error>>,
}

impl Diagnostics {
    /// Reports a malformed attribute (P15) on `tokens`.
    pub(crate) fn malformed(&self, tokens: impl ToTokens, headline: &str, note: &str, help: &str) {
        self.push(tokens, &message(Rule::P15, headline, note, help));
    }

    /// Reports what a rule found, on the token to change.
    pub(crate) fn finding(&self, tokens: impl ToTokens, finding: &Finding) {
        self.push(tokens, &finding.to_string());
    }

    fn push(&self, tokens: impl ToTokens, message: &str) {
        // `new_spanned` and not `tokens.span()`: on stable the latter underlines the first token.
        self.errors
            .borrow_mut()
            .push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.borrow().is_empty()
    }

    /// One `compile_error!` for each mistake, in the order of the source.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.errors
            .into_inner()
            .iter()
            .map(syn::Error::to_compile_error)
            .collect()
    }
}

fn message(rule: Rule, headline: &str, note: &str, help: &str) -> String {
    format!("{headline} [{rule}]\nnote: {note}\nhelp: {help}")
}
