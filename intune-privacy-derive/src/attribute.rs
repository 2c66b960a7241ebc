//! The grammar of one `#[data(...)]`: keys separated by commas, each a word, `word = value` or
//! `word(value)`. A mistake in one entry does not hide the others.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Meta, Path, Token};

use crate::diagnostics::Diagnostics;

/// One entry of the list.
pub(crate) struct Entry {
    pub(crate) key: Ident,
    /// The key without `r#`.
    pub(crate) name: String,
    pub(crate) value: Value,
    /// The whole entry, for messages about it.
    pub(crate) tokens: TokenStream,
}

/// What follows the key.
pub(crate) enum Value {
    None,
    /// `= ...`
    Assigned(TokenStream),
    /// `( ... )`
    Listed(TokenStream),
}

/// Whether the attribute is `#[data ...]`.
pub(crate) fn is_data(attribute: &Attribute) -> bool {
    attribute.path().is_ident("data")
}

/// The entries of `#[data(...)]`, such as `example`. Each that cannot be read is reported; the
/// flag tells of any.
pub(crate) fn entries(
    attribute: &Attribute,
    example: &str,
    diagnostics: &Diagnostics,
) -> (Vec<Entry>, bool) {
    let Meta::List(list) = &attribute.meta else {
        diagnostics.malformed(
            &attribute.meta,
            "`data` takes a list of keys",
            "the list stands in parentheses",
            &format!("write `#[data({example})]`, with the keys that hold here"),
        );
        return (Vec::new(), true);
    };
    let mut entries = Vec::new();
    let mut broken = false;
    for tokens in split_at_commas(list.tokens.clone()) {
        if let Ok((key, value)) = entry.parse2(tokens.clone()) {
            let name = key.unraw().to_string();
            entries.push(Entry { key, name, value, tokens });
        } else {
            broken = true;
            let text = source(&tokens);
            diagnostics.malformed(
                &tokens,
                &format!("`{text}` is no key of `data`"),
                "an entry is a key, `key = value` or `key(value)`, and commas separate them",
                &format!("remove `{text}`"),
            );
        }
    }
    (entries, broken)
}

fn entry(input: ParseStream<'_>) -> syn::Result<(Ident, Value)> {
    let key = input.call(Ident::parse_any)?;
    let value = if input.is_empty() {
        Value::None
    } else if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        Value::Assigned(input.parse()?)
    } else {
        match input.parse::<TokenTree>()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                Value::Listed(group.stream())
            }
            other => return Err(syn::Error::new(other.span(), "expected `,`")),
        }
    };
    if input.is_empty() { Ok((key, value)) } else { Err(input.error("expected `,`")) }
}

fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.extend([token]);
                }
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

impl Entry {
    /// The entry is a word without a value.
    pub(crate) fn word(&self, diagnostics: &Diagnostics) -> Option<()> {
        match &self.value {
            Value::None => Some(()),
            Value::Assigned(_) | Value::Listed(_) => {
                diagnostics.malformed(
                    &self.tokens,
                    &format!("`{}` takes no value", self.name),
                    "it is a word of its own",
                    &format!("write `{}`", self.name),
                );
                None
            }
        }
    }

    /// The path after `=`.
    pub(crate) fn path(&self, example: &str, diagnostics: &Diagnostics) -> Option<Path> {
        let value = match &self.value {
            Value::Assigned(value) if !value.is_empty() => value,
            _ => {
                diagnostics.malformed(
                    &self.tokens,
                    &format!("`{}` needs a value", self.name),
                    "its value is a path",
                    &format!("write `{} = {example}`", self.name),
                );
                return None;
            }
        };
        if let Ok(path) = Path::parse_mod_style.parse2(value.clone()) {
            return Some(path);
        }
        let example = quoted::<Path>(value).unwrap_or_else(|| example.into());
        diagnostics.malformed(
            value,
            &format!("the value of `{}` is no path", self.name),
            "it is a path without quotes",
            &format!("write `{example}`"),
        );
        None
    }

    /// The single word after `=`, for a closed vocabulary.
    pub(crate) fn assigned_word(&self, example: &str, diagnostics: &Diagnostics) -> Option<Ident> {
        let word = match &self.value {
            Value::Assigned(value) => match Ident::parse_any.parse2(value.clone()) {
                Ok(word) => return Some(word),
                Err(_) => quoted::<Ident>(value),
            },
            Value::Listed(value) => syn::parse2::<Ident>(value.clone()).ok().map(source),
            Value::None => None,
        };
        let word = word.unwrap_or_else(|| example.into());
        let help = format!("write `{} = {word}`", self.name);
        let headline = format!("`{}` needs a name as its value", self.name);
        diagnostics.malformed(&self.tokens, &headline, "it is a word without quotes", &help);
        None
    }

    /// The text after `=`.
    pub(crate) fn text(&self, diagnostics: &Diagnostics) -> Option<LitStr> {
        if let Value::Assigned(value) = &self.value
            && let Ok(text) = syn::parse2::<LitStr>(value.clone())
        {
            return Some(text);
        }
        diagnostics.malformed(
            &self.tokens,
            &format!("`{}` needs a text as its value", self.name),
            "it says why the record holds data that the documents do not list",
            &format!("write `{} = \"why the record holds it\"`", self.name),
        );
        None
    }
}

/// The content of a text that would do without its quotes: the most likely slip, and then the
/// best example.
fn quoted<T: Parse>(value: &TokenStream) -> Option<String> {
    let text = syn::parse2::<LitStr>(value.clone()).ok()?.value();
    syn::parse_str::<T>(&text).is_ok().then_some(text)
}

/// The tokens as the user would write them, for messages.
pub(crate) fn source(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    render(tokens.to_token_stream(), &mut text);
    text.trim().into()
}

/// `TokenStream`'s own text has a space between any two tokens on some compilers.
fn render(tokens: TokenStream, text: &mut String) {
    let mut wordy = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                render(group.stream(), text);
                text.push_str(close);
                wordy = false;
            }
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                if matches!(c, '+' | '=') && punct.spacing() == proc_macro2::Spacing::Alone {
                    text.extend([' ', c, ' ']);
                } else {
                    text.push(c);
                    if matches!(c, ',' | ';') {
                        text.push(' ');
                    }
                }
                // A lifetime's quote belongs to the word that follows.
                wordy = false;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                let word = token.to_string();
                if wordy || text.ends_with('>') {
                    text.push(' ');
                }
                text.push_str(&word);
                wordy = true;
            }
        }
    }
}
