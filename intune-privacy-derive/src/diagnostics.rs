//! Mistakes of the user, collected so that one build shows them all.

use std::cell::{Cell, RefCell};

use intune_privacy_taxonomy::{Finding, Rule};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

/// The mistakes found so far. Parsers take it by reference and carry on.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: RefCell<Vec<(usize, syn::Error)>>,
    /// The place in the source that is being looked at, counted in fields.
    place: Cell<usize>,
}

impl Diagnostics {
    /// Says which field of the type is looked at from now on, counted from 1; 0 is the type.
    /// The passes come one after the other, but a reader goes through the source once.
    pub(crate) fn look_at(&self, field: usize) {
        self.place.set(field);
    }

    /// Reports a malformed attribute (P15) on `tokens`.
    pub(crate) fn malformed(&self, tokens: impl ToTokens, headline: &str, note: &str, help: &str) {
        self.push(tokens, &message(Rule::P15, headline, note, help));
    }

    /// Reports what a rule found, on the token to change.
    pub(crate) fn finding(&self, tokens: impl ToTokens, finding: &Finding) {
        self.push(tokens, &finding.to_string());
    }

    /// Reports a second `Debug` (P17).
    pub(crate) fn second_debug(&self, derive: impl ToTokens, ident: &Ident) {
        let headline = format!("`{ident}` has a redacted `Debug` already");
        let note = "`Classified` writes it, so that the record cannot be logged in clear";
        self.push(derive, &message(Rule::P17, &headline, note, "remove `Debug`"));
    }

    fn push(&self, tokens: impl ToTokens, message: &str) {
        // `new_spanned` and not `tokens.span()`: on stable the latter underlines the first token.
        let error = syn::Error::new_spanned(tokens, message);
        self.errors.borrow_mut().push((self.place.get(), error));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.borrow().is_empty()
    }

    /// One `compile_error!` for each mistake, in the order of the source.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut errors = self.errors.into_inner();
        errors.sort_by_key(|(place, _)| *place);
        errors.iter().map(|(_, error)| error.to_compile_error()).collect()
    }
}

fn message(rule: Rule, headline: &str, note: &str, help: &str) -> String {
    format!("{headline} [{rule}]\nnote: {note}\nhelp: {help}")
}
