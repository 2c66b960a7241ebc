//! The grammar of one `#[data(...)]`: keys separated by commas, each a word, `word = value` or
//! `word(value)`. A mistake in one entry does not hide the others.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
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

/// The entries of `#[data(...)]`. Each that cannot be read is reported; the flag tells of any.
pub(crate) fn entries(attribute: &Attribute, diagnostics: &Diagnostics) -> (Vec<Entry>, bool) {
    let Meta::List(list) = &attribute.meta else {
        diagnostics.malformed(
            &attribute.meta,
            "`data` takes a list of keys",
            "the keys of a field are a class, `required` or `optional`, `mam`, `item = ...`, \
             `undocumented = \"...\"`, `nested`, `subject` and `with = ...`",
            "write `#[data(identified, required)]` with the class of the field",
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
        let help = format!("write `{} = {example}`", self.name);
        let Value::Assigned(value) = &self.value else {
            diagnostics.malformed(
                &self.tokens,
                &format!("`{}` needs a value", self.name),
                "its value is a path",
                &help,
            );
            return None;
        };
        if let Ok(path) = Path::parse_mod_style.parse2(value.clone()) {
            return Some(path);
        }
        // The path in quotes is the most likely slip, and its content the best example.
        let quoted = syn::parse2::<LitStr>(value.clone()).ok().map(|text| text.value());
        let quoted = quoted.filter(|text| syn::parse_str::<Path>(text).is_ok());
        diagnostics.malformed(
            or_entry(value, &self.tokens),
            &format!("the value of `{}` is no path", self.name),
            "it is written without quotes",
            &quoted.map_or(help, |text| format!("write `{} = {text}`", self.name)),
        );
        None
    }

    /// The single word after `=`, for a closed vocabulary.
    pub(crate) fn assigned_word(&self, example: &str, diagnostics: &Diagnostics) -> Option<Ident> {
        if let Value::Assigned(value) = &self.value {
            if let Ok(word) = Ident::parse_any.parse2(value.clone()) {
                return Some(word);
            }
        }
        let help = format!("write `{} = {example}`", self.name);
        let headline = format!("`{}` needs a name as its value", self.name);
        diagnostics.malformed(&self.tokens, &headline, "it is a word without quotes", &help);
        None
    }

    /// The text after `=`.
    pub(crate) fn text(&self, diagnostics: &Diagnostics) -> Option<LitStr> {
        if let Value::Assigned(value) = &self.value {
            if let Ok(text) = syn::parse2::<LitStr>(value.clone()) {
                return Some(text);
            }
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

fn or_entry<'a>(value: &'a TokenStream, entry: &'a TokenStream) -> &'a TokenStream {
    if value.is_empty() { entry } else { value }
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
