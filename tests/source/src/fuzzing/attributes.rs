//! Any tokens as what a derive is given: code, or errors that stand on the tokens to change.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::DeriveInput;

use super::declaration::Writer;
use crate::expansion;

/// Declarations from bytes: as text, as text within an attribute, and as made of what the grammar
/// is made of. Each becomes code that parses, or errors that say something about a place of it.
///
/// # Panics
///
/// If something is not as it should be.
pub fn attributes(data: &[u8]) {
    super::have_places();
    // A row of tokens that the compiler would not have parsed is of no interest, only its depth
    // would be tested.
    let text = String::from_utf8_lossy(data);
    expand(&text);
    expand(&format!("#[data({text})] struct Device {{ #[data({text})] serial_number: String }}"));
    expand(&format!(
        "enum E {{ A(#[data {text}] String), #[data] B {{ #[serde({text})] c: u8 }} }}"
    ));
    expand(&Writer::annotated(data).declaration());
}

/// How deep groups may be in one another; the compiler's own limit is 128.
const DEEPEST: usize = 64;

fn expand(text: &str) {
    // The text of each input is kept until it is said that no span of it is left.
    proc_macro2::extra::invalidate_current_thread_spans();
    if is_deep(text) {
        return;
    }
    let Ok(tokens) = text.parse::<TokenStream>() else { return };
    let Ok(ast) = syn::parse2::<DeriveInput>(tokens) else { return };
    is_code_or_errors(text, expansion::data_value(&ast));
    is_code_or_errors(text, expansion::classified(ast));
}

/// Whether the text may nest deeper than the compiler reads.
pub(super) fn is_deep(text: &str) -> bool {
    let opens = |c| matches!(c, '(' | '[' | '{' | '<' | '&' | '*' | '!' | '-');
    text.chars().filter(|c| opens(*c)).count() > 8 * DEEPEST
}

fn is_code_or_errors(text: &str, expansion: TokenStream) {
    // Whoever looks for errors in the expansion must not find its code instead.
    for error in errors(expansion.clone()) {
        assert!(!error.message.trim().is_empty(), "an error without a message in\n{text}");
        for span in error.spans {
            let range = span.byte_range();
            assert!(
                !range.is_empty() && range.end <= text.len(),
                "`{}` stands at {range:?} of\n{text}",
                error.message
            );
            assert_eq!(span.source_text().as_deref(), text.get(range), "{}", error.message);
        }
    }
    let code = expansion.to_string();
    if let Err(error) = syn::parse2::<syn::File>(expansion) {
        panic!("{error} in\n{code}\nof\n{text}");
    }
}

pub(super) struct Error {
    pub(super) message: String,
    /// Of the first and the last token, between which the compiler underlines.
    spans: [Span; 2],
}

/// The errors that the compiler would show: each is `::core::compile_error! { "message" }`.
pub(super) fn errors(expansion: TokenStream) -> Vec<Error> {
    let tokens: Vec<_> = expansion.into_iter().collect();
    let calls = tokens.windows(3).enumerate().filter_map(|(at, window)| match window {
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(message)]
            if name == "compile_error" =>
        {
            let message = message.stream();
            let literal = syn::parse2::<syn::LitStr>(message).expect("a message");
            // The path begins with two colons, which have the span of the first token.
            let first = tokens.get(at.saturating_sub(5)..=at).and_then(<[_]>::first);
            let first = first.map_or_else(|| name.span(), TokenTree::span);
            let last = literal.to_token_stream().into_iter().last();
            let last = last.map_or_else(|| literal.span(), |token| token.span());
            Some(Error { message: literal.value(), spans: [first, last] })
        }
        _ => None,
    });
    calls.collect()
}
