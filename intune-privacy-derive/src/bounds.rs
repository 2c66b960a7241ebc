//! Which bounds the impls of a generic type need, and types as they read outside of an impl.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{GenericParam, Generics, Type};

use crate::input::{Field, Input};

/// Whether the type has parameters that its values depend on: types or constants.
pub(crate) fn is_generic(input: &Input) -> bool {
    input.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

/// The user's where clause and, for each field whose type mentions a type parameter, the trait
/// that the accessor asks of it. The bound is on the field's type: what holds for `T` says
/// nothing of `Wrapper<T>`.
pub(crate) fn where_clause(input: &Input) -> TokenStream {
    let mut predicates: Vec<TokenStream> = Vec::new();
    if let Some(clause) = &input.generics.where_clause {
        predicates.extend(clause.predicates.iter().map(ToTokens::to_token_stream));
    }
    let fields = input.variants.iter().flat_map(|variant| &variant.fields);
    let mut seen = Vec::new();
    for field in fields {
        let annotation = &field.annotation;
        let unknown = annotation.unreadable || annotation.missing || annotation.with.is_some();
        // A bound on the type itself would never be settled.
        if unknown || !mentions_parameter(&field.ty, &input.generics) || mentions_self(field, input)
        {
            continue;
        }
        let ty = &field.ty;
        let predicate = if annotation.nested {
            quote!(#ty: _privacy::Nested)
        } else {
            quote!(#ty: _privacy::DataValue)
        };
        let text = predicate.to_string();
        if !seen.contains(&text) {
            seen.push(text);
            predicates.push(predicate);
        }
    }
    if predicates.is_empty() { TokenStream::new() } else { quote!(where #(#predicates),*) }
}

/// Whether the field's type mentions the type that declares it.
pub(crate) fn mentions_self(field: &Field, input: &Input) -> bool {
    any_ident(field.ty.to_token_stream(), &|ident| *ident == "Self" || *ident == input.ident)
}

/// Whether a type mentions a type parameter of `generics`.
pub(crate) fn mentions_parameter(ty: &Type, generics: &Generics) -> bool {
    // Most types have none, and taking a type apart costs more than to ask.
    if generics.type_params().next().is_none() {
        return false;
    }
    any_ident(ty.to_token_stream(), &|ident| {
        generics.type_params().any(|parameter| parameter.ident == *ident)
    })
}

fn any_ident(tokens: TokenStream, test: &impl Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => test(&ident),
        TokenTree::Group(group) => any_ident(group.stream(), test),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The type where neither `Self` nor the lifetimes of the impl are in scope.
pub(crate) fn outside_impl(ty: TokenStream, input: &Input) -> TokenStream {
    let lifetimes: Vec<String> = input
        .generics
        .lifetimes()
        .map(|parameter| parameter.lifetime.ident.unraw().to_string())
        .collect();
    let mut quote_before = false;
    let tokens = ty.into_iter().flat_map(|token| {
        let in_lifetime = std::mem::take(&mut quote_before);
        match token {
            TokenTree::Punct(punct) => {
                quote_before = punct.as_char() == '\'';
                TokenTree::Punct(punct).into()
            }
            TokenTree::Ident(ident) if in_lifetime && lifetimes.contains(&ident.to_string()) => {
                TokenTree::Ident(Ident::new("static", ident.span())).into()
            }
            TokenTree::Ident(ident) if ident == "Self" => {
                let (name, statics) = (&input.ident, lifetimes.iter().map(|_| quote!('static)));
                if lifetimes.is_empty() { quote!(#name) } else { quote!(#name<#(#statics),*>) }
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), outside_impl(group.stream(), input));
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => TokenStream::from(other),
        }
    });
    tokens.collect()
}
